"""Let classes end, number the changes of a quiz's terms, and note what members know to be seen."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("cohort") as cohort:
        cohort.add_column(sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("cohort_member") as member:
        member.add_column(sa.Column("seen_version", sa.Integer(), nullable=False, server_default="1"))
    with op.batch_alter_table("assignment") as assignment:
        assignment.add_column(sa.Column("revision", sa.Integer(), nullable=False, server_default="1"))
    for table, column in (("cohort_member", "seen_version"), ("assignment", "revision")):
        with op.batch_alter_table(table) as altered:
            altered.alter_column(column, server_default=None)


def downgrade() -> None:
    for table, column in (
        ("assignment", "revision"),
        ("cohort_member", "seen_version"),
        ("cohort", "ended_at"),
    ):
        with op.batch_alter_table(table) as altered:
            altered.drop_column(column)
