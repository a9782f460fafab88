"""What a guest has stored, and how its rows are given to an account's learner."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Column, ColumnElement, Table, case, delete, exists, func, insert, literal, select
from sqlalchemy.orm import aliased

from quizapp.core.tallies import COUNTS, DayTopic, Tally
from quizapp.database import db
from quizapp.models import (
    AccountRow,
    AttemptItemRow,
    AttemptRow,
    AttemptScoreRow,
    CardRow,
    CorrectionReadRow,
    DailyTallyRow,
    LearnerRow,
    ResponseRow,
)

ATTEMPT_TABLES = [
    cast("Table", row_class.__table__)
    for row_class in (AttemptRow, AttemptItemRow, ResponseRow, AttemptScoreRow)
]
"""What an attempt consists of, in an order in which it can be stored."""


@dataclass(frozen=True, kw_only=True)
class Belongings:
    """What a guest has stored."""

    quizzes: int
    cards: int


def belongings(guest_id: int) -> Belongings:
    """Return what a guest has stored."""
    quizzes = select(func.count()).select_from(AttemptRow).where(AttemptRow.learner_id == guest_id)
    cards = select(func.count()).select_from(CardRow).where(CardRow.learner_id == guest_id)
    row = db.session.execute(select(quizzes.scalar_subquery(), cards.scalar_subquery())).one()
    return Belongings(quizzes=row[0], cards=row[1])


def lock_account(account_id: int) -> None:
    """Let no other request give this account a learner until the transaction ends."""
    db.session.execute(select(AccountRow.id).filter_by(id=account_id).with_for_update())


def attempt_ids_of_both(guest_id: int, *, learner_id: int) -> Sequence[UUID]:
    """Return the ids that attempts of both have; clients make them, and may be made to make the same."""
    other = aliased(AttemptRow)
    same = exists().where(other.learner_id == learner_id, other.id == AttemptRow.id)
    return db.session.scalars(select(AttemptRow.id).where(AttemptRow.learner_id == guest_id, same)).all()


def copy_attempts(guest_id: int, *, learner_id: int, renamed: Mapping[UUID, UUID]) -> None:
    """Give a learner a guest's attempts."""
    for table in ATTEMPT_TABLES:
        name = "id" if table.name == "attempt" else "attempt_id"
        values: dict[Column[Any], ColumnElement[Any]] = {column: column for column in table.columns}
        values[table.c.learner_id] = literal(learner_id)
        if renamed:
            values[table.c[name]] = case(dict(renamed), value=table.c[name], else_=table.c[name])
        mine = select(*values.values()).where(table.c.learner_id == guest_id)
        db.session.execute(insert(table).from_select(list(values), mine))


def copy_corrections_read(guest_id: int, *, learner_id: int) -> None:
    """Let a learner have read of the corrections that a guest has read of."""
    read, mine = CorrectionReadRow, aliased(CorrectionReadRow)
    both = exists().where(mine.learner_id == learner_id, mine.correction_id == read.correction_id)
    theirs = select(literal(learner_id), read.correction_id, read.read_at).where(
        read.learner_id == guest_id, ~both
    )
    table = cast("Table", CorrectionReadRow.__table__)
    db.session.execute(insert(table).from_select(["learner_id", "correction_id", "read_at"], theirs))


def daily_tallies(learner_id: int) -> dict[DayTopic, Tally]:
    """Return a learner's counts."""
    columns = (getattr(DailyTallyRow, name) for name in COUNTS)
    stmt = select(DailyTallyRow.study_day, DailyTallyRow.topic, *columns).filter_by(learner_id=learner_id)
    return {
        DayTopic(day=row[0], topic=row[1]): Tally(**dict(zip(COUNTS, row[2:], strict=True)))
        for row in db.session.execute(stmt)
    }


def delete_learner(learner_id: int) -> None:
    """Delete a learner and whatever still is theirs."""
    db.session.execute(delete(LearnerRow).filter_by(id=learner_id))
