"""Which card comes next, and how many are left for today."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from quizapp.core.errors import CardNotDueError
from quizapp.core.forgetting import Rating
from quizapp.core.scheduling import USUAL_PLAN, MemoryState, Phase, Plan, review
from quizapp.core.study_day import Moment

LEARN_AHEAD = timedelta(minutes=20)
"""How early a card in (re)learning may be shown when nothing else is left."""

SECONDS_A_CARD = 20

FORGOTTEN_DAYS = 7
"""For how many study days, today included, a card that slipped away counts as forgotten this week."""

DAYS_AHEAD = range(1, 31)
"""How many study days ahead cards can be studied."""


class ScopeKind(StrEnum):
    """What a learner wants to study.

    ``FLAG``: what they marked; ``FORGOTTEN``: what slipped away this week; ``AHEAD``: what falls due soon;
    ``NEW``: what is new of a topic.
    """

    ALL = "all"
    BANK = "bank"
    TOPIC = "topic"
    MISSED = "missed"
    FLAG = "flag"
    FORGOTTEN = "forgotten"
    AHEAD = "ahead"
    NEW = "new"


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Some of a learner's cards.

    ``name`` is the bank's lasting id, the topic, or how many study days ahead; empty for the others.
    """

    kind: ScopeKind = ScopeKind.ALL
    name: str = ""

    @property
    def days_ahead(self) -> int:
        """How many study days before its day a card may be studied."""
        return int(self.name) if self.kind is ScopeKind.AHEAD else 0

    @property
    def is_deck(self) -> bool:
        """Tell whether these are the cards of a bank or of a topic, all of them."""
        return self.kind in {ScopeKind.BANK, ScopeKind.TOPIC}

    @property
    def has_daily_limits(self) -> bool:
        """Tell whether the day's limits hold; they do not where a learner asks for these very cards."""
        return self.kind not in {ScopeKind.FLAG, ScopeKind.FORGOTTEN, ScopeKind.AHEAD}

    def __str__(self) -> str:
        """Return the scope as an address writes it: ``bank:sites``."""
        return f"{self.kind}:{self.name}" if self.name else self.kind


ALL_CARDS = Scope()
SCOPE = re.compile(r"all|missed|flag|forgotten|(bank|topic|new):[a-z0-9-]{1,80}|ahead:([1-9]|[12][0-9]|30)")


def parse_scope(text: str) -> Scope | None:
    """Return the scope that an address names, or None when it names none; nothing names all cards."""
    text = text or ScopeKind.ALL
    if not SCOPE.fullmatch(text):
        return None
    kind, _, name = text.partition(":")
    return Scope(kind=ScopeKind(kind), name=name)


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How many cards a day a learner wants; ``new_inside_reviews`` counts new ones among the reviews too."""

    new: int
    reviews: int
    new_inside_reviews: bool = False


NO_LIMITS = Limits(new=10**6, reviews=10**6)


@dataclass(frozen=True, kw_only=True)
class Count:
    """Some new cards and some reviews: done today, or left for today."""

    new: int = 0
    reviews: int = 0


@dataclass(frozen=True, kw_only=True)
class Left:
    """How many cards are left for today; of these ``once_more`` are in (re)learning.

    A new card that is answered moves from the others to those, so that each step on is seen.
    """

    cards: int = 0
    once_more: int = 0


class Queue(StrEnum):
    """Where the next card can come from; ``AHEAD``: a card in (re)learning, a little early."""

    LEARNING = "learning"
    REVIEW = "review"
    NEW = "new"
    AHEAD = "ahead"


def left(limits: Limits, done: Count) -> Count:
    """Return what may still be studied today. Cards in (re)learning have no limit."""
    new = max(0, limits.new - done.new)
    if not limits.new_inside_reviews:
        return Count(new=new, reviews=max(0, limits.reviews - done.reviews))
    reviews = max(0, limits.reviews - done.reviews - done.new)
    return Count(new=min(new, reviews), reviews=reviews)


def next_queue(waiting: Collection[Queue], *, limits: Limits, done: Count) -> Queue | None:
    """Return the queue that the next card comes from, of those where one is ``waiting``; None: none today.

    Cards in learning come first, because they are due to the minute. New cards are mixed with reviews as the
    two limits stand to each other, so that neither waits for the other's end.
    """
    remaining = left(limits, done)
    if Queue.LEARNING in waiting:
        return Queue.LEARNING
    new = Queue.NEW in waiting and remaining.new > 0
    review = Queue.REVIEW in waiting and remaining.reviews > 0
    if new and review:
        return Queue.NEW if done.new * limits.reviews <= done.reviews * limits.new else Queue.REVIEW
    if new or review:
        return Queue.NEW if new else Queue.REVIEW
    return Queue.AHEAD if Queue.AHEAD in waiting else None


def queue_of(state: MemoryState, *, now: datetime, day: int, days_ahead: int = 0) -> Queue | None:
    """Return the queue a card stands in, or None when it is not due yet, nor within ``days_ahead``.

    A card that was answered today does not come ahead of its day again, however soon that is: nothing was
    forgotten since, so the answer would teach nothing, and the same cards would come round for ever.
    """
    if state.phase is Phase.NEW:
        return Queue.NEW
    if state.due_day is not None:
        rested = state.last_day is None or state.last_day < day
        return Queue.REVIEW if state.due_day <= day + (days_ahead if rested else 0) else None
    if state.due_at is None or state.due_at > now + LEARN_AHEAD:
        return None
    return Queue.LEARNING if state.due_at <= now else Queue.AHEAD


def order_in_learning(
    *, due_at: datetime | None, answered_at: datetime | None, now: datetime
) -> tuple[bool, datetime]:
    """Return by what cards in (re)learning are ordered: those due first, the longest due before the others.

    Ahead of its minute, the card answered longest ago comes first: never the one just answered while another
    waits. The others, without a minute, come as if they were due now.
    """
    due_at = due_at or now
    is_ahead = due_at > now
    return is_ahead, (answered_at or due_at) if is_ahead else due_at


def answer_due(
    state: MemoryState,
    rating: Rating,
    *,
    at: Moment,
    seed: str,
    plan: Plan = USUAL_PLAN,
    days_ahead: int = 0,
) -> MemoryState:
    """Return the card after an answer that it was waiting for.

    An answer ahead of its day is a review like any other: FSRS counts the days that really went by.

    :raises CardNotDueError: the card stands in no queue now, nor within ``days_ahead``.
    """
    if queue_of(state, now=at.now, day=at.day, days_ahead=days_ahead) is None:
        raise CardNotDueError
    return review(state, rating, now=at.now, day=at.day, seed=seed, plan=plan)


def minutes_for(cards: int) -> int:
    """Return how long some cards will take, in whole minutes, at least one."""
    return max(1, round(cards * SECONDS_A_CARD / 60))
