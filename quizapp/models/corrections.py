"""Keys that were corrected, who of the learners has read so, and what was answered to reports."""

from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.database import Model, Utc


class CorrectionRow(Model):
    """A published version of an item has another key than the one published before; append-only.

    ``sentence`` says what was wrong and what is right. Who said it stands in the audit trail.
    """

    __tablename__ = "correction"
    __table_args__ = (
        ForeignKeyConstraint(
            ["item_id", "from_version"],
            ["item_version.item_id", "item_version.number"],
            name="fk_correction_from_version",
        ),
        ForeignKeyConstraint(
            ["item_id", "to_version"],
            ["item_version.item_id", "item_version.number"],
            name="fk_correction_to_version",
        ),
        UniqueConstraint("item_id", "to_version"),
        CheckConstraint("from_version < to_version", name="versions"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int]
    from_version: Mapped[int]
    to_version: Mapped[int]
    sentence: Mapped[str] = mapped_column(Text)
    corrected_at: Mapped[Utc]


class CorrectedVersionRow(Model):
    """A published version, before the one that corrects a key, whose key differs from that; append-only.

    A key that was right at first, then wrong, and is right again, is corrected for the second version alone.
    """

    __tablename__ = "corrected_version"
    __table_args__ = (
        ForeignKeyConstraint(
            ["item_id", "to_version"],
            ["correction.item_id", "correction.to_version"],
            name="fk_corrected_version_correction",
        ),
        ForeignKeyConstraint(
            ["item_id", "version"],
            ["item_version.item_id", "item_version.number"],
            name="fk_corrected_version_version",
        ),
        CheckConstraint("version < to_version", name="versions"),
    )

    item_id: Mapped[int] = mapped_column(primary_key=True)
    to_version: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)


class CorrectionReadRow(Model):
    """A learner has read of a correction."""

    __tablename__ = "correction_read"

    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id", ondelete="CASCADE"), primary_key=True)
    correction_id: Mapped[int] = mapped_column(ForeignKey("correction.id"), primary_key=True)
    read_at: Mapped[Utc]


class ReportAnswerRow(Model):
    """What was done about a report, for whoever sent it; append-only. Who did it: see the audit trail."""

    __tablename__ = "report_answer"
    __table_args__ = (CheckConstraint("outcome IN ('mended', 'explained', 'thanks')", name="outcome"),)

    report_id: Mapped[UUID] = mapped_column(ForeignKey("report.id"), primary_key=True)
    outcome: Mapped[str] = mapped_column(String(10))
    words: Mapped[str] = mapped_column(Text)
    answered_at: Mapped[Utc]
