"""Everything the quiz reads. Whose attempt it is, is part of every question."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, and_, bindparam, exists, false, func, or_, select

from quizapp.banks.correction_queries import corrected_version
from quizapp.core.assembly import AssessmentBlueprint, Candidate
from quizapp.core.items import Audience, Level, Topic
from quizapp.core.review_options import shows_marks
from quizapp.core.superseding import Renewal, renewal
from quizapp.core.time_limits import GRACE
from quizapp.database import db
from quizapp.formats.quiz_json import load_blueprint, load_review
from quizapp.models import (
    AssignmentRow,
    AttemptItemRow,
    AttemptRow,
    AttemptScoreRow,
    BankRow,
    ItemRow,
    LearnerRow,
    ResponseRow,
    SupersededUseRow,
)
from quizapp.tallies.regrading import more_right
from quizapp.tallies.regrading_queries import HOLDS_CORRECTED

QUIZZES_LOOKED_AT = 10
"""How far back a quiz is looked for that says for whom it was written; those of missed items do not."""

# Every request to an attempt runs these, and making a statement takes longer than running it.
ATTEMPT = select(AttemptRow).where(
    AttemptRow.learner_id == bindparam("learner_id"), AttemptRow.id == bindparam("attempt_id")
)
REVIEWED = ATTEMPT.add_columns(AssignmentRow.review, AssignmentRow.closes_at).outerjoin(
    AssignmentRow, AssignmentRow.id == AttemptRow.assignment_id
)
RESTS_ON_OLD_FACT = exists().where(
    SupersededUseRow.item_id == AttemptItemRow.item_id, SupersededUseRow.number == AttemptItemRow.item_version
)
ITEMS = (
    select(
        AttemptItemRow,
        RESTS_ON_OLD_FACT,
        ItemRow.being_updated,
        ItemRow.offered,
        corrected_version(AttemptItemRow.item_id, AttemptItemRow.item_version),
    )
    .join(ItemRow, ItemRow.id == AttemptItemRow.item_id)
    .where(
        AttemptItemRow.learner_id == bindparam("learner_id"),
        AttemptItemRow.attempt_id == bindparam("attempt_id"),
    )
    .order_by(AttemptItemRow.position)
)
STEPS = (
    select(ResponseRow)
    .where(
        ResponseRow.learner_id == bindparam("learner_id"), ResponseRow.attempt_id == bindparam("attempt_id")
    )
    .order_by(ResponseRow.step)
)


def candidates(blueprint: AssessmentBlueprint) -> list[Candidate]:
    """Return what a blueprint draws from: offered items of its audience, its banks and its topics."""
    stmt = select(ItemRow.id, ItemRow.version, ItemRow.slug, ItemRow.topic, ItemRow.level).where(
        ItemRow.offered
    )
    if blueprint.audience is Audience.PATIENT:
        stmt = stmt.where(ItemRow.for_patients)
    if blueprint.audience is Audience.STUDENT:
        stmt = stmt.where(ItemRow.for_students)
    if blueprint.banks:
        stmt = stmt.join(BankRow).where(BankRow.slug.in_(blueprint.banks))
    topics = [cell.topic for cell in blueprint.cells if cell.topic]
    if len(topics) == len(blueprint.cells):
        stmt = stmt.where(ItemRow.topic.in_(topics))
    return [
        Candidate(id=id_, version=version, slug=slug, topic=Topic(topic), level=Level(level))
        for id_, version, slug, topic, level in db.session.execute(stmt)
    ]


def topic_counts() -> dict[str, int]:
    """Return how many items are offered on each topic, the largest first."""
    stmt = select(ItemRow.topic, func.count()).where(ItemRow.offered).group_by(ItemRow.topic)
    rows = db.session.execute(stmt.order_by(func.count().desc(), ItemRow.topic))
    return {row[0]: row[1] for row in rows}


def newest_versions(item_ids: Sequence[int]) -> dict[int, int]:
    """Return the newest version of those items that are still offered."""
    stmt = select(ItemRow.id, ItemRow.version).where(ItemRow.id.in_(item_ids), ItemRow.offered)
    return {row.id: row.version for row in db.session.execute(stmt)}


class AttemptKey(NamedTuple):
    """What names an attempt: ids are made by browsers, and are each learner's own."""

    learner_id: int
    attempt_id: UUID


