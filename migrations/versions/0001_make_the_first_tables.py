"""Make the first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bank",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank")),
        sa.UniqueConstraint("slug", name=op.f("uq_bank_slug")),
    )
    op.create_table(
        "learner",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("time_zone", sa.String(length=60), nullable=False),
        sa.Column("rollover_hour", sa.Integer(), nullable=False),
        sa.Column("new_per_day", sa.Integer(), nullable=False),
        sa.Column("reviews_per_day", sa.Integer(), nullable=False),
        sa.Column("new_inside_reviews", sa.Boolean(), nullable=False),
        sa.Column("extra_day", sa.Integer(), nullable=True),
        sa.Column("extra_new", sa.Integer(), nullable=False),
        sa.Column("extra_reviews", sa.Integer(), nullable=False),
        sa.Column("buttons", sa.Integer(), nullable=False),
        sa.Column("shortcuts", sa.Boolean(), nullable=False),
        sa.Column("quiz_feeds_cards", sa.Boolean(), nullable=False),
        sa.Column("leeches_rest", sa.Boolean(), nullable=False),
        sa.CheckConstraint("buttons IN (2, 4)", name=op.f("ck_learner_buttons")),
        sa.CheckConstraint("extra_new BETWEEN 0 AND 9999", name=op.f("ck_learner_extra_new")),
        sa.CheckConstraint("extra_reviews BETWEEN 0 AND 9999", name=op.f("ck_learner_extra_reviews")),
        sa.CheckConstraint("new_per_day BETWEEN 0 AND 9999", name=op.f("ck_learner_new_per_day")),
        sa.CheckConstraint("reviews_per_day BETWEEN 0 AND 9999", name=op.f("ck_learner_reviews_per_day")),
        sa.CheckConstraint("rollover_hour BETWEEN 0 AND 23", name=op.f("ck_learner_rollover_hour")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learner")),
        sa.UniqueConstraint("public_id", name=op.f("uq_learner_public_id")),
    )
    op.create_table(
        "attempt",
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("behaviour", sa.String(length=20), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("blueprint", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("behaviour IN ('immediate', 'deferred')", name=op.f("ck_attempt_behaviour")),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learner.id"], name=op.f("fk_attempt_learner_id_learner"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("learner_id", "id", name=op.f("pk_attempt")),
    )
    op.create_table(
        "item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("bank_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=40), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("for_patients", sa.Boolean(), nullable=False),
        sa.Column("for_students", sa.Boolean(), nullable=False),
        sa.Column("offered", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["bank_id"], ["bank.id"], name=op.f("fk_item_bank_id_bank")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item")),
        sa.UniqueConstraint("slug", name=op.f("uq_item_slug")),
    )
    with op.batch_alter_table("item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_item_bank_id_position"), ["bank_id", "position"], unique=False)
        batch_op.create_index(batch_op.f("ix_item_topic"), ["topic"], unique=False)

    op.create_table(
        "card",
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("face", sa.String(length=60), nullable=False),
        sa.Column("origin", sa.String(length=10), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("origin IN ('missed', 'chosen')", name=op.f("ck_card_origin")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_card_item_id_item")),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learner.id"], name=op.f("fk_card_learner_id_learner"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("learner_id", "item_id", "face", name=op.f("pk_card")),
    )
    with op.batch_alter_table("card", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_card_learner_id_origin"), ["learner_id", "origin"], unique=False)

    op.create_table(
        "item_version",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("review_due", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_item_version_item_id_item")),
        sa.PrimaryKeyConstraint("item_id", "number", name=op.f("pk_item_version")),
    )
    op.create_table(
        "attempt_item",
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("item_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id", "item_version"],
            ["item_version.item_id", "item_version.number"],
            name=op.f("fk_attempt_item_item_id_item_version_item_version"),
        ),
        sa.ForeignKeyConstraint(
            ["learner_id", "attempt_id"],
            ["attempt.learner_id", "attempt.id"],
            name=op.f("fk_attempt_item_learner_id_attempt_id_attempt"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("learner_id", "attempt_id", "position", name=op.f("pk_attempt_item")),
        sa.UniqueConstraint(
            "learner_id", "attempt_id", "item_id", name=op.f("uq_attempt_item_learner_id_attempt_id_item_id")
        ),
    )
    op.create_table(
        "card_state",
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("face", sa.String(length=60), nullable=False),
        sa.Column("phase", sa.String(length=10), nullable=False),
        sa.Column("step", sa.Integer(), nullable=True),
        sa.Column("stability", sa.Double(), nullable=True),
        sa.Column("difficulty", sa.Double(), nullable=True),
        sa.Column("last_review_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_day", sa.Integer(), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_day", sa.Integer(), nullable=True),
        sa.Column("reps", sa.Integer(), nullable=False),
        sa.Column("lapses", sa.Integer(), nullable=False),
        sa.Column("suspended", sa.Boolean(), nullable=False),
        sa.Column("buried_until_day", sa.Integer(), nullable=True),
        sa.Column("buried_by", sa.Uuid(), nullable=True),
        sa.Column("flag", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "phase IN ('new', 'learning', 'review', 'relearning')", name=op.f("ck_card_state_phase")
        ),
        sa.CheckConstraint("(phase = 'review') = (due_day IS NOT NULL)", name=op.f("ck_card_state_due_day")),
        sa.CheckConstraint(
            "(phase IN ('learning', 'relearning')) = (due_at IS NOT NULL)", name=op.f("ck_card_state_due_at")
        ),
        sa.CheckConstraint("flag IN (0, 1)", name=op.f("ck_card_state_flag")),
        sa.CheckConstraint("reps >= 0 AND lapses >= 0", name=op.f("ck_card_state_counts")),
        sa.ForeignKeyConstraint(
            ["learner_id", "item_id", "face"],
            ["card.learner_id", "card.item_id", "card.face"],
            name=op.f("fk_card_state_learner_id_item_id_face_card"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("learner_id", "item_id", "face", name=op.f("pk_card_state")),
    )
    with op.batch_alter_table("card_state", schema=None) as batch_op:
        batch_op.create_index("ix_card_state_learning", ["learner_id", "suspended", "due_at"], unique=False)
        batch_op.create_index(
            "ix_card_state_queue",
            ["learner_id", "suspended", "phase", "due_day", "item_id", "face"],
            unique=False,
        )

    op.create_table(
        "report",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("item_version", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "reason IN ('wrong', 'unclear', 'upsetting', 'out-of-date')", name=op.f("ck_report_reason")
        ),
        sa.ForeignKeyConstraint(
            ["item_id", "item_version"],
            ["item_version.item_id", "item_version.number"],
            name=op.f("fk_report_item_id_item_version_item_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
    )
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_item_id"), ["item_id"], unique=False)

    op.create_table(
        "review_log",
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("face", sa.String(length=60), nullable=False),
        sa.Column("card_version", sa.Integer(), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("study_day", sa.Integer(), nullable=False),
        sa.Column("time_zone", sa.String(length=60), nullable=False),
        sa.Column("utc_offset_minutes", sa.Integer(), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("duration_ms", sa.Integer(), nullable=False),
        sa.Column("phase_before", sa.String(length=10), nullable=False),
        sa.Column("step_before", sa.Integer(), nullable=True),
        sa.Column("stability_before", sa.Double(), nullable=True),
        sa.Column("difficulty_before", sa.Double(), nullable=True),
        sa.Column("phase_after", sa.String(length=10), nullable=False),
        sa.Column("step_after", sa.Integer(), nullable=True),
        sa.Column("stability_after", sa.Double(), nullable=True),
        sa.Column("difficulty_after", sa.Double(), nullable=True),
        sa.Column("interval_days", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_day", sa.Integer(), nullable=True),
        sa.Column("leech", sa.Boolean(), nullable=False),
        sa.Column("rests", sa.Boolean(), nullable=False),
        sa.Column("undoes", sa.Uuid(), nullable=True),
        sa.CheckConstraint("(kind = 'undo') = (rating = 0)", name=op.f("ck_review_log_undo_has_no_rating")),
        sa.CheckConstraint(
            "(kind = 'undo') = (undoes IS NOT NULL)", name=op.f("ck_review_log_undo_names_a_row")
        ),
        sa.CheckConstraint(
            "kind IN ('learning', 'review', 'relearning', 'undo')", name=op.f("ck_review_log_kind")
        ),
        sa.CheckConstraint("source IN ('card', 'quiz')", name=op.f("ck_review_log_source")),
        sa.CheckConstraint("duration_ms BETWEEN 0 AND 60000", name=op.f("ck_review_log_duration")),
        sa.CheckConstraint("rating BETWEEN 0 AND 4", name=op.f("ck_review_log_rating")),
        sa.ForeignKeyConstraint(
            ["learner_id", "item_id", "face"],
            ["card.learner_id", "card.item_id", "card.face"],
            name=op.f("fk_review_log_learner_id_item_id_face_card"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("learner_id", "id", name=op.f("pk_review_log")),
        sa.UniqueConstraint(
            "learner_id",
            "item_id",
            "face",
            "card_version",
            name=op.f("uq_review_log_learner_id_item_id_face_card_version"),
        ),
        sa.UniqueConstraint("learner_id", "undoes", name=op.f("uq_review_log_learner_id_undoes")),
    )
    with op.batch_alter_table("review_log", schema=None) as batch_op:
        batch_op.create_index(
            "ix_review_log_study_day", ["learner_id", "study_day", "reviewed_at"], unique=False
        )

    op.create_table(
        "response",
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("response", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('save', 'skip', 'check')", name=op.f("ck_response_kind")),
        sa.ForeignKeyConstraint(
            ["learner_id", "attempt_id", "position"],
            ["attempt_item.learner_id", "attempt_item.attempt_id", "attempt_item.position"],
            name=op.f("fk_response_learner_id_attempt_id_position_attempt_item"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("learner_id", "attempt_id", "step", name=op.f("pk_response")),
        sa.UniqueConstraint(
            "learner_id", "attempt_id", "client_id", name=op.f("uq_response_learner_id_attempt_id_client_id")
        ),
    )


def downgrade() -> None:
    op.drop_table("response")
    with op.batch_alter_table("review_log", schema=None) as batch_op:
        batch_op.drop_index("ix_review_log_study_day")

    op.drop_table("review_log")
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_report_item_id"))

    op.drop_table("report")
    with op.batch_alter_table("card_state", schema=None) as batch_op:
        batch_op.drop_index("ix_card_state_queue")
        batch_op.drop_index("ix_card_state_learning")

    op.drop_table("card_state")
    op.drop_table("attempt_item")
    op.drop_table("item_version")
    with op.batch_alter_table("card", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_card_learner_id_origin"))

    op.drop_table("card")
    with op.batch_alter_table("item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_item_topic"))
        batch_op.drop_index(batch_op.f("ix_item_bank_id_position"))

    op.drop_table("item")
    op.drop_table("attempt")
    op.drop_table("learner")
    op.drop_table("bank")
