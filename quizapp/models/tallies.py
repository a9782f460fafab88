"""Counts kept beside the logs, so that progress is read quickly; a command proves them from the logs."""

from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.database import Model


class DailyTallyRow(Model):
    """What a learner did on one study day in one topic; the counts are those of `core.tallies.Tally`.

    No constraint forbids a count that cannot be: a fault in what can be made again must not stop an answer.
    """

    __tablename__ = "daily_tally"

    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id", ondelete="CASCADE"), primary_key=True)
    study_day: Mapped[int] = mapped_column(primary_key=True)
    topic: Mapped[str] = mapped_column(String(40), primary_key=True)
    answers: Mapped[int]
    right: Mapped[int]
    unsure: Mapped[int]
    unsure_right: Mapped[int]
    fairly_sure: Mapped[int]
    fairly_sure_right: Mapped[int]
    sure: Mapped[int]
    sure_right: Mapped[int]
    reviews: Mapped[int]
    asked: Mapped[int]
    recalled: Mapped[int]


class AttemptScoreRow(Model):
    """What came of an attempt that was handed in: how many items were answered, and how many wholly right.

    ``thirds`` is what a gradebook adds up, as `core.outcomes.Outcome` has it.
    """

    __tablename__ = "attempt_score"
    __table_args__ = (
        ForeignKeyConstraint(
            ["learner_id", "attempt_id"], ["attempt.learner_id", "attempt.id"], ondelete="CASCADE"
        ),
    )

    learner_id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[UUID] = mapped_column(primary_key=True)
    items: Mapped[int]
    answered: Mapped[int]
    right: Mapped[int]
    thirds: Mapped[int]
