"""Keep the text of banks, so that they can be written back as they were."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bank_text",
        sa.Column("bank_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["bank_id"], ["bank.id"], name=op.f("fk_bank_text_bank_id_bank")),
        sa.PrimaryKeyConstraint("bank_id", name=op.f("pk_bank_text")),
    )
    # So that the next load stores the text of each file, also of one that did not change.
    op.execute("UPDATE bank SET content_hash = ''")


def downgrade() -> None:
    op.drop_table("bank_text")
