"""The tokens with which programs act for an account: what one grants, and noting that it is used."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from quizapp.core.people import Scope
from quizapp.database import db, writing
from quizapp.models import AccountRow
from quizapp.web import queries

PREFIX = "netq_"
"""What every token begins with, so that whoever looks for leaked ones finds ours."""

NOTED_EVERY = timedelta(days=1)
"""How exactly it is known when a token was used last."""


@dataclass(frozen=True, kw_only=True)
class Grant:
    """What a token lets a program do, and for whom."""

    account: AccountRow
    scopes: frozenset[Scope]


def digest(secret: str) -> str:
    """Return what is kept of a token. It is a long random text, so one round of a fast hash is enough."""
    return sha256(secret.encode()).hexdigest()


def use(secret: str, *, now: datetime) -> Grant | None:
    """Return what a token grants now, and note the use; None when there is none, or none any more."""
    token = queries.find_token(digest(secret), now=now)
    if token is None:
        return None
    if token.last_used_at is None or now - token.last_used_at >= NOTED_EVERY:
        _note_use(token.id, now=now)
    return Grant(account=token.account, scopes=scopes_in(token.scopes))


def scopes_in(words: str) -> frozenset[Scope]:
    """Return what a token allows, as it is stored."""
    return frozenset(map(Scope, words.split()))


def _note_use(token_id: UUID, *, now: datetime) -> None:
    """Note the use in a transaction of its own, also at the beginning of a request that only reads."""
    with writing():
        queries.note_token_use(token_id, now=now)
        db.session.commit()
