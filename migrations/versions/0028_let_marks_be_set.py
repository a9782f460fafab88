"""Let educators set marks by hand, and say what lateness does to a mark."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("assignment") as assignment:
        assignment.add_column(sa.Column("late", sa.String(10), nullable=False, server_default="if-nothing"))
        assignment.create_check_constraint(
            op.f("ck_assignment_late"), "late IN ('counts', 'if-nothing', 'never')"
        )
    with op.batch_alter_table("assignment") as assignment:
        assignment.alter_column("late", existing_type=sa.String(10), server_default=None)
    op.create_table(
        "mark_override",
        sa.Column("assignment_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("by_account_id", sa.Integer(), nullable=True),
        sa.Column("from_share", sa.Integer(), nullable=True),
        sa.Column("to_share", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("from_share BETWEEN 0 AND 10000", name=op.f("ck_mark_override_from_share")),
        sa.CheckConstraint("to_share BETWEEN 0 AND 10000", name=op.f("ck_mark_override_to_share")),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["assignment.id"],
            name=op.f("fk_mark_override_assignment_id_assignment"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_mark_override_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["by_account_id"],
            ["account.id"],
            name=op.f("fk_mark_override_by_account_id_account"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("assignment_id", "account_id", "number", name=op.f("pk_mark_override")),
    )
    op.create_index(op.f("ix_mark_override_account_id"), "mark_override", ["account_id"])
    op.create_index(op.f("ix_mark_override_by_account_id"), "mark_override", ["by_account_id"])


def downgrade() -> None:
    op.drop_table("mark_override")
    with op.batch_alter_table("assignment") as assignment:
        assignment.drop_constraint(op.f("ck_assignment_late"), type_="check")
        assignment.drop_column("late")
