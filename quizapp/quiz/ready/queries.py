"""What is read about ready-made sets and the course."""

from collections.abc import Collection, Sequence
from typing import Literal

from sqlalchemy import select

from quizapp.database import db
from quizapp.models import AttemptRow, AttemptScoreRow, ItemRow, ReadyRow

Kind = Literal["set", "step"]


def offered(kind: Kind) -> Sequence[ReadyRow]:
    """Return what is offered of a kind, in its order."""
    stmt = select(ReadyRow).filter_by(kind=kind, offered=True)
    return db.session.scalars(stmt.order_by(ReadyRow.position)).all()


def find_offered(kind: Kind, slug: str) -> ReadyRow | None:
    """Return the set or step of that lasting id if it is offered."""
    return db.session.scalars(select(ReadyRow).filter_by(kind=kind, slug=slug, offered=True)).one_or_none()


def get(ready_id: int) -> ReadyRow:
    """Return the set or step that an attempt is at, offered or not."""
    return db.session.get_one(ReadyRow, ready_id)


def versions(slugs: Collection[str]) -> dict[str, tuple[int, int]]:
    """Return item id and newest version of the items among these that are offered to patients."""
    stmt = select(ItemRow.slug, ItemRow.id, ItemRow.version)
    rows = db.session.execute(stmt.where(ItemRow.slug.in_(slugs), ItemRow.offered, ItemRow.for_patients))
    return {slug: (item_id, version) for slug, item_id, version in rows}


def finished(learner_id: int) -> set[int]:
    """Return the ids of the sets and steps that the learner handed in with at least one answer."""
    stmt = select(AttemptRow.ready_id).where(
        AttemptRow.learner_id == learner_id, AttemptRow.ready_id.is_not(None)
    )
    answered = stmt.join(
        AttemptScoreRow,
        (AttemptScoreRow.learner_id == AttemptRow.learner_id) & (AttemptScoreRow.attempt_id == AttemptRow.id),
    ).where(AttemptScoreRow.answered > 0)
    return {ready_id for ready_id in db.session.scalars(answered.distinct()) if ready_id is not None}
