"""Storing learners: guests that a cookie names, and those that belong to an account."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from quizapp.core.errors import DataGoneError
from quizapp.database import committed, db, reading
from quizapp.models import LearnerRow
from quizapp.web import queries

NOTED_EVERY = timedelta(days=1)
"""How exactly it is known when a learner was active last."""


def begin(public_id: UUID, *, time_zone: str, text_size: str, now: datetime) -> LearnerRow:
    """Store a guest; two requests at once make one guest."""
    _store(
        LearnerRow(
            public_id=public_id,
            time_zone=time_zone,
            text_size=text_size,
            created_at=now,
            last_active_at=now,
        )
    )
    return _there(queries.find_guest(public_id))


def begin_for(
    account_id: int, *, simulated: bool, time_zone: str, text_size: str, now: datetime
) -> LearnerRow:
    """Store the learner of an account; two requests at once make one.

    :raises DataGoneError: the account was deleted meanwhile.
    """
    _store(
        LearnerRow(
            public_id=uuid4(),
            account_id=account_id,
            simulated=simulated,
            time_zone=time_zone,
            text_size=text_size,
            created_at=now,
            last_active_at=now,
        )
    )
    return _there(queries.find_learner_of(account_id))


def note_activity(learner: LearnerRow, *, now: datetime) -> None:
    """Remember that the learner is active, in a request that stores something anyway."""
    if not reading.get() and now - learner.last_active_at >= NOTED_EVERY:
        learner.last_active_at = now


def choose_text_size(learner: LearnerRow, size: str) -> None:
    """Keep how large a learner wants the type to be."""
    learner.text_size = size
    db.session.commit()


def _store(learner: LearnerRow) -> None:
    db.session.add(learner)
    committed()  # if not, the other request was first


def _there(learner: LearnerRow | None) -> LearnerRow:
    if learner is None:
        raise DataGoneError
    return learner
