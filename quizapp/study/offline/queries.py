"""The cards that a device may keep. Whose they are, is part of every question."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select

from quizapp.core.scheduling import Phase
from quizapp.core.study_queue import Scope
from quizapp.database import db
from quizapp.models import BankRow, CardStateRow, ItemRow, ReviewRow
from quizapp.study.queries import Key


def cards_until(day: int, scope: Scope, *, learner_id: int, most: int) -> list[CardStateRow]:
    """Return cards of a bank or of all that may come until a study day: in (re)learning, in review, new.

    At most so many of each of the three, those that were due first before others.
    """
    state = CardStateRow
    mine = [state.learner_id == learner_id, *([BankRow.slug == scope.name] if scope.name else [])]
    return [
        *_cards(most, *mine, state.due_at.is_not(None), by=state.due_at),
        *_cards(most, *mine, state.phase == Phase.REVIEW, state.due_day <= day, by=state.due_day),
        *_cards(most, *mine, state.phase == Phase.NEW, by=state.item_id),
    ]


def keys_of_reviews(ids: Collection[UUID], *, learner_id: int) -> dict[UUID, Key]:
    """Return which cards those of some reviews are about that the learner's log has, by their ids."""
    stmt = select(ReviewRow.id, ReviewRow.item_id, ReviewRow.face)
    rows = db.session.execute(stmt.where(ReviewRow.learner_id == learner_id, ReviewRow.id.in_(ids)))
    return {row[0]: (row[1], row[2]) for row in rows}


def topics(item_ids: Collection[int]) -> dict[int, str]:
    """Return what some items are about now."""
    stmt = select(ItemRow.id, ItemRow.topic).where(ItemRow.id.in_(item_ids))
    return {row[0]: row[1] for row in db.session.execute(stmt)}


def _cards(most: int, *conditions: ColumnElement[bool], by: Any) -> Sequence[CardStateRow]:
    state = CardStateRow
    stmt = (
        select(state).join(ItemRow, ItemRow.id == state.item_id).join(BankRow, BankRow.id == ItemRow.bank_id)
    )
    stmt = stmt.where(~state.suspended, ItemRow.offered, *conditions)
    return db.session.scalars(stmt.order_by(by, state.item_id, state.face).limit(most)).all()
