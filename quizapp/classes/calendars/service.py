"""The secret address of a learner's calendar: giving one, another in its place, and none."""

from datetime import datetime

from quizapp.classes.calendars import queries as calendar_queries
from quizapp.database import committed, db
from quizapp.models import CalendarFeedRow


def give(account_id: int, *, replaced: str, secret: str, now: datetime) -> None:
    """Give an account the address ``secret`` in the place of ``replaced``, which is empty where it has none.

    Sent twice, it is given once.
    """
    row = calendar_queries.find(account_id)
    if (row.secret if row else "") != replaced:
        return
    if row:
        row.secret, row.created_at = secret, now
    else:
        db.session.add(CalendarFeedRow(account_id=account_id, secret=secret, created_at=now))
    committed()  # if not, it was asked for twice at once: one address is as good as the other


def stop(account_id: int) -> None:
    """Take the address of an account away; what reads it finds nothing from now on."""
    row = calendar_queries.find(account_id)
    if row:
        db.session.delete(row)
        db.session.commit()
