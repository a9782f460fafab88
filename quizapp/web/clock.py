"""The one place where the web layer reads the clock and makes ids."""

import secrets
from datetime import UTC, datetime
from uuid import UUID, uuid4


def utcnow() -> datetime:
    """Return this moment, in UTC, to the millisecond that the database keeps."""
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


def new_id() -> UUID:
    """Return a fresh id for something that a page may send twice."""
    return uuid4()


def new_secret() -> str:
    """Return a fresh secret that nobody can guess."""
    return secrets.token_urlsafe(32)
