"""Invitations of single people, and the secret addresses of calendars."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.database import Model, Utc, UtcOrNone, UuidKey


class CohortInvitationRow(Model):
    """An invitation of one person to a class, from a list of names and e-mail addresses.

    Once it is used, ``address`` and ``name`` are gone and ``account_id`` says who used it; so the link, when
    opened again, leads them to the class, and nobody else anywhere.
    """

    __tablename__ = "cohort_invitation"
    __table_args__ = (
        UniqueConstraint("secret"),
        UniqueConstraint("cohort_id", "address"),
        CheckConstraint("used_at IS NULL OR (address IS NULL AND name IS NULL)", name="used_at"),
    )

    id: Mapped[UuidKey]
    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohort.id", ondelete="CASCADE"))
    secret: Mapped[str] = mapped_column(String(43))
    address: Mapped[str | None] = mapped_column(String(254))
    name: Mapped[str | None] = mapped_column(String(80))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[Utc] = mapped_column(index=True)
    used_at: Mapped[UtcOrNone]


class CalendarFeedRow(Model):
    """The secret address at which a calendar program reads what is due for an account."""

    __tablename__ = "calendar_feed"
    __table_args__ = (UniqueConstraint("secret"),)

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    secret: Mapped[str] = mapped_column(String(43))
    created_at: Mapped[Utc]
