"""Count what learners do each day.

The counts themselves are made from the logs by ``quizapp progress rebuild``, which ``quizapp init`` runs.
"""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

COUNTS = (
    "answers",
    "right",
    "unsure",
    "unsure_right",
    "fairly_sure",
    "fairly_sure_right",
    "sure",
    "sure_right",
    "reviews",
    "asked",
    "recalled",
)

LEARNER = sa.table("learner", sa.column("id"), sa.column("time_zone"), sa.column("rollover_hour"))


def upgrade() -> None:
    op.create_table(
        "daily_tally",
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("study_day", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=40), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in COUNTS),
        sa.ForeignKeyConstraint(
            ["learner_id"],
            ["learner.id"],
            name=op.f("fk_daily_tally_learner_id_learner"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("learner_id", "study_day", "topic", name=op.f("pk_daily_tally")),
    )
    op.create_table(
        "attempt_score",
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("items", "answered", "right")),
        sa.ForeignKeyConstraint(
            ["learner_id", "attempt_id"],
            ["attempt.learner_id", "attempt.id"],
            name=op.f("fk_attempt_score_learner_id_attempt_id_attempt"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("learner_id", "attempt_id", name=op.f("pk_attempt_score")),
    )
    add_topics()
    add_days("attempt", "finished_day", "finished_at", key={"id": sa.Uuid()})
    add_days("response", "study_day", "answered_at", key={"attempt_id": sa.Uuid(), "step": sa.Integer()})
    with op.batch_alter_table("attempt") as attempt:
        attempt.create_check_constraint(
            op.f("ck_attempt_finished_day"), "(finished_at IS NULL) = (finished_day IS NULL)"
        )
        attempt.create_index(op.f("ix_attempt_learner_id_finished_at"), ["learner_id", "finished_at"])
    with op.batch_alter_table("response") as response:
        response.alter_column("study_day", existing_type=sa.Integer(), nullable=False)


def add_topics() -> None:
    """Let every review say what it was about: until now, what its item is about."""
    op.add_column("review_log", sa.Column("topic", sa.String(length=40), nullable=True))
    op.execute("UPDATE review_log SET topic = (SELECT topic FROM item WHERE item.id = review_log.item_id)")
    with op.batch_alter_table("review_log") as review_log:
        review_log.alter_column("topic", existing_type=sa.String(length=40), nullable=False)


def add_days(table_name: str, column: str, moment: str, *, key: dict[str, sa.types.TypeEngine[Any]]) -> None:
    """Let every row say its study day: the one that its moment has on the clock the learner has now."""
    op.add_column(table_name, sa.Column(column, sa.Integer(), nullable=True))
    table = sa.table(
        table_name,
        sa.column("learner_id", sa.Integer()),
        sa.column(column, sa.Integer()),
        sa.column(moment, sa.DateTime(timezone=True)),
        *(sa.column(name, kind) for name, kind in key.items()),
    )
    connection = op.get_bind()
    clocks = {row.id: (row.time_zone, row.rollover_hour) for row in connection.execute(sa.select(LEARNER))}
    names = ("learner_id", *key)
    moments = sa.select(*(table.c[name] for name in names), table.c[moment]).where(
        table.c[moment].is_not(None)
    )
    days = [
        {f"of_{name}": value for name, value in zip(names, row, strict=False)}
        | {"day": study_day(row[-1], *clocks[row[0]])}
        for row in connection.execute(moments)
    ]
    if days:
        which = (table.c[name] == sa.bindparam(f"of_{name}") for name in names)
        connection.execute(sa.update(table).where(*which).values({column: sa.bindparam("day")}), days)


def study_day(moment: datetime, zone: str, rollover_hour: int) -> int:
    """Return the study day of a moment, counted from 1970-01-01; SQLite gives moments without their zone."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    local = aware.astimezone(ZoneInfo(zone))
    return local.toordinal() - date(1970, 1, 1).toordinal() - (local.hour < rollover_hour)


def downgrade() -> None:
    with op.batch_alter_table("response") as response:
        response.drop_column("study_day")
    with op.batch_alter_table("attempt") as attempt:
        attempt.drop_index(op.f("ix_attempt_learner_id_finished_at"))
        attempt.drop_constraint(op.f("ck_attempt_finished_day"), type_="check")
        attempt.drop_column("finished_day")
    with op.batch_alter_table("review_log") as review_log:
        review_log.drop_column("topic")
    op.drop_table("attempt_score")
    op.drop_table("daily_tally")
