"""What educators read before and after several items are changed at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quizapp.author.bulk.service import Done, LeftOut
from quizapp.author.search.words import LEVELS, TOPICS, readers
from quizapp.core.bulk_changes import Hindrance, Kind, Wish
from quizapp.core.items import Audience, Item
from quizapp.web.filters import count_of

WHY: Mapping[Hindrance, str] = {
    Hindrance.SAME: "It is so already.",
    Hindrance.IN_WORK: "It is in work or in review, so it is changed there.",
    Hindrance.MOVED: "A newer version came since you looked at it.",
    Hindrance.SET_ASIDE: "Learners are not given it for now. Change it by itself, with a review.",
    Hindrance.FAULTY: "A rule would be broken:",
}

MOST_NAMED = 10
"""Items that are named after the change; more are counted."""


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Why some items are left out, and which."""

    why: str
    left_out: tuple[LeftOut, ...]


def reasons(left_out: Sequence[LeftOut]) -> list[Reason]:
    """Return what is left out by reason, what is so already last: nothing has to be done about it."""
    by_reason = {why: tuple(one for one in left_out if one.why is why) for why in WHY}
    by_reason[Hindrance.SAME] = by_reason.pop(Hindrance.SAME)
    return [Reason(why=WHY[why], left_out=some) for why, some in by_reason.items() if some]


def will(wish: Wish, count: int) -> str:
    """Say what is going to be done with so many items."""
    these, them = ("This question", "it") if count == 1 else (f"These {count} questions", "them")
    match wish.kind:
        case Kind.TOPIC:
            return f"{these} will have the topic “{TOPICS[wish.to[0]]}”."
        case Kind.LEVEL:
            return f"{these} will have the level “{LEVELS[wish.to[0]]}”."
        case Kind.AUDIENCE:
            return f"{these} will be {_readers(wish)}."
        case Kind.RETIRE:
            return f"{these} will be retired. Who met {them} before still finds {them}."
        case Kind.AGAIN:
            return f"{these} will be in work, and learners are given {them} again after a review."


def done(wish: Wish, done: Done) -> str:
    """Say what was done, and what was left out and why."""
    they = f"{count_of(done.changed, 'question', 'questions')} {'is' if done.changed == 1 else 'are'}"
    said = {
        Kind.TOPIC: f"Changed: the topic of {count_of(done.changed, 'question', 'questions')}.",
        Kind.LEVEL: f"Changed: the level of {count_of(done.changed, 'question', 'questions')}.",
        Kind.AUDIENCE: f"Changed: who is asked {count_of(done.changed, 'question', 'questions')}.",
        Kind.RETIRE: f"{they} retired.",
        Kind.AGAIN: f"{they} in work now.",
    }[wish.kind]
    named = ", ".join(one.slug for one in done.left_out[:MOST_NAMED])
    more = len(done.left_out) - MOST_NAMED
    left = f" Left as before, because something changed since you looked: {named}" if named else ""
    return f"{said}{left}{f' and {more} more' if more > 0 else ''}{'.' if named else ''}"


def before_and_after(before: Item, after: Item, wish: Wish) -> tuple[str, str]:
    """Return what an item says now, and what it will say, of what changes."""
    match wish.kind:
        case Kind.TOPIC:
            return TOPICS[before.topic], TOPICS[after.topic]
        case Kind.LEVEL:
            return LEVELS[before.level], LEVELS[after.level]
        case Kind.AUDIENCE:
            return _of(before), _of(after)
        case Kind.RETIRE:
            return "Given to learners", "Retired"
        case Kind.AGAIN:
            return "Retired", "In work"


def _of(item: Item) -> str:
    return readers(patients=Audience.PATIENT in item.audience, students=Audience.STUDENT in item.audience)


def _readers(wish: Wish) -> str:
    return readers(patients=Audience.PATIENT in wish.to, students=Audience.STUDENT in wish.to)
