"""What educators find items by."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.database import Model, Utc, UuidKey


class CatalogueRow(Model):
    """The newest version of a stored item, or an item in work, as educators find it.

    All of it follows from that item and can be made anew. ``listed`` is false for an item in work that is to
    take the place of a stored one, which is listed itself: there, only the words count. ``words`` are those
    of `quizapp.core.search_texts`, and the databases keep an index of them: ``catalogue_words`` on SQLite,
    the column ``found_by`` on PostgreSQL. ``position`` is the place in the bank.
    """

    __tablename__ = "catalogue"
    __table_args__ = (
        UniqueConstraint("item_id"),
        UniqueConstraint("draft_id"),
        CheckConstraint("(item_id IS NULL) <> (draft_id IS NULL)", name="one_item"),
        Index(None, "bank_id", "position"),
        Index(None, "slug"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    bank_id: Mapped[int] = mapped_column(ForeignKey("bank.id"))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("item.id"))
    draft_id: Mapped[UUID | None] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"))
    slug: Mapped[str] = mapped_column(String(120))
    position: Mapped[int]
    listed: Mapped[bool]
    type: Mapped[str] = mapped_column(String(20))
    topic: Mapped[str] = mapped_column(String(40))
    level: Mapped[str] = mapped_column(String(20))
    for_patients: Mapped[bool]
    for_students: Mapped[bool]
    status: Mapped[str] = mapped_column(String(10))
    changed_at: Mapped[Utc]
    stem: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)


class BulkChangeRow(Model):
    """Several items of a bank were changed at once; ``id`` is made by the client, so that it is done once."""

    __tablename__ = "bulk_change"

    id: Mapped[UuidKey]
    bank_id: Mapped[int] = mapped_column(ForeignKey("bank.id"))
    changed: Mapped[int]
    made_at: Mapped[Utc]
