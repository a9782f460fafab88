"""What is read while a session is put together."""

from collections.abc import Collection, Sequence

from sqlalchemy import func, select

from quizapp.core.assembly import Candidate
from quizapp.core.items import Level, Topic
from quizapp.database import db
from quizapp.models import ItemRow, ReadyRow


def ready_sets() -> Sequence[ReadyRow]:
    """Return the ready-made sets that are offered, in their order."""
    stmt = select(ReadyRow).filter_by(kind="set", offered=True)
    return db.session.scalars(stmt.order_by(ReadyRow.position)).all()


def topic_counts() -> dict[Topic, int]:
    """Return how many items are offered to patients on each topic, the largest first."""
    stmt = select(ItemRow.topic, func.count()).where(ItemRow.offered, ItemRow.for_patients)
    rows = db.session.execute(stmt.group_by(ItemRow.topic).order_by(func.count().desc(), ItemRow.topic))
    return {Topic(topic): count for topic, count in rows}


def candidates(topics: Collection[Topic]) -> list[Candidate]:
    """Return the items on some topics that are offered to patients."""
    stmt = select(ItemRow.id, ItemRow.version, ItemRow.slug, ItemRow.topic, ItemRow.level)
    stmt = stmt.where(ItemRow.offered, ItemRow.for_patients, ItemRow.topic.in_(topics))
    return [_candidate(*row) for row in db.session.execute(stmt)]


def by_slugs(slugs: Collection[str]) -> dict[str, Candidate]:
    """Return those of some items that are offered to patients, by their lasting ids."""
    stmt = select(ItemRow.id, ItemRow.version, ItemRow.slug, ItemRow.topic, ItemRow.level)
    stmt = stmt.where(ItemRow.offered, ItemRow.for_patients, ItemRow.slug.in_(slugs))
    return {row.slug: _candidate(*row) for row in db.session.execute(stmt)}


def for_students(topics: Collection[Topic]) -> int:
    """Return how many items on some topics are offered to students alone."""
    stmt = select(func.count()).select_from(ItemRow)
    stmt = stmt.where(ItemRow.offered, ~ItemRow.for_patients, ItemRow.topic.in_(topics))
    return db.session.scalar(stmt) or 0


def being_updated(topics: Collection[Topic]) -> int:
    """Return how many items for patients on some topics are being updated."""
    stmt = select(func.count()).select_from(ItemRow)
    stmt = stmt.where(ItemRow.being_updated, ItemRow.for_patients, ItemRow.topic.in_(topics))
    return db.session.scalar(stmt) or 0


def _candidate(id_: int, version: int, slug: str, topic: str, level: str) -> Candidate:
    return Candidate(id=id_, version=version, slug=slug, topic=Topic(topic), level=Level(level))
