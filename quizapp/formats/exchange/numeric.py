"""What the readers of all formats say of numbers, and how they read them exactly."""

from dataclasses import dataclass
from decimal import Decimal

from quizapp.core.exchange import Numbers, one_number
from quizapp.core.items import Numeric
from quizapp.core.numbers import exact

Note = tuple[str, str, str]
"""A rule, a message and a fix."""

SEVERAL: Note = (
    "several-numbers",
    (
        "It takes several numbers, gives a part of the mark, takes more on one side of the number than on "
        "the other, or leaves out an end or a part of its range. Here a question has one number; this one is "
        "kept as it stands in the file."
    ),
    "Ask for one number, with how far an answer may be off.",
)
RANGE: Note = (
    "range",
    "It gives a range and no number, so the number in the middle is shown as the answer.",
    "See that it is the one to be shown.",
)
TOLD: Note = (
    "feedback",
    "What is told after wrong numbers has no place here, and is left out.",
    "Put into the reason what is to be kept of it.",
)


@dataclass(frozen=True, kw_only=True)
class Understood:
    """The body that asks for one number, or the numbers as they are; and what is to be said of it."""

    body: Numeric | Numbers
    notes: tuple[Note, ...]


def understood(numbers: Numbers, *, rationale: str) -> Understood:
    """Return what is made of the numbers that a file takes."""
    body = one_number(numbers, rationale=rationale)
    if body is None:
        return kept(numbers)
    shown = next(one.shown for one in numbers.answers if one.weight > 0)
    told = any(one.feedback for one in numbers.answers if one.weight <= 0)
    return Understood(body=body, notes=((RANGE,) if exact(shown) is None else ()) + ((TOLD,) if told else ()))


def kept(numbers: Numbers) -> Understood:
    """Return numbers that we do not ask for."""
    return Understood(body=numbers, notes=(SEVERAL,))


def decimal_of(text: str, value: float) -> Decimal:
    """Return the number of a text exactly; ``value`` is the nearest that a computer counts with."""
    number = exact(text)
    return Decimal(repr(value)) if number is None else number
