"""How much time a student has in quizzes of a class that have a time limit: what is read, and giving it."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased

from quizapp.classes import queries
from quizapp.core.errors import EditedElsewhereError
from quizapp.core.time_limits import AS_SET
from quizapp.database import db
from quizapp.models import CohortMemberRow, ExtraTimeRow


class Entry(NamedTuple):
    """Somebody was given time; ``by`` is how whoever did it is called in the class while in it."""

    row: ExtraTimeRow
    by: str | None


def trail(member_id: UUID) -> list[Entry]:
    """Return what time somebody in a class was given, newest first."""
    row, member, giver = ExtraTimeRow, CohortMemberRow, aliased(CohortMemberRow)
    stmt = select(row, giver.name).join(member, member.id == row.member_id)
    stmt = stmt.outerjoin(
        giver, (giver.cohort_id == member.cohort_id) & (giver.account_id == row.by_account_id)
    )
    found = db.session.execute(stmt.where(row.member_id == member_id).order_by(row.number.desc()))
    return [Entry(*one) for one in found]


def share_of(cohort_id: UUID, *, account_id: int) -> int | None:
    """Return how much time somebody was given, in percent of a time limit; None: there is none for them."""
    row, member = ExtraTimeRow, CohortMemberRow
    stmt = select(row.share).join(member, member.id == row.member_id)
    stmt = stmt.where(member.cohort_id == cohort_id, member.account_id == account_id)
    found = db.session.execute(stmt.order_by(row.number.desc()).limit(1)).one_or_none()
    return found[0] if found else AS_SET


def give(member_id: UUID, share: int | None, *, cohort_id: UUID, seen: int, by: int, now: datetime) -> None:
    """Give somebody time, in percent of each time limit; None: none holds for them.

    ``seen`` is how many entries there were for whoever does it. The same sent twice is one entry, and what
    somebody has already is none.

    :raises EditedElsewhereError: somebody else gave them time since, or they are in the class no more.
    """
    member = queries.find_row(member_id, cohort_id=cohort_id)
    if member is None:
        raise EditedElsewhereError
    entries = trail(member_id)
    if (entries[0].row.share if entries else AS_SET) == share:
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
    try:
        db.session.commit()
    except IntegrityError as error:
        db.session.rollback()
        if share_of(cohort_id, account_id=member.account_id) != share:
            raise EditedElsewhereError from error
