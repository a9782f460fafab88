"""An item's content as canonical JSON: one content, one text, on every machine."""

import hashlib
import json
from collections.abc import Set as AbstractSet
from datetime import date
from decimal import Decimal
from functools import lru_cache

from pydantic import TypeAdapter

from quizapp.core.facts import ItemContent
from quizapp.core.numbers import in_file

_ADAPTER = TypeAdapter(ItemContent)


def dump_content(content: ItemContent) -> str:
    """Return the content as JSON with sorted keys and no spaces; equal contents give equal texts."""
    plain = _ADAPTER.dump_python(content)
    # So that versions from before there were signs and credits keep their text.
    if not content.signed:
        del plain["signed"]
    if content.picture and not content.picture.credit:
        del plain["picture"]["credit"]
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, AbstractSet):
        return sorted(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return in_file(value)
    raise TypeError(f"{type(value).__name__} has no place in an item")


# A version never changes, so its text is worth reading once; the number bounds memory to about 20 MB.
@lru_cache(maxsize=2048)
def load_content(text: str) -> ItemContent:
    """Return the content that ``dump_content`` wrote; raises ``ValueError`` on anything else."""
    return _ADAPTER.validate_json(text)


def sha256(text: str) -> str:
    """Return the fingerprint of a text, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()
