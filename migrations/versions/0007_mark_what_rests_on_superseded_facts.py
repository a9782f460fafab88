"""Mark what rests on superseded facts."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "superseded_fact",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("newer_id", sa.String(length=80), nullable=False),
        sa.Column("newer_statement", sa.Text(), nullable=False),
        sa.Column("noticed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_superseded_fact")),
    )
    op.create_table(
        "superseded_use",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("fact_id", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id", "number"],
            ["item_version.item_id", "item_version.number"],
            name=op.f("fk_superseded_use_item_id_number_item_version"),
        ),
        sa.ForeignKeyConstraint(
            ["fact_id"],
            ["superseded_fact.id"],
            name=op.f("fk_superseded_use_fact_id_superseded_fact"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("item_id", "number", "fact_id", name=op.f("pk_superseded_use")),
    )
    with op.batch_alter_table("item") as item:
        item.add_column(sa.Column("being_updated", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("item") as item:
        item.alter_column("being_updated", existing_type=sa.Boolean(), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("item") as item:
        item.drop_column("being_updated")
    op.drop_table("superseded_use")
    op.drop_table("superseded_fact")
