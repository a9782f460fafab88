"""The answers of a GIFT question one by one, with their weights and what is told to who gives them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.core.exchange import FULL
from quizapp.formats.exchange.bodies import MOST_OPTIONS
from quizapp.formats.exchange.gift.question import Span, UnreadableError

MOST_ANSWERS = 200
"""Read of one question."""

CHOSEN, TYPED = re.compile("[~=]"), re.compile("=")
"""What begins an answer that is chosen, and one that is typed or matched."""

_WEIGHT = re.compile(r"%(-*)([0-9]{1,2}\.?[0-9]*)%")


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One answer: the mark before it (``~``, ``=`` or none), what stands after it, and where in the block."""

    mark: str
    text: str
    at: int


@dataclass(frozen=True, kw_only=True)
class Given:
    """An answer without its weight, which is in percent and None where it names none, and its feedback."""

    text: str
    weight: float | None
    feedback: str
    at: int


def pieces(answers: Span, mark: re.Pattern[str]) -> list[Piece]:
    """Return the answers; the first may begin without a mark."""
    text = answers.text
    starts = [found.start() for found in mark.finditer(text)]
    if len(starts) > MOST_ANSWERS:
        raise UnreadableError(
            "too-many-options",
            f"The question has over {MOST_ANSWERS} answers.",
            fix="Make several questions of it.",
        )
    edges = [*starts, len(text)]
    first = text[: edges[0]].strip()
    unmarked = [Piece(mark="", text=first, at=answers.at)] if first else []
    return unmarked + [
        Piece(mark=text[start], text=text[start + 1 : end].strip(), at=answers.at + start)
        for start, end in zip(starts, edges[1:], strict=True)
    ]


def given(piece: Piece) -> Given:
    """Return what an answer says."""
    weight, text = _weight(piece), piece.text
    if weight is not None:
        text = text[text.index("%", 1) + 1 :]
    text, _, feedback = text.partition("#")
    return Given(text=text.strip(), weight=weight, feedback=feedback.strip(), at=piece.at)


def _weight(piece: Piece) -> float | None:
    found = _WEIGHT.match(piece.text) if piece.text.startswith("%") else None
    if not found:
        return None
    weight = float(found[2])
    if len(found[1]) > 1 or weight > FULL:
        raise UnreadableError(
            "weight",
            f"The weight {found[0][:20]} is not one from -100 to 100 percent.",
            fix="Mend the weight.",
            at=piece.at,
        )
    return -weight if found[1] else weight


def at_least(least: int, found: Sequence[object], what: str) -> None:
    """Refuse a question that leaves too little to choose."""
    if len(found) < least:
        raise UnreadableError(
            "too-few-options",
            f"The question has fewer than {least} {what}.",
            fix="Add some, each on its own line.",
        )


def at_most_options(found: Sequence[object]) -> None:
    """Refuse more options than have letters."""
    if len(found) > MOST_OPTIONS:
        raise UnreadableError(
            "too-many-options",
            f"The question has {len(found)} options; there can be {MOST_OPTIONS}.",
            fix="Leave some out, or make two questions of it.",
        )
