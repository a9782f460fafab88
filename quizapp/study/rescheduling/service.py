"""New days for cards that wait, by the memory model and the retention of now: foreseen, then done at once."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from quizapp.core.errors import IdInUseError
from quizapp.core.forgetting import Rating
from quizapp.core.rescheduling import Evenness, WaitingCard, new_days
from quizapp.core.scheduling import Entry, rescheduled
from quizapp.models import CardStateRow, LearnerRow, ReviewRow
from quizapp.study import memory_queries
from quizapp.study.acts import queries as act_queries
from quizapp.study.acts import service as acts
from quizapp.study.log import clock_of, moved_row
from quizapp.study.moves.queries import find_act
from quizapp.study.plans import with_retentions
from quizapp.study.queries import Key
from quizapp.study.rescheduling import queries as rescheduling_queries
from quizapp.study.rescheduling.queries import Waiting

MOST_AT_ONCE = 5_000
"""How many cards are given another day at once; whoever has more does it again."""

WEEKS = 8
DAYS = 1 + 7 * WEEKS


@dataclass(frozen=True, kw_only=True)
class Move:
    """A card that gets another day, with the study day."""

    card: Waiting
    day: int

    @property
    def is_sooner(self) -> bool:
        """Tell whether the card comes before the day on which it waits."""
        return self.day < (self.card.state.due_day or 0)


@dataclass(frozen=True, kw_only=True)
class Foreseen:
    """What new days would change: how many cards come sooner or later, and how many are due when.

    ``before`` and ``after`` are the cards due today, and in each of the weeks after it. ``more`` tells that
    so many cards would move that it takes a second time.
    """

    sooner: int
    later: int
    stay: int
    before: tuple[int, ...]
    after: tuple[int, ...]
    more: bool

    @property
    def changes(self) -> int:
        """How many cards would get another day."""
        return self.sooner + self.later


def foresee(learner: LearnerRow, *, now: datetime) -> Foreseen:
    """Return what giving waiting cards their new days would change; at most four reads."""
    today = clock_of(learner).day(now)
    cards = rescheduling_queries.waiting(learner_id=learner.id, to_change=False)
    moves = _moves(learner, cards, today=today)
    before = memory_queries.due_by_day(learner_id=learner.id, day=today, days=DAYS)
    after = Counter(before)
    for move in moves[:MOST_AT_ONCE]:
        after[_comes(move.card.state, move.card.state.due_day, today)] -= 1
        after[_comes(move.card.state, move.day, today)] += 1
    sooner = sum(move.is_sooner for move in moves)
    return Foreseen(
        sooner=sooner,
        later=len(moves) - sooner,
        stay=len(cards) - len(moves),
        before=_by_week(before, today),
        after=_by_week(after, today),
        more=len(moves) > MOST_AT_ONCE,
    )


def reschedule(learner: LearnerRow, *, act_id: UUID, now: datetime) -> int:
    """Give waiting cards their new days, and return how many moved; the same ``act_id`` again is once.

    :raises IdInUseError: the id names something else.
    """
    at = clock_of(learner).moment(now)
    cards = rescheduling_queries.waiting(learner_id=learner.id, to_change=True)
    # Of a double click, the second waited for the cards.
    if stored := act_queries.rows_of(act_id, learner_id=learner.id):
        if not all(
            isinstance(one.row, ReviewRow) and _is_ours(one.row.id, act_id, one.key) for one in stored
        ):
            raise IdInUseError
        return len(stored)
    if find_act(act_id, learner_id=learner.id):
        raise IdInUseError
    rows, states = [], []
    for move in _moves(learner, cards, today=at.day)[:MOST_AT_ONCE]:
        card, after = move.card.state, rescheduled(move.card.state.memory, due_day=move.day)
        id_ = _row_id(act_id, (card.item_id, card.face))
        row = moved_row(learner, card, Entry.RESCHEDULE, after, move_id=id_, at=at, topic=move.card.topic)
        row.act_id = act_id
        rows.append(row)
        states.append(acts.remembered(card, after))
    acts.store(rows, states)
    return len(rows)


def _moves(learner: LearnerRow, cards: Sequence[Waiting], *, today: int) -> list[Move]:
    """Return the cards that get another day; those moved by hand since their last answer do not."""
    rated = _ratings(learner)
    movable = [card for card in cards if (card.state.item_id, card.state.face) in rated]
    schedulers = with_retentions(learner, {card.retention for card in movable})
    waiting = (
        WaitingCard(
            memory=card.state.memory,
            seed=card.state.seed,
            rating=rated[card.state.item_id, card.state.face],
            scheduler=schedulers[card.retention],
        )
        for card in movable
    )
    evenness = Evenness(
        is_wanted=learner.spreads_load,
        lighter_days=learner.lighter_days,
        due=[max(card.state.due_day or today, today) for card in cards],
    )
    found = new_days(waiting, today=today, evenness=evenness)
    return [Move(card=movable[place], day=day) for place, day in found]


def _ratings(learner: LearnerRow) -> dict[Key, Rating]:
    """Return the last answers to cards in review; those left out were moved by hand since."""
    rated: dict[Key, Rating] = {}
    for one in rescheduling_queries.since_last_answers(learner_id=learner.id):
        if one.rating:
            rated[one.key] = Rating(one.rating)
        elif one.act_id is None or not _is_ours(one.id, one.act_id, one.key):
            rated.pop(one.key, None)
    return rated


def _row_id(act_id: UUID, key: Key) -> UUID:
    """Return the id of a card's row of such an act: another than of a day chosen by hand for several cards.

    So the row itself tells who chose the day.
    """
    return uuid5(act_id, f"by the model/{key[0]}/{key[1]}")


def _is_ours(row_id: UUID, act_id: UUID, key: Key) -> bool:
    return row_id == _row_id(act_id, key)


def _comes(card: CardStateRow, day: int | None, today: int) -> int:
    """Return the study day on which a card that waits until some day comes at the earliest."""
    return max(day or today, card.buried_until_day or today, today)


def _by_week(due: Mapping[int, int], today: int) -> tuple[int, ...]:
    weeks = (range(today + 1 + 7 * week, today + 8 + 7 * week) for week in range(WEEKS))
    return (due.get(today, 0), *(sum(due.get(day, 0) for day in week) for week in weeks))
