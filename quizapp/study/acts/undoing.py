"""Taking back what was done with several cards at once; nothing here commits."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from quizapp.core.errors import NothingToUndoError
from quizapp.core.scheduling import replay
from quizapp.core.setting_aside import Move, taken_back
from quizapp.core.study_day import Moment
from quizapp.models import CardMoveRow, CardStateRow, LearnerRow, ReviewRow
from quizapp.study.acts import queries as act_queries
from quizapp.study.acts.service import Change, placed, remembered, row_id
from quizapp.study.log import clock_of, past_of, undo_row
from quizapp.study.moves.queries import Act
from quizapp.study.moves.service import move_row
from quizapp.study.plans import schedulers
from quizapp.study.queries import Key

Cards = Mapping[Key, CardStateRow]


class TakenBack(NamedTuple):
    """With how many cards something is undone, and its row of the first card that it was done with."""

    first: Act
    cards: int


def take_back(
    learner: LearnerRow, act_id: UUID, keys: Collection[Key], *, undo_id: UUID, now: datetime
) -> TakenBack:
    """Take back what was done with several cards at once; the same ``undo_id`` again changes nothing.

    ``keys`` are these cards. One that went on since, such as by a quiz, stays as it is.

    :raises NothingToUndoError: all of it was undone before, or went on since.
    """
    found = act_queries.locked_states(keys, learner_id=learner.id)
    cards = {(card.item_id, card.face): card for card in found}
    # Of a double click, the second waited for the cards.
    done = act_queries.rows_of(act_id, learner_id=learner.id)
    if before := sum(one.undone_by == row_id(undo_id, cards[one.key]) for one in done):
        return TakenBack(done[0].row, before)
    rows = [one.row for one in done if one.undone_by is None]
    moves = [row for row in rows if isinstance(row, CardMoveRow)]
    reviews = [row for row in rows if isinstance(row, ReviewRow)]
    at = clock_of(learner).moment(now)
    changes = [
        *(_moves(cards, moves, undo_id=undo_id, at=at) if moves else ()),
        *(_reviews(learner, cards, reviews, undo_id=undo_id, at=at) if reviews else ()),
    ]
    if not changes:
        raise NothingToUndoError
    act_queries.store([row for row, _ in changes], [columns for _, columns in changes])
    return TakenBack(done[0].row, len(changes))


def _moves(cards: Cards, rows: Sequence[CardMoveRow], *, undo_id: UUID, at: Moment) -> Iterator[Change]:
    """Put cards back where they were; those that are out and not offered any more stay out."""
    last = act_queries.last_moves(cards, learner_id=rows[0].learner_id)
    shown = act_queries.topics_of_shown({row.item_id for row in rows})
    for row in rows:
        key = (row.item_id, row.face)
        if last.get(key) == row.id:
            card = cards[key]
            undone = move_row(card, "undo", move_id=row_id(undo_id, card), at=at)
            undone.undoes = row.id
            place = taken_back(card.place, Move(row.kind), before=row.before, tomorrow=row.study_day + 1)
            stays_out = card.suspended and key not in shown
            columns = placed(card, place)
            yield undone, columns | {"suspended": place.suspended or stays_out}


def _reviews(
    learner: LearnerRow, cards: Cards, rows: Sequence[ReviewRow], *, undo_id: UUID, at: Moment
) -> Iterator[Change]:
    """Restore the states before; no such row is an answer, so nothing was counted and nothing hidden."""
    made_by = schedulers([learner.id])
    logs = act_queries.standing_logs(cards, learner_id=learner.id)
    for row in rows:
        card, log = cards[row.item_id, row.face], logs[row.item_id, row.face]
        if log and log[-1].card_version == row.card_version:
            restored = replay(past_of(other, made_by) for other in log[:-1])
            id_ = row_id(undo_id, card)
            undone = undo_row(learner, card, restored, undo_id=id_, undoes=row, at=at)
            yield undone, remembered(card, restored)
