"""Rows of a spreadsheet as they come out of a file, and a question's row by its headings."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from quizapp.formats.exchange.plain import tidy
from quizapp.formats.exchange.sheets.layout import Column, Layout, Part
from quizapp.formats.sheets import restored

LONGEST_CELL = 10_000
"""Characters; a text of ours has a thousand at most."""


@dataclass(frozen=True, kw_only=True)
class CellNote:
    """What is to be said of a cell; ``is_fault`` when its text is not what somebody wrote there."""

    column: int
    rule: str
    message: str
    fix: str
    is_fault: bool = False


@dataclass(frozen=True, kw_only=True)
class SheetRow:
    """A row: its line in the file or the sheet, counted from one, and the texts of its cells."""

    line: int
    cells: Sequence[str]
    notes: tuple[CellNote, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A table; ``name`` is empty where a file holds no other."""

    name: str
    rows: Iterable[SheetRow]


@dataclass(frozen=True, kw_only=True)
class Record:
    """A row of which is known what its cells stand for; ``parts`` by kind and number."""

    columns: Mapping[Column, str]
    parts: Mapping[tuple[Part, int], str] = field(default_factory=dict)

    def one(self, column: Column) -> str:
        """Return what stands in a column; empty where there is none."""
        return self.columns.get(column, "")

    def part(self, part: Part, number: int) -> str:
        """Return what stands in a numbered column; empty where there is none."""
        return self.parts.get((part, number), "")

    def all(self, part: Part) -> dict[int, str]:
        """Return what stands in all columns of a kind and is not empty, by number."""
        return {number: text for (kind, number), text in sorted(self.parts.items()) if kind is part and text}


def record(row: SheetRow, layout: Layout) -> Record:
    """Return the row by the headings above it."""
    cells = row.cells
    return Record(
        columns={
            column: text
            for column, place in layout.columns.items()
            if place < len(cells) and cells[place] and (text := restored(tidy(cells[place])))
        },
        parts={
            part: text
            for part, place in layout.parts.items()
            if place < len(cells) and cells[place] and (text := restored(tidy(cells[place])))
        },
    )
