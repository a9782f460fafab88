"""Practice that changes no schedule, as a learner began it; its answers are rows of the review log."""

from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.database import Model, Utc


class CramRow(Model):
    """A practice of some cards; never updated. ``id`` is made by the page that began it.

    ``scope`` names the cards as an address does; ``exam_day`` is the study day to practise for, if there is
    one. Where the practice stands follows from its answers.
    """

    __tablename__ = "cram"

    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    scope: Mapped[str] = mapped_column(String(90))
    exam_day: Mapped[int | None]
    started_at: Mapped[Utc]
