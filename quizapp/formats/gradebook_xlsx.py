"""A gradebook as a workbook (XLSX): shares are numbers in percent, and no text is a formula."""

import io
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TypeAlias

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from quizapp.core.names import shown_name

MarkValue: TypeAlias = str | Fraction | None
"""A text, a share from 0 to 1, or nothing."""


def write_workbook(header: Sequence[str], rows: Iterable[Sequence[MarkValue]]) -> bytes:
    """Return a workbook with one sheet, its header bold and in sight."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Gradebook")
    sheet.freeze_panes = "C2"
    sheet.append([_cell(sheet, text, bold=True) for text in header])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _cell(sheet: WriteOnlyWorksheet, value: MarkValue, *, bold: bool = False) -> WriteOnlyCell:
    if isinstance(value, Fraction):
        cell = WriteOnlyCell(sheet, float(value))
        cell.number_format = "0.00%"
        return cell
    cell = WriteOnlyCell(sheet, shown_name(value) if value else None)
    if value:
        # Otherwise a text that begins with “=” is written as a formula, which a spreadsheet then works out.
        cell.data_type = "s"
        cell.quotePrefix = True
    if bold:
        cell.font = Font(bold=True)
    return cell
