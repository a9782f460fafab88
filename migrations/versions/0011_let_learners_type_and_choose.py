"""Let learners type the answers of more cards, and see the choices on the front of cards."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

WISHES = ("types_answers", "shows_choices")


def upgrade() -> None:
    with op.batch_alter_table("learner") as learner:
        for wish in WISHES:
            learner.add_column(sa.Column(wish, sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("learner") as learner:
        for wish in WISHES:
            learner.alter_column(wish, existing_type=sa.Boolean(), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("learner") as learner:
        for wish in WISHES:
            learner.drop_column(wish)
