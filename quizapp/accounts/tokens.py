"""Making and revoking tokens: one function, one use case, one commit."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias
from uuid import UUID

from quizapp.accounts import token_queries
from quizapp.core.errors import IdInUseError, TooManyTokensError
from quizapp.core.people import Scope
from quizapp.database import committed, db
from quizapp.models import ApiTokenRow
from quizapp.web.tokens import digest

MOST_TOKENS = 50
USUAL_DAYS, MOST_DAYS = 90, 366
LONGEST_NAME = 80

StoredToken: TypeAlias = ApiTokenRow
"""A token as views hand it on, without looking into it."""


@dataclass(frozen=True, kw_only=True)
class NewToken:
    """A token to be made: what it is for, what it allows, and how long."""

    id: UUID
    name: str
    scopes: Collection[Scope]
    days: int


def make(account_id: int, wish: NewToken, *, secret: str, now: datetime) -> ApiTokenRow:
    """Store a token; of ``secret`` only a fingerprint is kept.

    :raises TooManyTokensError: the account has as many as it may have.
    :raises IdInUseError: there is a token of this id.
    """
    token_queries.forget_expired(account_id, now=now)
    if token_queries.count_tokens(account_id) >= MOST_TOKENS:
        raise TooManyTokensError
    token = ApiTokenRow(
        id=wish.id,
        account_id=account_id,
        name=wish.name,
        digest=digest(secret),
        scopes=" ".join(scope for scope in Scope if scope in wish.scopes),
        created_at=now,
        expires_at=now + timedelta(days=wish.days),
    )
    db.session.add(token)
    if not committed():
        raise IdInUseError
    return token


def revoke(token: ApiTokenRow) -> None:
    """End a token at once."""
    db.session.delete(token)
    db.session.commit()
