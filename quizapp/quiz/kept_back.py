"""Which attempts keep back what is right, so that nothing else may tell it either."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, select
from sqlalchemy.orm import InstrumentedAttribute

from quizapp.core.review_options import Part, moment_of
from quizapp.database import db
from quizapp.formats.quiz_json import load_review
from quizapp.models import AssignmentRow, AttemptItemRow, AttemptRow


def attempts(learner_id: int, *, now: datetime) -> list[UUID]:
    """Return the attempts of a learner that do not show what is right at this moment."""
    row = AttemptRow
    stmt = select(row.id, row.finished_at, AssignmentRow.closes_at, AssignmentRow.review)
    stmt = stmt.join(AssignmentRow, AssignmentRow.id == row.assignment_id)
    stmt = stmt.where(row.learner_id == learner_id, AssignmentRow.review.is_not(None))
    return [
        id_
        for id_, finished_at, closes_at, review in db.session.execute(stmt)
        if Part.KEY not in load_review(review).at(moment_of(finished_at, closes_at, now=now))
    ]


def may_hold(item_id: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """Tell whether an item stands in an attempt of the learner that keeps something back at some time.

    A condition of a read that binds ``learner_id``, and that ``item_id`` is a column of.
    """
    place = AttemptItemRow
    return (
        select(place.item_id)
        .join(AttemptRow, (AttemptRow.learner_id == place.learner_id) & (AttemptRow.id == place.attempt_id))
        .join(AssignmentRow, AssignmentRow.id == AttemptRow.assignment_id)
        .where(
            place.learner_id == bindparam("learner_id"),
            place.item_id == item_id,
            AssignmentRow.review.is_not(None),
        )
        .correlate(item_id.class_)
        .exists()
    )
