"""Everything read about superseded facts, and about what rests on them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, exists, func, select

from quizapp.core.facts import ItemContent
from quizapp.core.superseding import Renewal, renewal
from quizapp.database import db
from quizapp.formats.item_json import load_content
from quizapp.models import (
    BankRow,
    CardRow,
    ItemRow,
    ItemVersionRow,
    ReadyRow,
    SupersededFactRow,
    SupersededUseRow,
)


def renewals(item_ids: Collection[int]) -> dict[tuple[int, int], Renewal]:
    """Return what became of those versions of some items that rest on a superseded fact; one read."""
    use = SupersededUseRow
    stmt = select(use.item_id, use.number, ItemRow.being_updated, ItemRow.offered).distinct()
    rows = db.session.execute(stmt.join(ItemRow, ItemRow.id == use.item_id).where(use.item_id.in_(item_ids)))
    return {
        (item_id, number): renewal(being_updated=being_updated, offered=offered)
        for item_id, number, being_updated, offered in rows
    }


def facts() -> Sequence[SupersededFactRow]:
    """Return every fact that was superseded, the one noticed last first."""
    stmt = select(SupersededFactRow)
    return db.session.scalars(stmt.order_by(SupersededFactRow.noticed_at.desc(), SupersededFactRow.id)).all()


def fact_ids() -> set[str]:
    """Return the lasting ids of the facts that were superseded."""
    return set(db.session.scalars(select(SupersededFactRow.id)))


def being_updated(slugs: Collection[str]) -> int:
    """Return how many of some items are being updated, by their lasting ids."""
    stmt = select(func.count()).select_from(ItemRow).where(ItemRow.slug.in_(slugs), ItemRow.being_updated)
    return db.session.scalar(stmt) or 0


@dataclass(frozen=True, kw_only=True)
class Use:
    """An item that rested on a superseded fact, in the newest of its versions that did.

    ``cards`` counts the cards that learners have of it, those of every face.
    """

    fact_id: str
    slug: str
    bank: str
    number: int
    content: ItemContent
    renewal: Renewal
    for_patients: bool
    cards: int


def uses_of_facts() -> list[Use]:
    """Return which items rested on which superseded facts, in the order of their banks."""
    newest = (
        select(
            SupersededUseRow.fact_id,
            SupersededUseRow.item_id,
            func.max(SupersededUseRow.number).label("number"),
        )
        .group_by(SupersededUseRow.fact_id, SupersededUseRow.item_id)
        .subquery()
    )
    cards = select(func.count()).where(CardRow.item_id == ItemRow.id).scalar_subquery()
    version = (ItemVersionRow.item_id == newest.c.item_id) & (ItemVersionRow.number == newest.c.number)
    stmt = (
        select(newest.c.fact_id, newest.c.number, ItemRow, BankRow.slug, ItemVersionRow.content, cards)
        .join(ItemRow, ItemRow.id == newest.c.item_id)
        .join(BankRow, BankRow.id == ItemRow.bank_id)
        .join(ItemVersionRow, version)
        .order_by(ItemRow.bank_id, ItemRow.position, ItemRow.id)
    )
    return [
        Use(
            fact_id=fact_id,
            slug=row.slug,
            bank=bank,
            number=number,
            content=load_content(text),
            renewal=renewal(being_updated=row.being_updated, offered=row.offered),
            for_patients=row.for_patients,
            cards=count,
        )
        for fact_id, number, row, bank, text, count in db.session.execute(stmt)
    ]


def ready_sets() -> Sequence[ReadyRow]:
    """Return every ready-made set that was ever loaded, in their order."""
    return db.session.scalars(select(ReadyRow).filter_by(kind="set").order_by(ReadyRow.position)).all()


def forget_fact(row: SupersededFactRow) -> None:
    """Take back that a fact was superseded."""
    db.session.execute(delete(SupersededUseRow).filter_by(fact_id=row.id))
    db.session.delete(row)


def uses() -> set[tuple[int, int, str]]:
    """Return what is noted: item id, version and fact."""
    row = SupersededUseRow
    found = db.session.execute(select(row.item_id, row.number, row.fact_id))
    return {(item_id, number, fact_id) for item_id, number, fact_id in found}


def versions_naming(fact_id: str) -> dict[tuple[int, int], ItemContent]:
    """Return every stored version in whose text the id of a fact stands, by item id and version."""
    row = ItemVersionRow
    stmt = select(row.item_id, row.number, row.content)
    named = row.content.contains(f'"{fact_id}"', autoescape=True)
    return {
        (item_id, number): load_content(text)
        for item_id, number, text in db.session.execute(stmt.where(named))
    }


def resting_items() -> dict[int, ItemRow]:
    """Return the items whose newest version rests on a superseded fact, by item id."""
    newest = exists().where(
        SupersededUseRow.item_id == ItemRow.id, SupersededUseRow.number == ItemRow.version
    )
    return {row.id: row for row in db.session.scalars(select(ItemRow).where(newest))}


def items_being_updated() -> Sequence[ItemRow]:
    """Return the items that are marked as being updated."""
    return db.session.scalars(select(ItemRow).where(ItemRow.being_updated)).all()
