"""The text of a drop-down cloze: where its blanks stand, and how it reads with words in them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from quizapp.core.items import Blank, Cloze
from quizapp.core.words import sentences

_MARK = re.compile(r"\[([a-z0-9]+(?:-[a-z0-9]+)*)\]")

OPEN = "[…]"
"""What stands for a blank that cannot be shown as one: without brackets a full stop is its fourth dot."""


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """A stretch of the text, and the blank that follows it; None after the last."""

    text: str
    blank: Blank | None


def marks_in(text: str) -> list[str]:
    """Return the ids in square brackets, in the order in which they stand."""
    return _MARK.findall(text)


def stretches(body: Cloze) -> Iterator[Stretch]:
    """Return the text piece by piece, each with the blank after it."""
    blanks = {blank.id: blank for blank in body.blanks}
    parts = _MARK.split(body.text)
    for text, name in zip(parts[::2], [*parts[1::2], None], strict=True):
        yield Stretch(text=text, blank=blanks[name] if name else None)


def filled(body: Cloze, words: Callable[[Blank], str]) -> str:
    """Return the text with ``words`` in the place of each blank."""
    return "".join(part.text + (words(part.blank) if part.blank else "") for part in stretches(body))


def solved(body: Cloze, *, but: str = "") -> str:
    """Return the text with the right words in it; the blank ``but`` stays open."""
    return filled(body, lambda blank: OPEN if blank.id == but else blank.key.text)


def sentence_with(body: Cloze, blank_id: str, words: Callable[[Blank], str]) -> str:
    """Return the sentence that a blank stands in, with ``words`` in the place of each blank."""
    mark = f"[{blank_id}]"
    sentence = next((one for one in sentences(body.text) if mark in one), body.text)
    return filled(replace(body, text=sentence), words)


def sentence_around(body: Cloze, blank_id: str) -> str:
    """Return the sentence that a blank stands in, with the right words in all others."""
    return sentence_with(body, blank_id, lambda blank: OPEN if blank.id == blank_id else blank.key.text)
