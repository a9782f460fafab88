"""Let learners find cards by their words, and do something with several at once."""

import sqlalchemy as sa
from alembic import op

from quizapp.core.card_search import wording
from quizapp.formats.item_json import load_content

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

LOGS = ("card_move", "review_log")
WITH_OTHERS = sa.text("act_id IS NOT NULL")
AT_ONCE = 500


def upgrade() -> None:
    words = op.create_table(
        "item_wording",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_item_wording_item_id_item")),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_item_wording")),
    )
    newest = sa.text(
        "SELECT item.id, item_version.content FROM item"
        " JOIN item_version ON item_version.item_id = item.id AND item_version.number = item.version"
    )
    for some in op.get_bind().execute(newest).partitions(AT_ONCE):
        rows = [{"item_id": row.id, "wording": wording(load_content(row.content).item)} for row in some]
        op.bulk_insert(words, rows)
    for log in LOGS:
        op.add_column(log, sa.Column("act_id", sa.Uuid(), nullable=True))
        op.create_index(
            f"ix_{log}_act",
            log,
            ["learner_id", "act_id"],
            sqlite_where=WITH_OTHERS,
            postgresql_where=WITH_OTHERS,
        )


def downgrade() -> None:
    for log in LOGS:
        op.drop_index(f"ix_{log}_act", table_name=log)
        op.drop_column(log, "act_id")
    op.drop_table("item_wording")
