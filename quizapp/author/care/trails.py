"""Who did what to items, banks and pictures, for educators."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, or_, select

from quizapp.author import words
from quizapp.database import db
from quizapp.models import AccountRow, AuditRow, BankRow, DraftRow, ItemRow, PictureRow

PAGE = 50
"""Entries of a page."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Somebody did something to an item, to a bank where ``slug`` is empty, or to a picture.

    ``bank``, ``slug`` and ``picture`` are lasting ids, ``bank`` empty where it is about a picture, and
    ``picture`` where it is about none. ``is_there`` tells that an item of that id is stored or in work, or
    that the picture was not deleted.
    ``email`` is empty where the account is gone, or where a file was loaded.
    """

    id: int
    bank: str
    bank_title: str
    slug: str
    picture: str
    is_there: bool
    version: int | None
    account_id: int | None
    email: str
    action: str
    note: str
    done_at: datetime

    @property
    def who(self) -> str:
        """Return who did it."""
        return words.who_did(self.email, self.action)

    @property
    def what(self) -> str:
        """Return what they did, to stand after who did it."""
        return words.what_was_done(self.action)

    @property
    def said(self) -> str:
        """Return what they said of it."""
        return words.said(self.note)


@dataclass(frozen=True, kw_only=True)
class Page:
    """Some entries, newest first; ``older`` is what to ask for to get the next ones, None after the last."""

    entries: tuple[Entry, ...]
    older: int | None


def of_item(slug: str) -> tuple[Entry, ...]:
    """Return what was done to an item, the last first; one read."""
    return tuple(_entries(AuditRow.slug == slug))


def of_picture(slug: str) -> tuple[Entry, ...]:
    """Return what was done to a picture, the last first; one read."""
    return tuple(_entries(AuditRow.picture == slug))


def page(*, bank: str = "", before: int | None = None) -> Page:
    """Return what was done to all banks and pictures, or to one bank, from before an entry on; one read.

    The last stands first.
    """
    wanted = []
    if bank:
        wanted.append(AuditRow.bank_id == select(BankRow.id).filter_by(slug=bank).scalar_subquery())
    if before is not None:
        wanted.append(AuditRow.id < before)
    found = _entries(*wanted, most=PAGE + 1)
    return Page(entries=tuple(found[:PAGE]), older=found[PAGE - 1].id if len(found) > PAGE else None)


def _entries(*wanted: ColumnElement[bool], most: int | None = None) -> list[Entry]:
    is_there = or_(
        exists().where(ItemRow.slug == AuditRow.slug),
        exists().where(DraftRow.slug == AuditRow.slug),
        exists().where(PictureRow.slug == AuditRow.picture),
    )
    stmt = (
        select(AuditRow, BankRow.slug, BankRow.title, AccountRow.email, is_there)
        .outerjoin(BankRow, BankRow.id == AuditRow.bank_id)
        .outerjoin(AccountRow, AccountRow.id == AuditRow.account_id)
        .where(*wanted)
        .order_by(AuditRow.id.desc())
        .limit(most)
    )
    return [
        Entry(
            id=row.id,
            bank=bank or "",
            bank_title=title or "",
            slug=row.slug,
            picture=row.picture or "",
            is_there=there,
            version=row.item_version,
            account_id=row.account_id,
            email=email or "",
            action=row.action,
            note=row.note,
            done_at=row.done_at,
        )
        for row, bank, title, email, there in db.session.execute(stmt)
    ]
