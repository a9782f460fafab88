"""What a learner does with a card beside answering it: let it rest, hide it, mark it, choose its day."""

from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from quizapp.core.errors import NoSuchDayError
from quizapp.core.scheduling import MemoryState, earliest_day, rescheduled
from quizapp.core.study_day import EPOCH

MOST_DAYS = 365
"""How far ahead a learner may put a card."""


class Move(StrEnum):
    """What a learner can do with a card beside answering it; its memory stays."""

    TOMORROW = "tomorrow"
    REST = "rest"
    BACK = "back"
    FLAG = "flag"
    UNFLAG = "unflag"


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a learner put a card: out of the queue, hidden before a study day, marked.

    ``buried_by`` names the answer to another face of the same item that hid the card; None: the learner did.
    """

    suspended: bool = False
    buried_until_day: int | None = None
    buried_by: UUID | None = None
    flag: int = 0


def moved(place: Place, how: Move, *, tomorrow: int) -> Place:
    """Return where a card is after a move; the same move again changes nothing."""
    match how:
        case Move.TOMORROW:
            return replace(place, buried_until_day=tomorrow, buried_by=None)
        case Move.REST:
            return replace(place, suspended=True)
        case Move.BACK:
            return replace(place, suspended=False, buried_until_day=None, buried_by=None)
        case Move.FLAG | Move.UNFLAG:
            return replace(place, flag=int(how is Move.FLAG))


def taken_back(place: Place, how: Move, *, before: Place, tomorrow: int) -> Place:
    """Return where a card is once a move is undone that was made where it stood at ``before``.

    What the move did not touch stays: a card that an answer took out meanwhile is still out.
    """
    touched = asdict(moved(before, how, tomorrow=tomorrow))
    changes = {name: value for name, value in asdict(before).items() if touched[name] != value}
    return replace(place, **changes)


def chosen_day(wish: int | date, *, today: int) -> int:
    """Return the study day that a learner wished for: a date, or so many days from today.

    :raises NoSuchDayError: it lies before today, or more than `MOST_DAYS` ahead.
    """
    day = wish.toordinal() - EPOCH if isinstance(wish, date) else today + wish
    if not today <= day <= today + MOST_DAYS:
        raise NoSuchDayError
    return day


def put_off(memory: MemoryState, wish: int | date, *, today: int) -> MemoryState:
    """Return a card on the study day wished for; tomorrow at the earliest where it was answered today.

    :raises NoSuchDayError: the day lies before today, or more than `MOST_DAYS` ahead.
    :raises CardIsNewError: nothing is known of its memory yet.
    """
    day = max(chosen_day(wish, today=today), earliest_day(memory, today=today))
    return rescheduled(memory, due_day=day)
