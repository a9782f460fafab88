"""What is read about cards and steps of classes. Whose they are, is part of every question."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple, cast
from uuid import UUID

from sqlalchemy import exists, func, null, select, union_all

from quizapp.classes import queries
from quizapp.core.cohorts import CohortRole
from quizapp.database import db
from quizapp.models import AssignmentRow, ClassTaskRow, CohortMemberRow, CohortRow, TaskStateRow


class Told(NamedTuple):
    """A task, and that a student said that they began it, and when it was done; None where nobody did."""

    task_id: UUID
    kind: str
    title: str
    opens_at: datetime
    closes_at: datetime | None
    account_id: int | None
    done_at: datetime | None


def find(task_id: UUID, *, cohort_id: UUID) -> ClassTaskRow | None:
    """Return a task of a class, of which it is known that who asks is in it."""
    return db.session.scalars(select(ClassTaskRow).filter_by(id=task_id, cohort_id=cohort_id)).one_or_none()


def of_class(cohort_id: UUID) -> Sequence[ClassTaskRow]:
    """Return the tasks of a class, what opened last first."""
    row = ClassTaskRow
    stmt = select(row).filter_by(cohort_id=cohort_id)
    return db.session.scalars(stmt.order_by(row.opens_at.desc(), row.created_at.desc(), row.id)).all()


def find_state(task_id: UUID, *, account_id: int) -> TaskStateRow | None:
    """Return what somebody said of a task."""
    return db.session.get(TaskStateRow, (account_id, task_id))


def states_in(cohort_id: UUID, *, account_id: int) -> dict[UUID, TaskStateRow]:
    """Return what somebody said of the tasks of a class."""
    stmt = select(TaskStateRow).join(ClassTaskRow, ClassTaskRow.id == TaskStateRow.task_id)
    stmt = stmt.where(TaskStateRow.account_id == account_id, ClassTaskRow.cohort_id == cohort_id)
    return {row.task_id: row for row in db.session.scalars(stmt)}


def find_to_do(task_id: UUID, *, cohort_id: UUID, account_id: int) -> tuple[ClassTaskRow, bool] | None:
    """Return a task of a class that an account is in, and whether the class goes on.

    Until the transaction ends, no other request of theirs does anything in that class, and nobody takes the
    task back.
    """
    row = ClassTaskRow
    stmt = select(row, queries.IS_OPEN).join(CohortRow, CohortRow.id == row.cohort_id)
    stmt = stmt.where(row.id == task_id, row.cohort_id == cohort_id)
    found = db.session.execute(stmt.with_for_update(of=row, read=True, key_share=True)).one_or_none()
    if found is None or not queries.hold_member(cohort_id, account_id=account_id):
        return None
    return found[0], found[1]


def find_to_change(task_id: UUID, *, cohort_id: UUID) -> ClassTaskRow | None:
    """Return a task as it stands now; nobody else changes it until the transaction ends."""
    stmt = select(ClassTaskRow).filter_by(id=task_id, cohort_id=cohort_id).with_for_update()
    return db.session.scalars(stmt, execution_options={"populate_existing": True}).one_or_none()


def is_begun(task_id: UUID) -> bool:
    """Tell whether anybody has begun a task, whether they are in the class still or not."""
    return bool(db.session.scalar(select(exists().where(TaskStateRow.task_id == task_id))))


def titles(task_ids: Collection[UUID]) -> dict[UUID, str]:
    """Return what some tasks are called."""
    stmt = select(ClassTaskRow.id, ClassTaskRow.title).where(ClassTaskRow.id.in_(task_ids))
    return {row.id: row.title for row in db.session.execute(stmt)}


def given(cohort_id: UUID) -> Iterator[AssignmentRow | Told]:
    """Yield all that a class is given, what opened first before others; tasks once for each who began them.

    Quizzes and tasks come in one read, as a gradebook has few to spare.
    """
    quiz, task, state, member = AssignmentRow, ClassTaskRow, TaskStateRow, CohortMemberRow
    both = union_all(
        select(quiz.id.label("quiz_id"), null().label("task_id")).filter_by(cohort_id=cohort_id),
        select(null(), task.id).filter_by(cohort_id=cohort_id),
    ).subquery()
    students = select(member.account_id).filter_by(cohort_id=cohort_id, role=CohortRole.STUDENT)
    told = (task.id, task.kind, task.title, task.opens_at, task.closes_at, state.account_id, state.done_at)
    stmt = select(quiz, *told).select_from(both)
    stmt = stmt.outerjoin(quiz, quiz.id == both.c.quiz_id).outerjoin(task, task.id == both.c.task_id)
    stmt = stmt.outerjoin(
        state, (state.task_id == task.id) & state.account_id.in_(students.scalar_subquery())
    )
    opens_at, created_at = (
        func.coalesce(getattr(quiz, name), getattr(task, name)) for name in ("opens_at", "created_at")
    )
    for found in db.session.execute(stmt.order_by(opens_at, created_at, quiz.id, task.id)):
        yield cast("AssignmentRow | None", found[0]) or Told._make(found[1:])
