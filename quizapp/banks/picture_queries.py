"""Everything read about uploaded pictures."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

from sqlalchemy import select

from quizapp.core.pictures import Picture
from quizapp.database import db
from quizapp.formats.picture_json import load_picture
from quizapp.models import PictureRow

Stamp: TypeAlias = tuple[str, str]
"""The lasting id of a picture, and the fingerprint of what is stored of it."""


class _Shelf:
    """The uploaded pictures as they were read last. A stamp names one content, wherever it was read."""

    def __init__(self) -> None:
        self._by_stamp: Mapping[Stamp, Picture] = MappingProxyType({})

    def pictures(self, wanted: Sequence[Stamp]) -> dict[str, Picture]:
        """Return the pictures of these stamps; only those that are new are read."""
        before = self._by_stamp
        new = [slug for slug, content_hash in wanted if (slug, content_hash) not in before]
        kept = {stamp: before[stamp] for stamp in wanted if stamp in before}
        # Put in place as a whole, as other threads read it meanwhile.
        now = kept | (_read(new) if new else {})
        self._by_stamp = MappingProxyType(now)
        return {slug: now[slug, content_hash] for slug, content_hash in sorted(now)}


_SHELF = _Shelf()


def stamps() -> tuple[Stamp, ...]:
    """Return what changes with any uploaded picture; one short read."""
    stmt = select(PictureRow.slug, PictureRow.content_hash).order_by(PictureRow.slug)
    return tuple((slug, content_hash) for slug, content_hash in db.session.execute(stmt))


def uploaded() -> dict[str, Picture]:
    """Return every uploaded picture, by its lasting id; one short read, and one of those not read before."""
    return of_stamps(stamps())


def of_stamps(wanted: Sequence[Stamp]) -> dict[str, Picture]:
    """Return the uploaded pictures of these stamps, by lasting id; one read if there is a new one."""
    return _SHELF.pictures(wanted)


def _read(slugs: Sequence[str]) -> dict[Stamp, Picture]:
    row = PictureRow
    stmt = select(row.slug, row.content_hash, row.content).where(row.slug.in_(slugs))
    return {(slug, content_hash): load_picture(text) for slug, content_hash, text in db.session.execute(stmt)}
