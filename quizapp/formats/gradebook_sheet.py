"""A gradebook as a table for a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Sequence

from quizapp.formats.sheets import BYTE_ORDER_MARK, Value, harmless


def write_gradebook(header: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """Return the rows as CSV, with no cell that a spreadsheet takes for a formula."""
    text = io.StringIO(newline="")
    text.write(BYTE_ORDER_MARK)
    writer = csv.writer(text)
    for row in (header, *rows):
        writer.writerow([harmless(cell) for cell in row])
    return text.getvalue().encode()
