"""Taking back what was done with a card, one row of its logs after the other."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from quizapp.core.errors import NothingToUndoError
from quizapp.core.scheduling import replay
from quizapp.core.setting_aside import Move, taken_back
from quizapp.database import db
from quizapp.models import CardMoveRow, CardStateRow, LearnerRow, ReviewRow
from quizapp.study import queries
from quizapp.study.acts import queries as act_queries
from quizapp.study.acts.undoing import take_back
from quizapp.study.log import clock_of, last_review_at, past_of, undo_row
from quizapp.study.moves import queries as move_queries
from quizapp.study.moves.queries import find_act, find_move
from quizapp.study.moves.service import move_row
from quizapp.study.plans import schedulers
from quizapp.study.queries import Key, find_review
from quizapp.study.service import show
from quizapp.tallies import counting
from quizapp.tallies.counting import LoggedReview


class Undone(NamedTuple):
    """Which card something was undone with, and what: an answer, another day, a card made new, or a move.

    Of what was done with several at once, the first card; ``several`` tells with how many it is undone.
    """

    item_id: int
    face: str
    kind: str
    several: int | None = None


def find(learner: LearnerRow, act_id: UUID) -> Key | None:
    """Return with which card of the learner's something was done; of several, the first by item and face."""
    if several := act_queries.keys_of(act_id, learner_id=learner.id):
        return min(several)
    act = find_act(act_id, learner_id=learner.id)
    return (act.item_id, act.face) if act else None


def undo(learner: LearnerRow, act_id: UUID, *, undo_id: UUID, now: datetime) -> Undone:
    """Undo the last thing done with a card, or with several; the same ``undo_id`` again changes nothing.

    :raises NothingToUndoError: there is no such row, it was undone before, or more was done since.
    """
    act = find_act(act_id, learner_id=learner.id)
    if act is None and (keys := act_queries.keys_of(act_id, learner_id=learner.id)):
        first, several = take_back(learner, act_id, keys, undo_id=undo_id, now=now)
        db.session.commit()
        return Undone(item_id=first.item_id, face=first.face, kind=first.kind, several=several)
    if act is None or act.kind == "undo":
        raise NothingToUndoError
    undone = Undone(item_id=act.item_id, face=act.face, kind=act.kind)
    # Of a double click, the second waits here.
    card = queries.state_of(act.item_id, act.face, learner_id=learner.id)
    find_undo = find_review if isinstance(act, ReviewRow) else find_move
    before = find_undo(undo_id, learner_id=learner.id)
    if before is not None and before.undoes == act_id:
        return undone
    if before is not None:
        raise NothingToUndoError
    if isinstance(act, ReviewRow):
        _undo_review(learner, card, act, undo_id=undo_id, now=now)
    else:
        _undo_move(learner, card, act, undo_id=undo_id, now=now)
    db.session.commit()
    return undone


def _undo_review(
    learner: LearnerRow, card: CardStateRow, row: ReviewRow, *, undo_id: UUID, now: datetime
) -> None:
    """Restore the state before, the days' counts, the siblings that the answer hid, and the card's place.

    The place, if the answer took the card out as a leech.
    """
    standing = queries.standing_reviews(row.item_id, row.face, learner_id=learner.id)
    if row.source != "card" or standing[-1:] != [row]:
        raise NothingToUndoError
    earlier = standing[:-1]
    made_by = schedulers([learner.id])
    restored = replay(past_of(other, made_by) for other in earlier)
    put_back = {"suspended": show(card) is None} if row.rests else {}
    if not queries.change_state(
        card, restored, version=card.version, last_review_at=last_review_at(earlier), **put_back
    ):
        raise NothingToUndoError
    queries.unbury_siblings(card, by=row.id)
    at = clock_of(learner).moment(now)
    db.session.add(undo_row(learner, card, restored, undo_id=undo_id, undoes=row, at=at))
    if row.rating:
        counting.uncount_review(LoggedReview(row=row, last_day=restored.last_day))


def _undo_move(
    learner: LearnerRow, card: CardStateRow, row: CardMoveRow, *, undo_id: UUID, now: datetime
) -> None:
    """Put a card back where it was; one that is out and not offered any more stays out."""
    if move_queries.last_move(row.item_id, row.face, learner_id=learner.id) is not row:
        raise NothingToUndoError
    undone = move_row(card, "undo", move_id=undo_id, at=clock_of(learner).moment(now))
    undone.undoes = row.id
    db.session.add(undone)
    was_out = card.suspended
    card.place = taken_back(card.place, Move(row.kind), before=row.before, tomorrow=row.study_day + 1)
    card.suspended = card.suspended or (was_out and show(card) is None)
