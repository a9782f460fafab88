"""Everything read about items in work."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, select

from quizapp.core.items import Item
from quizapp.core.reviewing import Stage, Vouch, Work
from quizapp.database import db
from quizapp.formats.item_as_table import Table
from quizapp.formats.item_json import load_content
from quizapp.formats.item_table import load_table
from quizapp.models import (
    BankRow,
    DraftAuthorRow,
    DraftRow,
    DraftSignOffRow,
    ItemRow,
    ItemVersionRow,
)


@dataclass(frozen=True, kw_only=True)
class Draft:
    """An item in work, with what the rules look at."""

    row: DraftRow
    table: Table
    work: Work


def find_draft(draft_id: UUID) -> Draft | None:
    """Return an item in work; three reads."""
    row = db.session.get(DraftRow, draft_id)
    return None if row is None else _draft(row)


def draft_to_change(draft_id: UUID) -> Draft | None:
    """Return an item in work, which nobody else changes until this transaction ends."""
    row = db.session.scalars(select(DraftRow).filter_by(id=draft_id).with_for_update()).one_or_none()
    return None if row is None else _draft(row)


def _draft(row: DraftRow) -> Draft:
    authors = db.session.scalars(select(DraftAuthorRow.account_id).filter_by(draft_id=row.id))
    vouched = db.session.scalars(select(DraftSignOffRow.vouches).filter_by(draft_id=row.id))
    work = Work(
        stage=Stage(row.stage), authors=frozenset(authors), vouched=frozenset(Vouch(one) for one in vouched)
    )
    return Draft(row=row, table=load_table(row.content), work=work)


def draft_of(item_id: int) -> UUID | None:
    """Return the id of the item in work that is to take the place of a stored item's newest version."""
    return db.session.scalar(select(DraftRow.id).filter_by(item_id=item_id))


def draft_named(slug: str) -> UUID | None:
    """Return the id of the item in work that has a lasting id."""
    return db.session.scalar(select(DraftRow.id).filter_by(slug=slug))


def newest_item(row: ItemRow) -> Item:
    """Return what the newest version of a stored item says."""
    stmt = select(ItemVersionRow.content).filter_by(item_id=row.id, number=row.version)
    return load_content(db.session.scalars(stmt).one()).item


def slugs_in_use(slugs: Collection[str]) -> set[str]:
    """Return those of some lasting ids that a stored item or one in work has."""
    stored = select(ItemRow.slug).where(ItemRow.slug.in_(slugs))
    in_work = select(DraftRow.slug).where(DraftRow.slug.in_(slugs))
    return set(db.session.scalars(stored)) | set(db.session.scalars(in_work))


def sign_offs_of_draft(draft_id: UUID) -> list[DraftSignOffRow]:
    """Return who vouches for an item in review, and for what."""
    stmt = select(DraftSignOffRow).filter_by(draft_id=draft_id)
    return list(db.session.scalars(stmt.order_by(DraftSignOffRow.signed_at, DraftSignOffRow.vouches)))


def bank(bank_id: int) -> BankRow:
    """Return a bank, which nobody else changes until this transaction ends."""
    return db.session.scalars(select(BankRow).filter_by(id=bank_id).with_for_update()).one()


def bank_slug(bank_id: int) -> str:
    """Return the lasting id of a bank."""
    return db.session.scalars(select(BankRow.slug).filter_by(id=bank_id)).one()


def forget_sign_offs(draft_id: UUID) -> None:
    """Take back what was vouched for of an item in review."""
    db.session.execute(delete(DraftSignOffRow).filter_by(draft_id=draft_id))
