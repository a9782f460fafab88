"""Let educators write items."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
VOUCHES = "vouches IN ('facts', 'wording', 'patient-reading', 'clinical')"


def upgrade() -> None:
    op.add_column("bank", sa.Column("edited_at", MOMENT, nullable=True))
    op.create_table(
        "draft",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("bank_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("stage", sa.String(length=10), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.CheckConstraint("stage IN ('draft', 'in-review')", name=op.f("ck_draft_stage")),
        sa.ForeignKeyConstraint(["bank_id"], ["bank.id"], name=op.f("fk_draft_bank_id_bank")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_draft_item_id_item")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("slug", name=op.f("uq_draft_slug")),
        sa.UniqueConstraint("item_id", name=op.f("uq_draft_item_id")),
    )
    op.create_index(op.f("ix_draft_bank_id_updated_at"), "draft", ["bank_id", "updated_at"])
    _of_draft("draft_author")
    _of_draft(
        "draft_sign_off",
        sa.Column("vouches", sa.String(length=20), nullable=False),
        sa.Column("signed_at", MOMENT, nullable=False),
        sa.CheckConstraint(VOUCHES, name=op.f("ck_draft_sign_off_vouches")),
    )
    op.create_table(
        "sign_off",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("item_version", sa.Integer(), nullable=False),
        sa.Column("vouches", sa.String(length=20), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("signed_at", MOMENT, nullable=False),
        sa.CheckConstraint(VOUCHES, name=op.f("ck_sign_off_vouches")),
        sa.ForeignKeyConstraint(
            ["item_id", "item_version"],
            ["item_version.item_id", "item_version.number"],
            name=op.f("fk_sign_off_item_id_item_version_item_version"),
        ),
        _account("sign_off"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_off")),
        sa.UniqueConstraint(
            "item_id",
            "item_version",
            "vouches",
            "account_id",
            name=op.f("uq_sign_off_item_id_item_version_vouches_account_id"),
        ),
    )
    op.create_index(op.f("ix_sign_off_account_id"), "sign_off", ["account_id"])
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bank_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("item_version", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("done_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["bank_id"], ["bank.id"], name=op.f("fk_audit_bank_id_bank")),
        _account("audit"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index(op.f("ix_audit_account_id"), "audit", ["account_id"])
    op.create_index(op.f("ix_audit_slug_id"), "audit", ["slug", "id"])
    op.create_index(op.f("ix_audit_bank_id_id"), "audit", ["bank_id", "id"])


def _of_draft(table: str, *more: sa.schema.SchemaItem) -> None:
    """Make a table of what accounts did with drafts; it goes with either."""
    keys = ["draft_id", "account_id", *(["vouches"] if more else [])]
    op.create_table(
        table,
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        *more,
        sa.ForeignKeyConstraint(
            ["draft_id"], ["draft.id"], name=op.f(f"fk_{table}_draft_id_draft"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f(f"fk_{table}_account_id_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint(*keys, name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_account_id"), table, ["account_id"])


def _account(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_account_id_account")
    return sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=name, ondelete="SET NULL")


def downgrade() -> None:
    for table in ("audit", "sign_off", "draft_sign_off", "draft_author", "draft"):
        op.drop_table(table)
    with op.batch_alter_table("bank") as bank:
        bank.drop_column("edited_at")
