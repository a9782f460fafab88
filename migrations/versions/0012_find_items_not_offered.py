"""Find items that are not offered without looking at every item."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_item_not_offered",
        "item",
        ["id"],
        sqlite_where=sa.text("offered = 0"),
        postgresql_where=sa.text("NOT offered"),
    )


def downgrade() -> None:
    op.drop_index("ix_item_not_offered", table_name="item")
