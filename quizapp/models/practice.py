"""How hard items are. What is stored here holds no learner, and can be made again from the answers."""

from sqlalchemy import CheckConstraint, Double, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.database import Model


class ItemDifficultyRow(Model):
    """How hard an item version is, as `core.practice_level.ItemDifficulty` has it."""

    __tablename__ = "item_difficulty"
    __table_args__ = (
        ForeignKeyConstraint(["item_id", "item_version"], ["item_version.item_id", "item_version.number"]),
        CheckConstraint("answers >= 0", name="answers"),
    )

    item_id: Mapped[int] = mapped_column(primary_key=True)
    item_version: Mapped[int] = mapped_column(primary_key=True)
    logits: Mapped[float] = mapped_column(Double)
    answers: Mapped[int]
