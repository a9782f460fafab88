"""The columns of a bank in a spreadsheet: how we write their headings, and how others do."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from quizapp.formats.exchange.plain import tidy


class Column(StrEnum):
    """What stands once in a row, by the heading that we write."""

    ID = "id"
    NAME = "name"
    TYPE = "type"
    STEM = "question"
    TEXT = "text"
    KEY = "key"
    TOLERANCE = "tolerance"
    UNIT = "unit"
    OTHER_UNITS = "other units"
    CORRECTION = "correction"
    FEEDBACK = "rationale"
    TOPIC = "topic"
    LEVEL = "level"
    AUDIENCE = "audience"
    FACTS = "facts"
    BACKGROUND = "background"
    SOURCES = "sources"
    NO_GLOSS = "no gloss"
    PICTURE = "picture"
    MADE_BY = "made by"
    DISAGREEMENT = "disagreement"
    CATEGORY = "category"
    TAGS = "tags"


class Part(StrEnum):
    """What stands several times in a row, with numbers: “option 1”, “option 2” and so on."""

    OPTION = "option"
    MATCH = "match"
    HEAD = "column"
    RATIONALE = "rationale"
    REVERSE = "reverse question"
    ID = "id"
    REGION = "region"
    BECAUSE = "because"
    WRONG = "wrong answer"


MOST_COLUMNS = 400
MOST_PARTS = 100

_HEADINGS: Mapping[Column, tuple[str, ...]] = {
    Column.ID: ("id", "identifier", "item id", "question id", "external id", "ref", "reference"),
    Column.NAME: ("name", "title", "question name", "question title"),
    Column.TYPE: ("type", "question type", "item type", "kind"),
    Column.STEM: (
        *("question", "questions", "question text", "questiontext", "stem", "prompt", "item"),
        *("item text", "item stem", "statement"),
    ),
    Column.TEXT: ("text",),
    Column.KEY: (
        *("key", "keys", "answer", "answers", "answer key", "correct", "correct answer", "correct answers"),
        *("correctanswer", "correct option", "correct options", "correct choice", "correct response"),
        *("right answer", "right answers", "solution", "accepted answers", "answer text"),
    ),
    Column.TOLERANCE: ("tolerance", "margin", "margin of error"),
    Column.UNIT: ("unit", "units"),
    Column.OTHER_UNITS: ("other units",),
    Column.CORRECTION: ("correction",),
    Column.FEEDBACK: (
        *("rationale", "feedback", "general feedback", "explanation", "answer explanation", "reason"),
        *("question feedback", "comment", "comments"),
    ),
    Column.TOPIC: ("topic", "topics"),
    Column.LEVEL: ("level", "bloom", "bloom level", "bloom's level", "blooms level", "cognitive level"),
    Column.AUDIENCE: ("audience", "audiences"),
    Column.FACTS: ("facts", "fact"),
    Column.BACKGROUND: ("background",),
    Column.SOURCES: ("sources", "source"),
    Column.NO_GLOSS: ("no gloss",),
    Column.PICTURE: ("picture",),
    Column.MADE_BY: ("made by",),
    Column.DISAGREEMENT: ("disagreement",),
    Column.CATEGORY: ("category", "categories", "folder", "section", "chapter"),
    Column.TAGS: ("tags", "tag", "keywords", "labels"),
}
_BY_HEADING = {heading: column for column, headings in _HEADINGS.items() for heading in headings}

_OPTION = r"(?:option|answer option|answer|choice|response|alternative)"
_REASON = r"(?:rationale|feedback|explanation|reason|comment)"
_NUMBER = r"(?P<number>[a-z]|\d{1,3})"
_PARTS: tuple[tuple[Part, re.Pattern[str]], ...] = tuple(
    (part, re.compile(pattern))
    for part, pattern in (
        (Part.RATIONALE, rf"{_REASON} {_NUMBER}"),
        (Part.RATIONALE, rf"{_REASON} (?:for |on |to )?{_OPTION} {_NUMBER}"),
        (Part.RATIONALE, rf"{_OPTION} {_REASON} {_NUMBER}"),
        (Part.RATIONALE, rf"{_OPTION} {_NUMBER} {_REASON}"),
        (Part.WRONG, rf"(?:wrong|incorrect) {_OPTION} {_NUMBER}"),
        (Part.WRONG, rf"distractor {_NUMBER}"),
        (Part.OPTION, rf"{_OPTION} {_NUMBER}"),
        (Part.OPTION, _NUMBER),
        *((part, rf"{part} {_NUMBER}") for part in (Part.MATCH, Part.HEAD, Part.REVERSE, Part.ID)),
        *((part, rf"{part} {_NUMBER}") for part in (Part.REGION, Part.BECAUSE)),
    )
)
_WITHOUT_NUMBER = {
    "option": Part.OPTION,
    "choice": Part.OPTION,
    "alternative": Part.OPTION,
    "distractor": Part.WRONG,
    "wrong answer": Part.WRONG,
    "incorrect answer": Part.WRONG,
}
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|(?: [-–—]|:) .*", re.DOTALL)
_SIGNS = re.compile(r"(?:[\s_.:*?]|#(?=\d))+")


@dataclass(frozen=True, kw_only=True)
class Layout:
    """Where things stand in the rows beneath a row of headings; ``unread`` are the headings of the others.

    Numbers of parts are from one on; ``counts_from_nought`` tells that the first option is “option 0” there.
    """

    columns: Mapping[Column, int]
    parts: Mapping[tuple[Part, int], int]
    unread: tuple[str, ...]
    counts_from_nought: bool = False

    @property
    def size(self) -> int:
        """How many headings are understood."""
        return len(self.columns) + len(self.parts)


def layout(cells: Sequence[str]) -> Layout | None:
    """Return what a row of headings says; None for any other row."""
    columns: dict[Column, int] = {}
    parts: dict[tuple[Part, int], int] = {}
    unread: list[str] = []
    for place, cell in enumerate(cells[:MOST_COLUMNS]):
        words = _words(cell)
        if not words:
            continue
        if (column := _BY_HEADING.get(words)) and column not in columns:
            columns[column] = place
        elif (part := _part(words, parts)) and part not in parts:
            parts[part] = place
        else:
            unread.append(tidy(cell)[:80])
    if Column.STEM not in columns and Column.TEXT in columns:
        columns[Column.STEM] = columns.pop(Column.TEXT)
    answers = Column.KEY in columns or Column.TYPE in columns or parts
    if Column.STEM not in columns or not answers:
        return None
    from_nought = {part for part, number in parts if number == 0}
    return Layout(
        columns=columns,
        parts={(part, number + (part in from_nought)): place for (part, number), place in parts.items()},
        unread=tuple(unread),
        counts_from_nought=Part.OPTION in from_nought,
    )


def number_of(word: str) -> int:
    """Return the place that a number or a letter names, from one on; 0 for what names none."""
    if word.isdecimal() and len(word) <= 3:
        return int(word)
    letter = word.casefold()
    return ord(letter) - ord("a") + 1 if len(letter) == 1 and "a" <= letter <= "z" else 0


def _words(cell: str) -> str:
    """Return a heading without what is said about it: “Answer 1 - max 75 characters” is “answer 1”."""
    return _SIGNS.sub(" ", _ASIDE.sub("", tidy(cell[:400]).casefold())).strip()


def _part(words: str, taken: Mapping[tuple[Part, int], int]) -> tuple[Part, int] | None:
    if part := _WITHOUT_NUMBER.get(words):
        return part, next(number for number in range(1, MOST_COLUMNS + 2) if (part, number) not in taken)
    return next(_numbered(words), None)


def _numbered(words: str) -> Iterator[tuple[Part, int]]:
    for part, pattern in _PARTS:
        if found := pattern.fullmatch(words):
            number = number_of(found["number"])
            if 1 <= number <= MOST_PARTS or found["number"] == "0":
                yield part, number
