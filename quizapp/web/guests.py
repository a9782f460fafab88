"""Guests: learners that a cookie names."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from quizapp.database import db
from quizapp.models import LearnerRow
from quizapp.web import queries


def begin(public_id: UUID, *, time_zone: str, now: datetime) -> LearnerRow:
    """Store a guest; two requests at once make one guest."""
    db.session.add(LearnerRow(public_id=public_id, time_zone=time_zone, created_at=now))
    try:
        db.session.commit()
    except IntegrityError:  # the other request was first
        db.session.rollback()
    learner = queries.find_learner(public_id)
    if learner is None:
        raise LookupError("the guest vanished between two statements")
    return learner
