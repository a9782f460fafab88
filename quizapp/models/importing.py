"""Files of questions that somebody looks through, and what files said of questions that were brought in."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.database import Model, Utc, UuidKey


class ImportFileRow(Model):
    """A file that somebody uploaded and looks through; it goes after a day, or when they throw it away.

    ``id`` is made by the client. Its items go to ``bank_id``, or to a new bank with the slug, title and
    language that stand here. ``topic``, ``level`` and ``audience`` (with spaces between) hold for items of
    which the file does not say it; empty leaves it open. ``drafts`` and ``kept`` count what was brought in,
    none before it was. ``findings`` are about no item alone, as JSON.
    """

    __tablename__ = "import_file"
    __table_args__ = (Index(None, "created_at"),)

    id: Mapped[UuidKey]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    bank_id: Mapped[int | None] = mapped_column(ForeignKey("bank.id"))
    bank_slug: Mapped[str] = mapped_column(String(80))
    bank_title: Mapped[str] = mapped_column(String(200))
    bank_language: Mapped[str] = mapped_column(String(20))
    topic: Mapped[str] = mapped_column(String(40))
    level: Mapped[str] = mapped_column(String(20))
    audience: Mapped[str] = mapped_column(String(40))
    file_name: Mapped[str] = mapped_column(String(200))
    format: Mapped[str] = mapped_column(String(20))
    findings: Mapped[str] = mapped_column(Text)
    drafts: Mapped[int | None]
    kept: Mapped[int | None]
    created_at: Mapped[Utc]


class ImportItemRow(Model):
    """An item of such a file; it goes with the file, and when it was brought in.

    ``content`` is the item as its file says it and ``findings`` what is said of it, both as JSON; ``draft``
    is the item in work that comes of it, empty for one that there is no type for. ``fingerprint`` tells
    whether another says the same.
    """

    __tablename__ = "import_item"
    __table_args__ = (
        CheckConstraint(
            "standing IN ('new', 'faulty', 'raw', 'same-name', 'same-words', 'twice')", name="standing"
        ),
    )

    import_id: Mapped[UUID] = mapped_column(
        ForeignKey("import_file.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    standing: Mapped[str] = mapped_column(String(20))
    chosen: Mapped[bool]
    content: Mapped[str] = mapped_column(Text)
    draft: Mapped[str] = mapped_column(Text)
    findings: Mapped[str] = mapped_column(Text)
    fingerprint: Mapped[str] = mapped_column(String(64))


class ImportedItemRow(Model):
    """What a file said of an item that was brought in, beside the item in work that came of it.

    It goes with that. Without one it is an item that there is no type for, kept as it stood in its file.
    """

    __tablename__ = "imported_item"
    __table_args__ = (UniqueConstraint("draft_id"), Index(None, "bank_id", "imported_at"))

    id: Mapped[UuidKey]
    bank_id: Mapped[int] = mapped_column(ForeignKey("bank.id"))
    draft_id: Mapped[UUID | None] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"))
    file_name: Mapped[str] = mapped_column(String(200))
    content: Mapped[str] = mapped_column(Text)
    findings: Mapped[str] = mapped_column(Text)
    fingerprint: Mapped[str] = mapped_column(String(64))
    imported_at: Mapped[Utc]
