"""Let learners answer cards by swiping."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("learner") as learner:
        learner.add_column(sa.Column("swipes", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("learner") as learner:
        learner.alter_column("swipes", existing_type=sa.Boolean(), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("learner") as learner:
        learner.drop_column("swipes")
