"""Everything read about items that are to be looked at again."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from uuid import UUID

from sqlalchemy import func, or_, select

from quizapp.core.facts import ItemContent
from quizapp.database import db
from quizapp.formats.item_json import load_content
from quizapp.models import BankRow, DraftRow, ItemRow, ItemVersionRow, SupersededUseRow

PAGE = 50
"""Items of a page."""

NEWEST = (ItemVersionRow.item_id == ItemRow.id) & (ItemVersionRow.number == ItemRow.version)
WITH_LEARNERS = or_(ItemRow.offered, ItemRow.being_updated)


@dataclass(frozen=True, kw_only=True)
class Due:
    """An item that is to be looked at again, in its newest version; ``in_work`` is to take its place.

    ``because`` are the ids of the facts or sources that are why.
    """

    content: ItemContent
    bank_title: str
    in_work: UUID | None
    because: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Some:
    """Some of the items that are to be looked at again for one reason, and how many there are of them."""

    items: list[Due]
    count: int


def due(until: date, *, page: int) -> Some:
    """Return a page of the items whose day comes by ``until``, the soonest first; pages begin with 1."""
    day = ItemVersionRow.review_due
    stmt = select(ItemRow.id).join(ItemVersionRow, NEWEST).where(WITH_LEARNERS, day <= until)
    ids = stmt.order_by(day, ItemRow.id).limit(PAGE).offset((page - 1) * PAGE)
    count = db.session.scalar(select(func.count()).select_from(stmt.subquery())) or 0
    return Some(items=_items(dict.fromkeys(db.session.scalars(ids), ())), count=count)


def on_superseded_facts() -> Some:
    """Return the first page of the items whose newest version rests on a fact that was superseded."""
    use = SupersededUseRow
    newest = (use.item_id == ItemRow.id) & (use.number == ItemRow.version)
    stmt = select(ItemRow.id, use.fact_id).join(use, newest).order_by(ItemRow.id, use.fact_id)
    facts: dict[int, tuple[str, ...]] = {}
    for item_id, fact_id in db.session.execute(stmt):
        facts[item_id] = (*facts.get(item_id, ()), fact_id)
    return Some(items=_items(dict(islice(facts.items(), PAGE))), count=len(facts))


def resting_on_sources(sources: Collection[str]) -> Some:
    """Return the first page of the items that, or whose facts, come from one of some sources."""
    if not sources:
        return Some(items=[], count=0)
    named = {one: ItemVersionRow.content.contains(f'"{one}"', autoescape=True) for one in sources}
    stmt = select(ItemRow.id, *named.values()).join(ItemVersionRow, NEWEST)
    rows = db.session.execute(stmt.where(WITH_LEARNERS, or_(*named.values())).order_by(ItemRow.id)).all()
    because = {
        item_id: tuple(one for one, is_named in zip(named, held, strict=True) if is_named)
        for item_id, *held in rows
    }
    return Some(items=_items(dict(islice(because.items(), PAGE))), count=len(because))


def _items(because: Mapping[int, tuple[str, ...]]) -> list[Due]:
    """Return some items in the order in which they are named, and why; one read."""
    stmt = (
        select(ItemRow.id, ItemVersionRow.content, BankRow.title, DraftRow.id)
        .join(ItemVersionRow, NEWEST)
        .join(BankRow, BankRow.id == ItemRow.bank_id)
        .outerjoin(DraftRow, DraftRow.item_id == ItemRow.id)
        .where(ItemRow.id.in_(because))
    )
    found = {
        item_id: Due(content=load_content(text), bank_title=title, in_work=in_work, because=because[item_id])
        for item_id, text, title, in_work in db.session.execute(stmt)
    }
    return [found[item_id] for item_id in because]
