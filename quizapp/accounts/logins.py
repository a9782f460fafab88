"""The list of an account's logins, so that each can be seen and ended."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete

from quizapp.accounts.devices import device
from quizapp.database import db, reading
from quizapp.models import LoginSessionRow

NOTED_EVERY = timedelta(days=1)
"""How exactly it is known when a login was used last."""


def begin(account_id: int, *, login_id: UUID, user_agent: str, now: datetime) -> None:
    """Put a login on the list; the caller commits."""
    db.session.add(
        LoginSessionRow(
            id=login_id, account_id=account_id, device=device(user_agent), created_at=now, last_seen_at=now
        )
    )


def note(login: LoginSessionRow, *, now: datetime) -> None:
    """Remember that a login is used, in a request that stores something anyway; the caller commits."""
    if not reading.get() and now - login.last_seen_at >= NOTED_EVERY:
        login.last_seen_at = now


def forget_all(account_id: int) -> None:
    """Take every login of an account off the list; the caller commits."""
    db.session.execute(delete(LoginSessionRow).filter_by(account_id=account_id))


def end(login_id: UUID, *, account_id: int) -> bool:
    """End one login of an account; tell whether there was one."""
    stmt = delete(LoginSessionRow).filter_by(id=login_id, account_id=account_id)
    ended = db.session.execute(stmt, execution_options={"preserve_rowcount": True})
    db.session.commit()
    return bool(ended.rowcount)  # type: ignore[attr-defined]


def end_others(account_id: int, *, but: UUID) -> None:
    """End every login of an account but one."""
    stmt = delete(LoginSessionRow).where(LoginSessionRow.account_id == account_id, LoginSessionRow.id != but)
    db.session.execute(stmt)
    db.session.commit()
