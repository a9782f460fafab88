"""Banks as workbooks (XLSX)."""

import io
import re

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from quizapp.core.banks import Bank
from quizapp.core.facts import Knowledge
from quizapp.formats.exchange.sheets.layout import Column, Part
from quizapp.formats.exchange.sheets.writer import table_of
from quizapp.formats.exchange.writing import WrittenBank
from quizapp.formats.sheets import harmless

_WIDE = {Column.STEM: 50, Column.TEXT: 50, Column.CORRECTION: 40, Column.FEEDBACK: 40}
_CODED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
TITLE_SIGNS = re.compile(r"[\[\]:*?/\\']")


def write_xlsx(bank: Bank, _knowledge: Knowledge) -> WrittenBank:
    """Return the bank as a workbook with one sheet; every cell is a text."""
    (headings, *rows), findings = table_of(bank)
    book = Workbook(write_only=True)
    sheet = book.create_sheet(TITLE_SIGNS.sub(" ", bank.title).strip()[:31] or "Questions")
    sheet.freeze_panes = "A2"
    for place, heading in enumerate(headings, start=1):
        wide = 30 if heading.startswith((Part.OPTION, Part.MATCH, Part.RATIONALE)) else 14
        sheet.column_dimensions[get_column_letter(place)].width = _WIDE.get(heading, wide)  # type: ignore[call-overload]
    sheet.append([_bold(sheet, heading) for heading in headings])
    for row in rows:
        sheet.append([harmless(_CODED.sub("_x005F_", text)) or None for text in row])
    target = io.BytesIO()
    book.save(target)
    return WrittenBank(data=target.getvalue(), findings=findings)


def _bold(sheet: WriteOnlyWorksheet, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, text)
    cell.font = Font(bold=True)
    return cell
