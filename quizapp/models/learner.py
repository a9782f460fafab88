"""A learner: whoever answers, with or without an account."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.core.study_day import USUAL_ROLLOVER
from quizapp.database import Model, Utc


class LearnerRow(Model):
    """A learner and how they like to study. ``public_id`` is what their cookie names.

    On the study day ``extra_day``, and on no other, ``extra_new`` and ``extra_reviews`` are added to the
    daily limits. A learner without ``account_id`` is a guest, who goes when idle since ``last_active_at``.
    ``simulated``: made by ``quizapp demo``; there is no person behind it.

    ``retention``: the share of cards still known on the day they come back, that the learner wants.
    ``lighter_days``: days of the week with half the load, as bits, Monday the lowest. ``spreads_load``: cards
    may come a little earlier or later so that days are even. Up to the study day ``catch_up_until`` a break
    is caught up with, ``catch_up_per_day`` reviews a day and nothing new. ``fits_with_quizzes``: answers
    in quizzes count when parameters are fitted. ``fits_monthly``: they are fitted now and then without being
    asked. ``parameters_id`` names those in use; None: the defaults.
    """

    __tablename__ = "learner"
    __table_args__ = (
        UniqueConstraint("public_id"),
        UniqueConstraint("account_id"),
        CheckConstraint("rollover_hour BETWEEN 0 AND 23", name="rollover_hour"),
        CheckConstraint("new_per_day BETWEEN 0 AND 9999", name="new_per_day"),
        CheckConstraint("reviews_per_day BETWEEN 0 AND 9999", name="reviews_per_day"),
        CheckConstraint("extra_new BETWEEN 0 AND 9999", name="extra_new"),
        CheckConstraint("extra_reviews BETWEEN 0 AND 9999", name="extra_reviews"),
        CheckConstraint("buttons IN (2, 4)", name="buttons"),
        CheckConstraint("retention BETWEEN 0.7 AND 0.99", name="retention"),
        CheckConstraint("lighter_days BETWEEN 0 AND 127", name="lighter_days"),
        CheckConstraint("catch_up_per_day BETWEEN 0 AND 9999", name="catch_up_per_day"),
        CheckConstraint("text_size IN ('normal', 'large')", name="text_size"),
        Index("ix_learner_idle", "account_id", "last_active_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[UUID]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    created_at: Mapped[Utc]
    last_active_at: Mapped[Utc]
    simulated: Mapped[bool] = mapped_column(default=False)
    time_zone: Mapped[str] = mapped_column(String(60), default="Europe/London")
    rollover_hour: Mapped[int] = mapped_column(default=USUAL_ROLLOVER)
    new_per_day: Mapped[int] = mapped_column(default=20)
    reviews_per_day: Mapped[int] = mapped_column(default=200)
    new_inside_reviews: Mapped[bool] = mapped_column(default=False)
    extra_day: Mapped[int | None]
    extra_new: Mapped[int] = mapped_column(default=0)
    extra_reviews: Mapped[int] = mapped_column(default=0)
    buttons: Mapped[int] = mapped_column(default=2)
    shortcuts: Mapped[bool] = mapped_column(default=True)
    swipes: Mapped[bool] = mapped_column(default=False)
    types_answers: Mapped[bool] = mapped_column(default=False)
    shows_choices: Mapped[bool] = mapped_column(default=False)
    quiz_feeds_cards: Mapped[bool] = mapped_column(default=True)
    leeches_rest: Mapped[bool] = mapped_column(default=False)
    asks_confidence: Mapped[bool] = mapped_column(default=False)
    text_size: Mapped[str] = mapped_column(String(10), default="normal")
    retention: Mapped[float] = mapped_column(default=0.9)
    lighter_days: Mapped[int] = mapped_column(default=0)
    spreads_load: Mapped[bool] = mapped_column(default=True)
    catch_up_until: Mapped[int | None]
    catch_up_per_day: Mapped[int] = mapped_column(default=0)
    shows_streak: Mapped[bool] = mapped_column(default=False)
    fits_with_quizzes: Mapped[bool] = mapped_column(default=True)
    fits_monthly: Mapped[bool] = mapped_column(default=True)
    parameters_id: Mapped[UUID | None]
