"""Rows of whole tables by the person they belong to."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Row, Table, delete, func, select, update

from quizapp.database import db
from quizapp.models import AccountRow, LearnerRow
from quizapp.web.privacy import Owner, PersonalTable

ROWS_AT_ONCE = 2000


def table_of(table: PersonalTable) -> Table:
    """Return the table as the database knows it."""
    return db.metadata.tables[table.name]


def shown_columns(table: PersonalTable) -> list[Column[Any]]:
    """Return the columns of a table without those that are left out."""
    return [column for column in table_of(table).columns if column.name not in table.left_out]


def rows_of(table: PersonalTable, owner_id: int) -> Iterator[Sequence[Row[*tuple[Any, ...]]]]:
    """Yield the rows of one person without what is left out, some at a time, so that memory stays bounded."""
    columns = table_of(table).columns
    order = [columns[name] for name in table.order] or list(table_of(table).primary_key)
    stmt = select(*shown_columns(table)).where(_whose(table, [owner_id])).order_by(*order)
    result = db.session.execute(stmt, execution_options={"yield_per": ROWS_AT_ONCE})
    yield from result.partitions()


def counts(tables: Collection[tuple[PersonalTable, int]]) -> Sequence[int]:
    """Return how many rows of each table are its owner's; one read."""
    each = [
        select(func.count()).select_from(table_of(table)).where(_whose(table, [owner_id]))
        for table, owner_id in tables
    ]
    return tuple(db.session.execute(select(*(one.scalar_subquery() for one in each))).one())


def delete_rows(tables: Collection[PersonalTable], ids: Mapping[Owner, Collection[int]]) -> None:
    """Delete the rows of some learners, accounts or both; what points to a row goes before it.

    Rows that stay name nobody any more.
    """
    for stored in reversed(db.metadata.sorted_tables):
        for table in tables:
            if table.name == stored.name and table.owner in ids:
                forget = update(stored).values({table.column: None}) if table.stays else delete(stored)
                theirs = forget.where(_whose(table, ids[table.owner]))
                db.session.execute(theirs, execution_options={"synchronize_session": False})


def idle_guests(*, before: datetime, most: int) -> Sequence[int]:
    """Return guests who were active last before a moment; nobody who answers just now is among them."""
    guest = LearnerRow.account_id.is_(None) & LearnerRow.simulated.is_(False)
    stmt = select(LearnerRow.id).where(guest, LearnerRow.last_active_at < before).limit(most)
    return db.session.scalars(stmt.with_for_update(skip_locked=True)).all()


def _whose(table: PersonalTable, owner_ids: Collection[int]) -> ColumnElement[bool]:
    """Return which rows belong to some people: those that name them, or the address of their account."""
    columns = table_of(table).columns
    named = columns[table.column].in_(owner_ids)
    if not table.address:
        return named
    addresses = select(func.lower(AccountRow.email)).where(AccountRow.id.in_(owner_ids))
    return named | columns[table.address].in_(addresses)
