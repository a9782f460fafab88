"""What reports read of the quizzes of classes, of which it is known that who asks is of their staff."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import add
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, String, cast, func, select
from sqlalchemy.orm import InstrumentedAttribute

from quizapp.classes.grades.queries import AttemptKey, of_students
from quizapp.core.behaviour import AnswerState, Step, StepKind, replay
from quizapp.core.items import Response
from quizapp.database import db, id_text
from quizapp.formats.quiz_json import load_response
from quizapp.models import AssignmentRow, AttemptItemRow, AttemptRow, ResponseRow

HERE = 1
"""The position of steps that are looked at by themselves."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Place:
    """An item version at its place in an attempt, and what was done there, oldest first.

    ``day`` is the study day of the student on which the last of it was done; None where nothing was. A class
    does the same again and again: one object stands for all places at which the same was done, so that what
    follows from it is reckoned once.
    """

    item_id: int
    version: int
    steps: tuple[Step, ...]
    day: int | None

    @cached_property
    def first(self) -> Response:
        """The first answer: what was known before anything was told; an empty one if there is none."""
        return replay(self.steps).get(HERE, AnswerState()).first.response


class HandedIn(NamedTuple):
    """An attempt at a quiz of a class that was handed in, and its places in their order."""

    cohort_id: UUID
    assignment_id: UUID
    key: AttemptKey
    places: tuple[Place, ...]


def handed_in(
    cohort_ids: Collection[UUID], *, assignment_id: UUID | None = None, item_id: int | None = None
) -> list[HandedIn]:
    """Return what the students of some classes handed in, oldest first; one read.

    With ``assignment_id``, of that quiz only; with ``item_id``, of quizzes in which somebody met that item.
    """
    attempt = AttemptRow
    columns = (AssignmentRow.cohort_id, AssignmentRow.id, attempt.learner_id, id_text(attempt.id))
    stmt = of_students(select(*columns, ITEMS, STEPS).select_from(attempt), *cohort_ids)
    stmt = stmt.where(attempt.finished_at.is_not(None)).order_by(attempt.finished_at, attempt.id)
    if assignment_id is not None:
        stmt = stmt.where(attempt.assignment_id == assignment_id)
    if item_id is not None:
        stmt = stmt.where(attempt.assignment_id.in_(_asking(item_id)))
    known: dict[str, Place] = {}
    return [
        HandedIn(cohort_id, quiz_id, AttemptKey(learner_id, attempt_id), _places(items or "", steps, known))
        for cohort_id, quiz_id, learner_id, attempt_id, items, steps in db.session.execute(stmt)
    ]


def first_attempts(taken: Iterable[HandedIn]) -> list[HandedIn]:
    """Return of what was handed in, oldest first, the first attempt of each student at each quiz."""
    first: dict[tuple[UUID, int], HandedIn] = {}
    for one in taken:
        first.setdefault((one.assignment_id, one.key.learner_id), one)
    return list(first.values())


def places_of(taken: Iterable[HandedIn]) -> set[Place]:
    """Return the places of some attempts, each once."""
    return set[Place]().union(*(one.places for one in taken))


# The items and the steps of an attempt come as one text each: to fetch and to look at each row of them takes
# several times as long. What is stored as JSON holds no sign that parts them.
BETWEEN = "\x1e"
LEAST = 10**6
DIGITS = len(str(LEAST))


def _sortable(number: InstrumentedAttribute[int]) -> ColumnElement[str]:
    """Return a number below nine millions as text of always the same length."""
    return cast(number + LEAST, String)


def _of_attempt(
    row: type[AttemptItemRow | ResponseRow], *parts: SQLColumnExpression[str]
) -> ColumnElement[str | None]:
    """Return the rows of an attempt as one text."""
    stmt = select(func.aggregate_strings(reduce(add, parts), BETWEEN))
    mine = (row.learner_id == AttemptRow.learner_id, row.attempt_id == AttemptRow.id)
    return stmt.where(*mine).correlate(AttemptRow).scalar_subquery()


ITEMS = _of_attempt(
    AttemptItemRow,
    _sortable(AttemptItemRow.position),
    cast(AttemptItemRow.item_id, String) + " ",
    cast(AttemptItemRow.item_version, String),
)
STEPS = _of_attempt(
    ResponseRow,
    _sortable(ResponseRow.position),
    _sortable(ResponseRow.step),
    cast(ResponseRow.study_day, String) + " ",
    ResponseRow.kind + " ",
    ResponseRow.response,
)


def _asking(item_id: int) -> Select[Any]:
    """Return a statement for the assignments in which somebody met an item."""
    item = AttemptItemRow
    stmt = select(AttemptRow.assignment_id).join(
        item, (item.learner_id == AttemptRow.learner_id) & (item.attempt_id == AttemptRow.id)
    )
    return stmt.where(item.item_id == item_id, AttemptRow.assignment_id.is_not(None))


def _places(items: str, steps: str | None, known: dict[str, Place]) -> tuple[Place, ...]:
    done: dict[str, str] = {}
    for step in sorted(steps.split(BETWEEN)) if steps else ():
        position = step[:DIGITS]
        done[position] = done.get(position, "") + BETWEEN + step[2 * DIGITS :]
    found = []
    for item in sorted(items.split(BETWEEN)) if items else ():
        text = item[DIGITS:] + done.get(item[:DIGITS], "")
        found.append(known.get(text) or known.setdefault(text, _place(text)))
    return tuple(found)


def _place(text: str) -> Place:
    item, *steps = text.split(BETWEEN)
    item_id, version = item.split(" ")
    done = [step.split(" ", 2) for step in steps]
    return Place(
        item_id=int(item_id),
        version=int(version),
        steps=tuple(
            Step(position=HERE, kind=StepKind(kind), response=load_response(response))
            for _, kind, response in done
        ),
        day=int(done[-1][0]) if done else None,
    )
