"""Keep ready-made sets and the steps of the course, and which of them an attempt is at."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ready_set",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("offered", sa.Boolean(), nullable=False),
        sa.CheckConstraint("kind IN ('set', 'step')", name=op.f("ck_ready_set_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ready_set")),
        sa.UniqueConstraint("kind", "slug", name=op.f("uq_ready_set_kind_slug")),
    )
    with op.batch_alter_table("attempt") as attempt:
        attempt.add_column(sa.Column("ready_id", sa.Integer(), nullable=True))
        attempt.create_foreign_key(op.f("fk_attempt_ready_id_ready_set"), "ready_set", ["ready_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("attempt") as attempt:
        attempt.drop_constraint(op.f("fk_attempt_ready_id_ready_set"), type_="foreignkey")
        attempt.drop_column("ready_id")
    op.drop_table("ready_set")
