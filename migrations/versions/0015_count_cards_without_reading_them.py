"""Count the cards that are left without reading each of them."""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

QUEUE = ["learner_id", "suspended", "phase", "due_day", "item_id", "face"]
LEARNING = ["learner_id", "suspended", "due_at"]


def upgrade() -> None:
    index("ix_card_state_queue", [*QUEUE, "buried_until_day"])
    index("ix_card_state_learning", [*LEARNING, "item_id", "face", "buried_until_day"])


def downgrade() -> None:
    index("ix_card_state_queue", QUEUE)
    index("ix_card_state_learning", LEARNING)


def index(name: str, columns: list[str]) -> None:
    op.drop_index(name, table_name="card_state")
    op.create_index(name, "card_state", columns)
