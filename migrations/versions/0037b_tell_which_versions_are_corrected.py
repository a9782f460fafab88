"""Tell which versions a correction of a key is about."""

import sqlalchemy as sa
from alembic import op

revision = "0037b"
down_revision = "0037"
branch_labels = None
depends_on = None

# What was corrected before is told as it was: to whoever met any version before.
BEFORE = """
INSERT INTO corrected_version (item_id, to_version, version)
SELECT correction.item_id, correction.to_version, item_version.number
FROM correction JOIN item_version ON item_version.item_id = correction.item_id
WHERE item_version.number < correction.to_version
"""


def upgrade() -> None:
    op.create_table(
        "corrected_version",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("to_version", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("version < to_version", name=op.f("ck_corrected_version_versions")),
        sa.ForeignKeyConstraint(
            ["item_id", "to_version"],
            ["correction.item_id", "correction.to_version"],
            name="fk_corrected_version_correction",
        ),
        sa.ForeignKeyConstraint(
            ["item_id", "version"],
            ["item_version.item_id", "item_version.number"],
            name="fk_corrected_version_version",
        ),
        sa.PrimaryKeyConstraint("item_id", "to_version", "version", name=op.f("pk_corrected_version")),
    )
    op.execute(BEFORE)


def downgrade() -> None:
    op.drop_table("corrected_version")
