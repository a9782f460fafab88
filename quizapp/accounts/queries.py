"""Everything accounts read."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select

from quizapp.core.people import Role
from quizapp.database import db
from quizapp.models import AccountRow, LoginSessionRow, RoleRow


def find_logged_in(uniquifier: str, *, login_id: str) -> AccountRow | None:
    """Return the active account of a login that was not ended."""
    try:
        login = UUID(login_id)
    except ValueError:
        return None
    stmt = select(AccountRow).join(LoginSessionRow, LoginSessionRow.account_id == AccountRow.id)
    stmt = stmt.where(LoginSessionRow.id == login, AccountRow.fs_uniquifier == uniquifier, AccountRow.active)
    return db.session.scalars(stmt).one_or_none()


def roles(names: Collection[Role]) -> Sequence[RoleRow]:
    """Return the rows of some roles."""
    return db.session.scalars(select(RoleRow).where(RoleRow.name.in_(names))).all()


def role_names() -> dict[int, str]:
    """Return the names of all roles, by id."""
    return {row.id: row.name for row in db.session.execute(select(RoleRow.id, RoleRow.name))}
