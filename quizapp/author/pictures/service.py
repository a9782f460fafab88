"""Uploaded pictures: kept, described, their places named. One function, one use case, one commit."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError

from quizapp.author.importing.reading_apart import Limits, run_apart
from quizapp.author.pictures import queries
from quizapp.core.errors import EditedElsewhereError, PictureInUseError
from quizapp.core.pictures import Picture, changed_parts
from quizapp.core.reviewing import Action
from quizapp.database import db
from quizapp.formats.item_json import sha256
from quizapp.formats.picture_json import dump_picture, load_picture, load_read
from quizapp.formats.svg import Drawing, Refusal
from quizapp.models import AuditRow, PictureRow

LIMITS = Limits(seconds=20, megabytes=300)

TOO_MUCH = Refusal(
    message="Reading this picture took too much time or memory, so it was stopped.",
    fix="Make it smaller first, or save it in another format.",
)


def read(data: bytes) -> Drawing | Refusal:
    """Return an uploaded picture as it is kept, or what keeps it from that."""
    done = run_apart(data, "picture", limits=LIMITS)
    return TOO_MUCH if done is None else load_read(done)


def keep(picture: Picture, *, account_id: int, now: datetime) -> bool:
    """Keep a new picture, the same sent twice once; tell whether its lasting id was free."""
    content = dump_picture(picture)
    stamp = sha256(content)
    row = PictureRow(
        slug=picture.id, content_hash=stamp, account_id=account_id, uploaded_at=now, content=content
    )
    try:
        db.session.add(row)
        _note(picture.id, Action.UPLOADED_PICTURE, account_id, now=now)
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
        stored = queries.find(picture.id)
        return stored is not None and stored.content_hash == stamp
    return True


def change(picture: Picture, *, seen: str, account_id: int, now: datetime) -> None:
    """Store the words and the places of a picture, the same sent twice once; published versions stay.

    :raises EditedElsewhereError: it is no longer what its fingerprint ``seen`` says.
    :raises PictureInUseError: a place is to go that a question asks for.
    """
    row = queries.to_change(picture.id)
    content = dump_picture(picture)
    stamp = sha256(content)
    if row is None or row.content_hash not in {seen, stamp}:
        raise EditedElsewhereError
    if row.content_hash == stamp:
        return
    before = load_picture(row.content)
    gone = set(before.region_by_id) - set(picture.region_by_id)
    if any(use.places & gone for use in queries.uses(picture.id)):
        raise PictureInUseError
    row.content, row.content_hash = content, stamp
    note = ", ".join(changed_parts(before, picture))
    _note(picture.id, Action.CHANGED_PICTURE, account_id, note=note, now=now)
    db.session.commit()


def delete(slug: str, *, account_id: int, now: datetime) -> None:
    """Delete a picture that no question shows; one that is gone already stays gone.

    :raises PictureInUseError: a question shows it.
    """
    row = queries.to_change(slug)
    if row is None:
        return
    if queries.uses(slug):
        raise PictureInUseError
    db.session.delete(row)
    _note(slug, Action.DELETED_PICTURE, account_id, note=load_picture(row.content).title, now=now)
    db.session.commit()


def _note(slug: str, action: Action, account_id: int, *, note: str = "", now: datetime) -> None:
    db.session.add(
        AuditRow(slug="", picture=slug, account_id=account_id, action=action, note=note, done_at=now)
    )
