"""The counts beside the logs made again from them, or held against them; one learner at a time."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass
from typing import TypeVar
from uuid import UUID

from quizapp.banks import queries as bank_queries
from quizapp.core.behaviour import AnswerState, Behaviour, Step, StepKind, replay
from quizapp.core.facts import ItemContent
from quizapp.core.grading import grade
from quizapp.core.outcomes import add_up, outcome
from quizapp.core.study_day import date_of
from quizapp.core.tallies import COUNTS, NOTHING, DayTopic, Tally, of_answer
from quizapp.database import db
from quizapp.formats.quiz_json import load_response
from quizapp.progress import log_queries
from quizapp.progress.log_queries import SCORE, LoggedAttempt
from quizapp.study.log_queries import hold_still

LEARNERS_AT_ONCE, ATTEMPTS_AT_ONCE = 500, 200

UNTOUCHED = AnswerState()
NO_SCORE = (0,) * len(SCORE)

Key = TypeVar("Key")


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One count that is not what the logs say; ``what`` is the day and topic, or the quiz, that it is of."""

    learner_id: int
    what: str
    field: str
    stored: int
    rebuilt: int


@dataclass(frozen=True, kw_only=True)
class RebuiltLearner:
    """A learner as they were found: how many counts the logs make, and where those stored part from them.

    A count is of a day and topic, or of a quiz.
    """

    learner_id: int
    counts: int
    differences: tuple[Difference, ...]


@dataclass(frozen=True, kw_only=True)
class _Counts:
    """All that is counted of a learner."""

    tallies: dict[DayTopic, Tally]
    scores: dict[UUID, tuple[int, ...]]


def check() -> Iterator[RebuiltLearner]:
    """Yield every learner with what the logs say; nothing is changed. Starts a transaction of its own."""
    db.session.rollback()
    hold_still()
    for learner_id in _learners():
        yield _found(learner_id, _stored(learner_id), _logged(learner_id))


def rebuild() -> Iterator[RebuiltLearner]:
    """Store what the logs say wherever the counts say something else; commits after every learner.

    While one learner is counted, nothing else is stored of them, and in SQLite of nobody.
    """
    for learner_id in _learners():
        log_queries.lock(learner_id)
        stored, logged = _stored(learner_id), _logged(learner_id)
        tallies = {key: logged.tallies.get(key, NOTHING) for key in _parting(stored.tallies, logged.tallies)}
        scores = {id_: logged.scores.get(id_, NO_SCORE) for id_ in _parting(stored.scores, logged.scores)}
        log_queries.replace_tallies(tallies, learner_id=learner_id)
        log_queries.replace_scores(scores, learner_id=learner_id)
        db.session.commit()
        yield _found(learner_id, stored, logged)


def count_all_once() -> None:
    """Count everything where nothing is counted yet, as after the update that brought the counts."""
    if not log_queries.anything_counted():
        for _learner in rebuild():
            pass


def _learners() -> Iterator[int]:
    after = 0
    while some := log_queries.learners_after(after, most=LEARNERS_AT_ONCE):
        yield from some
        after = some[-1]


def _stored(learner_id: int) -> _Counts:
    return _Counts(
        tallies={
            key: tally for key, tally in log_queries.stored_tallies(learner_id).items() if tally != NOTHING
        },
        scores=log_queries.stored_scores(learner_id),
    )


def _logged(learner_id: int) -> _Counts:
    tallies = defaultdict(Tally, log_queries.review_tallies(learner_id))
    scores: dict[UUID, tuple[int, ...]] = {}
    after: UUID | None = None
    while some := log_queries.attempts_after(after, learner_id=learner_id, most=ATTEMPTS_AT_ONCE):
        keys = {(item.item_id, item.item_version) for attempt in some for item in attempt.items}
        contents = bank_queries.contents(keys)
        for attempt in some:
            _count(attempt, contents, tallies, scores)
        after = some[-1].id
    return _Counts(tallies={key: tally for key, tally in tallies.items() if tally != NOTHING}, scores=scores)


def _count(
    attempt: LoggedAttempt,
    contents: Mapping[tuple[int, int], ItemContent],
    tallies: dict[DayTopic, Tally],
    scores: dict[UUID, tuple[int, ...]],
) -> None:
    """Add what an attempt says: an answer counts from the day on which it was checked or handed in."""
    states = replay(
        Step(
            position=step.position,
            kind=StepKind(step.kind),
            response=load_response(step.response),
            confidence=step.confidence,
        )
        for step in attempt.steps
    )
    # Backwards, because only the first check of an item changes anything.
    checked = {step.position: step.study_day for step in attempt.steps[::-1] if step.kind == StepKind.CHECK}
    behaviour, outcomes = Behaviour(attempt.behaviour), []
    for place in attempt.items:
        item, state = contents[place.item_id, place.item_version].item, states.get(place.position, UNTOUCHED)
        outcomes.append(outcome(item, state, behaviour))
        day = checked.get(place.position, attempt.finished_day)
        if day is not None:
            tallies[DayTopic(day=day, topic=item.topic)] += of_answer(
                grade(item, state.first.response), state.first.confidence
            )
    if attempt.finished_day is not None:
        score = add_up(outcomes)
        scores[attempt.id] = (score.items, score.answered, score.right, score.thirds)


def _parting(stored: Mapping[Key, object], logged: Mapping[Key, object]) -> list[Key]:
    return [key for key in {**stored, **logged} if stored.get(key) != logged.get(key)]


def _found(learner_id: int, stored: _Counts, logged: _Counts) -> RebuiltLearner:
    days = [
        (
            f"{date_of(key.day)}, {key.topic}",
            COUNTS,
            astuple(stored.tallies.get(key, NOTHING)),
            astuple(logged.tallies.get(key, NOTHING)),
        )
        for key in _parting(stored.tallies, logged.tallies)
    ]
    quizzes = [
        (f"quiz {id_}", SCORE, stored.scores.get(id_, NO_SCORE), logged.scores.get(id_, NO_SCORE))
        for id_ in _parting(stored.scores, logged.scores)
    ]
    return RebuiltLearner(
        learner_id=learner_id,
        counts=len(logged.tallies) + len(logged.scores),
        differences=tuple(
            Difference(learner_id=learner_id, what=what, field=name, stored=one, rebuilt=other)
            for what, names, before, after in days + quizzes
            for name, one, other in zip(names, before, after, strict=True)
            if one != other
        ),
    )
