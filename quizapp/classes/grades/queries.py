"""What a gradebook reads of a class, of which it is known that who asks is of its staff.

Everything rests on who is a student now: of who left, or was taken out, nothing is found.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import reduce
from operator import add
from typing import NamedTuple, TypeVarTuple
from uuid import UUID

from sqlalchemy import Select, String, cast, exists, func, select

from quizapp.banks.correction_queries import corrected_version
from quizapp.core.behaviour import Behaviour, Step, StepKind
from quizapp.core.cohorts import CohortRole
from quizapp.database import db, id_text, moment_of
from quizapp.formats.quiz_json import load_response
from quizapp.models import (
    AccountRow,
    AssignmentRow,
    AttemptItemRow,
    AttemptRow,
    AttemptScoreRow,
    CohortMemberRow,
    CorrectionRow,
    LearnerRow,
    MarkOverrideRow,
    ResponseRow,
)

Columns = TypeVarTuple("Columns")

NEVER = datetime.max.replace(tzinfo=UTC)


class AttemptKey(NamedTuple):
    """What names an attempt: ids of attempts, as text, are made by browsers, and are each learner's own."""

    learner_id: int
    attempt_id: str


class Student(NamedTuple):
    """A student of a class; ``learner_id`` is None while nothing of theirs is stored.

    ``marks`` are those that stand set by hand, by assignment, in hundredths of a percent.
    """

    name: str
    email: str
    learner_id: int | None
    member_id: UUID
    account_id: int
    marks: dict[UUID, int]


class Taken(NamedTuple):
    """An attempt of a student; its ``thirds`` by the keys that were shown, once it was handed in.

    Ids are text.
    """

    attempt_id: str
    assignment_id: str
    items: int | None
    thirds: int | None
    finished_at: datetime | None


class CorrectedStep(NamedTuple):
    """A step at an item whose key was corrected since; ``corrected`` is the newest version that did so."""

    key: AttemptKey
    behaviour: Behaviour
    item_id: int
    version: int
    corrected: int
    step: Step


def students(cohort_id: UUID) -> list[Student]:
    """Return the students of a class by name."""
    member, mark = CohortMemberRow, MarkOverrideRow
    columns = (member.name, AccountRow.email, LearnerRow.id, member.id, member.account_id)
    stmt = select(*columns, mark.assignment_id, mark.to_share)
    stmt = stmt.join(AccountRow, AccountRow.id == member.account_id)
    stmt = stmt.outerjoin(LearnerRow, LearnerRow.account_id == member.account_id)
    given = select(AssignmentRow.id).where(AssignmentRow.cohort_id == cohort_id)
    set_here = (mark.account_id == member.account_id) & mark.assignment_id.in_(given)
    stmt = stmt.outerjoin(mark, set_here).order_by(mark.number)
    stmt = stmt.where(member.cohort_id == cohort_id, member.role == CohortRole.STUDENT)
    found: dict[UUID, Student] = {}
    for name, email, learner_id, member_id, account_id, assignment_id, share in db.session.execute(stmt):
        student = found.setdefault(member_id, Student(name, email, learner_id, member_id, account_id, {}))
        student.marks.pop(assignment_id, None)
        if share is not None:  # the newest entry is the last, and one that was taken back leaves no mark
            student.marks[assignment_id] = share
    return sorted(found.values(), key=lambda one: (one.name.casefold(), one.email))


def taken(cohort_id: UUID) -> Iterator[tuple[int, list[Taken]]]:
    """Yield each student of a class who began something, and their attempts as they were handed in."""
    row, score = AttemptRow, AttemptScoreRow
    # All attempts of a student come as one text: to fetch a row for each takes several times as long.
    parts = (id_text(row.id), id_text(AssignmentRow.id), score.items, score.thirds, row.finished_at)
    text = reduce(add, (func.coalesce(cast(part, String), "") + "|" for part in parts))
    stmt = of_students(select(row.learner_id, func.aggregate_strings(text, "")), cohort_id).outerjoin(
        score, (score.learner_id == row.learner_id) & (score.attempt_id == row.id)
    )
    for learner_id, attempts in db.session.execute(stmt.group_by(row.learner_id)):
        fields = iter(attempts.split("|")[:-1])
        found = [_taken(*one) for one in zip(*[fields] * len(parts), strict=True)]
        if len({one.assignment_id for one in found}) < len(found):
            found.sort(key=lambda one: (one.finished_at or NEVER, one.attempt_id))
        yield learner_id, found


def _taken(attempt_id: str, assignment_id: str, items: str, thirds: str, finished_at: str) -> Taken:
    return Taken(
        attempt_id,
        assignment_id,
        int(items) if items else None,
        int(thirds) if thirds else None,
        moment_of(finished_at) if finished_at else None,
    )


def corrected_steps(cohort_id: UUID) -> Iterator[CorrectedStep]:
    """Yield the steps of students, oldest first, at items whose keys were corrected since."""
    attempt, item, step = AttemptRow, AttemptItemRow, ResponseRow
    version = corrected_version(item.item_id, item.item_version)
    key = (attempt.learner_id, id_text(attempt.id), attempt.behaviour)
    columns = (*key, item.item_id, item.item_version, version)
    stmt = select(*columns, item.position, step.kind, step.response, step.confidence).select_from(attempt)
    stmt = of_students(stmt, cohort_id)
    stmt = stmt.join(item, (item.learner_id == attempt.learner_id) & (item.attempt_id == attempt.id))
    stmt = stmt.join(
        step,
        (step.learner_id == item.learner_id)
        & (step.attempt_id == item.attempt_id)
        & (step.position == item.position),
    )
    stmt = stmt.where(attempt.finished_at.is_not(None), IS_CORRECTED).order_by(step.step)
    for row in db.session.execute(stmt):
        learner_id, attempt_id, behaviour, item_id, shown, corrected, position, kind, text, sure = row
        if corrected:
            yield CorrectedStep(
                key=AttemptKey(learner_id, attempt_id),
                behaviour=Behaviour(behaviour),
                item_id=item_id,
                version=shown,
                corrected=corrected,
                step=Step(
                    position=position, kind=StepKind(kind), response=load_response(text), confidence=sure
                ),
            )


IS_CORRECTED = exists().where(
    CorrectionRow.item_id == AttemptItemRow.item_id,
    CorrectionRow.to_version > AttemptItemRow.item_version,
)


def of_students(stmt: Select[*Columns], *cohort_ids: UUID) -> Select[*Columns]:
    """Return a statement about attempts, for those of the students that some classes have now."""
    member = CohortMemberRow
    stmt = stmt.join(AssignmentRow, AssignmentRow.id == AttemptRow.assignment_id)
    stmt = stmt.join(LearnerRow, LearnerRow.id == AttemptRow.learner_id)
    stmt = stmt.join(
        member,
        (member.account_id == LearnerRow.account_id) & (member.cohort_id == AssignmentRow.cohort_id),
    )
    return stmt.where(AssignmentRow.cohort_id.in_(cohort_ids), member.role == CohortRole.STUDENT)
