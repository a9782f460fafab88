"""Everything written into the catalogue of items."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, insert, select, update

from quizapp.database import db
from quizapp.models import CatalogueRow, ItemRow

Entry = Mapping[str, Any]


def put_items(entries: Sequence[Entry]) -> None:
    """Store entries of stored items, in place of those that they had."""
    _put(entries, "item_id")


def put_drafts(entries: Sequence[Entry]) -> None:
    """Store entries of items in work, in place of those that they had."""
    _put(entries, "draft_id")


def _put(entries: Sequence[Entry], key: str) -> None:
    if entries:
        held = CatalogueRow.__table__.c[key].in_([entry[key] for entry in entries])
        db.session.flush()
        db.session.execute(delete(CatalogueRow).where(held))
        db.session.execute(insert(CatalogueRow), list(entries))


def follow_places(bank_id: int) -> None:
    """Give the entries of a bank's items the places that the items have; one write."""
    db.session.flush()
    place = select(ItemRow.position).where(ItemRow.id == CatalogueRow.item_id).scalar_subquery()
    moved = (CatalogueRow.bank_id == bank_id) & (CatalogueRow.position != place)
    stmt = update(CatalogueRow).where(moved).values(position=place)
    db.session.execute(stmt, execution_options={"synchronize_session": False})
