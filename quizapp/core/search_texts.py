"""What of an item is looked through when educators look for it."""

from collections.abc import Iterator, Mapping
from typing import Any

from quizapp.core.facts import ItemContent
from quizapp.core.items import ShortAnswer
from quizapp.core.parts import parts
from quizapp.core.search_words import words

NOT_TEXT = frozenset({"type", "status", "topic", "level", "audience", "review_due", "made_by"})
"""What of the table of an item is found by lists to choose from, not by words."""


def item_words(content: ItemContent) -> str:
    """Return the words by which an item is found: its lasting id, its texts, and what it rests on."""
    item = content.item
    answers = item.body.answers if isinstance(item.body, ShortAnswer) else ()
    facts = (text for fact in content.facts for text in (fact.id, fact.statement))
    sources = (source.id for source in content.sources)
    texts = (item.id, *(part.text for part in parts(item)), *answers, *facts, *sources)
    return " ".join(words("\n".join(texts)))


def table_words(table: Mapping[str, Any]) -> str:
    """Return the words by which an item in work is found: everything that is written in it."""
    kept = {name: value for name, value in table.items() if name not in NOT_TEXT}
    return " ".join(words("\n".join(_texts(kept))))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
