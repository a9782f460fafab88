"""Remember what learners do with cards beside answering them, so that it can be undone."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "card_move",
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("face", sa.String(length=60), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("study_day", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("suspended_before", sa.Boolean(), nullable=False),
        sa.Column("buried_until_day_before", sa.Integer(), nullable=True),
        sa.Column("buried_by_before", sa.Uuid(), nullable=True),
        sa.Column("flag_before", sa.Integer(), nullable=False),
        sa.Column("undoes", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('tomorrow', 'rest', 'back', 'flag', 'unflag', 'undo')", name=op.f("ck_card_move_kind")
        ),
        sa.CheckConstraint(
            "(kind = 'undo') = (undoes IS NOT NULL)", name=op.f("ck_card_move_undo_names_a_row")
        ),
        sa.CheckConstraint("flag_before IN (0, 1)", name=op.f("ck_card_move_flag_before")),
        sa.ForeignKeyConstraint(
            ["learner_id", "item_id", "face"],
            ["card.learner_id", "card.item_id", "card.face"],
            name=op.f("fk_card_move_learner_id_item_id_face_card"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("learner_id", "id", name=op.f("pk_card_move")),
        sa.UniqueConstraint("learner_id", "undoes", name=op.f("uq_card_move_learner_id_undoes")),
    )
    op.create_index("ix_card_move_study_day", "card_move", ["learner_id", "study_day", "moved_at"])


def downgrade() -> None:
    op.drop_index("ix_card_move_study_day", table_name="card_move")
    op.drop_table("card_move")
