"""Several things in one cell of a spreadsheet."""

import re
from collections.abc import Iterable

_QUOTED = re.compile(r'"(?:[^"]|"")*+"[^\S\n]*(?=[;\n]|\Z)')
_BREAKS = re.compile(r"[;\n]")


def joined(values: Iterable[str]) -> str:
    """Return a cell that holds the values with “; ” between them; one that holds such a sign is in quotes."""
    return "; ".join(_quoted(value) for value in values)


def parted(cell: str) -> list[str]:
    """Return what stands in a cell between semicolons or on lines of its own; in quotes they are text."""
    values: list[str] = []
    place = 0
    while place < len(cell):
        if cell[place].isspace():
            place += 1
            continue
        if found := _QUOTED.match(cell, place):
            values.append(found[0].rstrip()[1:-1].replace('""', '"'))
            end = found.end()
        else:
            stop = _BREAKS.search(cell, place)
            end = stop.start() if stop else len(cell)
            values.append(cell[place:end])
        place = end + 1
    return [text for value in values if (text := value.strip())]


def _quoted(value: str) -> str:
    if _BREAKS.search(value) or value.startswith('"'):
        return '"' + value.replace('"', '""') + '"'
    return value
