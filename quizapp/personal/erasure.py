"""Everything of a person gone, in one transaction, and guests who stayed away long enough."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from quizapp.database import db, wipe_deleted
from quizapp.personal import queries
from quizapp.web.guests import NOTED_EVERY
from quizapp.web.privacy import Owner, Person, PersonalTable

IDLE_DAYS = 30
"""For how many days a guest may stay away."""

GUESTS_AT_ONCE = 50
"""How many guests go in one transaction, so that nobody waits long to write."""


def erase(person: Person, tables: Sequence[PersonalTable]) -> None:
    """Delete everything of a person, at once or not at all."""
    ids = {owner: [id_] for owner in Owner if (id_ := person.id_as(owner)) is not None}
    queries.delete_rows(tables, ids)
    db.session.commit()
    wipe_deleted(db.engine)


def purge(tables: Sequence[PersonalTable], *, now: datetime) -> int:
    """Delete the guests who stayed away for more than thirty days, a few at a time; return how many went."""
    # When a guest was active is known to a day, and in doubt they stay.
    before = now - timedelta(days=IDLE_DAYS) - NOTED_EVERY
    gone = 0
    while guests := queries.idle_guests(before=before, most=GUESTS_AT_ONCE):
        queries.delete_rows(tables, {Owner.LEARNER: guests})
        db.session.commit()
        gone += len(guests)
    db.session.rollback()
    wipe_deleted(db.engine)
    return gone
