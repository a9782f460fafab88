"""What learners chose for single decks, and the memory parameters fitted to them."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.database import Model, Utc


class DeckChoiceRow(Model):
    """How a learner studies the cards of one bank; what is None is as the learner chose for all cards.

    ``both_ways``: pairs are asked in both directions. ``exam_day`` is the study day of an exam. On the study
    day ``extra_day``, and on no other, ``extra_new`` and ``extra_reviews`` are added to the deck's limits.
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
    both_ways: Mapped[bool] = mapped_column(default=False)
    exam_day: Mapped[int | None]
    extra_day: Mapped[int | None]
    extra_new: Mapped[int] = mapped_column(default=0)
    extra_reviews: Mapped[int] = mapped_column(default=0)


class MemoryParametersRow(Model):
    """A fit of FSRS to one learner's reviews; never updated. ``numbers`` are the 21 parameters as JSON.

    ``loss_before`` and ``loss_after``: log loss on the reviews held back, which are later than those fitted
    on, with the parameters in use before and with these. Only parameters that lower it are ``kept``.
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
