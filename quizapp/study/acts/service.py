"""The same done with several cards at once: one use case, one commit, and a row of the logs for each card."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID, uuid5

from sqlalchemy.exc import IntegrityError

from quizapp.core.errors import IdInUseError
from quizapp.core.scheduling import NEW_CARD, Entry, MemoryState, Phase
from quizapp.core.setting_aside import Move, Place, chosen_day, moved, put_off
from quizapp.core.study_day import Moment
from quizapp.database import db
from quizapp.models import CardStateRow, LearnerRow
from quizapp.study.acts import queries as act_queries
from quizapp.study.acts.wishes import Wish
from quizapp.study.log import clock_of, moved_row
from quizapp.study.moves.queries import Act, find_act
from quizapp.study.moves.service import move_row
from quizapp.study.queries import Key

Change: TypeAlias = tuple[Act, Mapping[str, Any]]
"""A row of a log, and the columns of its card that follow from it."""


@dataclass(frozen=True, kw_only=True)
class Done:
    """How many of the learner's cards something was done with, and how many stayed as they were."""

    changed: int
    unchanged: int


def act(learner: LearnerRow, keys: Collection[Key], wish: Wish, *, now: datetime) -> Done:
    """Do the same with some cards, as if it were done with each alone; twice is once.

    A card stays that is so already, or may not be studied now, and a new one where a day is chosen or it is
    started anew. What is not the learner's is not counted.

    :raises NoSuchDayError: the day lies before today, or more than a year ahead.
    :raises IdInUseError: the id names something else.
    """
    at = clock_of(learner).moment(now)
    cards = act_queries.locked_states(keys, learner_id=learner.id)
    stored = act_queries.rows_of(wish.id, learner_id=learner.id)
    if stored:
        if any(one.row.kind != wish.what or one.key not in keys for one in stored):
            raise IdInUseError
        return Done(changed=len(stored), unchanged=len(cards) - len(stored))
    if find_act(wish.id, learner_id=learner.id):
        raise IdInUseError
    changes = list(_changes(learner, cards, wish, at))
    for row, _ in changes:
        row.act_id = wish.id
    store([row for row, _ in changes], [columns for _, columns in changes])
    return Done(changed=len(changes), unchanged=len(cards) - len(changes))


def store(rows: Sequence[Act], states: Sequence[Mapping[str, Any]]) -> None:
    """Store what was done under one name, and what it makes of its cards; one commit.

    :raises IdInUseError: the name was sent with something else meanwhile.
    """
    try:
        act_queries.store(rows, states)
        db.session.commit()
    except IntegrityError as error:
        db.session.rollback()
        raise IdInUseError from error


def row_id(act_id: UUID, card: CardStateRow) -> UUID:
    """Return the id of a card's own row of something that is done with several, or undone."""
    return uuid5(act_id, f"{card.item_id}/{card.face}")


def placed(card: CardStateRow, place: Place) -> dict[str, Any]:
    """Return the columns of a card that the learner puts elsewhere."""
    return _key(card) | asdict(place)


def remembered(card: CardStateRow, memory: MemoryState) -> dict[str, Any]:
    """Return the columns of a card whose schedule changes."""
    return _key(card) | vars(memory) | {"version": card.version + 1}


def _changes(learner: LearnerRow, cards: Sequence[CardStateRow], wish: Wish, at: Moment) -> Iterator[Change]:
    chosen_day(wish.day, today=at.day)  # a day that cannot be is refused even where no card would move
    topics = act_queries.topics_of_shown({card.item_id for card in cards})
    for card in cards:
        topic = topics.get((card.item_id, card.face))
        if topic is None:
            continue
        id_ = row_id(wish.id, card)
        if isinstance(wish.what, Move):
            place = moved(card.place, wish.what, tomorrow=at.day + 1)
            if place != card.place:
                yield move_row(card, wish.what, move_id=id_, at=at), placed(card, place)
        else:
            memory = _memory(card.memory, wish, at)
            if memory != card.memory:
                row = moved_row(learner, card, wish.what, memory, move_id=id_, at=at, topic=topic)
                yield row, remembered(card, memory)


def _memory(memory: MemoryState, wish: Wish, at: Moment) -> MemoryState:
    if wish.what is Entry.RESET or memory.phase is Phase.NEW:
        return NEW_CARD
    return put_off(memory, wish.day, today=at.day)


def _key(card: CardStateRow) -> dict[str, Any]:
    return {"learner_id": card.learner_id, "item_id": card.item_id, "face": card.face}
