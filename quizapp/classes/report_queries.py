"""What reports read of the quizzes of classes, of which it is known that who asks is of their staff."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from quizapp.classes.grade_queries import AttemptKey, of_students
from quizapp.core.behaviour import Step, StepKind
from quizapp.database import db, id_text
from quizapp.formats.quiz_json import load_response
from quizapp.models import AssignmentRow, AttemptItemRow, AttemptRow, ResponseRow


@dataclass(frozen=True, kw_only=True)
class Shown:
    """An item version at its place in an attempt at a quiz of a class, and what was done there, oldest first.

    ``day`` is the study day of the student on which the last of it was done; None where nothing was.
    """

    cohort_id: UUID
    assignment_id: UUID
    key: AttemptKey
    position: int
    item_id: int
    version: int
    steps: tuple[Step, ...]
    day: int | None


def handed_in(assignment_id: UUID, *, cohort_id: UUID) -> Sequence[Shown]:
    """Return what the students of a class met in the first attempt of each that was handed in; one read."""
    return first_attempts(_shown(_handed_in([cohort_id]).where(AttemptRow.assignment_id == assignment_id)))


def first_attempts(met: Iterable[Shown]) -> list[Shown]:
    """Return of what was met, oldest first, what each student met in their first attempt at each quiz."""
    first: dict[tuple[UUID, int], str] = {}
    return [
        one
        for one in met
        if first.setdefault((one.assignment_id, one.key.learner_id), one.key.attempt_id) == one.key.attempt_id
    ]


def met(cohort_ids: Collection[UUID], *, item_id: int | None = None) -> Sequence[Shown]:
    """Return what the students of some classes met in attempts that were handed in, oldest first; one read.

    With ``item_id``, only of quizzes in which somebody met that item.
    """
    stmt = _handed_in(cohort_ids)
    if item_id is not None:
        of_item = select(AttemptRow.assignment_id).join(
            AttemptItemRow,
            (AttemptItemRow.learner_id == AttemptRow.learner_id)
            & (AttemptItemRow.attempt_id == AttemptRow.id),
        )
        of_item = of_item.where(AttemptItemRow.item_id == item_id, AttemptRow.assignment_id.is_not(None))
        stmt = stmt.where(AttemptRow.assignment_id.in_(of_item))
    return _shown(stmt)


def _handed_in(cohort_ids: Collection[UUID]) -> Select[*tuple[Any, ...]]:
    attempt, item, step = AttemptRow, AttemptItemRow, ResponseRow
    columns = (
        *(AssignmentRow.cohort_id, AssignmentRow.id, attempt.learner_id, id_text(attempt.id)),
        *(item.position, item.item_id, item.item_version, step.kind, step.response, step.study_day),
    )
    stmt = of_students(select(*columns).select_from(attempt), *cohort_ids)
    stmt = stmt.join(item, (item.learner_id == attempt.learner_id) & (item.attempt_id == attempt.id))
    stmt = stmt.outerjoin(
        step,
        (step.learner_id == item.learner_id)
        & (step.attempt_id == item.attempt_id)
        & (step.position == item.position),
    )
    stmt = stmt.where(attempt.finished_at.is_not(None))
    return stmt.order_by(attempt.finished_at, attempt.id, item.position, step.step)


def _shown(stmt: Select[*tuple[Any, ...]]) -> list[Shown]:
    places: dict[tuple[Any, ...], list[tuple[Step, int]]] = {}
    # A class gives the same answers again and again: each is read from its text once.
    steps: dict[tuple[int, str, str], Step] = {}
    for *place, kind, text, day in db.session.execute(stmt):
        done = places.setdefault(tuple(place), [])
        if kind is not None:
            key = (place[4], kind, text)
            if key not in steps:
                steps[key] = Step(position=place[4], kind=StepKind(kind), response=load_response(text))
            done.append((steps[key], day))
    return [
        Shown(
            cohort_id=cohort_id,
            assignment_id=assignment_id,
            key=AttemptKey(learner_id, attempt_id),
            position=position,
            item_id=item_id,
            version=version,
            steps=tuple(step for step, _ in done),
            day=done[-1][1] if done else None,
        )
        for (
            cohort_id,
            assignment_id,
            learner_id,
            attempt_id,
            position,
            item_id,
            version,
        ), done in places.items()
    ]
