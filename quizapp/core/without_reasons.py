"""An item without its reasons, for pages that show the key and not why."""

from collections.abc import Iterable
from dataclasses import replace

from quizapp.core.items import Choices, Cloze, Item, Matching, Matrix, Numeric, Option, Ordering, ShortAnswer


def without_reasons(item: Item) -> Item:
    """Return an item in which no option, row or answer has a reason."""
    match item.body:
        case Choices() | Matching() | Ordering() as body:
            return replace(item, body=replace(body, options=_bare(body.options)))
        case Cloze() as body:
            blanks = tuple(replace(blank, options=_bare(blank.options)) for blank in body.blanks)
            return replace(item, body=replace(body, blanks=blanks))
        case Matrix() as body:
            rows = tuple(replace(row, rationale="") for row in body.rows)
            return replace(item, body=replace(body, rows=rows, options=_bare(body.options)))
        case ShortAnswer() | Numeric() as body:
            return replace(item, body=replace(body, rationale=""))


def _bare(options: Iterable[Option]) -> tuple[Option, ...]:
    return tuple(replace(option, rationale="") for option in options)
