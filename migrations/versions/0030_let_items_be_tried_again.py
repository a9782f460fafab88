"""Let items be tried again, and be marked by how sure somebody was; count what gradebooks add up."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0026"
branch_labels = None
depends_on = None

BEFORE = "behaviour IN ('immediate', 'deferred')"
NOW = "behaviour IN ('immediate', 'deferred', 'interactive', 'adaptive', 'certainty')"
KINDS_BEFORE = "kind IN ('save', 'skip', 'check')"
KINDS_NOW = "kind IN ('save', 'skip', 'try', 'check')"

# What the older program cannot know becomes what comes nearest in it.
AS_BEFORE = """
    UPDATE {table} SET behaviour = 'immediate'
    WHERE behaviour IN ('interactive', 'adaptive', 'certainty')
"""


def upgrade() -> None:
    for table in ("attempt", "assignment"):
        _hold(table, "behaviour", NOW)
    _hold("response", "kind", KINDS_NOW)
    op.add_column("attempt_score", sa.Column("thirds", sa.Integer(), nullable=True))
    op.execute('UPDATE attempt_score SET thirds = 3 * "right"')
    with op.batch_alter_table("attempt_score") as score:
        score.alter_column("thirds", existing_type=sa.Integer(), nullable=False)


def downgrade() -> None:
    op.drop_column("attempt_score", "thirds")
    op.execute("UPDATE response SET kind = 'save' WHERE kind = 'try'")
    _hold("response", "kind", KINDS_BEFORE)
    for table in ("attempt", "assignment"):
        op.execute(AS_BEFORE.format(table=table))
        _hold(table, "behaviour", BEFORE)


def _hold(table: str, column: str, condition: str) -> None:
    """Let a column hold what fits a condition, in place of what it could hold before."""
    with op.batch_alter_table(table) as rows:
        rows.drop_constraint(op.f(f"ck_{table}_{column}"), type_="check")
        rows.create_check_constraint(op.f(f"ck_{table}_{column}"), condition)
