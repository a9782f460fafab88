"""What others call the types of questions in the column “type” of a spreadsheet."""

from collections.abc import Mapping

from quizapp.core.exchange import slug
from quizapp.core.items import ItemType
from quizapp.formats.exchange.sheets.keys import UnreadableError, keyed
from quizapp.formats.exchange.sheets.layout import Column, Part
from quizapp.formats.exchange.sheets.parts import ARROW
from quizapp.formats.exchange.sheets.rows import Record

UNNAMED = "question"
"""What a question is called that does not say its type and does not show it."""

_NAMES: Mapping[ItemType, tuple[str, ...]] = {
    ItemType.SINGLE_CHOICE: (
        *("single", "single-answer", "single-select", "single-response", "single-best-answer", "radio"),
        *("one-answer", "multiple-choice-single", "multiple-choice-single-answer", "sba"),
    ),
    ItemType.SELECT_ALL: (
        *("multiple-answer", "multiple-answers", "multiple-response", "multiple-select", "multi-select"),
        *("multiselect", "select-all-that-apply", "sata", "checkbox", "checkboxes", "ma", "mr", "msq"),
        *("multiple-choice-multiple", "multiple-choice-multiple-answers", "multiple"),
    ),
    ItemType.TRUE_FALSE: ("tf", "t-f", "true-or-false", "truefalse", "boolean"),
    ItemType.MATCHING: ("match", "pairs", "pairing"),
    ItemType.SHORT_ANSWER: (
        *("shortanswer", "short-text", "short", "sa", "fill-in-the-blank", "fill-in-the-blanks"),
        *("fill-in", "fib", "fitb", "text", "type-answer", "typed-answer", "open-cloze"),
    ),
    ItemType.ORDERING: ("order", "sequence", "sequencing", "sort", "sorting", "ranking", "puzzle", "reorder"),
    ItemType.DROPDOWN_CLOZE: ("dropdown", "drop-down", "drop-down-cloze", "inline-choice", "cloze"),
    ItemType.MATRIX: ("grid", "matrix-multiple-choice", "table"),
    ItemType.HOTSPOT: ("hot-spot",),
    ItemType.NUMERIC: ("numerical", "number", "numeric-answer"),
}
_BY_NAME = {name: kind for kind, names in _NAMES.items() for name in (*names, kind.value)}

# Said of single choices and of select-alls alike; how many keys there are tells which it is.
_CHOICES = {"mc", "mcq", "multichoice", "multiple-choice", "choice", "multiple-choice-question", "quiz", ""}


def kind_of(row: Record) -> str:
    """Return the item type of a row, or what it is called where we have no such type."""
    return kind_called(row.one(Column.TYPE)) or _shown(row)


def kind_called(told: str) -> str:
    """Return the item type that is called so, or the name where we have no such type.

    Empty for what says nothing, or no more than that something is to be chosen.
    """
    name = slug(told)
    if name in _BY_NAME:
        return _BY_NAME[name].value
    return told[:80] if name not in _CHOICES else ""


def _shown(row: Record) -> str:
    """Return the type that a row shows where it does not tell."""
    options = row.all(Part.OPTION)
    verdicts = {text.casefold() for text in options.values()}
    if row.all(Part.WRONG):
        return ItemType.SINGLE_CHOICE
    key = row.one(Column.KEY)
    if row.all(Part.MATCH) or (options and not key and all(map(ARROW.search, options.values()))):
        return ItemType.MATCHING
    if verdicts == {"true", "false"} or (not options and key.casefold() in {"true", "false"}):
        return ItemType.TRUE_FALSE
    if not options:
        return ItemType.SHORT_ANSWER if key else UNNAMED
    try:
        return ItemType.SELECT_ALL if len(keyed(key, options)) > 1 else ItemType.SINGLE_CHOICE
    except UnreadableError:
        return ItemType.SINGLE_CHOICE
