"""Let learners take back what they said in a practice."""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

NEW = {
    "cram_names_its_practice": (
        "CASE WHEN cram_id IS NULL THEN kind <> 'cram' ELSE kind IN ('cram', 'undo') END"
    ),
    "cram_makes_no_version": "(cram_id IS NULL) = (card_version IS NOT NULL)",
}
OLD = {
    "cram_names_its_practice": "(kind = 'cram') = (cram_id IS NOT NULL)",
    "cram_makes_no_version": "(kind = 'cram') = (card_version IS NULL)",
}


def upgrade() -> None:
    _check(NEW)


def downgrade() -> None:
    # What was taken back must not count again.
    op.execute(
        "DELETE FROM review_log WHERE (learner_id, id) IN"
        " (SELECT learner_id, undoes FROM review_log WHERE kind = 'undo' AND cram_id IS NOT NULL)"
    )
    op.execute("DELETE FROM review_log WHERE kind = 'undo' AND cram_id IS NOT NULL")
    _check(OLD)


def _check(checks: dict[str, str]) -> None:
    with op.batch_alter_table("review_log") as log:
        for name, condition in checks.items():
            log.drop_constraint(op.f(f"ck_review_log_{name}"), type_="check")
            log.create_check_constraint(op.f(f"ck_review_log_{name}"), condition)
