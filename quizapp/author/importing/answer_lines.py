"""The answers of a question of a file, line by line, whatever its type."""

from collections.abc import Iterator
from dataclasses import dataclass

from quizapp.core.cloze import OPEN, filled
from quizapp.core.exchange import AcceptedNumber, ForeignItem, Numbers
from quizapp.core.items import Choices, Cloze, Matching, Matrix, Numeric, Option, Ordering, ShortAnswer
from quizapp.core.numbers import key_in_words


@dataclass(frozen=True, kw_only=True)
class Line:
    """Something that can be chosen, or that belongs together; ``mark`` says in a word how it counts."""

    mark: str
    text: str
    rationale: str = ""


def lines(foreign: ForeignItem) -> Iterator[Line]:
    """Yield what a question has for answers; nothing for one whose answers could not be told."""
    match foreign.body:
        case Choices() as body:
            yield from _choices(body, foreign)
        case Matching() as body:
            yield from _matching(body)
        case Cloze() as body:
            yield from _cloze(body)
        case Matrix() as body:
            yield from _matrix(body)
        case Ordering() as body:
            yield from _ordering(body)
        case ShortAnswer(answers=answers):
            yield from (Line(mark="Accepted", text=answer) for answer in answers)
        case Numeric() as number:
            yield Line(mark="Right", text=key_in_words(number))
        case Numbers(answers=ranges):
            yield from (_range(one) for one in ranges)


def _choices(body: Choices, foreign: ForeignItem) -> Iterator[Line]:
    for option in body.options:
        weight = foreign.weights.get(option.id)
        share = "" if weight is None else f", {weight:g}%"
        yield _line(f"{'Right' if option.is_key else 'Wrong'}{share}", option)
    if body.correction:
        yield Line(mark="Put right", text=body.correction)


def _matching(body: Matching) -> Iterator[Line]:
    by_id = {option.id: option for option in body.options}
    yield from (_line(subject.text, by_id[subject.key]) for subject in body.subjects)
    fitting = set(body.keys.values())
    yield from (_line("Fits none", option) for option in body.options if option.id not in fitting)


def _cloze(body: Cloze) -> Iterator[Line]:
    yield Line(mark="Text", text=filled(body, lambda _: OPEN))
    for number, blank in enumerate(body.blanks, start=1):
        for option in blank.options:
            yield _line(f"Gap {number}, {'right' if option.is_key else 'wrong'}", option)


def _matrix(body: Matrix) -> Iterator[Line]:
    names = {option.id: option.text for option in body.options}
    yield Line(mark="Columns", text=", ".join(names.values()))
    yield from (Line(mark=row.text, text=names[row.key], rationale=row.rationale) for row in body.rows)


def _ordering(body: Ordering) -> Iterator[Line]:
    by_id = {option.id: option for option in body.options}
    yield from (_line(f"{number}.", by_id[name]) for number, name in enumerate(body.key, start=1))


def _range(one: AcceptedNumber) -> Line:
    text = one.shown if one.low == one.high else f"{one.shown} ({one.low:g} to {one.high:g})"
    return Line(mark="Accepted", text=text, rationale=one.feedback)


def _line(mark: str, option: Option) -> Line:
    return Line(mark=mark, text=option.text, rationale=option.rationale)
