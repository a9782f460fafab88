"""Cards, what is known about them now, and the log of reviews that this knowledge comes from."""

from dataclasses import asdict
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.core.scheduling import MemoryState, Phase
from quizapp.core.setting_aside import Place
from quizapp.database import Model, Utc, UtcOrNone

PRACTISED = text("cram_id IS NOT NULL")
WITH_OTHERS = text("act_id IS NOT NULL")
IN_ORDER = ("item_id", "face", "buried_until_day")


class CardRow(Model):
    """One question of an item that a learner studies; ``face`` says which, ``main`` where there is one."""

    __tablename__ = "card"
    __table_args__ = (
        CheckConstraint("origin IN ('missed', 'chosen')", name="origin"),
        Index(None, "learner_id", "origin"),
    )

    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id", ondelete="CASCADE"), primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    face: Mapped[str] = mapped_column(String(60), primary_key=True)
    origin: Mapped[str] = mapped_column(String(10))
    added_at: Mapped[Utc]


class CardStateRow(Model):
    """What the log says about a card now: a cache, but for what the learner chose.

    ``due_at`` is the moment a card in (re)learning is due, ``due_day`` the learner's study day a card in
    review is due, ``last_day`` the study day of its last review; days count from 1970-01-01. ``version`` only
    rises.

    The learner's choices: ``suspended`` takes the card out until it is taken back, ``buried_until_day`` hides
    it before that day, ``flag`` marks it. ``buried_by`` names the review of a sibling that hid the card.
    """

    __tablename__ = "card_state"
    __table_args__ = (
        ForeignKeyConstraint(
            ["learner_id", "item_id", "face"],
            ["card.learner_id", "card.item_id", "card.face"],
            ondelete="CASCADE",
        ),
        CheckConstraint("phase IN ('new', 'learning', 'review', 'relearning')", name="phase"),
        CheckConstraint("reps >= 0 AND lapses >= 0", name="counts"),
        CheckConstraint("flag IN (0, 1)", name="flag"),
        CheckConstraint("(phase = 'review') = (due_day IS NOT NULL)", name="due_day"),
        CheckConstraint("(phase IN ('learning', 'relearning')) = (due_at IS NOT NULL)", name="due_at"),
        # Each is read from its first row on, in the order in which cards come; cards are counted in it alone.
        Index("ix_card_state_queue", "learner_id", "suspended", "phase", "due_day", *IN_ORDER),
        Index("ix_card_state_learning", "learner_id", "suspended", "due_at", *IN_ORDER),
    )

    learner_id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(primary_key=True)
    face: Mapped[str] = mapped_column(String(60), primary_key=True)
    phase: Mapped[str] = mapped_column(String(10), default="new")
    step: Mapped[int | None]
    stability: Mapped[float | None]
    difficulty: Mapped[float | None]
    last_review_at: Mapped[UtcOrNone]
    last_day: Mapped[int | None]
    due_at: Mapped[UtcOrNone]
    due_day: Mapped[int | None]
    reps: Mapped[int] = mapped_column(default=0)
    lapses: Mapped[int] = mapped_column(default=0)
    suspended: Mapped[bool] = mapped_column(default=False)
    buried_until_day: Mapped[int | None]
    buried_by: Mapped[UUID | None]
    flag: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=0)

    @property
    def memory(self) -> MemoryState:
        """The state as the scheduler knows it."""
        return MemoryState(
            phase=Phase(self.phase),
            step=self.step,
            stability=self.stability,
            difficulty=self.difficulty,
            last_day=self.last_day,
            due_at=self.due_at,
            due_day=self.due_day,
            reps=self.reps,
            lapses=self.lapses,
        )

    @memory.setter
    def memory(self, memory: MemoryState) -> None:
        for name, value in asdict(memory).items():
            setattr(self, name, value)

    @property
    def place(self) -> Place:
        """Where the learner put the card."""
        return Place(
            suspended=self.suspended,
            buried_until_day=self.buried_until_day,
            buried_by=self.buried_by,
            flag=self.flag,
        )

    @place.setter
    def place(self, place: Place) -> None:
        for name, value in asdict(place).items():
            setattr(self, name, value)

    @property
    def seed(self) -> str:
        """The card's identity, from which its share of chance follows."""
        return f"{self.learner_id}:{self.item_id}:{self.face}"


