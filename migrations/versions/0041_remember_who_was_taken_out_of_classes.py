"""Remember who was taken out of a class, so that they come back by an invitation of their own only."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0037b"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "cohort_removal",
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohort.id"], name=op.f("fk_cohort_removal_cohort_id_cohort"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_cohort_removal_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("cohort_id", "account_id", name=op.f("pk_cohort_removal")),
    )
    op.create_index(op.f("ix_cohort_removal_account_id"), "cohort_removal", ["account_id"])


def downgrade() -> None:
    op.drop_table("cohort_removal")
