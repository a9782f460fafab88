"""What is read about marks that were set by hand. Whose they are, is part of every question."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select

from quizapp.database import db
from quizapp.models import AssignmentRow, CohortMemberRow, MarkOverrideRow


class Entry(NamedTuple):
    """A mark was set, or taken back; ``by`` is how whoever did it is called in the class while in it."""

    row: MarkOverrideRow
    by: str | None


def trail(assignment_id: UUID, *, account_id: int) -> list[Entry]:
    """Return what was done by hand to somebody's mark for an assignment, newest first."""
    row, member = MarkOverrideRow, CohortMemberRow
    stmt = select(row, member.name).join(AssignmentRow, AssignmentRow.id == row.assignment_id)
    stmt = stmt.outerjoin(
        member, (member.cohort_id == AssignmentRow.cohort_id) & (member.account_id == row.by_account_id)
    )
    stmt = stmt.where(row.assignment_id == assignment_id, row.account_id == account_id)
    return [Entry(*found) for found in db.session.execute(stmt.order_by(row.number.desc()))]
