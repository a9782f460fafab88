"""Keys that name options by numbers, in files that may count their options from nought."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from quizapp.core.items import ItemType

CHOSEN = frozenset(
    {
        ItemType.SINGLE_CHOICE,
        ItemType.SELECT_ALL,
        ItemType.TRUE_FALSE,
        ItemType.HOTSPOT,
        ItemType.ORDERING,
    }
)
"""Types whose key names options."""

_ENTRIES = re.compile(r"[\s,;/|&+()\[\].]+|\band\b")
_NUMBERED = re.compile(r"(?:option|answer|choice)?(\d{1,3})", re.IGNORECASE)
_WORD = re.compile(r"\b(option|answer|choice)\s+(?=\d)", re.IGNORECASE)


def numbers_in(cell: str, texts: Collection[str]) -> tuple[int, ...]:
    """Return the numbers by which a key names options; nothing where it names one of them otherwise."""
    entries = list(filter(None, _ENTRIES.split(_WORD.sub(r"\1", cell[:400]))))
    found = [_NUMBERED.fullmatch(entry) for entry in entries]
    if cell.strip() in texts or set(entries) & set(texts):
        return ()
    return tuple(int(number[1]) for number in found if number) if all(found) else ()


@dataclass(frozen=True, kw_only=True)
class Numbered:
    """A question whose key is numbers: which of those read, how it is called, and how it stands there."""

    place: int
    label: str
    line: int
    cell: str
    raw: str


@dataclass(kw_only=True)
class Counting:
    """The keys of one table that are numbers; ``from_nought`` once one of them can only count so."""

    from_nought: bool = False
    _numbered: list[Numbered] = field(default_factory=list)

    def note(self, numbers: Collection[int], question: Numbered) -> None:
        """Take note of a question whose key is these numbers."""
        self.from_nought = self.from_nought or 0 in numbers
        self._numbered.append(question)

    def unsure(self) -> Iterator[Numbered]:
        """Yield the questions of whose keys it is not known from where they count."""
        if self.from_nought:
            yield from self._numbered
