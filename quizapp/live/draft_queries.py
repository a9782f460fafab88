"""What is read while a session is put together."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select

from quizapp.core.assembly import Candidate
from quizapp.core.items import Level, Topic
from quizapp.database import db
from quizapp.models import ItemRow, ReadyRow


@dataclass(frozen=True, kw_only=True)
class Found:
    """An item and whether a session may show it; ``for_students``: it is offered to students alone."""

    candidate: Candidate
    is_offered: bool
    for_students: bool
    being_updated: bool


def ready_sets() -> Sequence[ReadyRow]:
    """Return the ready-made sets that are offered, in their order."""
    stmt = select(ReadyRow).filter_by(kind="set", offered=True)
    return db.session.scalars(stmt.order_by(ReadyRow.position)).all()


def topic_counts() -> dict[Topic, int]:
    """Return how many items are offered to patients on each topic, the largest first."""
    stmt = select(ItemRow.topic, func.count()).where(ItemRow.offered, ItemRow.for_patients)
    rows = db.session.execute(stmt.group_by(ItemRow.topic).order_by(func.count().desc(), ItemRow.topic))
    return {Topic(topic): count for topic, count in rows}


def items(*, slugs: Collection[str] = (), topics: Collection[Topic] = ()) -> list[Found]:
    """Return the items of some lasting ids and those on some topics; one read."""
    stmt = select(ItemRow).where(or_(ItemRow.slug.in_(slugs), ItemRow.topic.in_(topics)))
    return [
        Found(
            candidate=Candidate(
                id=row.id, version=row.version, slug=row.slug, topic=Topic(row.topic), level=Level(row.level)
            ),
            is_offered=row.offered and row.for_patients,
            for_students=row.offered and not row.for_patients,
            being_updated=row.being_updated and row.for_patients,
        )
        for row in db.session.scalars(stmt)
    ]
