"""What came of an item by the behaviour of its quiz: which try counts, what it earned; and of the quiz."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from quizapp.core.behaviour import AnswerState, Behaviour
from quizapp.core.grading import Mark, grade
from quizapp.core.items import Item
from quizapp.core.penalties import penalty
from quizapp.core.tallies import Confidence

RIGHT_WHEN = {Confidence.UNSURE: 1, Confidence.FAIRLY_SURE: 2, Confidence.SURE: 3}
WRONG_WHEN = {Confidence.UNSURE: 0, Confidence.FAIRLY_SURE: -2, Confidence.SURE: -6}
"""Certainty-based marking, after A. R. Gardner-Medwin: what right and wrong earn by how sure one was."""

THIRDS = 3
"""A question as the gradebook counts it has three thirds, so that every share of it is a whole number."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of an item: the mark of its answer in the end, and what was earned of ``most``.

    ``number`` says which of the answers earned it, from 1; 0 where there is none. ``at_once`` tells whether
    the first was wholly right. ``thirds`` is what a wholly right (or, with certainty, a wholly wrong) answer
    earned in thirds of a question: what a gradebook adds up.
    """

    mark: Mark
    earned: Fraction
    most: int
    number: int
    at_once: bool
    thirds: int


@dataclass(frozen=True, kw_only=True)
class Score:
    """A quiz's marks added up; each item counts ``most_each``. Skipped items earn nothing.

    ``right`` are wholly right in the end, ``right_at_once`` at the first try. ``thirds`` as in `Outcome`.
    """

    marks: Fraction
    most_each: int
    items: int
    right: int
    right_at_once: int
    partly: int
    skipped: int
    thirds: int

    @property
    def answered(self) -> int:
        """Return how many items were answered: those that count."""
        return self.items - self.skipped

    @property
    def most(self) -> int:
        """Return what all that was answered could have earned."""
        return self.answered * self.most_each

    @property
    def missed(self) -> int:
        """Return how many items were answered and not wholly right."""
        return self.items - self.right - self.skipped


def outcome(item: Item, state: AnswerState, behaviour: Behaviour) -> Outcome:
    """Return what came of an item by the key that it has here.

    Interactive: the mark of the last try, less a penalty for each before it; by a corrected key, of the first
    that was wholly right. Adaptive: the best of the same over all tries, of equal ones the first, but what is
    wholly right before what is not. Neither earns less than 0.
    Certainty: of 3; a right answer earns 1, 2 or 3 by how sure the learner was, a wrong one 0, −2 or −6, a
    partly right one its share of what a right one earns. Who did not say how sure they were counts as unsure.
    Immediate and deferred: the mark.
    """
    given = state.given
    if not given:
        return Outcome(
            mark=grade(item, state.response),
            earned=Fraction(0),
            most=_most(behaviour),
            number=0,
            at_once=False,
            thirds=0,
        )
    marks = [grade(item, one.response) for one in given]
    match behaviour:
        case Behaviour.IMMEDIATE | Behaviour.DEFERRED:
            return _of_one_answer(marks[-1])
        case Behaviour.CERTAINTY:
            return _by_certainty(marks[-1], given[-1].confidence)
        case Behaviour.INTERACTIVE:
            return _of_tries(item, marks, _ended_at(marks))
        case Behaviour.ADAPTIVE:
            # A right answer counts also where the tries before took all of its mark.
            best = max(
                range(len(marks)),
                key=lambda place: (_less_tries(item, marks, place), marks[place].is_right),
            )
            return _of_tries(item, marks, best)


def add_up(outcomes: Iterable[Outcome]) -> Score:
    """Return a quiz's score."""
    outcomes = list(outcomes)
    marks = [one.mark for one in outcomes]
    return Score(
        marks=sum((one.earned for one in outcomes), Fraction(0)),
        most_each=max((one.most for one in outcomes), default=1),
        items=len(outcomes),
        right=sum(mark.is_right for mark in marks),
        right_at_once=sum(one.at_once for one in outcomes),
        partly=sum(mark.is_partly_right for mark in marks),
        skipped=sum(not mark.answered for mark in marks),
        thirds=sum(one.thirds for one in outcomes),
    )


def certainty_mark(mark: Mark, confidence: int | None) -> Fraction:
    """Return what an answer earns by how sure the learner said they were, −6 to 3."""
    if not mark.answered:
        return Fraction(0)
    sure = Confidence(confidence or Confidence.UNSURE)
    return RIGHT_WHEN[sure] * mark.share if mark.points else Fraction(WRONG_WHEN[sure])


def _of_one_answer(mark: Mark) -> Outcome:
    return Outcome(
        mark=mark,
        earned=mark.share,
        most=1,
        number=1,
        at_once=mark.is_right,
        thirds=THIRDS * mark.is_right,
    )


def _by_certainty(mark: Mark, confidence: int | None) -> Outcome:
    earned = certainty_mark(mark, confidence)
    return Outcome(
        mark=mark,
        earned=earned,
        most=_most(Behaviour.CERTAINTY),
        number=1,
        at_once=mark.is_right,
        thirds=0 if mark.is_partly_right else int(earned),
    )


def _of_tries(item: Item, marks: Sequence[Mark], counts: int) -> Outcome:
    """Return what came of tries, of which the one at place ``counts`` earns the most."""
    ended = _ended_at(marks)
    return Outcome(
        mark=marks[ended],
        earned=_less_tries(item, marks, counts),
        most=1,
        number=counts + 1,
        at_once=marks[0].is_right,
        thirds=int(THIRDS * _less_tries(item, marks, ended)) if marks[ended].is_right else 0,
    )


def _ended_at(marks: Sequence[Mark]) -> int:
    """Return the place of the first try that was wholly right, else of the last."""
    return next((place for place, mark in enumerate(marks) if mark.is_right), len(marks) - 1)


def _less_tries(item: Item, marks: Sequence[Mark], place: int) -> Fraction:
    """Return what the try at a place earns, less the penalties for those before it."""
    return max(Fraction(0), marks[place].share - place * penalty(item))


def _most(behaviour: Behaviour) -> int:
    return max(RIGHT_WHEN.values()) if behaviour is Behaviour.CERTAINTY else 1
