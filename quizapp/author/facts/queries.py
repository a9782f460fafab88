"""Everything read about what rests on facts."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from quizapp.core.facts import ItemContent
from quizapp.core.superseding import facts_behind
from quizapp.database import db
from quizapp.formats.item_json import load_content
from quizapp.models import BankRow, CardRow, DraftRow, ItemRow, ItemVersionRow

NEWEST = (ItemVersionRow.item_id == ItemRow.id) & (ItemVersionRow.number == ItemRow.version)


@dataclass(frozen=True, kw_only=True)
class Resting:
    """An item that rests on a fact, in its newest version; ``cards`` counts what all learners have of it."""

    content: ItemContent
    bank_title: str
    offered: bool
    being_updated: bool
    in_work: UUID | None
    cards: int


def resting_on(fact_id: str) -> list[Resting]:
    """Return the items whose newest version rests on a fact, in the order of their banks; two reads."""
    named = ItemVersionRow.content.contains(f'"{fact_id}"', autoescape=True)
    stmt = (
        select(ItemRow, ItemVersionRow.content, BankRow.title, DraftRow.id)
        .join(ItemVersionRow, NEWEST)
        .join(BankRow, BankRow.id == ItemRow.bank_id)
        .outerjoin(DraftRow, DraftRow.item_id == ItemRow.id)
        .where(named)
        .order_by(BankRow.title, ItemRow.position, ItemRow.id)
    )
    found = [
        (row, content, title, in_work)
        for row, text, title, in_work in db.session.execute(stmt)
        if fact_id in facts_behind((content := load_content(text)).item)
    ]
    cards = _cards([row.id for row, *_ in found])
    return [
        Resting(
            content=content,
            bank_title=title,
            offered=row.offered,
            being_updated=row.being_updated,
            in_work=in_work,
            cards=cards.get(row.id, 0),
        )
        for row, content, title, in_work in found
    ]


def _cards(item_ids: Sequence[int]) -> dict[int, int]:
    stmt = select(CardRow.item_id, func.count().label("cards")).where(CardRow.item_id.in_(item_ids))
    return {row.item_id: row.cards for row in db.session.execute(stmt.group_by(CardRow.item_id))}
