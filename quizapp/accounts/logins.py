"""The list of an account's logins, so that each can be seen and ended."""

from datetime import datetime
from uuid import UUID

from quizapp.database import db
from quizapp.models import LoginSessionRow


def begin(account_id: int, *, login_id: UUID, user_agent: str, now: datetime) -> None:
    """Put a login on the list; the caller commits."""
    db.session.add(
        LoginSessionRow(
            id=login_id, account_id=account_id, device=user_agent[:80], created_at=now, last_seen_at=now
        )
    )
