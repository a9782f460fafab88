"""Items as the text of a bank file, to be read, mended and kept by a person."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from quizapp.core.items import Item
from quizapp.formats.item_as_table import Table, table_of


def items_as_toml(items: Iterable[Item]) -> str:
    """Return the items as [[item]] tables; a bank file that holds them reads back as the same items."""
    return "\n".join("\n".join(_table("[[item]]", "item", table_of(item))) + "\n" for item in items)


def _table(head: str, name: str, table: Table) -> Iterator[str]:
    """Yield the lines of a table: its own values first, then the tables within it."""
    yield head
    inner = {key: value for key, value in table.items() if _has_tables(value)}
    for key, value in table.items():
        if key not in inner:
            yield f"{key} = {_written(value)}"
    for key, value in inner.items():
        path = f"{name}.{key}"
        if isinstance(value, dict):
            yield from _table(f"[{path}]", path, value)
        else:
            for one in value:
                yield from _table(f"[[{path}]]", path, one)


def _has_tables(value: Any) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and bool(value) and isinstance(value[0], dict))


def _written(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    # A string or a list of strings in JSON is the same in TOML, but for the one sign below; so is true.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
