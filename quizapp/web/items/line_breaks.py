"""Keeps punctuation on the line of the explained word it touches.

The word is a button, and a browser may break the line on either side of one, also after an opening quote.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.core.glossing import Segment

OPENING = "“‘(["
CLOSING = "”’)].,;:?!…"
LONGEST = 20
"""A longer word, in characters, may have to break itself on a narrow screen, so nothing is tied to it."""


@dataclass(frozen=True, kw_only=True)
class Piece(Segment):
    """A segment as a page writes it; ``opening`` and ``closing`` stay on the line of ``text``."""

    opening: str = ""
    closing: str = ""


def pieces(segments: Sequence[Segment]) -> list[Piece]:
    """Return segments with the punctuation that touches an explained word moved to that word.

    Written one after the other, the pieces are the text of the segments, letter by letter.
    """
    texts = [segment.text for segment in segments]
    touching = {}
    for place, segment in enumerate(segments):
        if segment.meaning and len(segment.text) <= LONGEST:
            touching[place] = (_take_end(texts, segments, place - 1), _take_start(texts, segments, place + 1))
    found = []
    for place, segment in enumerate(segments):
        opening, closing = touching.get(place, ("", ""))
        found.append(Piece(text=texts[place], meaning=segment.meaning, opening=opening, closing=closing))
    return [piece for piece in found if piece.text]


def leading_punctuation(text: str) -> str:
    """Return the punctuation that a text begins with, which belongs to what stands before it."""
    return text[: len(text) - len(text.lstrip(CLOSING))]


def _take_end(texts: list[str], segments: Sequence[Segment], place: int) -> str:
    if place < 0 or segments[place].meaning:
        return ""
    whole, texts[place] = texts[place], texts[place].rstrip(OPENING)
    return whole[len(texts[place]) :]


def _take_start(texts: list[str], segments: Sequence[Segment], place: int) -> str:
    if place >= len(segments) or segments[place].meaning:
        return ""
    closing = leading_punctuation(texts[place])
    texts[place] = texts[place].removeprefix(closing)
    return closing