def is_over(now: datetime) -> ColumnElement[bool]:
    """Tell of an attempt in a statement whether its time is over; one without a time limit has no end."""
    return func.coalesce(AttemptRow.ends_at < now - GRACE, false())


def overdue(
    now: datetime, *, learner_id: int | None = None, cohort_id: UUID | None = None, most: int | None = None
) -> list[AttemptKey]:
    """Return attempts whose time is over and that were not handed in yet: of a learner, a class, or all.

    ``most`` is how many at most, those first that have been over for longest; None: all.
    """
    row = AttemptRow
    stmt = select(row.learner_id, row.id).where(row.finished_at.is_(None), row.ends_at < now - GRACE)
    if learner_id is not None:
        stmt = stmt.where(row.learner_id == learner_id)
    if cohort_id is not None:
        stmt = stmt.join(AssignmentRow, AssignmentRow.id == row.assignment_id)
        stmt = stmt.where(AssignmentRow.cohort_id == cohort_id)
    stmt = stmt.order_by(row.ends_at, row.learner_id).limit(most)
    return [AttemptKey(*found) for found in db.session.execute(stmt)]


def lock_learner(learner_id: int) -> LearnerRow | None:
    """Return a learner; nothing of theirs is changed elsewhere until the transaction ends."""
    stmt = select(LearnerRow).filter_by(id=learner_id).with_for_update()
    return db.session.scalars(stmt, execution_options={"populate_existing": True}).one_or_none()


def find_attempt(attempt_id: UUID, *, learner_id: int) -> AttemptRow | None:
    """Return the attempt if it exists and belongs to the learner."""
    return db.session.scalars(ATTEMPT, {"learner_id": learner_id, "attempt_id": attempt_id}).one_or_none()


class ReviewedAttempt(NamedTuple):
    """An attempt, with what its assignment shows, and when that closes; None where it has none."""

    row: AttemptRow
    review: str | None
    closes_at: datetime | None


def find_reviewed(attempt_id: UUID, *, learner_id: int) -> ReviewedAttempt | None:
    """Return the attempt if it exists and belongs to the learner, with what may be shown of it; one read."""
    found = db.session.execute(REVIEWED, {"learner_id": learner_id, "attempt_id": attempt_id}).one_or_none()
    return ReviewedAttempt(*found) if found else None


def find_unfinished(learner_id: int, *, now: datetime) -> AttemptRow | None:
    """Return the attempt the learner started last and can go on with."""
    stmt = select(AttemptRow).filter_by(learner_id=learner_id, finished_at=None).where(~is_over(now))
    return db.session.scalars(stmt.order_by(AttemptRow.started_at.desc()).limit(1)).one_or_none()


@dataclass(frozen=True, kw_only=True)
class AttemptSummary:
    """An attempt without its items; what was answered and right is known once its marks are shown."""

    id: UUID
    title: str
    behaviour: str
    started_at: datetime
    finished_at: datetime | None
    items: int
    answered: int | None
    right: int | None


