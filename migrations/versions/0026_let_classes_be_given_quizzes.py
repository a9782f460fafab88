"""Let classes be given quizzes, and remember at which of them an attempt is."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
INDEX = "ix_attempt_assignment_id"
ASSIGNED = sa.text("assignment_id IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "assignment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("ready_id", sa.Integer(), nullable=True),
        sa.Column("blueprint", sa.Text(), nullable=True),
        sa.Column("behaviour", sa.String(length=20), nullable=False),
        sa.Column("opens_at", MOMENT, nullable=False),
        sa.Column("closes_at", MOMENT, nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=True),
        sa.Column("counts", sa.String(length=10), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint("(ready_id IS NULL) <> (blueprint IS NULL)", name=op.f("ck_assignment_made_of")),
        sa.CheckConstraint("behaviour IN ('immediate', 'deferred')", name=op.f("ck_assignment_behaviour")),
        sa.CheckConstraint("attempts BETWEEN 1 AND 10", name=op.f("ck_assignment_attempts")),
        sa.CheckConstraint("counts IN ('best', 'last', 'first', 'mean')", name=op.f("ck_assignment_counts")),
        sa.CheckConstraint("closes_at > opens_at", name=op.f("ck_assignment_closes_at")),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohort.id"], name=op.f("fk_assignment_cohort_id_cohort"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["ready_id"], ["ready_set.id"], name=op.f("fk_assignment_ready_id_ready_set")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
    )
    op.create_index(op.f("ix_assignment_cohort_id"), "assignment", ["cohort_id"])
    with op.batch_alter_table("attempt") as attempt:
        attempt.add_column(sa.Column("assignment_id", sa.Uuid(), nullable=True))
        attempt.create_foreign_key(
            op.f("fk_attempt_assignment_id_assignment"),
            "assignment",
            ["assignment_id"],
            ["id"],
            ondelete="SET NULL",
        )
    op.create_index(INDEX, "attempt", ["assignment_id"], sqlite_where=ASSIGNED, postgresql_where=ASSIGNED)


def downgrade() -> None:
    op.drop_index(INDEX, table_name="attempt")
    with op.batch_alter_table("attempt") as attempt:
        attempt.drop_constraint(op.f("fk_attempt_assignment_id_assignment"), type_="foreignkey")
        attempt.drop_column("assignment_id")
    op.drop_table("assignment")
