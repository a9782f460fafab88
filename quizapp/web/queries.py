"""How a learner is found, and what the questions rest on."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import bindparam, select

from quizapp.core.facts import Source
from quizapp.database import db, reading
from quizapp.formats.item_json import load_content
from quizapp.models import ItemRow, ItemVersionRow, LearnerRow

# Every request runs one of these, and making a statement takes longer than running it.
BY_COOKIE = select(LearnerRow).where(LearnerRow.public_id == bindparam("public_id"))
BY_COOKIE_FOR_CHANGE = BY_COOKIE.with_for_update()


@dataclass(frozen=True, kw_only=True)
class SourceUse:
    """A source and how many of the items that learners may be given rest on it."""

    source: Source
    items: int


def find_learner(public_id: UUID) -> LearnerRow | None:
    """Return the learner that a cookie names, if anything was ever stored for them.

    Unless the request only reads, the row is locked: what one learner sends twice at once is done in turn.
    """
    stmt = BY_COOKIE if reading.get() else BY_COOKIE_FOR_CHANGE
    return db.session.scalars(stmt, {"public_id": public_id}).one_or_none()


def sources_in_use() -> list[SourceUse]:
    """Return the sources behind the items that learners may be given, by publisher and title."""
    newest = (ItemVersionRow.item_id == ItemRow.id) & (ItemVersionRow.number == ItemRow.version)
    stmt = select(ItemVersionRow.content).join(ItemRow, newest).where(ItemRow.offered)
    counts = Counter(source for text in db.session.scalars(stmt) for source in load_content(text).sources)
    uses = [SourceUse(source=source, items=items) for source, items in counts.items()]
    return sorted(uses, key=lambda use: (use.source.publisher, use.source.title, use.source.id))