class ReviewRow(Model):
    """One row of the review log; append-only. An undo is a row of its own that names the row it undoes.

    ``id`` is the client's review id. ``rating``: 1 Again, 2 Hard, 3 Good, 4 Easy, 0 for what is no answer: an
    undo, a ``reset`` (the card is as new again) or a ``reschedule`` (another day was set). A ``cram`` answer
    and the undo of one change no card, so they make no version of one; ``cram_id`` names their practice.
    ``clamped``: the client gave an impossible time, so the row has the nearest possible one.
    ``parameters_id`` names the learner's parameters that made it; None: the defaults.
    ``card_version`` is the version of the card's state that this row made, which gives the rows of a card
    their order. ``due_at`` and ``due_day`` are what the row gave, ``duration_ms`` is capped at 60,000.
    ``topic`` is the item's topic when the card was answered, for an undo that of the row that it undoes.
    ``leech`` tells that this review marked the card as a leech, ``rests`` that it also took the card out,
    because the learner wants that; a card that was out already was not taken out by it.
    ``act_id`` names what was done with several cards at once; each has a row of its own.
    """

    __tablename__ = "review_log"
    __table_args__ = (
        ForeignKeyConstraint(
            ["learner_id", "item_id", "face"],
            ["card.learner_id", "card.item_id", "card.face"],
            ondelete="CASCADE",
        ),
        ForeignKeyConstraint(["learner_id", "cram_id"], ["cram.learner_id", "cram.id"], ondelete="CASCADE"),
        UniqueConstraint("learner_id", "item_id", "face", "card_version"),
        UniqueConstraint("learner_id", "undoes"),
        CheckConstraint("rating BETWEEN 0 AND 4", name="rating"),
        CheckConstraint(
            "kind IN ('learning', 'review', 'relearning', 'cram', 'reset', 'reschedule', 'undo')", name="kind"
        ),
        CheckConstraint("source IN ('card', 'quiz', 'import')", name="source"),
        CheckConstraint(
            "(kind IN ('undo', 'reset', 'reschedule')) = (rating = 0)", name="undo_has_no_rating"
        ),
        CheckConstraint("(kind = 'undo') = (undoes IS NOT NULL)", name="undo_names_a_row"),
        CheckConstraint(
            "CASE WHEN cram_id IS NULL THEN kind <> 'cram' ELSE kind IN ('cram', 'undo') END",
            name="cram_names_its_practice",
        ),
        CheckConstraint("(cram_id IS NULL) = (card_version IS NOT NULL)", name="cram_makes_no_version"),
        CheckConstraint("duration_ms BETWEEN 0 AND 60000", name="duration"),
        Index("ix_review_log_study_day", "learner_id", "study_day", "reviewed_at"),
        Index(
            "ix_review_log_cram", "learner_id", "cram_id", sqlite_where=PRACTISED, postgresql_where=PRACTISED
        ),
        Index(
            "ix_review_log_act",
            "learner_id",
            "act_id",
            sqlite_where=WITH_OTHERS,
            postgresql_where=WITH_OTHERS,
        ),
    )

    learner_id: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    item_id: Mapped[int]
    face: Mapped[str] = mapped_column(String(60))
    topic: Mapped[str] = mapped_column(String(40))
    card_version: Mapped[int | None]
    reviewed_at: Mapped[Utc]
    study_day: Mapped[int]
    time_zone: Mapped[str] = mapped_column(String(60))
    utc_offset_minutes: Mapped[int]
    rating: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10))
    source: Mapped[str] = mapped_column(String(10))
    duration_ms: Mapped[int] = mapped_column(default=0)
    phase_before: Mapped[str] = mapped_column(String(10))
    step_before: Mapped[int | None]
    stability_before: Mapped[float | None]
    difficulty_before: Mapped[float | None]
    phase_after: Mapped[str] = mapped_column(String(10))
    step_after: Mapped[int | None]
    stability_after: Mapped[float | None]
    difficulty_after: Mapped[float | None]
    interval_days: Mapped[int]
    due_at: Mapped[UtcOrNone]
    due_day: Mapped[int | None]
    leech: Mapped[bool] = mapped_column(default=False)
    rests: Mapped[bool] = mapped_column(default=False)
    undoes: Mapped[UUID | None]
    clamped: Mapped[bool] = mapped_column(default=False)
    parameters_id: Mapped[UUID | None]
    cram_id: Mapped[UUID | None]
    act_id: Mapped[UUID | None]


class CardMoveRow(Model):
    """One move of a card by its learner; append-only. An undo is a row that names the row it undoes.

    ``id`` is the client's. What stands before is where the card was, so that an undo can put it back.
    ``act_id`` names what was done with several cards at once; each has a row of its own.
    """

    __tablename__ = "card_move"
    __table_args__ = (
        ForeignKeyConstraint(
            ["learner_id", "item_id", "face"],
            ["card.learner_id", "card.item_id", "card.face"],
            ondelete="CASCADE",
        ),
        UniqueConstraint("learner_id", "undoes"),
        CheckConstraint("kind IN ('tomorrow', 'rest', 'back', 'flag', 'unflag', 'undo')", name="kind"),
        CheckConstraint("(kind = 'undo') = (undoes IS NOT NULL)", name="undo_names_a_row"),
        CheckConstraint("flag_before IN (0, 1)", name="flag_before"),
        Index("ix_card_move_study_day", "learner_id", "study_day", "moved_at"),
        Index(
            "ix_card_move_act", "learner_id", "act_id", sqlite_where=WITH_OTHERS, postgresql_where=WITH_OTHERS
        ),
    )

    learner_id: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    item_id: Mapped[int]
    face: Mapped[str] = mapped_column(String(60))
    moved_at: Mapped[Utc]
    study_day: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10))
    suspended_before: Mapped[bool]
    buried_until_day_before: Mapped[int | None]
    buried_by_before: Mapped[UUID | None]
    flag_before: Mapped[int]
    undoes: Mapped[UUID | None]
    act_id: Mapped[UUID | None]

    @property
    def before(self) -> Place:
        """Where the card was."""
        return Place(
            suspended=self.suspended_before,
            buried_until_day=self.buried_until_day_before,
            buried_by=self.buried_by_before,
            flag=self.flag_before,
        )

    @before.setter
    def before(self, place: Place) -> None:
        for name, value in asdict(place).items():
            setattr(self, f"{name}_before", value)
