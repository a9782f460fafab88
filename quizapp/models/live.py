"""Live sessions: what they show, who is in them for as long as they last, and what remains as counts."""

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

from quizapp.database import Model, Utc, UtcOrNone


class LiveSessionRow(Model):
    """A live session.

    ``code`` is what people type to join; ``host_hash`` is made of the facilitator's secret. ``kind`` is
    ``patient`` or ``class``. ``plan`` is what was chosen for it, as JSON. ``account_id`` is the facilitator's
    where they were logged in. ``seed`` orders the options. ``seq`` counts the commands; ``position`` is the
    step it is at, 0 in the lobby. ``reduced_at`` is when its answers were reduced to counts and its
    participants forgotten: after its end, or after ``expires_at``.
    """

    __tablename__ = "live_session"
    __table_args__ = (
        UniqueConstraint("code"),
        UniqueConstraint("host_hash"),
        CheckConstraint("kind IN ('patient', 'class')", name="kind"),
        Index(None, "account_id"),
        Index(None, "reduced_at", "expires_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str | None] = mapped_column(String(6))
    host_hash: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(10))
    plan: Mapped[str] = mapped_column(Text)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    seed: Mapped[int]
    seq: Mapped[int]
    position: Mapped[int]
    paused: Mapped[bool]
    created_at: Mapped[Utc]
    ended_at: Mapped[UtcOrNone]
    expires_at: Mapped[Utc]
    reduced_at: Mapped[UtcOrNone]


class LiveStepRow(Model):
    """A step of a session: an item version, or the question how sure people feel.

    ``kind`` is ``item``, ``before`` or ``after``; ``reached`` is how far the step got.
    """

    __tablename__ = "live_step"
    __table_args__ = (
        ForeignKeyConstraint(["item_id", "item_version"], ["item_version.item_id", "item_version.number"]),
        CheckConstraint("kind IN ('item', 'before', 'after')", name="kind"),
        CheckConstraint("(kind = 'item') = (item_id IS NOT NULL AND item_version IS NOT NULL)", name="item"),
        CheckConstraint("reached IN ('waiting', 'opened', 'closed', 'charted', 'revealed')", name="reached"),
    )

    session_id: Mapped[int] = mapped_column(
        ForeignKey("live_session.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    item_id: Mapped[int | None]
    item_version: Mapped[int | None]
    reached: Mapped[str] = mapped_column(String(10))
    closed_at: Mapped[UtcOrNone]


class LiveEventRow(Model):
    """One command that was carried out; append-only. ``position`` is the step it was given at."""

    __tablename__ = "live_event"

    session_id: Mapped[int] = mapped_column(
        ForeignKey("live_session.id", ondelete="CASCADE"), primary_key=True
    )
    seq: Mapped[int] = mapped_column(primary_key=True)
    command: Mapped[str] = mapped_column(String(10))
    position: Mapped[int]
    happened_at: Mapped[Utc]


class LiveParticipantRow(Model):
    """Somebody who joined, known by a secret alone; ``name`` is made by the server, in a class only."""

    __tablename__ = "live_participant"
    __table_args__ = (UniqueConstraint("session_id", "name"),)

    session_id: Mapped[int] = mapped_column(
        ForeignKey("live_session.id", ondelete="CASCADE"), primary_key=True
    )
    id: Mapped[UUID] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64))
    name: Mapped[str | None] = mapped_column(String(40))
    left: Mapped[bool]


class LiveAnswerRow(Model):
    """What a participant answered to a step last; an empty ``response`` means they would rather skip.

    ``revision`` is counted up by the phone with each change of mind, so that an answer sent again late does
    not take the place of a newer one.
    """

    __tablename__ = "live_answer"
    __table_args__ = (
        ForeignKeyConstraint(
            ["session_id", "position"], ["live_step.session_id", "live_step.position"], ondelete="CASCADE"
        ),
        ForeignKeyConstraint(
            ["session_id", "participant_id"],
            ["live_participant.session_id", "live_participant.id"],
            ondelete="CASCADE",
        ),
    )

    session_id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[UUID] = mapped_column(primary_key=True)
    revision: Mapped[int]
    response: Mapped[str] = mapped_column(Text)


class LiveTallyRow(Model):
    """What remains of a step's answers: a tally, its ``counts`` as JSON."""

    __tablename__ = "live_tally"
    __table_args__ = (
        ForeignKeyConstraint(
            ["session_id", "position"], ["live_step.session_id", "live_step.position"], ondelete="CASCADE"
        ),
    )

    session_id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    counts: Mapped[str] = mapped_column(Text)
    answered: Mapped[int]
    skipped: Mapped[int]
    right: Mapped[int | None]
