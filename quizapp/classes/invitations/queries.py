"""What is read about invitations of single people."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import CursorResult, delete, func, select

from quizapp.classes.queries import IS_OPEN
from quizapp.database import db
from quizapp.models import AccountRow, CohortInvitationRow, CohortMemberRow, CohortRow


class Personal(NamedTuple):
    """A class, and the invitation of one person that leads to it."""

    cohort: CohortRow
    row: CohortInvitationRow


def find(secret: str, *, after: datetime) -> Personal | None:
    """Return where the link of a personal invitation leads that was made after a moment."""
    row = CohortInvitationRow
    stmt = select(CohortRow, row).join(row, row.cohort_id == CohortRow.id)
    found = db.session.execute(stmt.where(row.secret == secret, row.created_at > after)).one_or_none()
    return Personal(*found) if found else None


def cohort_of(secret: str) -> UUID | None:
    """Return the class that an invitation leads to."""
    return db.session.scalar(select(CohortInvitationRow.cohort_id).filter_by(secret=secret))


def hold(secret: str) -> CohortInvitationRow | None:
    """Return an invitation of a class that goes on; nobody else uses it until the transaction ends."""
    row = CohortInvitationRow
    stmt = select(row).join(CohortRow, CohortRow.id == row.cohort_id).where(row.secret == secret, IS_OPEN)
    stmt = stmt.with_for_update(of=row)
    return db.session.scalars(stmt, execution_options={"populate_existing": True}).one_or_none()


def waiting(cohort_id: UUID, *, after: datetime) -> Sequence[CohortInvitationRow]:
    """Return the invitations of a class, made after a moment, that nobody has used, by address."""
    row = CohortInvitationRow
    stmt = select(row).where(row.cohort_id == cohort_id, row.used_at.is_(None), row.created_at > after)
    return db.session.scalars(stmt.order_by(row.address)).all()


def addresses_in(cohort_id: UUID) -> set[str]:
    """Return the addresses of those who are in a class."""
    members = select(AccountRow.email).join(CohortMemberRow, CohortMemberRow.account_id == AccountRow.id)
    members = members.where(CohortMemberRow.cohort_id == cohort_id)
    return {email.casefold() for email in db.session.scalars(members)}


def find_waiting(invitation_id: UUID, *, cohort_id: UUID) -> CohortInvitationRow | None:
    """Return an invitation of a class that nobody has used."""
    row = CohortInvitationRow
    stmt = select(row).where(row.id == invitation_id, row.cohort_id == cohort_id, row.used_at.is_(None))
    return db.session.scalars(stmt).one_or_none()


def forget(*, before: datetime) -> int:
    """Delete the invitations that were made before a moment, and empty classes; return how many."""
    old = delete(CohortInvitationRow).where(CohortInvitationRow.created_at <= before)
    someone = select(CohortMemberRow.id).where(CohortMemberRow.cohort_id == CohortRow.id).exists()
    empty = delete(CohortRow).where(~someone, CohortRow.created_at <= before)
    return sum(_deleted(db.session.execute(stmt)) for stmt in (old, empty))


def forget_of(cohort_id: UUID, *, account_id: int) -> None:
    """Delete the unused invitations to a class that were made out to the address of an account."""
    row = CohortInvitationRow
    address = select(func.lower(AccountRow.email)).where(AccountRow.id == account_id).scalar_subquery()
    of_theirs = (row.cohort_id == cohort_id, row.used_at.is_(None), row.address == address)
    db.session.execute(delete(row).where(*of_theirs), execution_options={"synchronize_session": False})


def forget_all(cohort_id: UUID) -> None:
    """Delete the invitations of a class."""
    db.session.execute(delete(CohortInvitationRow).where(CohortInvitationRow.cohort_id == cohort_id))


def _deleted(result: object) -> int:
    return result.rowcount if isinstance(result, CursorResult) else 0
