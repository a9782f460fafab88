"""Bring questions from files."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
STANDINGS = "standing IN ('new', 'faulty', 'raw', 'same-name', 'same-words', 'twice')"


def upgrade() -> None:
    op.create_table(
        "import_file",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("bank_id", sa.Integer(), nullable=True),
        sa.Column("bank_slug", sa.String(length=80), nullable=False),
        sa.Column("bank_title", sa.String(length=200), nullable=False),
        sa.Column("bank_language", sa.String(length=20), nullable=False),
        sa.Column("topic", sa.String(length=40), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("audience", sa.String(length=40), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("format", sa.String(length=20), nullable=False),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.Column("drafts", sa.Integer(), nullable=True),
        sa.Column("kept", sa.Integer(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_import_file_account_id_account"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["bank_id"], ["bank.id"], name=op.f("fk_import_file_bank_id_bank")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_file")),
    )
    op.create_index(op.f("ix_import_file_account_id"), "import_file", ["account_id"])
    op.create_index(op.f("ix_import_file_created_at"), "import_file", ["created_at"])
    op.create_table(
        "import_item",
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("standing", sa.String(length=20), nullable=False),
        sa.Column("chosen", sa.Boolean(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("draft", sa.Text(), nullable=False),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.CheckConstraint(STANDINGS, name=op.f("ck_import_item_standing")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_import_item_account_id_account"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["import_file.id"],
            name=op.f("fk_import_item_import_id_import_file"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("import_id", "position", name=op.f("pk_import_item")),
    )
    op.create_index(op.f("ix_import_item_account_id"), "import_item", ["account_id"])
    op.create_table(
        "imported_item",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("bank_id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Uuid(), nullable=True),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("imported_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["bank_id"], ["bank.id"], name=op.f("fk_imported_item_bank_id_bank")),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["draft.id"], name=op.f("fk_imported_item_draft_id_draft"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imported_item")),
        sa.UniqueConstraint("draft_id", name=op.f("uq_imported_item_draft_id")),
    )
    op.create_index(op.f("ix_imported_item_bank_id_imported_at"), "imported_item", ["bank_id", "imported_at"])


def downgrade() -> None:
    for table in ("imported_item", "import_item", "import_file"):
        op.drop_table(table)
