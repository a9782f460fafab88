"""What is read about assignments. Whose they are, is part of every question."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import or_, select

from quizapp.classes import queries
from quizapp.database import db
from quizapp.models import (
    AssignmentRow,
    AttemptRow,
    CohortMemberRow,
    CohortRow,
    LearnerRow,
    MarkOverrideRow,
)


@dataclass(frozen=True, kw_only=True)
class Tried:
    """What somebody did about an assignment: their attempts, oldest first, and the one not handed in."""

    attempts: Sequence[AttemptRow]

    @property
    def ids(self) -> list[UUID]:
        """The ids of the attempts."""
        return [row.id for row in self.attempts]

    @property
    def unfinished(self) -> UUID | None:
        """The attempt that waits to be handed in."""
        return next((row.id for row in self.attempts if row.finished_at is None), None)

    @property
    def is_handed_in(self) -> bool:
        """Tell whether some attempt was handed in."""
        return any(row.finished_at for row in self.attempts)


NOTHING_TRIED = Tried(attempts=())


def find(assignment_id: UUID, *, cohort_id: UUID) -> AssignmentRow | None:
    """Return an assignment of a class, of which it is known that who asks is in it."""
    stmt = select(AssignmentRow).filter_by(id=assignment_id, cohort_id=cohort_id)
    return db.session.scalars(stmt).one_or_none()


def titles(assignment_ids: Collection[UUID]) -> dict[UUID, str]:
    """Return what some assignments are called."""
    stmt = select(AssignmentRow.id, AssignmentRow.title).where(AssignmentRow.id.in_(assignment_ids))
    return {row.id: row.title for row in db.session.execute(stmt)}


def of_class(cohort_id: UUID) -> Sequence[AssignmentRow]:
    """Return what a class was given, what opened last first."""
    stmt = select(AssignmentRow).filter_by(cohort_id=cohort_id)
    return db.session.scalars(stmt.order_by(AssignmentRow.opens_at.desc(), AssignmentRow.id)).all()


def tried(assignment_id: UUID, *, learner_id: int) -> Tried:
    """Return what a learner did about an assignment."""
    stmt = select(AttemptRow).filter_by(learner_id=learner_id, assignment_id=assignment_id)
    return Tried(attempts=db.session.scalars(stmt.order_by(AttemptRow.started_at, AttemptRow.id)).all())


def tried_in(cohort_id: UUID, *, learner_id: int) -> dict[UUID, Tried]:
    """Return what a learner did about each assignment of a class that they began."""
    stmt = select(AttemptRow).join(AssignmentRow, AssignmentRow.id == AttemptRow.assignment_id)
    stmt = stmt.where(AttemptRow.learner_id == learner_id, AssignmentRow.cohort_id == cohort_id)
    found: dict[UUID, list[AttemptRow]] = {}
    for row in db.session.scalars(stmt.order_by(AttemptRow.started_at, AttemptRow.id)):
        if row.assignment_id:
            found.setdefault(row.assignment_id, []).append(row)
    return {assignment_id: Tried(attempts=rows) for assignment_id, rows in found.items()}


class AssignedAttempt(NamedTuple):
    """The assignment that an attempt is at, when it was handed in, and whether its time was over then."""

    assignment: AssignmentRow
    finished_at: datetime | None
    ran_out: bool


def find_assigned(attempt_id: UUID, *, learner_id: int) -> AssignedAttempt | None:
    """Return what an attempt of somebody in the class is at."""
    stmt = select(AssignmentRow, AttemptRow.finished_at, AttemptRow.ran_out)
    stmt = stmt.join(AttemptRow, AttemptRow.assignment_id == AssignmentRow.id)
    stmt = stmt.join(LearnerRow, LearnerRow.id == AttemptRow.learner_id)
    stmt = stmt.join(
        CohortMemberRow,
        (CohortMemberRow.cohort_id == AssignmentRow.cohort_id)
        & (CohortMemberRow.account_id == LearnerRow.account_id),
    )
    stmt = stmt.where(AttemptRow.learner_id == learner_id, AttemptRow.id == attempt_id)
    row = db.session.execute(stmt).one_or_none()
    return AssignedAttempt(*row) if row else None


def find_to_begin(assignment_id: UUID, *, cohort_id: UUID, account_id: int) -> AssignmentRow | None:
    """Return an assignment of a class that goes on and that an account is in.

    Until the transaction ends, no other request of theirs begins an attempt in that class, and nobody takes
    the assignment back.
    """
    row = AssignmentRow
    stmt = select(row).join(CohortRow, CohortRow.id == row.cohort_id)
    stmt = stmt.where(row.id == assignment_id, row.cohort_id == cohort_id, queries.IS_OPEN)
    found = db.session.scalars(stmt.with_for_update(of=row, read=True, key_share=True)).one_or_none()
    return found if found and queries.hold_member(cohort_id, account_id=account_id) else None


def find_to_change(assignment_id: UUID, *, cohort_id: UUID) -> AssignmentRow | None:
    """Return an assignment as it stands now; nobody else changes it until the transaction ends."""
    stmt = select(AssignmentRow).filter_by(id=assignment_id, cohort_id=cohort_id).with_for_update()
    return db.session.scalars(stmt, execution_options={"populate_existing": True}).one_or_none()


def has_results(assignment_id: UUID) -> bool:
    """Tell whether anybody has begun an assignment, or a mark for it was set by hand.

    Whether they are in the class still or not.
    """
    begun = select(AttemptRow.id).filter_by(assignment_id=assignment_id)
    marked = select(MarkOverrideRow.number).filter_by(assignment_id=assignment_id)
    return bool(db.session.scalar(select(or_(begun.exists(), marked.exists()))))
