"""What fitting reads of a log, the fits that are stored, and who wishes for one."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, delete, exists, func, or_, select, update
from sqlalchemy.orm import aliased

from quizapp.core.optimising import ANSWERS, LoggedAnswer
from quizapp.database import db
from quizapp.models import FitRequestRow, LearnerRow, MemoryParametersRow, ReviewRow
from quizapp.study.queries import UNDONE, insert_missing
from quizapp.study.statements import plain_rows

READ_AT_ONCE = 1000


def answers(*, learner_id: int) -> Iterator[LoggedAnswer]:
    """Yield a learner's standing answers and resets, card by card, oldest first."""
    row, undo = ReviewRow, aliased(ReviewRow)
    # All that was ever undone is little, and looked up once rather than for each answer.
    undone = select(undo.undoes).where(undo.learner_id == learner_id, undo.undoes.is_not(None))
    stmt = (
        select(row.item_id, row.face, row.kind, row.rating, row.study_day, row.source, row.clamped)
        .where(row.learner_id == learner_id, row.kind.in_([*sorted(ANSWERS), "reset"]))
        .where(row.id.not_in(undone))
        .order_by(row.item_id, row.face, row.card_version)
    )
    # Part by part, because so many small things kept at once keep the garbage collector busy.
    return map(LoggedAnswer._make, chain.from_iterable(plain_rows(stmt, {}).partitions(READ_AT_ONCE)))


def count_answers(*, learner_id: int, with_quizzes: bool, most: int, since: datetime | None = None) -> int:
    """Return how many answers of a learner stand, counted up to ``most``; ``since`` leaves out older ones."""
    stmt = select(ReviewRow.rating).where(
        ReviewRow.learner_id == learner_id, ReviewRow.kind.in_(sorted(ANSWERS)), ~UNDONE
    )
    if not with_quizzes:
        stmt = stmt.where(ReviewRow.source != "quiz")
    if since:
        stmt = stmt.where(ReviewRow.reviewed_at > since)
    return db.session.scalar(select(func.count()).select_from(stmt.limit(most).subquery())) or 0


def learners_with_answers() -> Sequence[int]:
    """Return the learners who ever answered a card, in order."""
    has_answer = exists().where(ReviewRow.learner_id == LearnerRow.id)
    return db.session.scalars(select(LearnerRow.id).where(has_answer).order_by(LearnerRow.id)).all()


def find_learner(learner_id: int, *, to_change: bool = False) -> LearnerRow | None:
    """Return a learner, locked where something is to be changed."""
    stmt = select(LearnerRow).where(LearnerRow.id == learner_id)
    return db.session.scalars(stmt.with_for_update() if to_change else stmt).one_or_none()


def fits(*, learner_id: int, most: int) -> Sequence[MemoryParametersRow]:
    """Return a learner's newest fits, the newest first."""
    fit = MemoryParametersRow
    stmt = select(fit).where(fit.learner_id == learner_id).order_by(fit.fitted_at.desc(), fit.id)
    return db.session.scalars(stmt.limit(most)).all()


def find_fit(fit_id: UUID, *, learner_id: int) -> MemoryParametersRow | None:
    """Return a fit of a learner."""
    return db.session.get(MemoryParametersRow, (learner_id, fit_id))


def find_request(*, learner_id: int) -> FitRequestRow | None:
    """Return a learner's wish for a fit, as it stands."""
    return db.session.scalars(select(FitRequestRow).filter_by(learner_id=learner_id)).one_or_none()


def ask(*, learner_id: int, now: datetime) -> None:
    """Store a learner's wish for a fit; one that is waiting or worked on stays as it is."""
    fresh = {"asked_at": now, "taken_at": None, "tries": 0, "problem": ""}
    db.session.execute(insert_missing(FitRequestRow).values(learner_id=learner_id, **fresh))
    failed = (FitRequestRow.learner_id == learner_id, FitRequestRow.problem != "")
    db.session.execute(update(FitRequestRow).where(*failed).values(**fresh))


def has_open_request(*, given_up: datetime) -> bool:
    """Tell whether a wish waits, or was taken so long ago that its worker must have died."""
    stmt = select(FitRequestRow.learner_id).where(_is_open(given_up)).limit(1)
    return db.session.scalar(stmt) is not None


def take_request(*, now: datetime, given_up: datetime) -> FitRequestRow | None:
    """Take the wish that waits longest, so that no other worker takes it; None when there is none."""
    oldest = (
        select(FitRequestRow.learner_id)
        .where(_is_open(given_up))
        .order_by(FitRequestRow.asked_at, FitRequestRow.learner_id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    learner_id = db.session.scalar(oldest)
    if learner_id is None:
        return None
    db.session.execute(
        update(FitRequestRow)
        .where(FitRequestRow.learner_id == learner_id)
        .values(taken_at=now, tries=FitRequestRow.tries + 1)
    )
    return find_request(learner_id=learner_id)


def put_down_request(*, learner_id: int, problem: str) -> None:
    """Say why nothing came of a wish; nothing happens when it is gone."""
    db.session.execute(
        update(FitRequestRow)
        .where(FitRequestRow.learner_id == learner_id)
        .values(problem=problem, taken_at=None)
    )


def delete_request(*, learner_id: int) -> None:
    """Delete a wish that came true."""
    db.session.execute(delete(FitRequestRow).where(FitRequestRow.learner_id == learner_id))


def learners_to_ask_for(*, active_since: datetime, idle_since: datetime, last_fit: datetime) -> Sequence[int]:
    """Return who studied in a span of time, and neither had a fit nor wished for one since another moment."""
    learner = LearnerRow
    stmt: Select[int] = select(learner.id).where(
        learner.fits_monthly,
        ~learner.simulated,
        learner.last_active_at.between(active_since, idle_since),
        ~exists().where(
            MemoryParametersRow.learner_id == learner.id, MemoryParametersRow.fitted_at > last_fit
        ),
        ~exists().where(
            FitRequestRow.learner_id == learner.id,
            or_(FitRequestRow.asked_at > last_fit, FitRequestRow.problem == ""),
        ),
    )
    return db.session.scalars(stmt.order_by(learner.id)).all()


def last_fitted_at(*, learner_id: int) -> datetime | None:
    """Return when a learner's memory was fitted last."""
    return next((fit.fitted_at for fit in fits(learner_id=learner_id, most=1)), None)


def _is_open(given_up: datetime) -> ColumnElement[bool]:
    taken = FitRequestRow.taken_at
    return and_(FitRequestRow.problem == "", or_(taken.is_(None), taken < given_up))
