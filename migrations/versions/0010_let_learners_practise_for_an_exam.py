"""Let learners practise for an exam without touching their schedule."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

CHECKS = {
    "cram_names_its_practice": "(kind = 'cram') = (cram_id IS NOT NULL)",
    "cram_makes_no_version": "(kind = 'cram') = (card_version IS NULL)",
}
PRACTISED = sa.text("cram_id IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "cram",
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scope", sa.String(length=90), nullable=False),
        sa.Column("exam_day", sa.Integer(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learner.id"], name=op.f("fk_cram_learner_id_learner"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("learner_id", "id", name=op.f("pk_cram")),
    )
    # Nobody could practise before, so no such row is stored.
    with op.batch_alter_table("review_log") as log:
        log.add_column(sa.Column("cram_id", sa.Uuid(), nullable=True))
        log.alter_column("card_version", existing_type=sa.Integer(), nullable=True)
        log.create_foreign_key(
            op.f("fk_review_log_learner_id_cram_id_cram"),
            "cram",
            ["learner_id", "cram_id"],
            ["learner_id", "id"],
            ondelete="CASCADE",
        )
        for name, condition in CHECKS.items():
            log.create_check_constraint(op.f(f"ck_review_log_{name}"), condition)
    op.create_index(
        "ix_review_log_cram",
        "review_log",
        ["learner_id", "cram_id"],
        sqlite_where=PRACTISED,
        postgresql_where=PRACTISED,
    )


def downgrade() -> None:
    op.drop_index("ix_review_log_cram", table_name="review_log")
    op.execute("DELETE FROM review_log WHERE kind = 'cram'")
    with op.batch_alter_table("review_log") as log:
        for name in CHECKS:
            log.drop_constraint(op.f(f"ck_review_log_{name}"), type_="check")
        log.drop_constraint(op.f("fk_review_log_learner_id_cram_id_cram"), type_="foreignkey")
        log.alter_column("card_version", existing_type=sa.Integer(), nullable=False)
        log.drop_column("cram_id")
    op.drop_table("cram")
