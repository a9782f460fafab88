"""A bank made on the web."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError

from quizapp.banks import queries
from quizapp.core.errors import NameTakenError
from quizapp.core.reviewing import Action
from quizapp.database import db
from quizapp.models import AuditRow, BankRow

LANGUAGE = "en-GB"
"""What the items of a bank are written in, unless its maker says otherwise."""


def make_empty(slug: str, title: str, description: str, *, account_id: int, now: datetime) -> None:
    """Make an empty bank; made twice with the same title and description, it is made once.

    :raises NameTakenError: there is another one of that lasting id.
    """
    held = queries.bank_by_slug(slug)
    if held and (held.title, held.description) == (title, description):
        return
    try:
        row = make(slug, title, LANGUAGE, account_id=account_id, now=now)
    except IntegrityError as error:  # somebody else made it just now
        db.session.rollback()
        raise NameTakenError from error
    row.description = description
    db.session.commit()


def make(slug: str, title: str, language: str, *, account_id: int, now: datetime) -> BankRow:
    """Make an empty bank, inside the caller's transaction.

    :raises NameTakenError: there is one of that lasting id.
    """
    if queries.bank_by_slug(slug):
        raise NameTakenError
    row = BankRow(
        slug=slug,
        title=title,
        description="",
        language=language,
        content_hash="",
        loaded_at=now,
        edited_at=now,
    )
    db.session.add(row)
    db.session.flush()
    made = AuditRow(
        bank_id=row.id, slug="", account_id=account_id, action=Action.MADE_BANK, note=title, done_at=now
    )
    db.session.add(made)
    return row
