"""Correct keys so that learners are told, and answer reports."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
VERSION = ["item_version.item_id", "item_version.number"]


def upgrade() -> None:
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("from_version", sa.Integer(), nullable=False),
        sa.Column("to_version", sa.Integer(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("corrected_at", MOMENT, nullable=False),
        sa.CheckConstraint("from_version < to_version", name=op.f("ck_correction_versions")),
        sa.ForeignKeyConstraint(["item_id", "from_version"], VERSION, name="fk_correction_from_version"),
        sa.ForeignKeyConstraint(["item_id", "to_version"], VERSION, name="fk_correction_to_version"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
        sa.UniqueConstraint("item_id", "to_version", name=op.f("uq_correction_item_id_to_version")),
    )
    op.create_table(
        "correction_read",
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("correction_id", sa.Integer(), nullable=False),
        sa.Column("read_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_id"],
            ["learner.id"],
            name=op.f("fk_correction_read_learner_id_learner"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["correction_id"], ["correction.id"], name=op.f("fk_correction_read_correction_id_correction")
        ),
        sa.PrimaryKeyConstraint("learner_id", "correction_id", name=op.f("pk_correction_read")),
    )
    op.create_table(
        "report_answer",
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("answered_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "outcome IN ('mended', 'explained', 'thanks')", name=op.f("ck_report_answer_outcome")
        ),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_report_answer_report_id_report")),
        sa.PrimaryKeyConstraint("report_id", name=op.f("pk_report_answer")),
    )


def downgrade() -> None:
    for table in ("report_answer", "correction_read", "correction"):
        op.drop_table(table)
