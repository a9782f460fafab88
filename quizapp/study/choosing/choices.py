"""What a learner can choose to study or to practise, beyond what comes today, and how many cards each has."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from quizapp.core.study_queue import ALL_CARDS, NO_LIMITS, Count, Scope, ScopeKind
from quizapp.models import LearnerRow
from quizapp.study import piles, queue_queries
from quizapp.study.choosing import queries as choosing_queries
from quizapp.study.choosing.queries import DeckSize
from quizapp.study.log import clock_of

DAYS_AHEAD = (1, 3, 7, 14, 30)
"""What the page offers of the days ahead; an address may name others."""

FLAG, FORGOTTEN, MISSED = (
    Scope(kind=kind) for kind in (ScopeKind.FLAG, ScopeKind.FORGOTTEN, ScopeKind.MISSED)
)


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Some cards: how many there are but for those that rest, and how many may be answered now.

    ``title`` is a bank's, empty for all others. ``now`` beyond `queue_queries.MOST_COUNTED` says only that
    there are more.
    """

    scope: Scope
    title: str = ""
    cards: int
    now: int = 0


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What can be studied; of ``ahead`` and ``new`` only ``now`` says something.

    ``due`` counts the cards due today, or before: they come first, and are among those of each of ``ahead``.
    """

    flag: Choice
    forgotten: Choice
    due: int
    ahead: tuple[Choice, ...]
    new: tuple[Choice, ...]


def choices(learner: LearnerRow, *, now: datetime) -> Choices:
    """Return what a learner can study beyond what comes today."""
    flag, forgotten = (
        Choice(scope=scope, cards=_count(learner, scope, now), now=_count_now(learner, scope, now))
        for scope in (FLAG, FORGOTTEN)
    )
    new: Counter[str] = Counter()
    for size in choosing_queries.deck_sizes(learner_id=learner.id):
        new[size.topic] += size.new
    return Choices(
        flag=flag,
        forgotten=forgotten,
        due=_count_now(learner, Scope(kind=ScopeKind.AHEAD, name="0"), now),
        ahead=tuple(
            Choice(scope=scope, cards=0, now=_count_now(learner, scope, now))
            for scope in (Scope(kind=ScopeKind.AHEAD, name=str(days)) for days in DAYS_AHEAD)
        ),
        new=tuple(
            Choice(scope=Scope(kind=ScopeKind.NEW, name=topic), cards=0, now=cards)
            for topic, cards in sorted(new.items())
            if cards
        ),
    )


def decks_to_practise(learner: LearnerRow, *, now: datetime) -> tuple[Choice, ...]:
    """Return what a learner can practise: all, marked, forgotten, missed, by bank, by topic; none empty."""
    sizes = choosing_queries.deck_sizes(learner_id=learner.id)
    found = [
        Choice(scope=ALL_CARDS, cards=sum(size.cards for size in sizes)),
        *(Choice(scope=scope, cards=_count(learner, scope, now)) for scope in (FLAG, FORGOTTEN, MISSED)),
        *_banks(sizes),
        *_topics(sizes),
    ]
    return tuple(choice for choice in found if choice.cards)


def _banks(sizes: Sequence[DeckSize]) -> list[Choice]:
    titles = {size.bank: size.title for size in sizes}
    cards: Counter[str] = Counter()
    for size in sizes:
        cards[size.bank] += size.cards
    return [
        Choice(scope=Scope(kind=ScopeKind.BANK, name=bank), title=title, cards=cards[bank])
        for bank, title in titles.items()
    ]


def _topics(sizes: Sequence[DeckSize]) -> list[Choice]:
    cards: Counter[str] = Counter()
    for size in sizes:
        cards[size.topic] += size.cards
    return [
        Choice(scope=Scope(kind=ScopeKind.TOPIC, name=topic), cards=number)
        for topic, number in sorted(cards.items())
    ]


def _count(learner: LearnerRow, scope: Scope, now: datetime) -> int:
    return choosing_queries.count(_pile(learner, scope, now))


def _count_now(learner: LearnerRow, scope: Scope, now: datetime) -> int:
    left = Count(new=NO_LIMITS.new, reviews=NO_LIMITS.reviews)
    return queue_queries.count_left(_pile(learner, scope, now), left).cards


def _pile(learner: LearnerRow, scope: Scope, now: datetime) -> piles.Pile:
    return piles.pile(scope, learner_id=learner.id, at=clock_of(learner).moment(now))
