"""Everything read about one uploaded picture, and about the questions that show it."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from quizapp.core.items import Choices, Item
from quizapp.database import db
from quizapp.formats.item_json import load_content
from quizapp.formats.item_table import load_table
from quizapp.models import AccountRow, DraftRow, ItemRow, ItemVersionRow, PictureRow


@dataclass(frozen=True, kw_only=True)
class Use:
    """A question that shows a picture: its newest version, or what is in work of it.

    ``draft_id`` is None for what is stored. ``places`` are the lasting ids of those that it asks for.
    """

    slug: str
    stem: str
    draft_id: UUID | None
    places: frozenset[str]


def find(slug: str) -> PictureRow | None:
    """Return the picture of that lasting id."""
    return db.session.get(PictureRow, slug)


def to_change(slug: str) -> PictureRow | None:
    """Return a picture, which nobody else changes until this transaction ends."""
    stmt = select(PictureRow).filter_by(slug=slug).with_for_update()
    return db.session.scalars(stmt.execution_options(populate_existing=True)).one_or_none()


def uploader(row: PictureRow) -> str:
    """Return the address of who uploaded a picture; empty where their account is gone."""
    return db.session.scalar(select(AccountRow.email).filter_by(id=row.account_id)) or ""


def uses(slug: str) -> list[Use]:
    """Return the questions that show a picture, retired ones, too; two reads."""
    newest = (ItemVersionRow.item_id == ItemRow.id) & (ItemVersionRow.number == ItemRow.version)
    # As `dump_content` and `dump_table` write it; quotation marks within a text have a backslash before them.
    stored = (
        select(ItemVersionRow.content)
        .join(ItemRow, newest)
        .where(ItemVersionRow.content.contains(f'"picture":"{slug}"', autoescape=True))
        .order_by(ItemRow.slug)
    )
    in_work = (
        select(DraftRow)
        .where(DraftRow.content.contains(f'"picture": "{slug}"', autoescape=True))
        .order_by(DraftRow.slug)
    )
    return [
        *(_stored(load_content(text).item) for text in db.session.scalars(stored)),
        *(_in_work(row) for row in db.session.scalars(in_work)),
    ]


def _stored(item: Item) -> Use:
    options = item.body.options if isinstance(item.body, Choices) else ()
    places = frozenset(option.region for option in options if option.region)
    return Use(slug=item.id, stem=item.stem, draft_id=None, places=places)


def _in_work(row: DraftRow) -> Use:
    table = load_table(row.content)
    places = frozenset(option["region"] for option in table.get("option", []) if option.get("region"))
    stem = table.get("stem") or "A question without a text"
    return Use(slug=row.slug, stem=stem, draft_id=row.id, places=places)
