"""Let people have accounts."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ROLES = ("learner", "facilitator", "educator", "admin")


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=255), nullable=False),
        sa.Column("password", sa.String(length=255), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("fs_uniquifier", sa.String(length=64), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "create_datetime",
            sa.DateTime(timezone=True),
            server_default=sa.text("(CURRENT_TIMESTAMP)"),
            nullable=False,
        ),
        sa.Column("tf_primary_method", sa.String(length=64), nullable=True),
        sa.Column("tf_totp_secret", sa.String(length=255), nullable=True),
        sa.Column("mf_recovery_codes", sa.UnicodeText(), nullable=True),
        sa.Column("fs_webauthn_user_handle", sa.String(length=64), nullable=True),
        sa.Column("simulated", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("email", name=op.f("uq_account_email")),
        sa.UniqueConstraint("fs_uniquifier", name=op.f("uq_account_fs_uniquifier")),
        sa.UniqueConstraint("fs_webauthn_user_handle", name=op.f("uq_account_fs_webauthn_user_handle")),
    )
    role = op.create_table(
        "role",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role")),
        sa.UniqueConstraint("name", name=op.f("uq_role_name")),
    )
    op.bulk_insert(role, [{"name": name} for name in ROLES])
    op.create_table(
        "account_role",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("role_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_account_role_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["role_id"], ["role.id"], name=op.f("fk_account_role_role_id_role"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "role_id", name=op.f("pk_account_role")),
    )
    op.create_table(
        "passkey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("usage", sa.String(length=64), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(length=1024), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.Integer(), nullable=False),
        sa.Column("transports", sa.UnicodeText(), nullable=True),
        sa.Column("backup_state", sa.Boolean(), nullable=False),
        sa.Column("device_type", sa.String(length=64), nullable=False),
        sa.Column("extensions", sa.String(length=255), nullable=True),
        sa.Column(
            "create_datetime",
            sa.DateTime(timezone=True),
            server_default=sa.text("(CURRENT_TIMESTAMP)"),
            nullable=False,
        ),
        sa.Column("lastuse_datetime", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["account.id"], name=op.f("fk_passkey_user_id_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkey")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkey_credential_id")),
        sa.UniqueConstraint("user_id", "name", name=op.f("uq_passkey_user_id_name")),
    )
    op.create_table(
        "login_session",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("device", sa.String(length=80), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_login_session_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_session")),
    )
    op.create_index(op.f("ix_login_session_account_id"), "login_session", ["account_id"])
    op.create_table(
        "api_token",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("scopes", sa.String(length=100), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_api_token_account_id_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_token")),
        sa.UniqueConstraint("digest", name=op.f("uq_api_token_digest")),
    )
    op.create_index(op.f("ix_api_token_account_id"), "api_token", ["account_id"])
    change_learner()
    with op.batch_alter_table("response") as response:
        response.add_column(sa.Column("confidence", sa.Integer(), nullable=True))
        response.create_check_constraint(op.f("ck_response_confidence"), "confidence BETWEEN 1 AND 3")


def change_learner() -> None:
    with op.batch_alter_table("learner") as learner:
        learner.add_column(sa.Column("account_id", sa.Integer(), nullable=True))
        learner.add_column(sa.Column("last_active_at", sa.DateTime(timezone=True), nullable=True))
        for name in ("simulated", "asks_confidence"):
            learner.add_column(sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))
        learner.add_column(
            sa.Column("text_size", sa.String(length=10), nullable=False, server_default="normal")
        )
    op.execute("UPDATE learner SET last_active_at = CURRENT_TIMESTAMP")
    with op.batch_alter_table("learner") as learner:
        learner.alter_column("last_active_at", existing_type=sa.DateTime(timezone=True), nullable=False)
        for name in ("simulated", "asks_confidence"):
            learner.alter_column(name, existing_type=sa.Boolean(), server_default=None)
        learner.alter_column("text_size", existing_type=sa.String(length=10), server_default=None)
        learner.create_check_constraint(op.f("ck_learner_text_size"), "text_size IN ('normal', 'large')")
        learner.create_unique_constraint(op.f("uq_learner_account_id"), ["account_id"])
        learner.create_foreign_key(
            op.f("fk_learner_account_id_account"), "account", ["account_id"], ["id"], ondelete="CASCADE"
        )
        learner.create_index("ix_learner_idle", ["account_id", "last_active_at"])


def downgrade() -> None:
    with op.batch_alter_table("response") as response:
        response.drop_constraint(op.f("ck_response_confidence"), type_="check")
        response.drop_column("confidence")
    with op.batch_alter_table("learner") as learner:
        learner.drop_index("ix_learner_idle")
        learner.drop_constraint(op.f("fk_learner_account_id_account"), type_="foreignkey")
        learner.drop_constraint(op.f("uq_learner_account_id"), type_="unique")
        learner.drop_constraint(op.f("ck_learner_text_size"), type_="check")
        for name in ("text_size", "asks_confidence", "simulated", "last_active_at", "account_id"):
            learner.drop_column(name)
    for table in ("api_token", "login_session", "passkey", "account_role", "role", "account"):
        op.drop_table(table)
