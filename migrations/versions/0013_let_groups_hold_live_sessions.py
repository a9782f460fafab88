"""Let groups hold live sessions."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "live_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=6), nullable=True),
        sa.Column("host_hash", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("reduced_at", MOMENT, nullable=True),
        sa.CheckConstraint("kind IN ('patient', 'class')", name=op.f("ck_live_session_kind")),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_live_session_account_id_account"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_live_session")),
        sa.UniqueConstraint("code", name=op.f("uq_live_session_code")),
        sa.UniqueConstraint("host_hash", name=op.f("uq_live_session_host_hash")),
    )
    op.create_index(op.f("ix_live_session_account_id"), "live_session", ["account_id"])
    op.create_index(
        op.f("ix_live_session_reduced_at_expires_at"), "live_session", ["reduced_at", "expires_at"]
    )
    op.create_table(
        "live_step",
        _session(),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("item_version", sa.Integer(), nullable=True),
        sa.Column("reached", sa.String(length=10), nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.CheckConstraint("kind IN ('item', 'before', 'after')", name=op.f("ck_live_step_kind")),
        sa.CheckConstraint(
            "(kind = 'item') = (item_id IS NOT NULL AND item_version IS NOT NULL)",
            name=op.f("ck_live_step_item"),
        ),
        sa.CheckConstraint(
            "reached IN ('waiting', 'opened', 'closed', 'charted', 'revealed')",
            name=op.f("ck_live_step_reached"),
        ),
        sa.ForeignKeyConstraint(
            ["item_id", "item_version"],
            ["item_version.item_id", "item_version.number"],
            name=op.f("fk_live_step_item_id_item_version_item_version"),
        ),
        _of_session("live_step"),
        sa.PrimaryKeyConstraint("session_id", "position", name=op.f("pk_live_step")),
    )
    op.create_table(
        "live_event",
        _session(),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("command", sa.String(length=10), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("happened_at", MOMENT, nullable=False),
        _of_session("live_event"),
        sa.PrimaryKeyConstraint("session_id", "seq", name=op.f("pk_live_event")),
    )
    op.create_table(
        "live_participant",
        _session(),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=True),
        sa.Column("left", sa.Boolean(), nullable=False),
        _of_session("live_participant"),
        sa.PrimaryKeyConstraint("session_id", "id", name=op.f("pk_live_participant")),
        sa.UniqueConstraint("session_id", "name", name=op.f("uq_live_participant_session_id_name")),
    )
    op.create_table(
        "live_answer",
        _session(),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("response", sa.Text(), nullable=False),
        _of_step("live_answer"),
        sa.ForeignKeyConstraint(
            ["session_id", "participant_id"],
            ["live_participant.session_id", "live_participant.id"],
            name=op.f("fk_live_answer_session_id_participant_id_live_participant"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("session_id", "position", "participant_id", name=op.f("pk_live_answer")),
    )
    op.create_table(
        "live_tally",
        _session(),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("skipped", sa.Integer(), nullable=False),
        sa.Column("right", sa.Integer(), nullable=True),
        _of_step("live_tally"),
        sa.PrimaryKeyConstraint("session_id", "position", name=op.f("pk_live_tally")),
    )


def _session() -> sa.Column[int]:
    return sa.Column("session_id", sa.Integer(), nullable=False)


def _of_session(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_session_id_live_session")
    return sa.ForeignKeyConstraint(["session_id"], ["live_session.id"], name=name, ondelete="CASCADE")


def _of_step(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["session_id", "position"],
        ["live_step.session_id", "live_step.position"],
        name=op.f(f"fk_{table}_session_id_position_live_step"),
        ondelete="CASCADE",
    )


def downgrade() -> None:
    for table in ("live_tally", "live_answer", "live_participant", "live_event", "live_step", "live_session"):
        op.drop_table(table)
