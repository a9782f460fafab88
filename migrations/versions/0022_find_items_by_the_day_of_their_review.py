"""Find the versions that are to be looked at again by a day without reading what they say."""

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

NAME = "ix_item_version_review_due"


def upgrade() -> None:
    op.create_index(NAME, "item_version", ["review_due", "item_id", "number"])


def downgrade() -> None:
    op.drop_index(NAME, table_name="item_version")
