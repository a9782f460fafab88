"""What educators find on their first page: items in work, and the banks."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from quizapp.core.reviewing import Stage
from quizapp.database import db
from quizapp.models import BankRow, CatalogueRow, DraftAuthorRow, DraftRow, ItemRow

MOST_LISTED = 20
"""Items in work that the first page lists; where there are more, they are looked for."""


@dataclass(frozen=True, kw_only=True)
class InWork:
    """An item in work as it is listed; ``is_mine`` if who asks wrote in it."""

    id: UUID
    stem: str
    bank: str
    updated_at: datetime
    is_mine: bool


@dataclass(frozen=True, kw_only=True)
class Work:
    """Some items in work, and how many there are."""

    items: tuple[InWork, ...]
    count: int


@dataclass(frozen=True, kw_only=True)
class BankCounts:
    """A bank with how many items it has, new ones in work included, and how many learners are given."""

    slug: str
    title: str
    items: int
    offered: int
    in_work: int


def waiting(account_id: int) -> Work:
    """Return what waits for a review, what others wrote first, as it can be reviewed; two reads."""
    return _work(DraftRow.stage == Stage.IN_REVIEW, account_id)


def in_work(account_id: int) -> Work:
    """Return what who asks is writing, what was changed last first; two reads."""
    return _work((DraftRow.stage == Stage.DRAFT) & _mine(account_id), account_id)


def _mine(account_id: int) -> ColumnElement[bool]:
    return DraftRow.id.in_(select(DraftAuthorRow.draft_id).filter_by(account_id=account_id))


def _work(which: ColumnElement[bool], account_id: int) -> Work:
    mine = _mine(account_id).label("is_mine")
    stmt = (
        select(DraftRow.id, CatalogueRow.stem, BankRow.title, DraftRow.updated_at, mine)
        .join(BankRow, BankRow.id == DraftRow.bank_id)
        .outerjoin(CatalogueRow, CatalogueRow.draft_id == DraftRow.id)
        .where(which)
        .order_by(mine, DraftRow.updated_at.desc(), DraftRow.slug)
        .limit(MOST_LISTED)
    )
    items = tuple(
        InWork(id=id_, stem=stem or "", bank=bank, updated_at=updated_at, is_mine=is_mine)
        for id_, stem, bank, updated_at, is_mine in db.session.execute(stmt)
    )
    if len(items) < MOST_LISTED:
        return Work(items=items, count=len(items))
    return Work(items=items, count=db.session.scalar(select(func.count(DraftRow.id)).where(which)) or 0)


def banks() -> list[BankCounts]:
    """Return all banks by title; one read."""
    row = CatalogueRow
    stmt = (
        select(
            *(BankRow.slug, BankRow.title),
            func.count(row.id).filter(row.listed).label("items"),
            func.count(ItemRow.id).filter(ItemRow.offered).label("offered"),
            func.count(row.draft_id).label("in_work"),
        )
        .outerjoin(row, row.bank_id == BankRow.id)
        .outerjoin(ItemRow, ItemRow.id == row.item_id)
        .group_by(BankRow.id)
        .order_by(BankRow.title, BankRow.id)
    )
    return [BankCounts(**found) for found in db.session.execute(stmt).mappings()]
