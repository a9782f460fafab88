"""Items in work, who vouches for which version, and who did what to banks."""

from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.database import Model, Utc, UuidKey

VOUCHES = "vouches IN ('facts', 'wording', 'patient-reading', 'clinical')"


class DraftRow(Model):
    """An item in work, new or to take the place of the newest version of ``item_id``.

    ``id`` is made by the client. ``slug`` is the lasting id that the item has or will have. ``content`` is
    the table of a bank file, as JSON, in which anything may be missing; while it is in review it does not
    change. ``revision`` counts what was saved.
    """

    __tablename__ = "draft"
    __table_args__ = (
        UniqueConstraint("slug"),
        UniqueConstraint("item_id"),
        CheckConstraint("stage IN ('draft', 'in-review')", name="stage"),
        Index(None, "bank_id", "updated_at"),
    )

    id: Mapped[UuidKey]
    bank_id: Mapped[int] = mapped_column(ForeignKey("bank.id"))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("item.id"))
    slug: Mapped[str] = mapped_column(String(120))
    stage: Mapped[str] = mapped_column(String(10))
    revision: Mapped[int]
    content: Mapped[str] = mapped_column(Text)
    created_at: Mapped[Utc]
    updated_at: Mapped[Utc]


class DraftAuthorRow(Model):
    """Somebody who wrote something of a draft, and so may not review it."""

    __tablename__ = "draft_author"

    draft_id: Mapped[UUID] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class DraftSignOffRow(Model):
    """Somebody vouches for a draft that is in review; goes when it is taken back to be changed."""

    __tablename__ = "draft_sign_off"
    __table_args__ = (CheckConstraint(VOUCHES, name="vouches"),)

    draft_id: Mapped[UUID] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    vouches: Mapped[str] = mapped_column(String(20), primary_key=True)
    signed_at: Mapped[Utc]


class SignOffRow(Model):
    """Somebody vouched for a version that was published; it stands for as long as the version does."""

    __tablename__ = "sign_off"
    __table_args__ = (
        ForeignKeyConstraint(["item_id", "item_version"], ["item_version.item_id", "item_version.number"]),
        CheckConstraint(VOUCHES, name="vouches"),
        UniqueConstraint("item_id", "item_version", "vouches", "account_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int]
    item_version: Mapped[int]
    vouches: Mapped[str] = mapped_column(String(20))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    signed_at: Mapped[Utc]


class AuditRow(Model):
    """Somebody did something to a bank or an item, or to a picture, which is in no bank; append-only.

    ``slug`` is the item's lasting id, empty where it is about a bank or a picture; ``picture`` is that of a
    picture. ``note`` is what they said of it.
    """

    __tablename__ = "audit"
    __table_args__ = (
        Index(None, "slug", "id"),
        Index(None, "bank_id", "id"),
        Index(None, "picture", "id"),
        CheckConstraint("(bank_id IS NULL) <> (picture IS NULL)", name="about"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    bank_id: Mapped[int | None] = mapped_column(ForeignKey("bank.id"))
    slug: Mapped[str] = mapped_column(String(120))
    picture: Mapped[str | None] = mapped_column(String(80))
    item_version: Mapped[int | None]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    action: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(Text)
    done_at: Mapped[Utc]
