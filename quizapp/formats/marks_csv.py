"""A table of marks as CSV, one line for each item that an attempt had, read as it comes.

Columns ``attempt``, ``item``, ``max_mark`` and ``mark``, in any order and among others; an empty mark is an
item that was left unanswered. Hostile input ends in a sentence that names the line.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from operator import itemgetter
from typing import NamedTuple, Protocol

from quizapp.core.quiz_marks import Column, MarkSheet, QuizMarks

COLUMNS = ("attempt", "item", "max_mark", "mark")
DECIMALS = 9
"""Marks are read to a billionth of a mark, of which a number of 53 bits can hold any that is allowed."""

HIGHEST_MARK = 1_000_000
MOST_ITEMS = 10_000
MOST_ATTEMPTS = 2_000_000
LONGEST_LINE = 100_000
LONGEST_NAME = 200
MARKS_KEPT = 1_000
"""How many marks of an item are looked up rather than read again."""

UNITS = 10**DECIMALS
SAVE_AS_UTF_8 = "This is not text in UTF-8. Save the table as CSV in UTF-8."


@dataclass(frozen=True, kw_only=True)
class Refused:
    """Why a table could not be read: what is wrong in which line, and how to mend it."""

    line: int
    message: str


def read_marks(blocks: Iterable[bytes]) -> QuizMarks | Refused:
    """Return the marks of a table that comes in blocks of any size."""
    try:
        return _read(csv.reader(chain.from_iterable(_lines(blocks)), skipinitialspace=True, strict=True))
    except _Fault as fault:
        return Refused(line=fault.line, message=str(fault))


class _Fault(Exception):  # noqa: N818 - it leaves this module as a value
    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


class _Reader(Protocol):
    """What ``csv.reader`` returns."""

    @property
    def line_num(self) -> int: ...
    def __iter__(self) -> Iterator[list[str]]: ...
    def __next__(self) -> list[str]: ...


class _Met(NamedTuple):
    """What is known of an item by its name in a row: where its next row goes, and marks read before."""

    column: Column
    add_attempt: Callable[[int], None]
    add_mark: Callable[[int], None]
    add_turn: Callable[[int], None]
    marks: dict[str, int]
    most: str | None


def _met(column: Column, most: str | None) -> _Met:
    return _Met(column, column.attempts.append, column.marks.append, column.turns.append, {"": 0}, most)


NOT_MET = _met(Column("", 0), None)


class _Rows:
    """The rows so far. Names are known with the spaces that may stand at their ends."""

    def __init__(self) -> None:
        self.sheet = MarkSheet(Fraction(1, UNITS))
        self._items: dict[str, _Met] = {}
        self._numbers: dict[str, int] = {}

    def add(self, reader: _Reader, header: Sequence[str]) -> None:
        """Note every row; written so that one that is like others costs little more than to be read."""
        cells, width = itemgetter(*_places(header)), len(header)
        items, numbers = self._items, self._numbers
        for row in reader:
            if len(row) != width:
                if row:
                    raise _Fault(reader.line_num, _wrong_width(len(row), width))
                continue
            attempt, item, most, text = cells(row)
            column, add_attempt, add_mark, add_turn, marks, known_most = items.get(item, NOT_MET)
            number = numbers.get(attempt)
            if number is None or most != known_most:
                if not any(row):
                    continue
                number = self._meet_attempt(attempt, reader.line_num)
                column, add_attempt, add_mark, add_turn, marks, _ = self._meet_item(
                    item, most, reader.line_num
                )
            mark = marks.get(text)
            if mark is None:
                mark = _mark(text, column, reader.line_num)
                if len(marks) < MARKS_KEPT:
                    marks[text] = mark
            add_attempt(number)
            add_mark(mark)
            add_turn(reader.line_num)

    def _meet_attempt(self, attempt: str, line: int) -> int:
        number = self._numbers[attempt] = self.sheet.number(_name("attempt", attempt, line))
        if number >= MOST_ATTEMPTS:
            raise _Fault(line, f"There are over {MOST_ATTEMPTS:,} attempts, more than can be read at once.")
        return number

    def _meet_item(self, item: str, most: str, line: int) -> _Met:
        name, max_mark = _name("item", item, line), _max_mark(most, line)
        column = self.sheet.column(name, max_mark)
        if column.max_mark != max_mark:
            raise _Fault(
                line,
                f"The item {_quoted(name)} has another max_mark here than above. "
                "An item has the same maximum in every attempt.",
            )
        if len(self.sheet.columns) > MOST_ITEMS:
            raise _Fault(line, f"There are over {MOST_ITEMS:,} items, more than can be read at once.")
        met = self._items[item] = _met(column, most)
        return met


def _read(reader: _Reader) -> QuizMarks:
    rows = _Rows()
    try:
        header = next(reader, None)
        if header is None:
            raise _Fault(1, "The file is empty.")
        rows.add(reader, header)
    except csv.Error:
        # A quotation mark that is not closed is told where the file or a cell ends, far below it.
        last = max((column.turns[-1] for column in rows.sheet.columns.values() if column.turns), default=1)
        raise _Fault(
            min(last + 1, reader.line_num),
            "This line is not CSV. Look for a quotation mark too many, and save the table as CSV.",
        ) from None
    if not rows.sheet.columns:
        raise _Fault(reader.line_num, "There are no marks below the names of the columns.")
    again = [line for column in rows.sheet.columns.values() if (line := column.first_repeated())]
    if again:
        raise _Fault(min(again), "This attempt has this item already. Give each item of an attempt one line.")
    return rows.sheet.marks()


def _places(header: Sequence[str]) -> list[int]:
    """Return where the columns stand."""
    names = [name.strip() for name in header]
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        raise _Fault(
            1, f"The first line has to name the columns {_listed(COLUMNS)}. Missing: {_listed(missing)}."
        )
    twice = [name for name in COLUMNS if names.count(name) > 1]
    if twice:
        raise _Fault(1, f"More than one column is named {_listed(twice)}. Keep one of them.")
    return [names.index(name) for name in COLUMNS]


def _lines(blocks: Iterable[bytes]) -> Iterator[io.StringIO]:
    """Yield the lines of a file in portions, each line with its end."""
    line, rest = 1, b""
    for block in blocks:
        data = rest + block
        cut = data.rfind(b"\n") + 1
        rest = data[cut:]
        yield io.StringIO(_text(data[:cut], line))
        line += data.count(b"\n")
        if len(rest) > LONGEST_LINE:
            raise _Fault(
                line,
                f"This line has over {LONGEST_LINE:,} characters. Give each item of an attempt one line.",
            )
    yield io.StringIO(_text(rest, line))


def _text(data: bytes, line: int) -> str:
    if b"\0" in data:
        raise _Fault(line + data.count(b"\n", 0, data.index(b"\0")), SAVE_AS_UTF_8)
    try:
        return data.decode("utf-8-sig" if line == 1 else "utf-8")
    except UnicodeDecodeError as error:
        raise _Fault(line + data.count(b"\n", 0, error.start), SAVE_AS_UTF_8) from None


def _mark(text: str, column: Column, line: int) -> int:
    units = _units(text)
    if units is not None and 0 <= units <= column.max_mark:
        return units
    if units is None:
        raise _Fault(line, f"The mark {_quoted(text)} is not a number. Write it like 0.5, or leave it empty.")
    if units < 0:
        raise _Fault(line, f"The mark {_quoted(text)} is below 0, the least that an item can earn.")
    most = column.max_mark / UNITS
    raise _Fault(line, f"The mark {_quoted(text)} is above the max_mark of the item, {most:g}.")


def _max_mark(text: str, line: int) -> int:
    units = _units(text)
    if units is None or not 0 <= units <= HIGHEST_MARK * UNITS:
        raise _Fault(line, f"The max_mark {_quoted(text)} is not a number from 0 to {HIGHEST_MARK:,}.")
    return units


def _units(text: str) -> int | None:
    try:
        # Python reads 1_0 as 10; nobody who marks does.
        return None if "_" in text else round(float(text) * UNITS)
    except (ValueError, OverflowError):
        return None


def _name(column: str, text: str, line: int) -> str:
    name = text.strip()
    if not name:
        raise _Fault(line, f"The {column} is missing. Every line names its attempt and its item.")
    if len(name) > LONGEST_NAME:
        raise _Fault(
            line, f"The {column} {_quoted(name)} has over {LONGEST_NAME} characters. Give it a shorter name."
        )
    if not name.isprintable():
        raise _Fault(line, f"The {column} {_quoted(name)} has a character that cannot be seen. Take it out.")
    return name


def _wrong_width(found: int, width: int) -> str:
    return (
        f"This line has {found} cells, the first line has {width}. Give it as many, with commas between them."
    )


def _quoted(text: str) -> str:
    """Return a text as part of a sentence, of any length and whatever is in it."""
    short = text if len(text) <= 40 else f"{text[:40]}…"
    return f"“{''.join(one if one.isprintable() else '?' for one in short)}”"


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names)
