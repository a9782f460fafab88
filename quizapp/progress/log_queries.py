"""The logs of one learner after another, whoever they are: for proving the counts and making them again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, and_, cast, delete, exists, func, insert, or_, select
from sqlalchemy.orm import aliased

from quizapp.core.forgetting import Rating
from quizapp.core.scheduling import Phase
from quizapp.core.tallies import COUNTS, NOTHING, DayTopic, Tally
from quizapp.database import db
from quizapp.models import (
    AttemptItemRow,
    AttemptRow,
    AttemptScoreRow,
    DailyTallyRow,
    LearnerRow,
    ResponseRow,
    ReviewRow,
)

SCORE = ("items", "answered", "right", "thirds")


class ItemPlace(NamedTuple):
    """An item version at its place in an attempt."""

    attempt_id: UUID
    position: int
    item_id: int
    item_version: int


class LoggedStep(NamedTuple):
    """One step of an attempt, and its study day."""

    attempt_id: UUID
    position: int
    kind: str
    response: str
    confidence: int | None
    study_day: int


@dataclass(frozen=True, kw_only=True)
class LoggedAttempt:
    """An attempt with its items in order, and the steps that were taken, oldest first."""

    id: UUID
    behaviour: str
    finished_day: int | None
    items: list[ItemPlace] = field(default_factory=list)
    steps: list[LoggedStep] = field(default_factory=list)


def learners_after(learner_id: int, *, most: int) -> Sequence[int]:
    """Return the next learners in the order of their numbers, at most so many."""
    stmt = select(LearnerRow.id).where(LearnerRow.id > learner_id).order_by(LearnerRow.id)
    return db.session.scalars(stmt.limit(most)).all()


def anything_counted() -> bool:
    """Tell whether there are any counts."""
    counted = exists(select(DailyTallyRow.learner_id)), exists(select(AttemptScoreRow.learner_id))
    return bool(db.session.scalar(select(or_(*counted))))


def lock(learner_id: int) -> None:
    """Let nothing be written for a learner until the transaction ends."""
    db.session.execute(select(LearnerRow.id).filter_by(id=learner_id).with_for_update())


def stored_tallies(learner_id: int) -> dict[DayTopic, Tally]:
    """Return the counts that are stored of a learner."""
    columns = (getattr(DailyTallyRow, name) for name in COUNTS)
    stmt = select(DailyTallyRow.study_day, DailyTallyRow.topic, *columns).filter_by(learner_id=learner_id)
    return {
        DayTopic(day=row[0], topic=row[1]): Tally(**dict(zip(COUNTS, row[2:], strict=True)))
        for row in db.session.execute(stmt)
    }


def stored_scores(learner_id: int) -> dict[UUID, tuple[int, ...]]:
    """Return the scores that are stored of a learner's attempts."""
    columns = (getattr(AttemptScoreRow, name) for name in SCORE)
    stmt = select(AttemptScoreRow.attempt_id, *columns).filter_by(learner_id=learner_id)
    return {row[0]: tuple(row[1:]) for row in db.session.execute(stmt)}


def review_tallies(learner_id: int) -> dict[DayTopic, Tally]:
    """Return what the log of reviews adds up to, by the rule of `core.tallies.of_review`."""
    row, undo = ReviewRow, aliased(ReviewRow)
    undone = exists().where(undo.learner_id == row.learner_id, undo.undoes == row.id)
    last_day = func.max(row.study_day).over(
        partition_by=(row.item_id, row.face), order_by=row.card_version, rows=(None, -1)
    )
    standing = (
        select(row.study_day, row.topic, row.rating, row.source, row.phase_before, last_day.label("last_day"))
        .where(row.learner_id == learner_id, row.rating > 0, row.kind != "cram", ~undone)
        .subquery()
    ).c
    first = or_(standing.last_day.is_(None), standing.last_day < standing.study_day)
    asked = and_(standing.phase_before == Phase.REVIEW, first)
    stmt = select(
        standing.study_day,
        standing.topic,
        _count(standing.source != "quiz"),
        _count(asked),
        _count(and_(asked, standing.rating != Rating.AGAIN)),
    ).group_by(standing.study_day, standing.topic)
    return {
        DayTopic(day=day, topic=topic): Tally(reviews=reviews, asked=asked, recalled=recalled)
        for day, topic, reviews, asked, recalled in db.session.execute(stmt)
    }


def attempts_after(attempt_id: UUID | None, *, learner_id: int, most: int) -> list[LoggedAttempt]:
    """Return a learner's next attempts in the order of their ids, at most so many."""
    stmt = select(AttemptRow.id, AttemptRow.behaviour, AttemptRow.finished_day).where(
        AttemptRow.learner_id == learner_id
    )
    if attempt_id is not None:
        stmt = stmt.where(AttemptRow.id > attempt_id)
    found = {
        row.id: LoggedAttempt(id=row.id, behaviour=row.behaviour, finished_day=row.finished_day)
        for row in db.session.execute(stmt.order_by(AttemptRow.id).limit(most))
    }
    if found:
        ids = list(found)
        for item in _items_between(ids[0], ids[-1], learner_id=learner_id):
            found[item.attempt_id].items.append(item)
        for step in _steps_between(ids[0], ids[-1], learner_id=learner_id):
            found[step.attempt_id].steps.append(step)
    return list(found.values())


def replace_tallies(tallies: Mapping[DayTopic, Tally], *, learner_id: int) -> None:
    """Store these counts in place of those that there are; where nothing is counted, there is no row."""
    for key in tallies:
        stmt = delete(DailyTallyRow).filter_by(learner_id=learner_id, study_day=key.day, topic=key.topic)
        db.session.execute(stmt)
    rows = [
        {"learner_id": learner_id, "study_day": key.day, "topic": key.topic} | tally.counts
        for key, tally in tallies.items()
        if tally != NOTHING
    ]
    if rows:
        db.session.execute(insert(DailyTallyRow), rows)


def replace_scores(scores: Mapping[UUID, tuple[int, ...]], *, learner_id: int) -> None:
    """Store these scores in place of those that there are; a quiz without items has no row."""
    for attempt_id in scores:
        db.session.execute(delete(AttemptScoreRow).filter_by(learner_id=learner_id, attempt_id=attempt_id))
    rows = [
        {"learner_id": learner_id, "attempt_id": attempt_id} | dict(zip(SCORE, score, strict=True))
        for attempt_id, score in scores.items()
        if any(score)
    ]
    if rows:
        db.session.execute(insert(AttemptScoreRow), rows)


def _items_between(first: UUID, last: UUID, *, learner_id: int) -> list[ItemPlace]:
    row = AttemptItemRow
    stmt = select(row.attempt_id, row.position, row.item_id, row.item_version).where(
        row.learner_id == learner_id, row.attempt_id.between(first, last)
    )
    return [ItemPlace(*one) for one in db.session.execute(stmt.order_by(row.attempt_id, row.position))]


def _steps_between(first: UUID, last: UUID, *, learner_id: int) -> list[LoggedStep]:
    row = ResponseRow
    stmt = select(row.attempt_id, row.position, row.kind, row.response, row.confidence, row.study_day).where(
        row.learner_id == learner_id, row.attempt_id.between(first, last)
    )
    return [LoggedStep(*one) for one in db.session.execute(stmt.order_by(row.attempt_id, row.step))]


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(cast(condition, Integer))
