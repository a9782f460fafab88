"""Several items of a bank, with all that decides whether they can be changed at once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, tuple_

from quizapp.core.facts import ItemContent
from quizapp.database import db
from quizapp.formats.item_json import load_content
from quizapp.models import BulkChangeRow, CatalogueRow, DraftRow, ItemRow, ItemVersionRow, SignOffRow


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """A stored item with its newest version; ``is_in_work`` while somebody writes or reviews another."""

    row: ItemRow
    content: ItemContent
    is_in_work: bool


def chosen(bank_id: int, slugs: Collection[str]) -> list[Chosen]:
    """Return the stored items of a bank among some lasting ids, by their places; one read."""
    newest = (ItemVersionRow.item_id == ItemRow.id) & (ItemVersionRow.number == ItemRow.version)
    stmt = (
        select(ItemRow, ItemVersionRow.content, DraftRow.id)
        .join(ItemVersionRow, newest)
        .outerjoin(DraftRow, DraftRow.item_id == ItemRow.id)
        .where(ItemRow.bank_id == bank_id, ItemRow.slug.in_(slugs))
        .order_by(ItemRow.position, ItemRow.id)
    )
    return [
        Chosen(row=row, content=load_content(text), is_in_work=draft_id is not None)
        for row, text, draft_id in db.session.execute(stmt)
    ]


def stems_of_new(bank_id: int, slugs: Collection[str]) -> dict[str, str]:
    """Return the stems of items in work that are in no bank yet, among some lasting ids."""
    stmt = select(CatalogueRow.slug, CatalogueRow.stem).where(
        CatalogueRow.bank_id == bank_id, CatalogueRow.item_id.is_(None), CatalogueRow.slug.in_(slugs)
    )
    return {row.slug: row.stem for row in db.session.execute(stmt)}


def made(change_id: UUID) -> BulkChangeRow | None:
    """Return a change of several items that was made already."""
    return db.session.get(BulkChangeRow, change_id)


def sign_offs(versions: Collection[tuple[int, int]]) -> Sequence[SignOffRow]:
    """Return who vouched for some versions, by (item id, version)."""
    stmt = select(SignOffRow).where(tuple_(SignOffRow.item_id, SignOffRow.item_version).in_(versions))
    return db.session.scalars(stmt.order_by(SignOffRow.id)).all()
