"""Note in the audit trail what is done to pictures, which are in no bank."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0029"
branch_labels = None
depends_on = None

PICTURE = "ix_audit_picture_id"
ABOUT = "ck_audit_about"


def upgrade() -> None:
    with op.batch_alter_table("audit") as audit:
        audit.alter_column("bank_id", existing_type=sa.Integer(), nullable=True)
        audit.add_column(sa.Column("picture", sa.String(length=80), nullable=True))
        audit.create_check_constraint(op.f(ABOUT), "(bank_id IS NULL) <> (picture IS NULL)")
    op.create_index(op.f(PICTURE), "audit", ["picture", "id"])


def downgrade() -> None:
    op.execute("DELETE FROM audit WHERE bank_id IS NULL")
    op.drop_index(op.f(PICTURE), table_name="audit")
    with op.batch_alter_table("audit") as audit:
        audit.drop_constraint(op.f(ABOUT), type_="check")
        audit.drop_column("picture")
        audit.alter_column("bank_id", existing_type=sa.Integer(), nullable=False)
