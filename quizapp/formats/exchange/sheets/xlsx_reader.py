"""Banks as workbooks (XLSX). What a cell holds is read as it is stored; no formula is ever worked out."""

import io
import re
import warnings
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from openpyxl import load_workbook
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.workbook import Workbook

from quizapp.formats.exchange.reading import MOST_ITEMS, Findings, ReadBank, refused
from quizapp.formats.exchange.sheets.csv_reader import too_long
from quizapp.formats.exchange.sheets.layout import MOST_COLUMNS
from quizapp.formats.exchange.sheets.reader import HEADINGS_WITHIN, read_sheets
from quizapp.formats.exchange.sheets.rows import LONGEST_CELL, CellNote, Sheet, SheetRow
from quizapp.formats.exchange.sheets.xlsx_package import SAVE_ANEW, LookedThrough, looked_through

MOST_ROWS = MOST_ITEMS + HEADINGS_WITHIN
MOST_SHEETS = 50
_CODED = re.compile(r"_x(005[Ff]|00(?:09|0[AaDd]))_")
_SIGNS = {"005f": "_", "0009": " ", "000a": "\n", "000d": "\n"}


def read_xlsx(data: bytes) -> ReadBank:
    """Return the questions of a workbook, and its faults; never raises."""
    clean = looked_through(data)
    if isinstance(clean, ReadBank):
        return clean
    findings = Findings()
    try:
        with warnings.catch_warnings():
            # It warns of what it does not know of a workbook, which is nothing to us.
            warnings.simplefilter("ignore")
            sheets = list(_sheets(clean, findings))
    except Exception:  # noqa: BLE001  (a workbook that is odd inside raises whatever its parts raise)
        return refused("damaged", "The workbook is damaged and cannot be read.", fix=SAVE_ANEW)
    return read_sheets(sheets, findings)


def _sheets(clean: LookedThrough, findings: Findings) -> Iterator[Sheet]:
    values = _opened(clean.data, data_only=True)
    formulas = _opened(clean.data, data_only=False) if clean.has_formulas else None
    names = values.sheetnames
    if len(names) > MOST_SHEETS:
        findings.error(
            "too-many-sheets", f"Of the sheets, the first {MOST_SHEETS} are read.", fix="Split the workbook."
        )
    for name in names[:MOST_SHEETS]:
        of_formulas = _formulas(formulas, name) if formulas else {}
        rows = [
            _row(line, cells, of_formulas.get(line, frozenset()))
            for line, cells in enumerate(_cells(values, name), start=1)
            if any(cell is not None for cell in cells) or line in of_formulas
        ]
        yield Sheet(name=name if len(names) > 1 else "", rows=rows)


def _opened(data: bytes, *, data_only: bool) -> Workbook:
    return load_workbook(io.BytesIO(data), read_only=True, data_only=data_only, keep_links=False)


def _cells(book: Workbook, name: str) -> Iterator[Sequence[object]]:
    sheet = book[name]
    if not hasattr(sheet, "reset_dimensions"):  # a chart that fills a sheet
        return
    # The size that a sheet says it has may be anything.
    sheet.reset_dimensions()
    for line, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        if line > MOST_ROWS:
            return
        yield cells[:MOST_COLUMNS]


def _formulas(book: Workbook, name: str) -> dict[int, frozenset[int]]:
    """Return the columns that hold formulas, by row."""
    sheet = book[name]
    if not hasattr(sheet, "reset_dimensions"):
        return {}
    sheet.reset_dimensions()
    found: dict[int, frozenset[int]] = {}
    for line, cells in enumerate(sheet.iter_rows(max_row=MOST_ROWS), start=1):
        columns = frozenset(
            column for column, cell in enumerate(cells[:MOST_COLUMNS], start=1) if cell.data_type == "f"
        )
        if columns:
            found[line] = columns
    return found


def _row(line: int, values: Sequence[object], formulas: frozenset[int]) -> SheetRow:
    cells = [_text(value) for value in values]
    notes = [
        note
        for column, (value, text) in enumerate(zip(values, cells, strict=True), start=1)
        if value is not None or column in formulas
        for note in _notes(column, value, text, is_formula=column in formulas)
    ]
    return SheetRow(line=line, cells=cells, notes=tuple(notes))


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case str():
            return _CODED.sub(lambda found: _SIGNS[found[1].lower()], value) if "_x" in value else value
        case bool():
            return str(value).upper()
        case float():
            # As many digits as a spreadsheet shows.
            return format(value, ".15g")
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
        case _:
            return str(value)


def _notes(column: int, value: object, text: str, *, is_formula: bool) -> Iterator[CellNote]:
    if is_formula and not text:
        yield CellNote(
            column=column,
            rule="formula",
            message="A cell holds a formula, but not what comes of it; formulas are not worked out here.",
            fix="Write the text itself into the cell.",
            is_fault=True,
        )
    elif is_formula:
        yield CellNote(
            column=column,
            rule="formula",
            message="A cell holds a formula; what came of it when the workbook was saved was read.",
            fix="Look whether the text is what is meant.",
        )
    if isinstance(value, date | time | timedelta):
        yield CellNote(
            column=column,
            rule="date",
            message=f"A cell holds a date or a time, which was read as “{text}”.",
            fix="If it was to be a text, make the cell a text, and write it once more.",
        )
    if text in ERROR_CODES:
        yield CellNote(
            column=column,
            rule="cell-error",
            message=f"A cell holds the error {text}.",
            fix="Write the text itself into the cell.",
            is_fault=True,
        )
    if len(text) > LONGEST_CELL:
        yield too_long(column)