def attempts_before(
    last: AttemptRow | None, *, learner_id: int, most: int, now: datetime
) -> list[AttemptSummary]:
    """Return the learner's attempts that were started before ``last``, or all, newest first.

    Two reads, and three more where keys of items in them were corrected since: right is what is right now.
    """
    row, score = AttemptRow, AttemptScoreRow
    scored = and_(score.learner_id == row.learner_id, score.attempt_id == row.id)
    columns = (row.id, row.title, row.behaviour, row.started_at, row.finished_at, score.answered, score.right)
    review = (AssignmentRow.review, AssignmentRow.closes_at)
    stmt = select(*columns, *review, HOLDS_CORRECTED).outerjoin(score, scored)
    stmt = stmt.outerjoin(AssignmentRow, AssignmentRow.id == row.assignment_id)
    stmt = stmt.where(row.learner_id == learner_id)
    if last:
        at_once = and_(row.started_at == last.started_at, row.id < last.id)
        stmt = stmt.where(or_(row.started_at < last.started_at, at_once))
    stmt = stmt.order_by(row.started_at.desc(), row.id.desc()).limit(most)
    found = db.session.execute(stmt).all()
    counts = item_counts([one[0] for one in found], learner_id=learner_id)
    more = more_right({one[0] for one in found if one[-1]}, learner_id=learner_id)
    return [
        AttemptSummary(
            id=id_,
            title=title,
            behaviour=behaviour,
            started_at=started_at,
            finished_at=finished_at,
            items=counts[id_],
            answered=answered if shown else None,
            right=right + more.get(id_, 0) if shown and finished_at and right is not None else None,
        )
        for id_, title, behaviour, started_at, finished_at, answered, right, review, closes_at, _ in found
        for shown in [shows_marks(load_review(review), finished_at, closes_at, now=now)]
    ]


def item_counts(attempt_ids: Collection[UUID], *, learner_id: int) -> dict[UUID, int]:
    """Return how many items some attempts of a learner hold."""
    row = AttemptItemRow
    stmt = select(row.attempt_id, func.count()).where(
        row.learner_id == learner_id, row.attempt_id.in_(attempt_ids)
    )
    rows = db.session.execute(stmt.group_by(row.attempt_id))
    return {row[0]: row[1] for row in rows}


def last_audience(learner_id: int) -> Audience | None:
    """Return for whom the newest of the learner's last quizzes was written that says so."""
    stmt = select(AttemptRow.blueprint).filter_by(learner_id=learner_id)
    blueprints = db.session.scalars(stmt.order_by(AttemptRow.started_at.desc()).limit(QUIZZES_LOOKED_AT))
    audiences = (load_blueprint(text).audience for text in blueprints)
    return next((audience for audience in audiences if audience), None)


@dataclass(frozen=True, kw_only=True)
class AttemptItem:
    """An item of an attempt; ``renewal`` as `attempts.Place` has it.

    ``corrected_key`` names the newest version that corrected its key since, by item id and version.
    """

    row: AttemptItemRow
    renewal: Renewal | None
    corrected_key: tuple[int, int] | None


def attempt_items(attempt: AttemptRow) -> list[AttemptItem]:
    """Return the items of an attempt in their order; one read."""
    found = db.session.execute(ITEMS, {"learner_id": attempt.learner_id, "attempt_id": attempt.id})
    return [
        AttemptItem(
            row=row,
            renewal=renewal(being_updated=being_updated, offered=offered) if rests else None,
            corrected_key=(row.item_id, corrected) if corrected else None,
        )
        for row, rests, being_updated, offered, corrected in found
    ]


def responses(attempt: AttemptRow) -> Sequence[ResponseRow]:
    """Return the steps of an attempt in the order in which they were taken."""
    return db.session.scalars(STEPS, {"learner_id": attempt.learner_id, "attempt_id": attempt.id}).all()


def versions_in(attempt_ids: Collection[UUID], *, learner_id: int) -> dict[tuple[UUID, int], tuple[int, int]]:
    """Return the item versions in some attempts of a learner, by attempt and position."""
    row = AttemptItemRow
    stmt = select(row.attempt_id, row.position, row.item_id, row.item_version)
    stmt = stmt.where(row.learner_id == learner_id, row.attempt_id.in_(attempt_ids))
    return {
        (attempt, position): (item, version) for attempt, position, item, version in db.session.execute(stmt)
    }
