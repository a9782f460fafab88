"""Attempts at quizzes. Keys lead with the learner, so that the tables can be split by learner."""

from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.database import Model, Utc, UtcOrNone

TIMED = "ends_at IS NOT NULL AND finished_at IS NULL"
"""Tells of an attempt that its time goes on, or is over and was not seen to be yet."""


class AttemptRow(Model):
    """One go at one quiz. ``id`` is made by the client, so starting twice by accident starts once.

    ``blueprint`` is the assessment blueprint as JSON; with ``seed`` and the bank it makes the same quiz
    again. It has no cells where the items are those that were missed before, or those of a ready-made set.
    ``ready_id`` names the ready-made set or the step of the course that it is at, ``assignment_id`` the
    assignment of a class. ``finished_day`` is the learner's study day on which its answers came to count.

    ``minutes`` is the time limit that held when it began, ``ends_at`` its deadline, which its learner may put
    off; both are None where it has none. ``ran_out``: it was handed in because its time was over.
    """

    __tablename__ = "attempt"
    __table_args__ = (
        CheckConstraint(
            "behaviour IN ('immediate', 'deferred', 'interactive', 'adaptive', 'certainty')", name="behaviour"
        ),
        CheckConstraint("(finished_at IS NULL) = (finished_day IS NULL)", name="finished_day"),
        CheckConstraint("(minutes IS NULL) = (ends_at IS NULL)", name="ends_at"),
        Index(None, "learner_id", "finished_at"),
        # Of most attempts there is none.
        Index(
            "ix_attempt_assignment_id",
            "assignment_id",
            sqlite_where=text("assignment_id IS NOT NULL"),
            postgresql_where=text("assignment_id IS NOT NULL"),
        ),
        # Those that are to be handed in when their time is over.
        Index(
            "ix_attempt_ends_at",
            "ends_at",
            sqlite_where=text(TIMED),
            postgresql_where=text(TIMED),
        ),
    )

    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    behaviour: Mapped[str] = mapped_column(String(20))
    seed: Mapped[int]
    blueprint: Mapped[str] = mapped_column(Text)
    ready_id: Mapped[int | None] = mapped_column(ForeignKey("ready_set.id"))
    assignment_id: Mapped[UUID | None] = mapped_column(ForeignKey("assignment.id", ondelete="SET NULL"))
    started_at: Mapped[Utc]
    finished_at: Mapped[UtcOrNone]
    finished_day: Mapped[int | None]
    minutes: Mapped[int | None]
    ends_at: Mapped[UtcOrNone]
    ran_out: Mapped[bool] = mapped_column(default=False)


class AttemptItemRow(Model):
    """An item version at its place in an attempt.

    In a practice, ``item_difficulty`` is how hard it was when it was given, in logits, and ``item_answers``
    how many answers that rested on; in a quiz whose items are all drawn at its start, neither is there.
    """

    __tablename__ = "attempt_item"
    __table_args__ = (
        ForeignKeyConstraint(
            ["learner_id", "attempt_id"], ["attempt.learner_id", "attempt.id"], ondelete="CASCADE"
        ),
        ForeignKeyConstraint(["item_id", "item_version"], ["item_version.item_id", "item_version.number"]),
        UniqueConstraint("learner_id", "attempt_id", "item_id"),
        Index(None, "learner_id", "item_id"),
    )

    learner_id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[UUID] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int]
    item_version: Mapped[int]
    item_difficulty: Mapped[float | None] = mapped_column(Double)
    item_answers: Mapped[int | None]


class ResponseRow(Model):
    """One step of an attempt: an answer saved, skipped, tried or checked; append-only.

    ``client_id`` is made by the page, so that the same step sent twice is stored once. ``confidence`` is how
    sure the learner said they were: 1 unsure, 2 fairly sure, 3 sure; none where they did not say.
    ``study_day`` is the learner's study day on which they answered.
    """

    __tablename__ = "response"
    __table_args__ = (
        ForeignKeyConstraint(
            ["learner_id", "attempt_id", "position"],
            ["attempt_item.learner_id", "attempt_item.attempt_id", "attempt_item.position"],
            ondelete="CASCADE",
        ),
        UniqueConstraint("learner_id", "attempt_id", "client_id"),
        CheckConstraint("kind IN ('save', 'skip', 'try', 'check')", name="kind"),
        CheckConstraint("confidence BETWEEN 1 AND 3", name="confidence"),
    )

    learner_id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[UUID] = mapped_column(primary_key=True)
    step: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int]
    client_id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(String(10))
    response: Mapped[str] = mapped_column(Text)
    confidence: Mapped[int | None]
    answered_at: Mapped[Utc]
    study_day: Mapped[int]
