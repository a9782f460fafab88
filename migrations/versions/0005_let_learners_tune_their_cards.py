"""Let learners tune their cards: by deck, by weekday, after a break, and by parameters of their own."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from alembic.operations.base import BatchOperations

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

YES, NO = sa.true(), sa.false()
LEARNER_COLUMNS: dict[str, tuple[sa.types.TypeEngine[Any], Any]] = {
    "retention": (sa.Double(), "0.9"),
    "lighter_days": (sa.Integer(), "0"),
    "spreads_load": (sa.Boolean(), YES),
    "catch_up_per_day": (sa.Integer(), "0"),
    "shows_streak": (sa.Boolean(), NO),
    "fits_with_quizzes": (sa.Boolean(), YES),
}
"""Kind, and what learners who are there already get."""

LEARNER_CHECKS = {
    "retention": "retention BETWEEN 0.7 AND 0.99",
    "lighter_days": "lighter_days BETWEEN 0 AND 127",
    "catch_up_per_day": "catch_up_per_day BETWEEN 0 AND 9999",
}
OLD_LOG_CHECKS = {
    "kind": "kind IN ('learning', 'review', 'relearning', 'undo')",
    "source": "source IN ('card', 'quiz')",
    "undo_has_no_rating": "(kind = 'undo') = (rating = 0)",
}
NEW_LOG_CHECKS = {
    "kind": "kind IN ('learning', 'review', 'relearning', 'cram', 'reset', 'reschedule', 'undo')",
    "source": "source IN ('card', 'quiz', 'import')",
    "undo_has_no_rating": "(kind IN ('undo', 'reset', 'reschedule')) = (rating = 0)",
}


def upgrade() -> None:
    op.create_table(
        "deck_choice",
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("bank_id", sa.Integer(), nullable=False),
        sa.Column("new_per_day", sa.Integer(), nullable=True),
        sa.Column("reviews_per_day", sa.Integer(), nullable=True),
        sa.Column("retention", sa.Double(), nullable=True),
        sa.Column("extra_day", sa.Integer(), nullable=True),
        sa.Column("extra_new", sa.Integer(), nullable=False),
        sa.Column("extra_reviews", sa.Integer(), nullable=False),
        sa.CheckConstraint("new_per_day BETWEEN 0 AND 9999", name=op.f("ck_deck_choice_new_per_day")),
        sa.CheckConstraint("reviews_per_day BETWEEN 0 AND 9999", name=op.f("ck_deck_choice_reviews_per_day")),
        sa.CheckConstraint("retention BETWEEN 0.7 AND 0.99", name=op.f("ck_deck_choice_retention")),
        sa.CheckConstraint("extra_new BETWEEN 0 AND 9999", name=op.f("ck_deck_choice_extra_new")),
        sa.CheckConstraint("extra_reviews BETWEEN 0 AND 9999", name=op.f("ck_deck_choice_extra_reviews")),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learner.id"], name=op.f("fk_deck_choice_learner_id_learner"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["bank_id"], ["bank.id"], name=op.f("fk_deck_choice_bank_id_bank")),
        sa.PrimaryKeyConstraint("learner_id", "bank_id", name=op.f("pk_deck_choice")),
    )
    op.create_table(
        "memory_parameters",
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("numbers", sa.Text(), nullable=False),
        sa.Column("fitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reviews", sa.Integer(), nullable=False),
        sa.Column("loss_before", sa.Double(), nullable=False),
        sa.Column("loss_after", sa.Double(), nullable=False),
        sa.Column("kept", sa.Boolean(), nullable=False),
        sa.CheckConstraint("reviews >= 0", name=op.f("ck_memory_parameters_reviews")),
        sa.CheckConstraint("NOT kept OR loss_after < loss_before", name=op.f("ck_memory_parameters_kept")),
        sa.ForeignKeyConstraint(
            ["learner_id"],
            ["learner.id"],
            name=op.f("fk_memory_parameters_learner_id_learner"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("learner_id", "id", name=op.f("pk_memory_parameters")),
    )
    with op.batch_alter_table("learner") as learner:
        for name, (kind, default) in LEARNER_COLUMNS.items():
            learner.add_column(sa.Column(name, kind, nullable=False, server_default=default))
        learner.add_column(sa.Column("catch_up_until", sa.Integer(), nullable=True))
        learner.add_column(sa.Column("parameters_id", sa.Uuid(), nullable=True))
        for name, condition in LEARNER_CHECKS.items():
            learner.create_check_constraint(op.f(f"ck_learner_{name}"), condition)
    with op.batch_alter_table("learner") as learner:
        for name, (kind, _) in LEARNER_COLUMNS.items():
            learner.alter_column(name, existing_type=kind, server_default=None)
    with op.batch_alter_table("review_log") as log:
        log.add_column(sa.Column("clamped", sa.Boolean(), nullable=False, server_default=sa.false()))
        log.add_column(sa.Column("parameters_id", sa.Uuid(), nullable=True))
    with op.batch_alter_table("review_log") as log:
        log.alter_column("clamped", existing_type=sa.Boolean(), server_default=None)
        change_checks(log, OLD_LOG_CHECKS, NEW_LOG_CHECKS)


def change_checks(table: BatchOperations, old: dict[str, str], new: dict[str, str]) -> None:
    """Put the new conditions of the review log in the place of the old ones."""
    for name in old:
        table.drop_constraint(op.f(f"ck_review_log_{name}"), type_="check")
    for name, condition in new.items():
        table.create_check_constraint(op.f(f"ck_review_log_{name}"), condition)


def downgrade() -> None:
    op.execute("DELETE FROM review_log WHERE kind IN ('cram', 'reset', 'reschedule') OR source = 'import'")
    with op.batch_alter_table("review_log") as log:
        change_checks(log, NEW_LOG_CHECKS, OLD_LOG_CHECKS)
        log.drop_column("parameters_id")
        log.drop_column("clamped")
    with op.batch_alter_table("learner") as learner:
        for name in LEARNER_CHECKS:
            learner.drop_constraint(op.f(f"ck_learner_{name}"), type_="check")
        for name in (*LEARNER_COLUMNS, "catch_up_until", "parameters_id"):
            learner.drop_column(name)
    op.drop_table("memory_parameters")
    op.drop_table("deck_choice")
