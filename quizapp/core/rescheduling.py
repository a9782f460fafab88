"""New days for cards that wait already, after other parameters of the memory model or another retention."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from quizapp.core.day_load import DayLoad
from quizapp.core.forgetting import Rating, Scheduler, interval_days
from quizapp.core.scheduling import MemoryState, share_of, spread, spread_range


@dataclass(frozen=True, kw_only=True)
class WaitingCard:
    """A card in review: what is known of it, its last answer, and the scheduler that holds for it now."""

    memory: MemoryState
    seed: str
    rating: Rating
    scheduler: Scheduler


@dataclass(frozen=True, kw_only=True)
class Evenness:
    """Whether a learner's days are to be made even, and the lighter weekdays as in `DayLoad`.

    ``due`` are the study days of all cards that wait; they are looked at only where days are made even.
    """

    is_wanted: bool
    lighter_days: int
    due: Sequence[int]


class NewDay(NamedTuple):
    """Another study day for the card at a place among those given."""

    place: int
    day: int


def new_days(cards: Iterable[WaitingCard], *, today: int, evenness: Evenness) -> Iterator[NewDay]:
    """Yield another day for each card that its last answer could not have led to where it waits.

    Days are spread and made even as for answers, from the day of the last answer on, but none lies before
    today. A card that is due, and would be, stays. Done twice, the second time yields nothing.
    """
    due: Counter[int | None] = Counter(evenness.due)
    load = DayLoad(cards=due if evenness.is_wanted else {}, lighter_days=evenness.lighter_days)
    for place, card in enumerate(cards):
        waits_until, answered = card.memory.due_day, card.memory.last_day
        if waits_until is None or answered is None or card.memory.stability is None:
            continue
        plain = interval_days(card.memory.stability, scheduler=card.scheduler)
        low, high = spread_range(plain)
        # Good and Easy are told apart from the answers below them by a day each.
        latest = answered + high + max(card.rating - Rating.HARD, 0)
        if answered + low <= waits_until <= latest or max(waits_until, answered + high) <= today:
            continue
        share = share_of(card.seed, card.memory.reps - 1)  # as it was when the answer was given
        day = max(answered + spread(plain, share), today)
        if evenness.is_wanted or evenness.lighter_days:
            open_days = range(max(answered + low, today), max(answered + high, today) + 1)
            day = load.emptiest(open_days, rather=day)
        due[max(waits_until, today)] -= 1
        due[day] += 1
        yield NewDay(place, day)
