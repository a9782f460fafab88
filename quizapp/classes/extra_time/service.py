"""Giving a student time in quizzes of a class that have a time limit."""

from datetime import datetime
from uuid import UUID

from quizapp.classes import queries
from quizapp.classes.extra_time import queries as time_queries
from quizapp.core.errors import EditedElsewhereError
from quizapp.database import committed, db
from quizapp.models import ExtraTimeRow


def give(member_id: UUID, share: int | None, *, cohort_id: UUID, seen: int, by: int, now: datetime) -> None:
    """Give somebody time, in percent of each time limit; None: none holds for them.

    ``seen`` is how many entries there were for whoever does it. The same sent twice is one entry, and what
    somebody has already is none.

    :raises EditedElsewhereError: somebody else gave them time since, or they are in the class no more.
    """
    member = queries.find_row(member_id, cohort_id=cohort_id)
    if member is None:
        raise EditedElsewhereError
    entries = time_queries.trail(member_id)
    if time_queries.newest_share(entries) == share:
        return
    if len(entries) != seen:
        raise EditedElsewhereError
    db.session.add(
        ExtraTimeRow(
            member_id=member_id,
            number=seen + 1,
            account_id=member.account_id,
            by_account_id=by,
            share=share,
            given_at=now,
        )
    )
    if not committed():  # the same number was given meanwhile, or they were taken out
        entries = time_queries.trail(member_id)
        if not entries or time_queries.newest_share(entries) != share:
            raise EditedElsewhereError
