"""What a report reads of a quiz of a class, of which it is known that who asks is of its staff."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from quizapp.classes.grade_queries import AttemptKey, of_students
from quizapp.core.behaviour import Step, StepKind
from quizapp.database import db
from quizapp.formats.quiz_json import load_response
from quizapp.models import AttemptItemRow, AttemptRow, ResponseRow


@dataclass(frozen=True, kw_only=True)
class Shown:
    """An item version at its place in an attempt, and what was done there, oldest first."""

    key: AttemptKey
    position: int
    item_id: int
    version: int
    steps: tuple[Step, ...]


def handed_in(assignment_id: UUID, *, cohort_id: UUID) -> Sequence[Shown]:
    """Return what the students of a class met in the first attempt of each that was handed in; one read."""
    attempt, item, step = AttemptRow, AttemptItemRow, ResponseRow
    columns = (attempt.learner_id, attempt.id, item.position, item.item_id, item.item_version)
    stmt = of_students(select(*columns, step.kind, step.response).select_from(attempt), cohort_id)
    stmt = stmt.join(item, (item.learner_id == attempt.learner_id) & (item.attempt_id == attempt.id))
    stmt = stmt.outerjoin(
        step,
        (step.learner_id == item.learner_id)
        & (step.attempt_id == item.attempt_id)
        & (step.position == item.position),
    )
    stmt = stmt.where(attempt.assignment_id == assignment_id, attempt.finished_at.is_not(None))
    stmt = stmt.order_by(attempt.finished_at, attempt.id, item.position, step.step)
    first: dict[int, UUID] = {}
    steps: dict[tuple[AttemptKey, int, int, int], list[Step]] = {}
    for learner_id, attempt_id, position, item_id, version, kind, text in db.session.execute(stmt):
        if first.setdefault(learner_id, attempt_id) != attempt_id:
            continue
        done = steps.setdefault((AttemptKey(learner_id, attempt_id), position, item_id, version), [])
        if kind is not None:
            done.append(Step(position=position, kind=StepKind(kind), response=load_response(text)))
    return [
        Shown(key=key, position=position, item_id=item_id, version=version, steps=tuple(done))
        for (key, position, item_id, version), done in steps.items()
    ]
