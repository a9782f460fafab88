"""What is due for a student in all of their classes, quizzes, cards and steps in one list."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, literal, or_, select, union_all
from sqlalchemy.orm import InstrumentedAttribute

from quizapp.classes import queries
from quizapp.core.assignments import Window
from quizapp.core.class_tasks import WorkKind
from quizapp.core.cohorts import CohortRole
from quizapp.database import db
from quizapp.models import (
    AssignmentRow,
    AttemptRow,
    ClassTaskRow,
    CohortMemberRow,
    CohortRow,
    LearnerRow,
    TaskStateRow,
)
from quizapp.quiz import queries as quiz_queries


class Due(NamedTuple):
    """Something that somebody has not done yet, and the class that gave it."""

    kind: WorkKind
    id: UUID
    cohort_id: UUID
    title: str
    window: Window
    revision: int
    class_title: str


def of_student(account_id: int, *, now: datetime) -> list[Due]:
    """Return what classes that go on gave to a student, is not done, and has not closed, by its closing.

    What is not open yet is among it; one read.
    """
    found = db.session.execute(union_all(_quizzes(account_id, now), _tasks(account_id, now)))
    due = [
        Due(
            kind=WorkKind(kind),
            id=id_,
            cohort_id=cohort_id,
            title=title,
            window=Window(opens_at=opens_at, closes_at=closes_at),
            revision=revision,
            class_title=class_title,
        )
        for kind, id_, cohort_id, title, opens_at, closes_at, revision, class_title in found
    ]
    return sorted(due, key=lambda one: (one.window.order, one.id))


def _quizzes(account_id: int, now: datetime) -> Select[*tuple[Any, ...]]:
    row, attempt = AssignmentRow, AttemptRow
    handed_in = select(attempt.id).join(LearnerRow, LearnerRow.id == attempt.learner_id)
    handed_in = handed_in.where(
        LearnerRow.account_id == account_id,
        attempt.assignment_id == row.id,
        or_(attempt.finished_at.is_not(None), quiz_queries.is_over(now)),
    )
    return _given(literal(WorkKind.QUIZ.value), row, account_id, now).where(~handed_in.exists())


def _tasks(account_id: int, now: datetime) -> Select[*tuple[Any, ...]]:
    row, state = ClassTaskRow, TaskStateRow
    is_done = exists().where(
        state.account_id == account_id, state.task_id == row.id, state.done_at.is_not(None)
    )
    return _given(row.kind, row, account_id, now).where(~is_done)


def _given(
    kind: ColumnElement[str] | InstrumentedAttribute[str],
    row: type[AssignmentRow | ClassTaskRow],
    account_id: int,
    now: datetime,
) -> Select[*tuple[Any, ...]]:
    columns = (kind, row.id, row.cohort_id, row.title, row.opens_at, row.closes_at, row.revision)
    stmt = select(*columns, CohortRow.title).join(CohortRow, CohortRow.id == row.cohort_id)
    stmt = stmt.join(CohortMemberRow, CohortMemberRow.cohort_id == CohortRow.id)
    return stmt.where(
        CohortMemberRow.account_id == account_id,
        CohortMemberRow.role == CohortRole.STUDENT,
        queries.IS_OPEN,
        or_(row.closes_at.is_(None), row.closes_at >= now),
    )
