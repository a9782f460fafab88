"""The right answer of an item as every phone gets it: the same for everybody.

Beside each part stand hidden lines, one for each thing that could have been answered there; a phone shows
those that its owner chose. So nobody's answer is in what is sent to all, and no script has to know the rules.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from quizapp.core.items import (
    Body,
    Choices,
    Cloze,
    Item,
    Matching,
    Matrix,
    Numeric,
    Option,
    Ordering,
    Response,
    ShortAnswer,
)
from quizapp.web.items.answer_parts import AnswerPart, answer_parts
from quizapp.web.items.forms import ClozeForm, MatchForm, MatrixForm, OrderForm

ANY = "*"
"""The value of a line for whatever was typed."""

Fields = Mapping[str, Sequence[str]]
"""What a form sends of an answer: the values by the names of its fields."""


@dataclass(frozen=True, kw_only=True)
class OwnLine:
    """What is said to whoever sent ``value`` in ``field``. ``is_right`` is None where a phone cannot tell."""

    field: str
    value: str
    words: str
    is_right: bool | None


@dataclass(frozen=True, kw_only=True)
class PhonePart:
    """A part of the right answer with its lines; ``is_key`` where one of its lines has to be chosen."""

    shown: AnswerPart
    is_key: bool
    lines: tuple[OwnLine, ...] = field(default=())


def prefix_of(body: Body) -> str:
    """Return how the names of an answer's fields begin, where there are several."""
    match body:
        case Matching():
            return MatchForm.prefix
        case Matrix():
            return MatrixForm.prefix
        case Cloze():
            return ClozeForm.prefix
        case Ordering():
            return OrderForm.prefix
        case _:
            return ""


def as_sent(body: Body, response: Response) -> Fields:
    """Return an answer as its form sends it."""
    prefix = prefix_of(body)
    if isinstance(body, Ordering):
        return {prefix + option: [str(place)] for place, option in enumerate(response.order, start=1)}
    if isinstance(body, ShortAnswer | Numeric):
        return {"text": [response.text]} if response.text else {}
    if isinstance(body, Choices):
        return {"chosen": sorted(response.chosen)} if response.chosen else {}
    return {prefix + part: [option] for part, option in response.matches.items()}


def phone_parts(shown: Item) -> list[PhonePart]:
    """Return the right answer of an item whose options stand in the order shown."""
    parts = answer_parts(shown, Response())
    lines = _lines(shown.body)
    # Options of a matching item that fit nothing come last, and nothing is answered there.
    lines += [()] * (len(parts) - len(lines))
    return [
        PhonePart(shown=part, is_key=any(line.is_right is not False for line in own), lines=own)
        for part, own in zip(parts, lines, strict=True)
    ]


def _lines(body: Body) -> list[tuple[OwnLine, ...]]:
    prefix = prefix_of(body)
    match body:
        case Choices(options=options):
            return [(_chosen(option),) for option in options]
        case Matching(subjects=rows, options=options) | Matrix(rows=rows, options=options):
            return [_of_row(prefix + row.id, options, key=row.key) for row in rows]
        case Cloze(blanks=blanks):
            return [_of_row(prefix + blank.id, blank.options, key=blank.key.id) for blank in blanks]
        case Ordering(key=key):
            return [_of_step(prefix + step, place, len(key)) for place, step in enumerate(key, start=1)]
        case ShortAnswer() | Numeric():
            return [(OwnLine(field="text", value=ANY, words="You wrote:", is_right=None),)]


def _chosen(option: Option) -> OwnLine:
    words = "Your answer" if option.is_key else "Not quite · your answer"
    return OwnLine(field="chosen", value=option.id, words=words, is_right=option.is_key)


def _of_row(name: str, options: Sequence[Option], *, key: str) -> tuple[OwnLine, ...]:
    return tuple(
        OwnLine(
            field=name,
            value=option.id,
            words="Your answer" if option.id == key else f"Not quite · you chose: {option.text}",
            is_right=option.id == key,
        )
        for option in options
    )


def _of_step(name: str, place: int, places: int) -> tuple[OwnLine, ...]:
    return tuple(
        OwnLine(
            field=name,
            value=str(other),
            words="You put it here, too" if other == place else f"You put it in place {other}",
            is_right=other == place,
        )
        for other in range(1, places + 1)
    )
