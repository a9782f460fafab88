"""Answers to items whose keys were corrected since. Whose they are, is part of every question."""

from collections.abc import Collection
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Exists, exists, select

from quizapp.banks.correction_queries import corrected_version
from quizapp.core.behaviour import Step, StepKind
from quizapp.database import db
from quizapp.formats.quiz_json import load_response
from quizapp.models import AttemptItemRow, AttemptRow, CorrectionRow, ResponseRow

HOLDS_CORRECTED: Exists = exists().where(
    AttemptItemRow.learner_id == AttemptRow.learner_id,
    AttemptItemRow.attempt_id == AttemptRow.id,
    CorrectionRow.item_id == AttemptItemRow.item_id,
    CorrectionRow.to_version > AttemptItemRow.item_version,
)
"""Whether an attempt holds an item whose key was corrected since; as part of a statement about attempts."""


class CorrectedPlace(NamedTuple):
    """An item at its place in an attempt, in the version shown and in the newest that corrected its key."""

    attempt_id: UUID
    position: int
    item_id: int
    version: int
    corrected: int


def corrected_places(attempt_ids: Collection[UUID], *, learner_id: int) -> list[CorrectedPlace]:
    """Return the items in some attempts of a learner whose keys were corrected since."""
    row = AttemptItemRow
    corrected = corrected_version(row.item_id, row.item_version)
    stmt = select(row.attempt_id, row.position, row.item_id, row.item_version, corrected).where(
        row.learner_id == learner_id, row.attempt_id.in_(attempt_ids)
    )
    return [
        CorrectedPlace(attempt_id, position, item_id, version, number)
        for attempt_id, position, item_id, version, number in db.session.execute(stmt)
        if number is not None
    ]


def steps(attempt_ids: Collection[UUID], *, learner_id: int) -> dict[UUID, list[Step]]:
    """Return the steps of some attempts of a learner, oldest first."""
    row = ResponseRow
    stmt = select(row.attempt_id, row.position, row.kind, row.response).where(
        row.learner_id == learner_id, row.attempt_id.in_(attempt_ids)
    )
    found: dict[UUID, list[Step]] = {attempt_id: [] for attempt_id in attempt_ids}
    for attempt_id, position, kind, text in db.session.execute(stmt.order_by(row.attempt_id, row.step)):
        found[attempt_id].append(Step(position=position, kind=StepKind(kind), response=load_response(text)))
    return found
