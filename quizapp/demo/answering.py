"""What a simulated student answers, given what they know."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from random import Random

from quizapp.core.cards import MAIN, face_of
from quizapp.core.fitting import offered
from quizapp.core.forgetting import Rating
from quizapp.core.items import (
    Choices,
    Cloze,
    Item,
    ItemType,
    Matching,
    Matrix,
    Numeric,
    Option,
    Ordering,
    Response,
    ShortAnswer,
)
from quizapp.core.numbers import EXACT, in_file
from quizapp.core.tallies import Confidence
from quizapp.demo.students import Student

LEFT_OPEN = {ItemType.SHORT_ANSWER: 0.6, ItemType.NUMERIC: 0.4}
"""How often somebody who does not know leaves an item open; where a guess costs nothing, seldom."""

SELDOM_LEFT_OPEN = 0.04


def respond(item: Item, known: Mapping[str, bool], rng: Random) -> Response:
    """Return an answer: the key for each face that is known, for the others a guess or nothing."""
    if not any(known.values()) and rng.random() < LEFT_OPEN.get(item.type, SELDOM_LEFT_OPEN):
        return Response()
    match item.body:
        case Choices() as body if item.type is ItemType.SELECT_ALL:
            return Response(chosen=_some(body.options, known[MAIN], rng))
        case Choices() as body:
            return Response(
                chosen=body.key_ids if known[MAIN] else frozenset({_guess(item, body.options, rng)})
            )
        case Matching() | Matrix() | Cloze() as body:
            return Response(
                matches={
                    part: body.keys[part] if known[face_of(item, part)] else _guess(item, options, rng)
                    for part, options in offered(body).items()
                }
            )
        case ShortAnswer() | Numeric() as body:
            return Response(text=_typed(body, rng) if known[MAIN] else _missed(body))
        case Ordering() as body:
            return Response(order=body.key if known[MAIN] else tuple(rng.sample(body.key, len(body.key))))


def _typed(body: ShortAnswer | Numeric, rng: Random) -> str:
    return in_file(body.answer) if isinstance(body, Numeric) else rng.choice(body.answers)


def _missed(body: ShortAnswer | Numeric) -> str:
    """Return what does not count; of numbers one as far off again as the farthest that does."""
    if isinstance(body, ShortAnswer):
        return "not sure"
    return in_file(EXACT.add(body.answer, 2 * body.tolerance or Decimal(1)))


def rate(student: Student, recall: float, *, recalled: bool, rng: Random) -> Rating:
    """Return how a student rates a card; the less likely they were to recall it, the more often Hard."""
    if not recalled:
        return Rating.AGAIN
    if student.buttons == 4:
        draw = rng.random()
        if draw < 0.4 * (1 - recall) + 0.05:
            return Rating.HARD
        if draw > 1 - 0.2 * recall**6:
            return Rating.EASY
    return Rating.GOOD


def take_seconds(student: Student, rng: Random, *, unsure: bool) -> float:
    """Return how long an answer takes; most take a little, a few take long."""
    return student.pace * (1.7 if unsure else 1.0) * rng.lognormvariate(0, 0.5)


def feel(student: Student, recall: float, *, known: bool, rng: Random) -> Confidence | None:
    """Return how sure a student says they are, or None when they do not say."""
    if not student.states_confidence:
        return None
    feeling = recall + 0.5 * known + student.overconfidence + rng.gauss(0, 0.35)
    if feeling > 1.4:
        return Confidence.SURE
    return Confidence.FAIRLY_SURE if feeling > 0.9 else Confidence.UNSURE


def _guess(item: Item, options: Sequence[Option], rng: Random) -> str:
    """Return an option's id. Some are more tempting than others, to everybody alike."""
    temptation = [0.4 + Random(f"temptation of {item.id}:{o.id}").random() for o in options]  # noqa: S311
    return rng.choices(options, weights=temptation)[0].id


def _some(options: Sequence[Option], known: bool, rng: Random) -> frozenset[str]:
    """Return what is chosen of a list. Who knows it may miss one; who does not still leans to the keys."""
    care = 0.97 if known else 0.6
    chosen = frozenset(o.id for o in options if o.is_key == (rng.random() < care))
    return chosen or frozenset({rng.choice(options).id})
