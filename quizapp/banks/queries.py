"""Everything read about stored banks."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import bindparam, delete, func, insert, select, tuple_, update

from quizapp.core.facts import ItemContent
from quizapp.database import db
from quizapp.formats.item_json import load_content
from quizapp.models import (
    BankRow,
    BankTextRow,
    CardStateRow,
    ItemRow,
    ItemVersionRow,
    ItemWordingRow,
    ReadyRow,
)

# Made once, because making a statement takes longer than running it. Not with a list of pairs: for more than
# one pair SQLite would read the whole table instead of the index.
CONTENTS = select(ItemVersionRow.item_id, ItemVersionRow.number, ItemVersionRow.content).where(
    ItemVersionRow.item_id.in_(bindparam("item_ids", expanding=True)),
    ItemVersionRow.number.in_(bindparam("numbers", expanding=True)),
)


@dataclass(frozen=True, kw_only=True)
class BankSummary:
    """A bank as it is listed; ``offered`` counts the items that learners may be given."""

    slug: str
    title: str
    description: str
    offered: int


@dataclass(frozen=True, kw_only=True)
class StoredItem:
    """An item row with the hash of its newest version's content."""

    row: ItemRow
    content_hash: str


def contents(keys: Collection[tuple[int, int]]) -> dict[tuple[int, int], ItemContent]:
    """Return the content of item versions by (item id, version); one read, unknown ones are left out."""
    if not keys:
        return {}
    parts = {"item_ids": {item_id for item_id, _ in keys}, "numbers": {number for _, number in keys}}
    found = {(item_id, number): text for item_id, number, text in db.session.execute(CONTENTS, parts)}
    return {key: load_content(found[key]) for key in keys if key in found}


def newest_contents(item_ids: Collection[int]) -> dict[int, ItemContent]:
    """Return the content of the newest version of some items, by item id."""
    newest = (ItemVersionRow.item_id == ItemRow.id) & (ItemVersionRow.number == ItemRow.version)
    stmt = select(ItemRow.id, ItemVersionRow.content).join(ItemVersionRow, newest)
    rows = db.session.execute(stmt.where(ItemRow.id.in_(item_ids)))
    return {item_id: load_content(text) for item_id, text in rows}


def slugs(item_ids: Collection[int]) -> dict[int, str]:
    """Return the lasting ids of some items, by item id."""
    stmt = select(ItemRow.id, ItemRow.slug).where(ItemRow.id.in_(item_ids))
    return {row.id: row.slug for row in db.session.execute(stmt)}


def bank_slugs(bank_ids: Collection[int]) -> dict[int, str]:
    """Return the lasting ids of some banks, by bank id."""
    rows = db.session.execute(select(BankRow.id, BankRow.slug).where(BankRow.id.in_(bank_ids)))
    return {row.id: row.slug for row in rows}


def bank_summaries() -> list[BankSummary]:
    """Return all banks, by title."""
    offered = func.count().filter(ItemRow.offered)
    stmt = (
        select(BankRow.slug, BankRow.title, BankRow.description, offered)
        .outerjoin(ItemRow, ItemRow.bank_id == BankRow.id)
        .group_by(BankRow.id)
        .order_by(BankRow.title)
    )
    return [
        BankSummary(slug=slug, title=title, description=description, offered=count)
        for slug, title, description, count in db.session.execute(stmt)
    ]


def bank_by_slug(slug: str) -> BankRow | None:
    """Return the bank of that lasting id."""
    return db.session.scalars(select(BankRow).filter_by(slug=slug)).one_or_none()


def item_by_slug(slug: str) -> ItemRow | None:
    """Return the item of that lasting id."""
    return db.session.scalars(select(ItemRow).filter_by(slug=slug)).one_or_none()


def items_by_slug(slugs: Collection[str]) -> dict[str, ItemRow]:
    """Return the stored items among some lasting ids, by these."""
    rows = db.session.scalars(select(ItemRow).where(ItemRow.slug.in_(slugs)))
    return {row.slug: row for row in rows}


def last_position(bank_id: int) -> int:
    """Return the place of the last item of a bank; 0 where it has none."""
    return db.session.scalar(select(func.max(ItemRow.position)).filter_by(bank_id=bank_id)) or 0


def bank_text(bank_id: int) -> BankTextRow | None:
    """Return the text of a bank; none for one that never was a file and was not changed since."""
    return db.session.get(BankTextRow, bank_id)


def add_text(row: BankTextRow) -> None:
    """Store the text of a bank for the first time."""
    db.session.add(row)
    db.session.flush()


def stored_banks() -> list[BankRow]:
    """Return every bank that was ever loaded."""
    return list(db.session.scalars(select(BankRow).order_by(BankRow.slug)))


def stored_items(bank_id: int) -> list[StoredItem]:
    """Return the items of a bank, those that left it included."""
    newest = (ItemVersionRow.item_id == ItemRow.id) & (ItemVersionRow.number == ItemRow.version)
    stmt = (
        select(ItemRow, ItemVersionRow.content_hash).join(ItemVersionRow, newest).filter_by(bank_id=bank_id)
    )
    return [StoredItem(row=row, content_hash=content_hash) for row, content_hash in db.session.execute(stmt)]


def ready_rows(kind: str) -> list[ReadyRow]:
    """Return every ready-made set or every step of the course that was ever loaded."""
    return list(db.session.scalars(select(ReadyRow).filter_by(kind=kind)))


def set_aside_cards(keys: Collection[tuple[int, str]]) -> None:
    """Take out the cards of some items and faces, by (item id, face), whoever studies them; one write."""
    if keys:
        stmt = update(CardStateRow).where(tuple_(CardStateRow.item_id, CardStateRow.face).in_(keys))
        db.session.execute(stmt.values(suspended=True), execution_options={"synchronize_session": False})


def store_wordings(wordings: Mapping[int, str]) -> None:
    """Store the words by which some items are found, by item id, in place of those that they had."""
    if wordings:
        db.session.execute(delete(ItemWordingRow).where(ItemWordingRow.item_id.in_(wordings)))
        rows = [{"item_id": item_id, "wording": words} for item_id, words in wordings.items()]
        db.session.execute(insert(ItemWordingRow), rows)


def owners(slugs: Collection[str]) -> dict[str, str]:
    """Return the bank of each stored item among ``slugs``, both by their lasting ids."""
    stmt = (
        select(ItemRow.slug.label("item"), BankRow.slug.label("bank"))
        .join(BankRow)
        .where(ItemRow.slug.in_(slugs))
    )
    return {row.item: row.bank for row in db.session.execute(stmt)}
