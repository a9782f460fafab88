"""Let memory parameters be fitted on request and now and then, and keep how well they foretell."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "fit_request",
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.CheckConstraint("tries >= 0", name=op.f("ck_fit_request_tries")),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learner.id"], name=op.f("fk_fit_request_learner_id_learner"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("learner_id", name=op.f("pk_fit_request")),
    )
    op.create_index(op.f("ix_fit_request_asked_at"), "fit_request", ["asked_at"])
    with op.batch_alter_table("memory_parameters") as fits:
        fits.add_column(sa.Column("calibration", sa.Text(), nullable=False, server_default="[]"))
    with op.batch_alter_table("memory_parameters") as fits:
        fits.alter_column("calibration", existing_type=sa.Text(), server_default=None)
    with op.batch_alter_table("learner") as learner:
        learner.add_column(sa.Column("fits_monthly", sa.Boolean(), nullable=False, server_default=sa.true()))
    with op.batch_alter_table("learner") as learner:
        learner.alter_column("fits_monthly", existing_type=sa.Boolean(), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("learner") as learner:
        learner.drop_column("fits_monthly")
    with op.batch_alter_table("memory_parameters") as fits:
        fits.drop_column("calibration")
    op.drop_index(op.f("ix_fit_request_asked_at"), table_name="fit_request")
    op.drop_table("fit_request")
