"""What learners chose for single decks, and the memory parameters fitted to them."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.database import Model, Utc, UtcOrNone


class DeckChoiceRow(Model):
    """How a learner studies the cards of one bank; what is None is as the learner chose for all cards.

    On the study day ``extra_day``, and on no other, ``extra_new`` and ``extra_reviews`` are added to the
    deck's limits.
    """

    __tablename__ = "deck_choice"
    __table_args__ = (
        CheckConstraint("new_per_day BETWEEN 0 AND 9999", name="new_per_day"),
        CheckConstraint("reviews_per_day BETWEEN 0 AND 9999", name="reviews_per_day"),
        CheckConstraint("retention BETWEEN 0.7 AND 0.99", name="retention"),
        CheckConstraint("extra_new BETWEEN 0 AND 9999", name="extra_new"),
        CheckConstraint("extra_reviews BETWEEN 0 AND 9999", name="extra_reviews"),
    )

    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id", ondelete="CASCADE"), primary_key=True)
    bank_id: Mapped[int] = mapped_column(ForeignKey("bank.id"), primary_key=True)
    new_per_day: Mapped[int | None]
    reviews_per_day: Mapped[int | None]
    retention: Mapped[float | None]
    extra_day: Mapped[int | None]
    extra_new: Mapped[int] = mapped_column(default=0)
    extra_reviews: Mapped[int] = mapped_column(default=0)


class MemoryParametersRow(Model):
    """A fit of FSRS to one learner's reviews; never updated. ``numbers`` are the 21 parameters as JSON.

    ``loss_before`` and ``loss_after``: log loss on the reviews held back, which are later than those fitted
    on, with the parameters in use before and with these. Only parameters that lower it are ``kept``.
    ``calibration`` holds, as JSON, what they foretold of those reviews beside what came true.
    """

    __tablename__ = "memory_parameters"
    __table_args__ = (
        CheckConstraint("reviews >= 0", name="reviews"),
        CheckConstraint("NOT kept OR loss_after < loss_before", name="kept"),
    )

    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    numbers: Mapped[str] = mapped_column(Text)
    fitted_at: Mapped[Utc]
    reviews: Mapped[int]
    loss_before: Mapped[float]
    loss_after: Mapped[float]
    kept: Mapped[bool]
    calibration: Mapped[str] = mapped_column(Text)


class FitRequestRow(Model):
    """A learner's wish to have their memory fitted; one at most. It goes when the fit is done.

    ``taken_at``: a worker is at it since then, for the ``tries``-th time. ``problem`` says why nothing came
    of it, in a sentence for the learner; then nobody works on it until it is asked again.
    """

    __tablename__ = "fit_request"
    __table_args__ = (CheckConstraint("tries >= 0", name="tries"), Index(None, "asked_at"))

    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id", ondelete="CASCADE"), primary_key=True)
    asked_at: Mapped[Utc]
    taken_at: Mapped[UtcOrNone]
    tries: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str] = mapped_column(Text, default="")
