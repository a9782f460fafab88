"""What every table for a spreadsheet has in common."""

import re
from typing import TypeAlias

Value: TypeAlias = str | int | float | bool | None

BYTE_ORDER_MARK = "\ufeff"
"""Without it, some spreadsheets take a file for another alphabet."""

FORMULA = re.compile(r"'*[=+\-@\t\r]")


def harmless(value: Value) -> Value:
    """Return a cell that no spreadsheet takes for a formula; ``restored`` returns what it was."""
    return f"'{value}" if isinstance(value, str) and FORMULA.match(value) else value


def restored(text: str) -> str:
    """Return what a cell said before it was made harmless."""
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text
