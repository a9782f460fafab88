"""Banks as CSV, however their spreadsheet separates cells."""

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from quizapp.formats.exchange.reading import Findings, ReadBank, refused
from quizapp.formats.exchange.sheets.layout import MOST_COLUMNS, layout
from quizapp.formats.exchange.sheets.reader import HEADINGS_WITHIN, read_sheets
from quizapp.formats.exchange.sheets.rows import LONGEST_CELL, CellNote, Sheet, SheetRow
from quizapp.formats.exchange.texts import decoded

DELIMITERS = (",", ";", "\t")
MOST_LINES = 500_000
"""Empty ones and those within cells included."""

_TOLD = re.compile(r'"?sep=(?P<delimiter>[,;\t|])"?[^\n]{0,400}\n', re.IGNORECASE)


def read_csv(data: bytes) -> ReadBank:
    """Return the questions of a file in CSV, and its faults; never raises."""
    text = decoded(data)
    if isinstance(text, ReadBank):
        return _in_words_of_spreadsheets(text)
    findings = Findings()
    told = _TOLD.match(text)
    delimiter = told["delimiter"] if told else _delimiter(text)
    rows = _rows(text, delimiter, findings, skipped=1 if told else 0)
    return read_sheets([Sheet(name="", rows=rows)], findings)


def _in_words_of_spreadsheets(bank: ReadBank) -> ReadBank:
    [located] = bank.findings
    if located.finding.rule != "encoding":
        return bank
    return refused(
        "encoding",
        located.finding.message,
        fix="Save it as “CSV UTF-8”, which spreadsheets offer beside “CSV”; or as XLSX.",
        line=located.line,
        column=located.column,
    )


def _delimiter(text: str) -> str:
    """Return the sign by which most headings are understood."""
    return max(DELIMITERS, key=lambda sign: _headings(text, sign))


def _headings(text: str, delimiter: str) -> int:
    rows = islice(_rows(text, delimiter, Findings()), HEADINGS_WITHIN)
    return next((found.size for row in rows if (found := layout(row.cells))), 0)


def _rows(text: str, delimiter: str, findings: Findings, *, skipped: int = 0) -> Iterator[SheetRow]:
    lines = io.StringIO(text, newline="")
    for _ in range(skipped):
        lines.readline()
    reader = csv.reader(lines, delimiter=delimiter)
    last, is_odd = text.count("\n"), text.count('"') % 2 == 1
    while True:
        line = reader.line_num + skipped + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            findings.error(
                "cell",
                "A cell is far too long here, or begins with a quotation mark that never ends.",
                fix="Close the quotation mark, or double it where it is one of the text.",
                line=line,
            )
            continue
        if line > MOST_LINES:
            findings.error(
                "too-many-lines",
                f"There are more than {MOST_LINES:,} lines; the others were not read.",
                fix="Take out the empty lines, or split the file.",
                line=line,
            )
            return
        if not cells:
            continue
        end = reader.line_num + skipped
        is_open = is_odd and end > line and end >= last
        yield SheetRow(
            line=line, cells=cells[:MOST_COLUMNS], notes=(*_notes(cells), *([_OPEN] if is_open else []))
        )


_OPEN = CellNote(
    column=1,
    rule="quotation-mark",
    message="A quotation mark begins a cell here, and no other ends it before the end of the file.",
    fix="Close the quotation mark, or double it where it is one of the text.",
    is_fault=True,
)


def _notes(cells: list[str]) -> Iterator[CellNote]:
    if len(cells) > MOST_COLUMNS:
        yield CellNote(
            column=MOST_COLUMNS + 1,
            rule="too-many-columns",
            message=f"The row has {len(cells):,} cells; {MOST_COLUMNS} are read.",
            fix="Look whether a quotation mark is missing in it.",
            is_fault=True,
        )
    for column, cell in enumerate(cells[:MOST_COLUMNS], start=1):
        if len(cell) > LONGEST_CELL:
            yield too_long(column)
        elif cell.startswith("=") and not cell.startswith("=>"):
            yield CellNote(
                column=column,
                rule="formula",
                message="A cell begins like a formula; it was read as text.",
                fix="Look whether the text is what is meant.",
            )


def too_long(column: int) -> CellNote:
    """Return that a cell holds more than any question has to say."""
    return CellNote(
        column=column,
        rule="too-long",
        message=f"A cell has over {LONGEST_CELL:,} characters.",
        fix="Shorten it, or look whether a quotation mark is missing before it.",
        is_fault=True,
    )
