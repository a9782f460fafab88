"""What every table for a spreadsheet has in common."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from typing import IO, TypeAlias

Value: TypeAlias = str | int | float | bool | None

BYTE_ORDER_MARK = "\ufeff"
"""Without it, some spreadsheets take a file for another alphabet."""

# The signs of requirement 1.2.10 of OWASP ASVS 5, their wide and small forms, which some ways to type make,
# and line breaks. Programs that read tables may drop spaces, unseen ones too, and quotation marks before a
# sign, so these hide nothing.
HIDING = r"""[\s'"\u200b-\u200f\u2060\ufeff]*"""
SIGNS = r"[=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b]"
FORMULA = re.compile(rf"{HIDING}{SIGNS}|'*[\t\r\n\0]")
"""Matches a text that a spreadsheet may take for a formula, also one that was made harmless."""


def harmless(value: Value) -> Value:
    """Return a cell that no spreadsheet takes for a formula; ``restored`` returns what it was."""
    return f"'{value}" if isinstance(value, str) and FORMULA.match(value) else value


def restored(text: str) -> str:
    """Return what a cell said before it was made harmless."""
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text


def row_writer(target: IO[str]) -> Callable[[Sequence[Value]], None]:
    """Begin a table as CSV in an empty file, and return what writes a row of it with harmless cells."""
    target.write(BYTE_ORDER_MARK)
    writer = csv.writer(target)
    return lambda row: writer.writerow([harmless(cell) for cell in row])


def as_csv(rows: Iterable[Sequence[Value]]) -> bytes:
    """Return a table, its headings first, as CSV in UTF-8 with harmless cells."""
    text = io.StringIO(newline="")
    write = row_writer(text)
    for row in rows:
        write(row)
    return text.getvalue().encode()
