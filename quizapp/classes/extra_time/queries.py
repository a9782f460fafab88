"""What time students in a class were given. Whether who asks may see it is for the caller to know."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import aliased

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


def newest_share(trail: list[Entry]) -> int | None:
    """Return how much time somebody has by what they were given, in percent of a limit; None: any time."""
    return trail[0].row.share if trail else AS_SET


def share_of(cohort_id: UUID, *, account_id: int) -> int | None:
    """Return how much time somebody has in a class, in percent of a time limit; None: any time."""
    row, member = ExtraTimeRow, CohortMemberRow
    stmt = select(row.share).join(member, member.id == row.member_id)
    stmt = stmt.where(member.cohort_id == cohort_id, member.account_id == account_id)
    found = db.session.execute(stmt.order_by(row.number.desc()).limit(1)).one_or_none()
    return found[0] if found else AS_SET
