"""What can be done with a card beside answering it: one function, one use case, one commit."""

from datetime import date, datetime
from uuid import UUID

from quizapp.core.errors import IdInUseError
from quizapp.core.scheduling import NEW_CARD, Entry, MemoryState
from quizapp.core.setting_aside import Move, moved, put_off
from quizapp.core.study_day import Moment
from quizapp.database import committed, db
from quizapp.models import CardMoveRow, CardStateRow, LearnerRow, ReviewRow
from quizapp.study import queries
from quizapp.study.log import clock_of, moved_row
from quizapp.study.moves.queries import find_act


def move(learner: LearnerRow, card: CardStateRow, how: Move, *, move_id: UUID, now: datetime) -> None:
    """Hide a card until tomorrow, take it out, take it back in, mark it or unmark it; twice is once.

    :raises IdInUseError: the id names something else.
    """
    at = clock_of(learner).moment(now)
    card = queries.state_of(card.item_id, card.face, learner_id=learner.id)
    if _is_done(card, how, move_id=move_id):
        return
    after = moved(card.place, how, tomorrow=at.day + 1)
    if after != card.place:
        row = move_row(card, how, move_id=move_id, at=at)
        card.place = after
        _commit_with(row)


def forget(learner: LearnerRow, card: CardStateRow, *, move_id: UUID, now: datetime) -> None:
    """Make a card new again; its log stays. Twice is once, and a new card stays as it is.

    :raises IdInUseError: the id names something else.
    """
    at = clock_of(learner).moment(now)
    card = queries.state_of(card.item_id, card.face, learner_id=learner.id)
    if not _is_done(card, Entry.RESET, move_id=move_id):
        _change(learner, card, Entry.RESET, NEW_CARD, move_id=move_id, at=at)


def set_day(
    learner: LearnerRow, card: CardStateRow, wish: int | date, *, move_id: UUID, now: datetime
) -> None:
    """Let a card come on a date, or in so many days; what is known of its memory stays.

    A card that was answered today comes tomorrow at the earliest. Twice is once.

    :raises NoSuchDayError: the day lies before today, or more than a year ahead.
    :raises CardIsNewError: nothing is known of its memory yet.
    :raises IdInUseError: the id names something else.
    """
    at = clock_of(learner).moment(now)
    card = queries.state_of(card.item_id, card.face, learner_id=learner.id)
    # Sent again on the next day, the same wish would name another day.
    if not _is_done(card, Entry.RESCHEDULE, move_id=move_id):
        after = put_off(card.memory, wish, today=at.day)
        _change(learner, card, Entry.RESCHEDULE, after, move_id=move_id, at=at)


def move_row(card: CardStateRow, kind: str, *, move_id: UUID, at: Moment) -> CardMoveRow:
    """Return the row of a move of a card, or of its undo, that is about to be made."""
    return CardMoveRow(
        learner_id=card.learner_id,
        id=move_id,
        item_id=card.item_id,
        face=card.face,
        moved_at=at.now,
        study_day=at.day,
        kind=kind,
        before=card.place,
    )


def _is_done(card: CardStateRow, kind: str, *, move_id: UUID) -> bool:
    """Tell whether something was stored before under its id."""
    stored = find_act(move_id, learner_id=card.learner_id)
    if stored is None:
        return False
    if (stored.item_id, stored.face, stored.kind) != (card.item_id, card.face, kind):
        raise IdInUseError
    return True


def _change(
    learner: LearnerRow, card: CardStateRow, entry: Entry, after: MemoryState, *, move_id: UUID, at: Moment
) -> None:
    """Put a card elsewhere in the schedule, by a row of the review log."""
    if after == card.memory:
        return
    topic = queries.topic(card.item_id)
    row = moved_row(learner, card, entry, after, move_id=move_id, at=at, topic=topic)
    card.memory = after
    card.version += 1
    _commit_with(row)


def _commit_with(row: CardMoveRow | ReviewRow) -> None:
    db.session.add(row)
    if not committed():  # another card was given the id meanwhile
        raise IdInUseError
