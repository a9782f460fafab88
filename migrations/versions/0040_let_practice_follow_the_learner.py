"""Let practice follow the learner: how hard items are, and how hard each was when it was given."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "item_difficulty",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("item_version", sa.Integer(), nullable=False),
        sa.Column("logits", sa.Double(), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.CheckConstraint("answers >= 0", name=op.f("ck_item_difficulty_answers")),
        sa.ForeignKeyConstraint(
            ["item_id", "item_version"],
            ["item_version.item_id", "item_version.number"],
            name=op.f("fk_item_difficulty_item_id_item_version_item_version"),
        ),
        sa.PrimaryKeyConstraint("item_id", "item_version", name=op.f("pk_item_difficulty")),
    )
    op.add_column("attempt_item", sa.Column("item_difficulty", sa.Double(), nullable=True))
    op.add_column("attempt_item", sa.Column("item_answers", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("attempt_item", "item_answers")
    op.drop_column("attempt_item", "item_difficulty")
    op.drop_table("item_difficulty")
