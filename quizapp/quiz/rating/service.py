"""How hard items are, made from all answers to quizzes for students, or held against them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import isclose

from quizapp.banks import queries as bank_queries
from quizapp.core.behaviour import AnswerState, Step, StepKind, replay
from quizapp.core.corrections import KeyChange, as_corrected, key_change
from quizapp.core.grading import grade
from quizapp.core.item_rating import FirstAnswer, QuizTaken, Version, carried_over, rate
from quizapp.core.items import Item, Response
from quizapp.core.practice_level import ItemDifficulty
from quizapp.database import db, only_reading
from quizapp.formats.quiz_json import load_response
from quizapp.quiz.rating import queries as rating_queries
from quizapp.quiz.rating.queries import MetFirst, Taken
from quizapp.study.log_queries import hold_still

ATTEMPTS_AT_ONCE = 100
"""Attempts whose items and steps are read with one statement each."""

RESPONSES_KEPT = 1000
"""Responses, as they are stored, of which it is remembered what they say."""

SAME = 1e-9
"""Logits up to which two difficulties are the same: machines differ in the last digits of a power."""


@dataclass(frozen=True, kw_only=True)
class Difference:
    """An item version whose stored difficulty is not what the answers say; None where there is none."""

    version: Version
    stored: ItemDifficulty | None
    rebuilt: ItemDifficulty | None


@dataclass(frozen=True, kw_only=True)
class Rated:
    """How many item versions have a difficulty by the answers, and where those stored part from that."""

    versions: int
    answers: int
    differences: tuple[Difference, ...]


def is_worth_while() -> bool:
    """Tell whether there may be something to learn, or to forget; nothing is changed."""
    with only_reading():
        return rating_queries.is_anything_known()


def check() -> Rated:
    """Return what the answers say, held against what is stored; nothing is changed."""
    with only_reading():
        return _held_against(_by_answers())


def rebuild() -> Rated:
    """Store what the answers say wherever something else is stored; one commit.

    While the answers are read, everybody can go on.
    """
    with only_reading():
        difficulties = _by_answers()
    rated = _held_against(difficulties)
    rating_queries.replace(
        {one.version: one.rebuilt for one in rated.differences if one.rebuilt},
        gone=[one.version for one in rated.differences if not one.rebuilt],
    )
    db.session.commit()
    return rated


def _by_answers() -> dict[Version, ItemDifficulty]:
    hold_still()
    return carried_over(rate(_quizzes()), rating_queries.newest_versions())


def _held_against(difficulties: dict[Version, ItemDifficulty]) -> Rated:
    stored = rating_queries.stored()
    differences = (
        Difference(version=version, stored=stored.get(version), rebuilt=difficulties.get(version))
        for version in sorted({*stored, *difficulties})
    )
    return Rated(
        versions=len(difficulties),
        answers=sum(one.answers for one in difficulties.values()),
        differences=tuple(one for one in differences if not _same(one.stored, one.rebuilt)),
    )


def _same(one: ItemDifficulty | None, other: ItemDifficulty | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.answers == other.answers and isclose(one.logits, other.logits, rel_tol=0, abs_tol=SAME)


def _quizzes() -> Iterator[QuizTaken]:
    taken = rating_queries.taken()
    marking: dict[tuple[Version, int | None], Item | None] = {}
    for start in range(0, len(taken), ATTEMPTS_AT_ONCE):
        yield from _some_quizzes(taken[start : start + ATTEMPTS_AT_ONCE], marking)


def _some_quizzes(
    taken: Sequence[Taken], marking: dict[tuple[Version, int | None], Item | None]
) -> Iterator[QuizTaken]:
    places: dict[tuple[int, str], list[MetFirst]] = defaultdict(list)
    for place in rating_queries.met_first(taken):
        places[place.learner_id, place.attempt_key].append(place)
    _learn_marking([place for some in places.values() for place in some], marking)
    steps: dict[tuple[int, str], list[Step]] = defaultdict(list)
    for step in rating_queries.steps(taken):
        steps[step.learner_id, step.attempt_key].append(
            Step(position=step.position, kind=StepKind(step.kind), response=_response(step.response))
        )
    for one in taken:
        states = replay(steps[one.learner_id, one.key])
        answers = [
            FirstAnswer(version=(place.item_id, place.version), share=share)
            for place in places[one.learner_id, one.key]
            for share in _shares(place, states.get(place.position), marking, ended=one.is_finished)
        ]
        if answers:
            yield QuizTaken(learner_id=one.learner_id, answers=tuple(answers))


@lru_cache(RESPONSES_KEPT)
def _response(text: str) -> Response:
    """Return a stored response; most are among a few that are given again and again."""
    return load_response(text)


def _shares(
    place: MetFirst,
    state: AnswerState | None,
    marking: dict[tuple[Version, int | None], Item | None],
    *,
    ended: bool,
) -> Iterator[float]:
    """Yield what the first answer at a place earned of its mark, if there is one that counts."""
    item = marking[(place.item_id, place.version), place.corrected]
    if item and state and state.tells_level(handed_in=ended):
        yield float(grade(item, state.first.response).share)


def _learn_marking(
    places: Sequence[MetFirst], marking: dict[tuple[Version, int | None], Item | None]
) -> None:
    """Add, for each version and the one that corrected it, the item by which answers are marked.

    None where the key was corrected and the new one does not fit what was asked: these answers say nothing.
    """
    new = {((place.item_id, place.version), place.corrected) for place in places} - set(marking)
    versions = {version for version, _corrected in new}
    contents = bank_queries.contents(
        versions | {(version[0], corrected) for version, corrected in new if corrected}
    )
    for version, corrected in new:
        shown = contents[version].item
        now = contents[version[0], corrected].item if corrected else shown
        same = now is shown or key_change(shown, now) is KeyChange.NONE
        marking[version, corrected] = shown if same else as_corrected(shown, now)
