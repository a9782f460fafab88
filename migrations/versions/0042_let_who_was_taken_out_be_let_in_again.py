"""Remember by which name somebody was in the class that they were taken out of, to let them in again."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("cohort_removal", sa.Column("member_id", sa.Uuid(), nullable=True))
    op.add_column("cohort_removal", sa.Column("name", sa.String(80), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("cohort_removal") as removal:
        for column in ("name", "member_id"):
            removal.drop_column(column)
