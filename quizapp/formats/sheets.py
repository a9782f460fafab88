"""What every table for a spreadsheet has in common."""

from typing import TypeAlias

Value: TypeAlias = str | int | float | bool | None

BYTE_ORDER_MARK = "\ufeff"
"""Without it, some spreadsheets take a file for another alphabet."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(value: Value) -> Value:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
