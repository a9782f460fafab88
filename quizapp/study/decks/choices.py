"""How a learner studies a single deck: its own limits and its own wished retention, and what that costs."""

from dataclasses import dataclass
from datetime import datetime
from random import Random

from quizapp.core.simulation import Cost, cost_of, rises
from quizapp.core.study_queue import NO_LIMITS, Limits, Scope, ScopeKind
from quizapp.database import db
from quizapp.models import DeckChoiceRow, LearnerRow
from quizapp.study import queries
from quizapp.study.decks import choice_queries
from quizapp.study.log import clock_of
from quizapp.study.plans import with_retention
from quizapp.study.preferences import HIGHEST_LIMIT, limits_of

RETENTIONS = (0.8, 0.85, 0.9, 0.95)
"""What can be chosen: how large a share of cards is to be known still on the day they come back."""

DAYS_PLAYED = 60


@dataclass(frozen=True, kw_only=True)
class DeckWishes:
    """How a learner studies a deck; None: as all cards."""

    new_per_day: int | None = None
    reviews_per_day: int | None = None
    retention: float | None = None

    @property
    def has_limits(self) -> bool:
        """Tell whether the deck has a limit of its own."""
        return self.new_per_day is not None or self.reviews_per_day is not None


AS_ALL_CARDS = DeckWishes()


@dataclass(frozen=True, kw_only=True)
class ShownDeck:
    """A deck with its title, what was chosen for it, and what each retention would cost.

    ``costs`` is empty while no card of the deck was learned.
    """

    slug: str
    title: str
    wishes: DeckWishes
    costs: tuple[Cost, ...]

    @property
    def more_costs_more(self) -> bool:
        """Tell whether, by the figures shown, knowing more costs more answers."""
        return rises(self.costs)


def find_deck(learner: LearnerRow | None, slug: str, *, now: datetime, rng: Random) -> ShownDeck | None:
    """Return the deck of a bank, or None when no such bank offers anything."""
    bank = choice_queries.find_bank(slug)
    if bank is None:
        return None
    if learner is None:
        return ShownDeck(slug=slug, title=bank.title, wishes=AS_ALL_CARDS, costs=())
    at, cards = clock_of(learner).moment(now), choice_queries.memories(slug, learner_id=learner.id)
    chance = rng.getrandbits(64)  # the same for each, so that they differ by the retention alone
    costs = (
        cost_of(cards, with_retention(learner, retention), at=at, days=DAYS_PLAYED, rng=Random(chance))  # noqa: S311
        for retention in (RETENTIONS if cards else ())
    )
    return ShownDeck(slug=slug, title=bank.title, wishes=wishes_of(learner, slug), costs=tuple(costs))


def wishes_of(learner: LearnerRow, slug: str) -> DeckWishes:
    """Return what the learner chose for a deck."""
    row = choice_queries.find_choice(slug, learner_id=learner.id)
    return _wishes(row) if row else AS_ALL_CARDS


def choose(learner: LearnerRow, slug: str, wishes: DeckWishes) -> None:
    """Keep how the learner studies a deck; asked twice, kept once.

    :raises KeyError: no such bank offers anything.
    """
    bank = choice_queries.find_bank(slug)
    if bank is None:
        raise KeyError(slug)
    row = _row(learner, slug, bank.id)
    row.new_per_day, row.reviews_per_day = wishes.new_per_day, wishes.reviews_per_day
    row.retention = wishes.retention
    db.session.commit()


def more_today(learner: LearnerRow, slug: str, *, new: int, reviews: int, now: datetime) -> None:
    """Raise the deck's own limits by so many cards, for this study day only; asked twice, raised once.

    :raises KeyError: no such bank offers anything.
    """
    bank = choice_queries.find_bank(slug)
    if bank is None:
        raise KeyError(slug)
    row = _row(learner, slug, bank.id)
    row.extra_day = clock_of(learner).day(now)
    row.extra_new, row.extra_reviews = min(new, HIGHEST_LIMIT), min(reviews, HIGHEST_LIMIT)
    db.session.commit()


@dataclass(frozen=True, kw_only=True)
class DayOfDeck:
    """The limits of a study day in a scope; ``bank`` is the deck whose own they are, empty for all cards'."""

    limits: Limits
    bank: str


def limits_in(learner: LearnerRow, scope: Scope, *, day: int) -> DayOfDeck:
    """Return the limits that hold while a scope is studied: none, the deck's own, or else all cards'."""
    if not scope.has_daily_limits:
        return DayOfDeck(limits=NO_LIMITS, bank="")
    usual = DayOfDeck(limits=limits_of(learner, day=day), bank="")
    if scope.kind is not ScopeKind.BANK:
        return usual
    row = choice_queries.find_choice(scope.name, learner_id=learner.id)
    if row is None or not _wishes(row).has_limits:
        return usual
    raised = row.extra_day == day
    new = usual.limits.new if row.new_per_day is None else row.new_per_day
    reviews = usual.limits.reviews if row.reviews_per_day is None else row.reviews_per_day
    return DayOfDeck(
        limits=Limits(
            new=new + (row.extra_new if raised else 0),
            reviews=reviews + (row.extra_reviews if raised else 0),
            new_inside_reviews=learner.new_inside_reviews,
        ),
        bank=scope.name,
    )


def _wishes(row: DeckChoiceRow) -> DeckWishes:
    return DeckWishes(
        new_per_day=row.new_per_day, reviews_per_day=row.reviews_per_day, retention=row.retention
    )


def _row(learner: LearnerRow, slug: str, bank_id: int) -> DeckChoiceRow:
    row = choice_queries.find_choice(slug, learner_id=learner.id)
    if row is None:
        db.session.execute(
            queries.insert_missing(DeckChoiceRow).values(learner_id=learner.id, bank_id=bank_id)
        )
        row = db.session.get_one(DeckChoiceRow, (learner.id, bank_id))
    return row
