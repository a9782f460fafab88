"""Which cards a device keeps for days without signal, and from when each of them comes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time

from quizapp.core.offline_cards import Waiting, plan_days
from quizapp.core.scheduling import Phase
from quizapp.core.study_day import StudyClock, date_of
from quizapp.core.study_queue import ALL_CARDS, Scope, ScopeKind
from quizapp.models import CardStateRow, LearnerRow
from quizapp.study import queries
from quizapp.study.decks import choice_queries
from quizapp.study.decks.choices import limits_in
from quizapp.study.log import clock_of
from quizapp.study.offline import queries as offline_queries
from quizapp.study.service import ShownCard, show

DAYS_KEPT = 4
"""Today and the three days after it."""

MOST_KEPT = 200


@dataclass(frozen=True, kw_only=True)
class KeptCard:
    """A card that a device keeps, and the moment from which it comes among all cards; None: not among these.

    ``in_decks``: the same while a deck with limits of its own is studied by itself, by the bank's lasting id.
    """

    shown: ShownCard
    comes_at: datetime | None
    in_decks: Mapping[str, datetime]


@dataclass(frozen=True, kw_only=True)
class Kept:
    """Cards, those that come first before others, and decks with limits of their own: bank and title."""

    cards: tuple[KeptCard, ...]
    decks: Mapping[str, str]


def what_to_keep(learner: LearnerRow, *, now: datetime) -> Kept:
    """Return the cards of today and the next days, within the limits that would hold with signal."""
    banks = choice_queries.banks_with_limits(learner_id=learner.id)
    among_all = _coming(learner, ALL_CARDS, now=now)
    in_decks = {
        bank.slug: _coming(learner, Scope(kind=ScopeKind.BANK, name=bank.slug), now=now) for bank in banks
    }
    plans = [among_all, *in_decks.values()]
    first = {state: min(plan[state] for plan in plans if state in plan) for plan in plans for state in plan}
    cards = [
        KeptCard(
            shown=card,
            comes_at=among_all.get(state),
            in_decks={slug: plan[state] for slug, plan in in_decks.items() if state in plan},
        )
        for state in sorted(first, key=first.__getitem__)[:MOST_KEPT]
        if (card := show(state))
    ]
    filled = {slug for card in cards for slug in card.in_decks}
    return Kept(cards=tuple(cards), decks={bank.slug: bank.title for bank in banks if bank.slug in filled})


def _coming(learner: LearnerRow, scope: Scope, *, now: datetime) -> dict[CardStateRow, datetime]:
    """Return the moment from which each card of a scope comes that finds room in the next days."""
    clock = clock_of(learner)
    today = clock.day(now)
    days = range(today, today + DAYS_KEPT)
    found = offline_queries.cards_until(days[-1], scope, learner_id=learner.id, most=MOST_KEPT)
    states = {_waiting(state, clock, today): state for state in found}
    allowed = {day: limits_in(learner, scope, day=day) for day in days}
    planned = plan_days(
        list(states),
        limits={day: allowed[day].limits for day in days},
        done={today: queries.done_on(today, learner_id=learner.id, bank=allowed[today].bank)},
    )
    return {states[card]: _comes_at(states[card], day, clock) for card, day in planned.items()}


def _waiting(state: CardStateRow, clock: StudyClock, today: int) -> Waiting:
    due = state.due_day or (clock.day(state.due_at) if state.due_at else today)
    return Waiting(
        item_id=state.item_id,
        face=state.face,
        from_day=max(today, due, state.buried_until_day or today),
        is_new=state.phase == Phase.NEW,
        has_limit=state.due_at is None,
    )


def _comes_at(state: CardStateRow, day: int, clock: StudyClock) -> datetime:
    begins = datetime.combine(date_of(day), time(clock.rollover_hour), tzinfo=clock.zone)
    return max(begins, state.due_at) if state.due_at else begins
