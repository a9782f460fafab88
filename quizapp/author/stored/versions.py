"""A stored item: its newest version, the older ones, and who vouched for which."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from quizapp.author import words
from quizapp.banks import queries as bank_queries
from quizapp.core.facts import ItemContent
from quizapp.database import db
from quizapp.formats.item_json import load_content
from quizapp.models import AccountRow, BankRow, DraftRow, DraftSignOffRow, ItemRow, ItemVersionRow, SignOffRow


@dataclass(frozen=True, kw_only=True)
class StoredItem:
    """An item with the content of its newest version; ``in_work`` is what is to take its place."""

    row: ItemRow
    content: ItemContent
    bank: str
    bank_title: str
    in_work: UUID | None


def find_item(slug: str) -> StoredItem | None:
    """Return the item of a lasting id; one read."""
    newest = (ItemVersionRow.item_id == ItemRow.id) & (ItemVersionRow.number == ItemRow.version)
    stmt = (
        select(ItemRow, ItemVersionRow.content, BankRow.slug, BankRow.title, DraftRow.id)
        .join(ItemVersionRow, newest)
        .join(BankRow, BankRow.id == ItemRow.bank_id)
        .outerjoin(DraftRow, DraftRow.item_id == ItemRow.id)
        .where(ItemRow.slug == slug)
    )
    found = db.session.execute(stmt).one_or_none()
    if found is None:
        return None
    row, text, bank, title, in_work = found
    return StoredItem(row=row, content=load_content(text), bank=bank, bank_title=title, in_work=in_work)


def content_of(item_id: int, number: int) -> ItemContent | None:
    """Return what a version of an item says."""
    return bank_queries.contents({(item_id, number)}).get((item_id, number))


@dataclass(frozen=True, kw_only=True)
class Signed:
    """Somebody vouched for a version; ``email`` is empty where the account is gone."""

    vouches: str
    signed_at: datetime
    email: str

    @property
    def who(self) -> str:
        """Return who vouched for it."""
        return words.who(self.email)

    @property
    def what(self) -> str:
        """Return what they vouched for."""
        return words.vouched(self.vouches)


@dataclass(frozen=True, kw_only=True)
class Version:
    """A version of an item, with who vouched for it."""

    number: int
    created_at: datetime
    review_due: date
    signed: tuple[Signed, ...]


def versions_of(item_id: int) -> list[Version]:
    """Return the versions of an item, the newest first; two reads."""
    signed = _signed(item_id)
    row = ItemVersionRow
    stmt = select(row.number, row.created_at, row.review_due).filter_by(item_id=item_id)
    return [
        Version(number=number, created_at=made, review_due=due, signed=tuple(signed.get(number, ())))
        for number, made, due in db.session.execute(stmt.order_by(row.number.desc()))
    ]


def signed_of_draft(draft_id: UUID) -> list[Signed]:
    """Return who vouches for an item in review; one read."""
    row = DraftSignOffRow
    stmt = (
        select(row.vouches, row.signed_at, AccountRow.email)
        .join(AccountRow, AccountRow.id == row.account_id)
        .where(row.draft_id == draft_id)
        .order_by(row.signed_at, row.vouches)
    )
    return [
        Signed(vouches=vouches, signed_at=moment, email=email)
        for vouches, moment, email in db.session.execute(stmt)
    ]


def _signed(item_id: int) -> dict[int, list[Signed]]:
    stmt = (
        select(SignOffRow, AccountRow.email)
        .outerjoin(AccountRow, AccountRow.id == SignOffRow.account_id)
        .where(SignOffRow.item_id == item_id)
        .order_by(SignOffRow.id)
    )
    found: dict[int, list[Signed]] = {}
    for row, email in db.session.execute(stmt):
        one = Signed(vouches=row.vouches, signed_at=row.signed_at, email=email or "")
        found.setdefault(row.item_version, []).append(one)
    return found
