"""Everything accounts read."""

from collections.abc import Collection, Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from quizapp.core.people import Role
from quizapp.database import db
from quizapp.models import AccountRow, LoginSessionRow, RoleRow


class LoggedIn(NamedTuple):
    """An account, and the login by which it asks."""

    account: AccountRow
    login: LoginSessionRow


def find_logged_in(uniquifier: str, *, login_id: UUID) -> LoggedIn | None:
    """Return the active account of a login that was not ended."""
    stmt = select(AccountRow, LoginSessionRow).join(
        LoginSessionRow, LoginSessionRow.account_id == AccountRow.id
    )
    stmt = stmt.where(
        LoginSessionRow.id == login_id, AccountRow.fs_uniquifier == uniquifier, AccountRow.active
    )
    # Every page asks for the roles of whoever is logged in.
    row = db.session.execute(stmt.options(joinedload(AccountRow.roles))).unique().one_or_none()
    return LoggedIn(*row) if row else None


def logins_of(account_id: int) -> Sequence[LoginSessionRow]:
    """Return the logins of an account, the one that was used last first."""
    stmt = select(LoginSessionRow).filter_by(account_id=account_id)
    stmt = stmt.order_by(LoginSessionRow.last_seen_at.desc(), LoginSessionRow.created_at.desc())
    return db.session.scalars(stmt).all()


def find_account(email: str) -> AccountRow | None:
    """Return the account of an address, however it is written."""
    return db.session.scalars(select(AccountRow).filter_by(email=email.strip().lower())).one_or_none()


def find_account_by_id(account_id: int) -> AccountRow | None:
    """Return the account of a number, if there is one."""
    return db.session.get(AccountRow, account_id)


def lock_admins() -> Sequence[int]:
    """Return the active accounts with the role of an admin, and let nobody else change them meanwhile."""
    admin = AccountRow.roles.any(RoleRow.name == Role.ADMIN)
    stmt = select(AccountRow.id).where(admin, AccountRow.active).order_by(AccountRow.id)
    db.session.execute(stmt.with_for_update())
    # Asked again: whoever was waited for may have changed roles, which the locked rows do not show.
    return db.session.scalars(stmt).all()


def roles(names: Collection[Role]) -> Sequence[RoleRow]:
    """Return the rows of some roles."""
    return db.session.scalars(select(RoleRow).where(RoleRow.name.in_(names))).all()


def role_names() -> dict[int, str]:
    """Return the names of all roles, by id."""
    return {row.id: row.name for row in db.session.execute(select(RoleRow.id, RoleRow.name))}
