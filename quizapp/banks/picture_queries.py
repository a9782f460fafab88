"""Everything read about uploaded pictures."""

from sqlalchemy import select

from quizapp.core.pictures import Picture
from quizapp.database import db
from quizapp.formats.picture_json import load_picture
from quizapp.models import PictureRow


def stamps() -> tuple[tuple[str, str], ...]:
    """Return what changes with any uploaded picture; one short read."""
    stmt = select(PictureRow.slug, PictureRow.content_hash).order_by(PictureRow.slug)
    return tuple((slug, content_hash) for slug, content_hash in db.session.execute(stmt))


def uploaded() -> dict[str, Picture]:
    """Return every uploaded picture, by its lasting id; one read."""
    texts = db.session.scalars(select(PictureRow.content).order_by(PictureRow.slug))
    return {picture.id: picture for picture in map(load_picture, texts)}
