"""A picture that nobody may see any more, as where somebody is known by it: removed from every version."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Select, func, select, update

from quizapp.core.pictures import removed
from quizapp.core.reviewing import Action
from quizapp.database import db
from quizapp.formats.item_json import dump_content, load_content, sha256
from quizapp.models import AuditRow, ItemRow, ItemVersionRow, PictureRow


@dataclass(frozen=True, kw_only=True)
class Found:
    """A picture that is uploaded or in versions of questions, and in how many of these."""

    picture: str
    versions: int


@dataclass(frozen=True, kw_only=True)
class Removed:
    """What was done: in how many versions nothing is shown any more, and which items are not offered now."""

    picture: str
    versions: int
    withdrawn: tuple[str, ...]


def find(slug: str) -> Found | None:
    """Return where a picture is; None where it is nowhere."""
    versions = db.session.scalar(_versions(slug).with_only_columns(func.count())) or 0
    is_uploaded = db.session.get(PictureRow, slug) is not None
    return Found(picture=slug, versions=versions) if versions or is_uploaded else None


def remove(slug: str, *, now: datetime) -> Removed:
    """Remove a picture and its words everywhere; questions whose newest version shows it are not offered.

    It is the one change of what a stored version says, and of the trail, whose notes may hold the title. Its
    lasting id stays there, and its places keep their names, as answers name them.
    """
    withdrawn = tuple(_withdraw(slug))
    versions = db.session.scalars(_versions(slug)).all()
    for version in versions:
        _blank(version)
    if uploaded := db.session.get(PictureRow, slug):
        db.session.delete(uploaded)
    db.session.execute(update(AuditRow).filter_by(picture=slug).values(note=""))
    db.session.add(AuditRow(slug="", picture=slug, action=Action.REMOVED_PICTURE, note="", done_at=now))
    db.session.commit()
    return Removed(picture=slug, versions=len(versions), withdrawn=withdrawn)


def _versions(slug: str) -> Select[ItemVersionRow]:
    # As `dump_content` writes it.
    shown = ItemVersionRow.content.contains(f'"picture":"{slug}"', autoescape=True)
    return select(ItemVersionRow).where(shown)


def _withdraw(slug: str) -> Iterator[str]:
    newest = (ItemVersionRow.item_id == ItemRow.id) & (ItemVersionRow.number == ItemRow.version)
    stmt = _versions(slug).join(ItemRow, newest).with_only_columns(ItemRow).order_by(ItemRow.slug)
    for row in db.session.scalars(stmt.where(ItemRow.offered)):
        row.offered = False
        yield row.slug


def _blank(version: ItemVersionRow) -> None:
    content = load_content(version.content)
    if content.picture is None:
        return
    without = replace(content, picture=removed(content.picture))
    version.content = dump_content(without)
    version.content_hash = sha256(dump_content(replace(without, signed=())))
