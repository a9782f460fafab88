"""Attempts with a time limit: finding one as it stands now, giving it more time, and ending what is over."""

import logging
from datetime import datetime
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError

from quizapp.core.errors import AttemptFinishedError
from quizapp.database import db, is_away, writing
from quizapp.quiz import attempts, handing_in, queries
from quizapp.quiz.attempts import Attempt
from quizapp.quiz.queries import AttemptKey

log = logging.getLogger(__name__)

MOST_FOR_A_PAGE = 50
"""How many attempts are handed in at most before a page is shown; the worker takes the rest."""


def find(attempt_id: UUID, *, learner_id: int, now: datetime) -> Attempt | None:
    """Return an attempt of a learner as it stands ``now``, handed in if its time is over."""
    found = attempts.find(attempt_id, learner_id=learner_id, now=now)
    if found is None or not found.is_overdue(now):
        return found
    _end(AttemptKey(learner_id, attempt_id), now=now)
    return attempts.find(attempt_id, learner_id=learner_id, now=now)


def end_overdue(
    now: datetime, *, learner_id: int | None = None, cohort_id: UUID | None = None, most: int | None = None
) -> int:
    """Hand in what is overdue of a learner, in a class, or everywhere, and return how many that were.

    Each in a transaction of its own, so that nobody waits for anybody else; one that cannot be handed in is
    logged, and stops no other. ``most`` is how many are tried, None: all.
    """
    keys = queries.overdue(now, learner_id=learner_id, cohort_id=cohort_id, most=most)
    return sum(_try_to_end(key, now=now) for key in keys)


def extend(attempt: Attempt, share: int) -> bool:
    """Give an attempt so much time in all, in percent of its limit; never less than it has, at most tenfold.

    Return whether it has more than before; one without a limit stays without. ``attempt`` was found just now,
    and what was read of it before is out of date afterwards.

    :raises AttemptFinishedError: it was handed in, by its learner or because its time was over.
    """
    queries.lock_learner(attempt.row.learner_id)
    db.session.refresh(attempt.row)
    if attempt.is_finished:
        raise AttemptFinishedError
    if attempt.clock is None:
        return False
    before, after = attempt.clock.ends_at, attempt.clock.extended(share)
    attempt.row.ends_at = after
    db.session.commit()
    return after > before


def _try_to_end(key: AttemptKey, *, now: datetime) -> bool:
    """Hand in one of several if it is overdue still, and tell whether that was done.

    :raises SQLAlchemyError: the database is busy or away, so that it would be no better with the next.
    """
    try:
        return _end(key, now=now)
    except Exception as error:
        db.session.rollback()
        if isinstance(error, SQLAlchemyError) and is_away(error):
            raise
        # Not its learner: of them the log says nothing. By the attempt's id they are found in the database.
        log.exception(
            "an attempt whose time is over was not handed in", extra={"attempt": key.attempt_id.hex}
        )
        return False


def _end(key: AttemptKey, *, now: datetime) -> bool:
    """Hand in an attempt that was overdue when it was looked at, and tell whether it was so still."""
    with writing():
        learner = queries.lock_learner(key.learner_id)
        attempt = attempts.find(key.attempt_id, learner_id=key.learner_id, now=now)
        # Somebody else may have ended it, or its learner put its end off, since it was looked at. If it was
        # put off, whoever looked goes on with it, so nothing is committed and the learner stays locked.
        if not (learner and attempt and attempt.is_overdue(now)):
            return False
        handing_in.hand_in(learner, attempt, now=now)
        db.session.commit()
        return True
