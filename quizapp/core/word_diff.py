"""What changed between two versions of a text, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

MOST_WORDS = 2000
"""Words that are held against each other; in longer texts that differ, all counts as changed."""


class Change(StrEnum):
    """How a stretch of words stands to the other version."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """Words that stand in both texts, in the older alone or in the newer alone."""

    change: Change
    text: str

    @property
    def space(self) -> str:
        """Return the space before the first word."""
        return self.text[: len(self.text) - len(self.text.lstrip())]

    @property
    def words(self) -> str:
        """Return the stretch without the space before it."""
        return self.text.lstrip()


def word_diff(old: str, new: str) -> tuple[Stretch, ...]:
    """Return both texts as stretches in the order of reading; what is gone stands before what came for it.

    Without the new ones they make up ``old``, without those that are gone ``new``.
    """
    before, after = _words(old), _words(new)
    if max(len(before), len(after)) > MOST_WORDS and old != new:
        return tuple(_changed(old, new))
    found: list[Stretch] = []
    for tag, start, end, other_start, other_end in SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        left, right = "".join(before[start:end]), "".join(after[other_start:other_end])
        found += [Stretch(change=Change.SAME, text=left)] if tag == "equal" else _changed(left, right)
    return tuple(found)


def _changed(old: str, new: str) -> list[Stretch]:
    stretches = (Stretch(change=Change.GONE, text=old), Stretch(change=Change.NEW, text=new))
    return [stretch for stretch in stretches if stretch.text]


def _words(text: str) -> list[str]:
    """Return a text cut up into words, each with the space before it, and signs."""
    return re.findall(r"\s*\w+(?:[.,’'-]\w+)*|\s*[^\w\s]|\s+", text)
