"""Facts that another took the place of, and what had been shown by then that rests on them."""

from sqlalchemy import ForeignKey, ForeignKeyConstraint, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.database import Model, Utc


class SupersededFactRow(Model):
    """A fact that no longer holds, what is said in its place, and when a load first noticed.

    ``id`` and ``newer_id`` are the facts' lasting ids. A row goes when its fact holds again.
    """

    __tablename__ = "superseded_fact"

    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    statement: Mapped[str] = mapped_column(Text)
    newer_id: Mapped[str] = mapped_column(String(80))
    newer_statement: Mapped[str] = mapped_column(Text)
    noticed_at: Mapped[Utc]


class SupersededUseRow(Model):
    """A published item version that rests on a superseded fact, whether or not a newer version does."""

    __tablename__ = "superseded_use"
    __table_args__ = (
        ForeignKeyConstraint(["item_id", "number"], ["item_version.item_id", "item_version.number"]),
    )

    item_id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    fact_id: Mapped[str] = mapped_column(
        String(80), ForeignKey("superseded_fact.id", ondelete="CASCADE"), primary_key=True
    )
