"""What is read about the calendars of learners."""

from sqlalchemy import select

from quizapp.database import db
from quizapp.models import AccountRow, CalendarFeedRow


def find(account_id: int) -> CalendarFeedRow | None:
    """Return the secret address of an account's calendar."""
    return db.session.get(CalendarFeedRow, account_id)


def account_of(secret: str) -> int | None:
    """Return whose calendar stands at a secret address, while their account is open."""
    stmt = select(AccountRow.id).join(CalendarFeedRow, CalendarFeedRow.account_id == AccountRow.id)
    return db.session.scalar(stmt.where(CalendarFeedRow.secret == secret, AccountRow.active))
