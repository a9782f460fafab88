"""Cards in review with what decides their day, and what was done with them since they were answered last."""

from collections.abc import Iterator
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Select, func, select

from quizapp.core.scheduling import Phase
from quizapp.database import db
from quizapp.models import CardStateRow, DeckChoiceRow, ItemRow, LearnerRow, ReviewRow
from quizapp.study.queries import UNDONE, Key

WAITS = (CardStateRow.phase == Phase.REVIEW, ~CardStateRow.suspended)


class Waiting(NamedTuple):
    """A card in review that may be studied, the topic of its item, and the retention wished for its deck."""

    state: CardStateRow
    topic: str
    retention: float


class Since(NamedTuple):
    """A row of the log that stands: an answer, or with a rating of 0 what was done with the card since."""

    key: Key
    id: UUID
    rating: int
    act_id: UUID | None


def waiting(*, learner_id: int, to_change: bool) -> list[Waiting]:
    """Return the learner's cards in review, by item and face; locked where they are going to change."""
    state, choice = CardStateRow, DeckChoiceRow
    stmt = (
        select(state, ItemRow.topic, func.coalesce(choice.retention, LearnerRow.retention))
        .join(ItemRow, ItemRow.id == state.item_id)
        .join(LearnerRow, LearnerRow.id == state.learner_id)
        .outerjoin(choice, (choice.learner_id == state.learner_id) & (choice.bank_id == ItemRow.bank_id))
        .where(state.learner_id == learner_id, *WAITS, ItemRow.offered)
        # Everybody locks in the same order, so that nobody waits for somebody who waits for them.
        .order_by(state.item_id, state.face)
    )
    if to_change:
        stmt = stmt.with_for_update(of=state).execution_options(populate_existing=True)
    return [Waiting._make(row) for row in db.session.execute(stmt)]


def since_last_answers(*, learner_id: int) -> Iterator[Since]:
    """Yield for each card in review its last answer and what was done with it since, in this order."""
    for item_id, face, id_, rating, act_id in db.session.execute(_since(learner_id)):
        yield Since((item_id, face), id_, rating, act_id)


def _since(learner_id: int) -> Select[int, str, UUID, int, UUID | None]:
    state, row = CardStateRow, ReviewRow
    card = (row.learner_id == state.learner_id) & (row.item_id == state.item_id) & (row.face == state.face)
    return (
        select(row.item_id, row.face, row.id, row.rating, row.act_id)
        .join(state, card)
        .where(
            state.learner_id == learner_id,
            *WAITS,
            row.reviewed_at >= state.last_review_at,
            row.kind.not_in(("undo", "cram")),
            ~UNDONE,
        )
        .order_by(row.card_version)
    )
