"""Let quizzes of classes have a time limit, and students more time."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0041"
branch_labels = None
depends_on = None

TIMED = sa.text("ends_at IS NOT NULL AND finished_at IS NULL")


def upgrade() -> None:
    with op.batch_alter_table("assignment") as assignment:
        assignment.add_column(sa.Column("minutes", sa.Integer(), nullable=True))
        assignment.create_check_constraint(op.f("ck_assignment_minutes"), "minutes BETWEEN 5 AND 300")
    with op.batch_alter_table("attempt") as attempt:
        attempt.add_column(sa.Column("minutes", sa.Integer(), nullable=True))
        attempt.add_column(sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True))
        attempt.add_column(sa.Column("ran_out", sa.Boolean(), nullable=False, server_default=sa.false()))
        attempt.create_check_constraint(op.f("ck_attempt_ends_at"), "(minutes IS NULL) = (ends_at IS NULL)")
    with op.batch_alter_table("attempt") as attempt:
        attempt.alter_column("ran_out", existing_type=sa.Boolean(), server_default=None)
    op.create_index("ix_attempt_ends_at", "attempt", ["ends_at"], sqlite_where=TIMED, postgresql_where=TIMED)
    op.create_table(
        "extra_time",
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("by_account_id", sa.Integer(), nullable=True),
        sa.Column("share", sa.Integer(), nullable=True),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("share IN (100, 125, 150, 200, 300, 500, 1000)", name=op.f("ck_extra_time_share")),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["cohort_member.id"],
            name=op.f("fk_extra_time_member_id_cohort_member"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_extra_time_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["by_account_id"],
            ["account.id"],
            name=op.f("fk_extra_time_by_account_id_account"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("member_id", "number", name=op.f("pk_extra_time")),
    )
    op.create_index(op.f("ix_extra_time_account_id"), "extra_time", ["account_id"])
    op.create_index(op.f("ix_extra_time_by_account_id"), "extra_time", ["by_account_id"])


def downgrade() -> None:
    op.drop_table("extra_time")
    op.drop_index("ix_attempt_ends_at", "attempt")
    with op.batch_alter_table("attempt") as attempt:
        attempt.drop_constraint(op.f("ck_attempt_ends_at"), type_="check")
        for column in ("ran_out", "ends_at", "minutes"):
            attempt.drop_column(column)
    with op.batch_alter_table("assignment") as assignment:
        assignment.drop_constraint(op.f("ck_assignment_minutes"), type_="check")
        assignment.drop_column("minutes")
