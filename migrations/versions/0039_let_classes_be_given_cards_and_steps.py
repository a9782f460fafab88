"""Let classes be given cards to study and steps to read."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "class_task",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("deck", sa.String(length=100), nullable=True),
        sa.Column("asked", sa.Integer(), nullable=True),
        sa.Column("ready_id", sa.Integer(), nullable=True),
        sa.Column("topic", sa.String(length=40), nullable=True),
        sa.Column("link", sa.String(length=500), nullable=True),
        sa.Column("opens_at", MOMENT, nullable=False),
        sa.Column("closes_at", MOMENT, nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint("kind IN ('deck', 'step')", name=op.f("ck_class_task_kind")),
        sa.CheckConstraint("(kind = 'deck') = (deck IS NOT NULL)", name=op.f("ck_class_task_deck")),
        sa.CheckConstraint("asked >= 1", name=op.f("ck_class_task_asked")),
        sa.CheckConstraint("closes_at > opens_at", name=op.f("ck_class_task_closes_at")),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohort.id"], name=op.f("fk_class_task_cohort_id_cohort"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["ready_id"], ["ready_set.id"], name=op.f("fk_class_task_ready_id_ready_set")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_task")),
    )
    op.create_index(op.f("ix_class_task_cohort_id"), "class_task", ["cohort_id"])
    op.create_table(
        "class_task_state",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("begun_at", MOMENT, nullable=False),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_class_task_state_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["task_id"],
            ["class_task.id"],
            name=op.f("fk_class_task_state_task_id_class_task"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("account_id", "task_id", name=op.f("pk_class_task_state")),
    )
    op.create_index(op.f("ix_class_task_state_task_id"), "class_task_state", ["task_id"])


def downgrade() -> None:
    op.drop_table("class_task_state")
    op.drop_table("class_task")
