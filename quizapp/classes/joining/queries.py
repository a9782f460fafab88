"""What is read and forgotten about people whom an educator took out of a class."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, func, select

from quizapp.database import db
from quizapp.models import AccountRow, CohortRemovalRow


def keeps_out(cohort_id: UUID, *, account_id: int, invited: str | None = None) -> bool:
    """Tell whether somebody was taken out of a class, not let in again, and has no invitation of their own.

    ``invited`` is the address that the invitation which they bring was made out to. One to their own address
    was made since: those from before went when they were taken out.
    """
    row = CohortRemovalRow
    stmt = select(row.account_id).join(AccountRow, AccountRow.id == row.account_id)
    stmt = stmt.where(row.cohort_id == cohort_id, row.account_id == account_id)
    if invited:
        stmt = stmt.where(func.lower(AccountRow.email) != invited)
    return db.session.scalar(stmt) is not None


def removed(cohort_id: UUID) -> Sequence[CohortRemovalRow]:
    """Return who was taken out of a class, of those whose names are remembered, whoever was last first."""
    row = CohortRemovalRow
    stmt = select(row).where(row.cohort_id == cohort_id, row.member_id.is_not(None))
    return db.session.scalars(stmt.order_by(row.removed_at.desc(), row.account_id)).all()


def let_in(cohort_id: UUID, *, member_id: UUID) -> None:
    """Forget that the member who had an id was taken out of a class, if anybody was."""
    row = CohortRemovalRow
    db.session.execute(delete(row).where(row.cohort_id == cohort_id, row.member_id == member_id))


def forget(cohort_id: UUID, *, account_id: int) -> None:
    """Forget that somebody was taken out of a class: they were invited again."""
    row = CohortRemovalRow
    db.session.execute(delete(row).where(row.cohort_id == cohort_id, row.account_id == account_id))


def forget_all(cohort_id: UUID) -> None:
    """Forget who was taken out of a class that nobody joins any more."""
    db.session.execute(delete(CohortRemovalRow).where(CohortRemovalRow.cohort_id == cohort_id))
