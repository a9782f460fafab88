"""Decks and steps that classes are given, and who said that one is begun or done."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.core.assignments import Window
from quizapp.core.class_tasks import WorkKind
from quizapp.database import Model, Utc, UtcOrNone, UuidKey


class ClassTaskRow(Model):
    """A deck that a class is to study, or a step that it is to read; neither has marks.

    ``deck`` is a scope of cards as addresses write it, ``asked`` of how many questions each is to be answered
    once, None of all. ``ready_id`` is the step of the course that a step leads to, ``topic`` whose facts it
    shows, ``link`` where else it leads. ``revision`` counts how often it was changed.
    """

    __tablename__ = "class_task"
    __table_args__ = (
        CheckConstraint("kind IN ('deck', 'step')", name="kind"),
        CheckConstraint("(kind = 'deck') = (deck IS NOT NULL)", name="deck"),
        CheckConstraint("asked >= 1", name="asked"),
        CheckConstraint("closes_at > opens_at", name="closes_at"),
        Index(None, "cohort_id"),
    )

    id: Mapped[UuidKey]
    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohort.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(String(100))
    words: Mapped[str] = mapped_column(Text)
    deck: Mapped[str | None] = mapped_column(String(100))
    asked: Mapped[int | None]
    ready_id: Mapped[int | None] = mapped_column(ForeignKey("ready_set.id"))
    topic: Mapped[str | None] = mapped_column(String(40))
    link: Mapped[str | None] = mapped_column(String(500))
    opens_at: Mapped[Utc]
    closes_at: Mapped[UtcOrNone]
    revision: Mapped[int]
    created_at: Mapped[Utc]

    @property
    def window(self) -> Window:
        """Return from when to when it is to be done."""
        return Window(opens_at=self.opens_at, closes_at=self.closes_at)

    @property
    def is_deck(self) -> bool:
        """Tell whether cards are to be studied."""
        return self.kind == WorkKind.DECK


class TaskStateRow(Model):
    """Somebody said that they began a task, and that it is done; staff sees nothing else of it.

    ``done_at`` is empty while it is not done, or where they took that back.
    """

    __tablename__ = "class_task_state"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    task_id: Mapped[UUID] = mapped_column(
        ForeignKey("class_task.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    begun_at: Mapped[Utc]
    done_at: Mapped[UtcOrNone]
