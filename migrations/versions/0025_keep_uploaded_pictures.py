"""Keep pictures that educators uploaded."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "picture",
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_picture_account_id_account"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_picture")),
    )
    op.create_index(op.f("ix_picture_account_id"), "picture", ["account_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_picture_account_id"), table_name="picture")
    op.drop_table("picture")
