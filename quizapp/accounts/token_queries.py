"""Everything that is read and written about tokens. Whose token it is, is part of every question."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, select

from quizapp.database import db
from quizapp.models import AccountRow, ApiTokenRow


@dataclass(frozen=True, kw_only=True)
class SignIn:
    """What an account is signed in with; ``totp_secret`` only where a second step is on."""

    account: AccountRow
    password: str | None
    confirmed: bool
    totp_secret: str | None


def find_sign_in(email: str, *, lock: bool = False) -> SignIn | None:
    """Return what the active account of an address is signed in with; locked, it stays so until a commit."""
    stmt = select(AccountRow).where(func.lower(AccountRow.email) == email.strip().lower(), AccountRow.active)
    if lock:
        stmt = stmt.with_for_update()
    account = db.session.scalars(stmt).one_or_none()
    if account is None:
        return None
    return SignIn(
        account=account,
        password=account.password,
        confirmed=account.confirmed_at is not None,
        totp_secret=account.tf_totp_secret if account.tf_primary_method else None,
    )


def tokens(account_id: int, *, now: datetime) -> Sequence[ApiTokenRow]:
    """Return the account's tokens that are still valid, newest first."""
    stmt = select(ApiTokenRow).where(ApiTokenRow.account_id == account_id, ApiTokenRow.expires_at > now)
    return db.session.scalars(stmt.order_by(ApiTokenRow.created_at.desc(), ApiTokenRow.id)).all()


def find_token(token_id: UUID, *, account_id: int) -> ApiTokenRow | None:
    """Return the token if it exists and belongs to the account."""
    return db.session.scalars(select(ApiTokenRow).filter_by(id=token_id, account_id=account_id)).one_or_none()


def forget_expired(account_id: int, *, now: datetime) -> None:
    """Delete the account's tokens that are not valid any more."""
    stmt = delete(ApiTokenRow).where(ApiTokenRow.account_id == account_id, ApiTokenRow.expires_at <= now)
    db.session.execute(stmt, execution_options={"synchronize_session": False})


def forget_all(account_id: int) -> None:
    """Delete every token of an account."""
    stmt = delete(ApiTokenRow).where(ApiTokenRow.account_id == account_id)
    db.session.execute(stmt, execution_options={"synchronize_session": False})


def count_tokens(account_id: int) -> int:
    """Return how many tokens an account has."""
    stmt = select(func.count()).select_from(ApiTokenRow).filter_by(account_id=account_id)
    return db.session.scalars(stmt).one()
