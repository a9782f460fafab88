"""Moves of cards as they are stored, and what a learner can undo next."""

from dataclasses import dataclass
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import Select, bindparam, exists, select, union_all
from sqlalchemy.orm import aliased

from quizapp.database import db
from quizapp.models import CardMoveRow, ReviewRow
from quizapp.study.queries import STANDING_ON_DAY, find_review
from quizapp.study.statements import made_once, plain_rows

_undo = aliased(CardMoveRow)
STANDS = (
    CardMoveRow.kind != "undo",
    ~exists().where(_undo.learner_id == CardMoveRow.learner_id, _undo.undoes == CardMoveRow.id),
)

NEWEST = (CardMoveRow.moved_at.desc(), CardMoveRow.id)

Act: TypeAlias = ReviewRow | CardMoveRow
"""Something done with a card: a row of either log."""


@dataclass(frozen=True, kw_only=True)
class Undoable:
    """What a learner can undo next: the row of either log that names it, its kind, and the card's item.

    What was done with ``several`` cards at once is named by itself, and the item is that of one of them.
    """

    id: UUID
    kind: str
    item_id: int
    several: bool = False


def find_move(move_id: UUID, *, learner_id: int) -> CardMoveRow | None:
    """Return a move of one of the learner's cards."""
    return db.session.get(CardMoveRow, (learner_id, move_id))


def find_act(act_id: UUID, *, learner_id: int) -> Act | None:
    """Return a row of the learner's review log, or a move of one of their cards."""
    return find_review(act_id, learner_id=learner_id) or find_move(act_id, learner_id=learner_id)


def last_move(item_id: int, face: str, *, learner_id: int) -> CardMoveRow | None:
    """Return the newest move of a card that was not undone."""
    stmt = select(CardMoveRow).filter_by(learner_id=learner_id, item_id=item_id, face=face)
    return db.session.scalars(stmt.where(*STANDS).order_by(*NEWEST).limit(1)).one_or_none()


def last_act(day: int, *, learner_id: int) -> Undoable | None:
    """Return the newest row of a study day that can be undone: an answer to a card, or a move of one.

    It was not undone, and neither a later answer nor a quiz has changed its card since.
    """
    row = plain_rows(_last_act(), {"learner_id": learner_id, "day": day}).one_or_none()
    if row is None:
        return None
    several = row.act_id is not None
    return Undoable(id=row.act_id or row.id, kind=row.kind, item_id=row.item_id, several=several)


@made_once
def _last_act() -> Select[*tuple[Any, ...]]:
    review, move = ReviewRow, CardMoveRow
    later, undo = aliased(ReviewRow), aliased(ReviewRow)
    changed_since = exists().where(
        later.learner_id == review.learner_id,
        later.item_id == review.item_id,
        later.face == review.face,
        later.card_version > review.card_version,
        later.kind != "undo",
        later.kind != "cram",
        ~exists().where(undo.learner_id == later.learner_id, undo.undoes == later.id),
    )
    reviews = (
        select(review.id, review.kind, review.item_id, review.act_id, review.reviewed_at.label("at"))
        .where(*STANDING_ON_DAY, ~changed_since)
        .order_by(review.reviewed_at.desc(), review.card_version.desc())
        .limit(1)
        .subquery()
    )
    moves = (
        select(move.id, move.kind, move.item_id, move.act_id, move.moved_at.label("at"))
        .where(move.learner_id == bindparam("learner_id"), move.study_day == bindparam("day"), *STANDS)
        .order_by(*NEWEST)
        .limit(1)
        .subquery()
    )
    acts = union_all(select(reviews), select(moves)).subquery()
    return select(acts).order_by(acts.c.at.desc()).limit(1)
