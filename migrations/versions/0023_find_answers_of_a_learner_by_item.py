"""Find the answers of a learner by item, to tell whom a correction concerns."""

from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

NAME = "ix_attempt_item_learner_id_item_id"


def upgrade() -> None:
    op.create_index(op.f(NAME), "attempt_item", ["learner_id", "item_id"])


def downgrade() -> None:
    op.drop_index(op.f(NAME), table_name="attempt_item")
