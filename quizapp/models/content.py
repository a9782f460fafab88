"""Banks, items and their versions as stored, and what learners report about them."""

from datetime import date

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.database import Model, Utc, UtcOrNone, UuidKey


class BankRow(Model):
    """A bank that was loaded, or made on the web.

    ``edited_at`` is when something of it was last changed on the web, none where its file says all of it.
    """

    __tablename__ = "bank"
    __table_args__ = (UniqueConstraint("slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(20))
    content_hash: Mapped[str] = mapped_column(String(64))
    loaded_at: Mapped[Utc]
    edited_at: Mapped[UtcOrNone]


class BankTextRow(Model):
    """The text of a bank's file, with what was changed on the web; apart from the bank, as it is long."""

    __tablename__ = "bank_text"

    bank_id: Mapped[int] = mapped_column(ForeignKey("bank.id"), primary_key=True)
    text: Mapped[str] = mapped_column(Text)


class ItemRow(Model):
    """An item's lasting identity, and what is known of its newest version so that it can be found.

    ``version`` is the number of the newest version; ``position`` its place in the bank. ``offered`` is true
    while learners may be given the item: its newest version is published and it still stands in its bank.
    ``being_updated`` is true while it is not offered only because a fact behind it was superseded.
    """

    __tablename__ = "item"
    __table_args__ = (
        UniqueConstraint("slug"),
        Index(None, "bank_id", "position"),
        Index(None, "topic"),
        # The few that are not offered: whoever counts cards leaves them out without looking at every item.
        Index(
            "ix_item_not_offered",
            "id",
            sqlite_where=text("offered = 0"),
            postgresql_where=text("NOT offered"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(120))
    bank_id: Mapped[int] = mapped_column(ForeignKey("bank.id"))
    position: Mapped[int]
    version: Mapped[int]
    topic: Mapped[str] = mapped_column(String(40))
    level: Mapped[str] = mapped_column(String(20))
    for_patients: Mapped[bool]
    for_students: Mapped[bool]
    offered: Mapped[bool]
    being_updated: Mapped[bool] = mapped_column(default=False)


class ItemVersionRow(Model):
    """An item as it was shown, with its facts, sources and terms; never changed."""

    __tablename__ = "item_version"
    # What is due is found in it alone; the row itself holds the long content.
    __table_args__ = (Index("ix_item_version_review_due", "review_due", "item_id", "number"),)

    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[str] = mapped_column(Text)
    content_hash: Mapped[str] = mapped_column(String(64))
    review_due: Mapped[date]
    created_at: Mapped[Utc]


class ItemWordingRow(Model):
    """The words by which an item's newest version is found. Apart from the item, whose row is read often."""

    __tablename__ = "item_wording"

    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    wording: Mapped[str] = mapped_column(Text)


class ReportRow(Model):
    """Somebody says that something is wrong with an item version; carries no learner on purpose."""

    __tablename__ = "report"
    __table_args__ = (
        ForeignKeyConstraint(["item_id", "item_version"], ["item_version.item_id", "item_version.number"]),
        CheckConstraint("reason IN ('wrong', 'unclear', 'upsetting', 'out-of-date')", name="reason"),
    )

    id: Mapped[UuidKey]
    item_id: Mapped[int] = mapped_column(index=True)
    item_version: Mapped[int]
    reason: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(Text)
    reported_at: Mapped[Utc]
