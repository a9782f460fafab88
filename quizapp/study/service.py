"""What can be done with cards: one function, one use case, one commit."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from quizapp.banks import superseding_queries
from quizapp.core import cards, study_queue, waiting
from quizapp.core.errors import StaleCardError
from quizapp.core.forgetting import Rating
from quizapp.core.study_day import Moment
from quizapp.core.study_queue import ALL_CARDS, Count, Left, Queue, Scope, ScopeKind
from quizapp.database import db
from quizapp.models import CardStateRow, LearnerRow, ReviewRow
from quizapp.study import piles, plan_queries, queries, queue_queries
from quizapp.study.decks.choices import limits_in
from quizapp.study.log import KIND, answer_row, clock_of
from quizapp.study.plans import plan_of_answer
from quizapp.study.preferences import catches_up, limits_of
from quizapp.tallies import counting
from quizapp.tallies.counting import LoggedReview

LONGEST_ANSWER_MS = 60_000
MOST_SET_ASIDE = 100

StoredCard: TypeAlias = CardStateRow
"""A card as views hand it on, without looking into it."""

StoredReview: TypeAlias = ReviewRow
"""A review as views hand it on."""

NO_CARDS = "There are no cards here yet."
NO_SUCH_CARDS = {
    ScopeKind.FLAG: "No card is marked. On any card, “More about this card” marks it.",
    ScopeKind.FORGOTTEN: "Nothing slipped away in the last seven days.",
    ScopeKind.NEW: "There is nothing new of this topic among your cards.",
}


@dataclass(frozen=True, kw_only=True)
class ShownCard:
    """A card with what its item says now.

    ``was_updated`` tells that an earlier version of the item rested on a fact that was superseded.
    """

    state: CardStateRow
    content: queries.CardContent
    was_updated: bool = False


@dataclass(frozen=True, kw_only=True)
class NextUp:
    """The next card, or None when none is left for today; ``left`` counts the cards left, this one included.

    ``over_limit`` tells that cards are due beyond today's limits. ``pile`` and ``done`` are what it was told
    from, so that a page that tells more need not read them again; ``done`` is None where a deck's own limits
    were held.
    """

    card: ShownCard | None
    left: Left
    over_limit: bool
    pile: piles.Pile
    done: Count | None


def next_up(learner: LearnerRow, scope: Scope, *, now: datetime) -> NextUp:
    """Return what to study next in a scope; at most six reads, whatever the number of cards."""
    at = clock_of(learner).moment(now)
    allowed = limits_in(learner, scope, day=at.day)
    limits, done = allowed.limits, queries.done_on(at.day, learner_id=learner.id, bank=allowed.bank)
    pile = piles.pile(scope, learner_id=learner.id, at=at)
    best_known_first = scope.has_daily_limits and catches_up(learner, day=at.day)
    gone: dict[queries.Key, Queue] = {}
    while True:
        found = queue_queries.waiting(pile, best_known_first=best_known_first, leave_out=gone)
        first = _first_of_queues(found, scope, at)
        queue = study_queue.next_queue([name for name in first if name], limits=limits, done=done)
        shown = show(first[queue]) if queue else None
        if shown or not queue:
            break
        gone[first[queue].item_id, first[queue].face] = queue
    return NextUp(
        card=shown,
        left=_left(pile, study_queue.left(limits, done), gone) if queue else Left(),
        over_limit=bool(first) and not queue,
        pile=pile,
        done=None if allowed.bank else done,
    )


def left_of(learner: LearnerRow, scope: Scope, *, now: datetime) -> Left:
    """Return how many cards of a scope are left for today; at most three reads."""
    at = clock_of(learner).moment(now)
    allowed = limits_in(learner, scope, day=at.day)
    done = queries.done_on(at.day, learner_id=learner.id, bank=allowed.bank)
    pile = piles.pile(scope, learner_id=learner.id, at=at)
    return queue_queries.count_left(pile, study_queue.left(allowed.limits, done))


def _first_of_queues(
    found: Collection[CardStateRow], scope: Scope, at: Moment
) -> dict[Queue | None, CardStateRow]:
    first: dict[Queue | None, CardStateRow] = {}

    def turn(card: CardStateRow) -> tuple[bool, datetime, int, str]:
        order = study_queue.order_in_learning(due_at=card.due_at, answered_at=card.last_review_at, now=at.now)
        return *order, card.item_id, card.face

    for card in sorted(found, key=turn):
        queue = study_queue.queue_of(card.memory, now=at.now, day=at.day, days_ahead=scope.days_ahead)
        first.setdefault(queue, card)
    return first


def _left(pile: piles.Pile, allowed: Count, gone: Mapping[queries.Key, Queue]) -> Left:
    """Return how many cards are left, without those that are ``gone`` though they wait in their queue."""
    found = queue_queries.count_left(pile, allowed)
    learning = sum(queue in {Queue.LEARNING, Queue.AHEAD} for queue in gone.values())
    return Left(cards=found.cards - len(gone), once_more=found.once_more - learning)


def show(card: CardStateRow) -> ShownCard | None:
    """Return a card with its content; None when its item, or this face of it, is no longer offered."""
    shown = look_up(card)
    return shown if shown and shown.content.offered else None


def look_up(card: CardStateRow) -> ShownCard | None:
    """Return a card that was asked for by name: as `show` does, and also while its item is being updated."""
    content = queries.content(card.item_id)
    may_be_seen = content.offered or content.being_updated
    if may_be_seen and card.face in cards.faces_of(content.content.item):
        return ShownCard(state=card, content=content)
    return None


def set_aside(learner: LearnerRow, at: Moment) -> list[ShownCard]:
    """Return the learner's cards, at most `MOST_SET_ASIDE`, that rest, are hidden, marked or updated."""
    found = queries.set_aside(learner_id=learner.id, day=at.day, most=MOST_SET_ASIDE)
    renewed = {item_id for item_id, _ in superseding_queries.renewals([card.item_id for card, _ in found])}
    return [
        ShownCard(state=state, content=content, was_updated=state.item_id in renewed and content.offered)
        for state, content in found
    ]


@dataclass(frozen=True, kw_only=True)
class DueCards:
    """How many cards are left for today, in all, by topic and by bank."""

    by_topic: dict[str, int]
    by_bank: dict[str, int]

    @property
    def count(self) -> int:
        """Return how many there are in all."""
        return sum(self.by_topic.values())


def due_cards(learner: LearnerRow, at: Moment, *, done: Count | None = None) -> DueCards:
    """Return how many cards are left for today, within the limits; two reads, one where ``done`` is known."""
    limits, done = limits_of(learner, day=at.day), done or queries.done_on(at.day, learner_id=learner.id)
    by_topic: Counter[str] = Counter()
    by_bank: Counter[str] = Counter()
    left = study_queue.left(limits, done)
    pile = piles.pile(ALL_CARDS, learner_id=learner.id, at=at)
    for bank, topic, count in queue_queries.due_by_deck(pile, left):
        by_topic[topic] += count
        by_bank[bank] += count
    return DueCards(by_topic=dict(by_topic.most_common()), by_bank=by_bank)


@dataclass(frozen=True, kw_only=True)
class TopicDue:
    """How many cards of a topic are left for today."""

    topic: str
    due: int


@dataclass(frozen=True, kw_only=True)
class Today:
    """What is due: in all, by topic with most cards first, how long it takes; what comes when nothing is.

    ``switched_off`` tells that nothing comes until the learner changes the settings.
    """

    due: int
    topics: tuple[TopicDue, ...]
    minutes_words: str
    next_words: str
    switched_off: bool


def today(learner: LearnerRow, *, now: datetime) -> Today:
    """Return what is due; at most three reads."""
    at = clock_of(learner).moment(now)
    due = due_cards(learner, at)
    minutes = study_queue.minutes_for(due.count)
    comes = WhatComes() if due.count else what_comes(learner, ALL_CARDS, at)
    return Today(
        due=due.count,
        topics=tuple(TopicDue(topic=topic, due=count) for topic, count in due.by_topic.items()),
        minutes_words=f"About {minutes} {'minute' if minutes == 1 else 'minutes'}." if due.count else "",
        next_words=comes.words,
        switched_off=comes.switched_off,
    )


@dataclass(frozen=True, kw_only=True)
class WhatComes:
    """When the next cards come, in a sentence; ``switched_off``: not before the settings are changed."""

    words: str = ""
    switched_off: bool = False


def what_comes(learner: LearnerRow, scope: Scope, at: Moment, *, pile: piles.Pile | None = None) -> WhatComes:
    """Return when the next cards come, for somebody who has none left; the ``pile`` may be known."""
    coming = queue_queries.coming(pile or piles.pile(scope, learner_id=learner.id, at=at))
    allowed = study_queue.left(limits_in(learner, scope, day=at.day + 1).limits, Count())
    if coming.learning or (coming.review and allowed.reviews) or (coming.new and allowed.new):
        return WhatComes(words="The next cards come tomorrow.")
    if coming.due_day is not None and allowed.reviews:
        return WhatComes(words=f"The next cards come {waiting.day_by_name(coming.due_day, at.day)}.")
    if coming.new:
        return WhatComes(words="New cards are switched off in your settings.", switched_off=True)
    if coming.review or coming.due_day is not None:
        return WhatComes(words="Reviews are switched off in your settings.", switched_off=True)
    return WhatComes(words=NO_SUCH_CARDS.get(scope.kind, NO_CARDS))


def comes_back(learner: LearnerRow, item_ids: Collection[int], *, now: datetime) -> dict[int, str]:
    """Return in a sentence when the cards of some items come back, by item id; no card, no sentence."""
    at = clock_of(learner).moment(now)
    first: dict[int, CardStateRow] = {}
    for card in queries.states_of(item_ids, learner_id=learner.id):
        if not card.suspended:
            first[card.item_id] = min(first.get(card.item_id, card), card, key=_when)
    return {item_id: _sentence(waiting.comes_back(card.memory, at)) for item_id, card in first.items()}


def _when(card: CardStateRow) -> tuple[bool, float]:
    """Order cards by when they come back: those in (re)learning before those in review."""
    if card.due_at is not None:
        return False, card.due_at.timestamp()
    return True, card.due_day or 0


def _sentence(when: str) -> str:
    is_waiting = when in {"now", "today"}
    return f"As a card, this question {'waits for you now' if is_waiting else f'comes back {when}'}."


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a learner says about a card that was shown at ``version``; ``review_id`` is made by the page."""

    version: int
    rating: Rating
    review_id: UUID
    duration_ms: int


def rate(
    learner: LearnerRow, card: CardStateRow, answer: Answer, *, now: datetime, scope: Scope = ALL_CARDS
) -> ReviewRow:
    """Store an answer and move the card on; the same ``review_id`` again returns what was stored.

    ``scope`` is what the learner studies: ahead of their day, cards are answered that come back later.

    :raises StaleCardError: the card was answered, or an answer to it undone, since it was shown.
    :raises CardNotDueError: the card comes back later.
    """
    if card.version != answer.version:
        return _answered_before(learner, card, answer)
    at = clock_of(learner).moment(now)
    wishes = plan_queries.wishes_for(card.item_id, learner_id=learner.id)
    plan = plan_of_answer(learner, card, answer.rating, wishes, day=at.day)
    after = study_queue.answer_due(
        card.memory, answer.rating, at=at, seed=card.seed, plan=plan, days_ahead=scope.days_ahead
    )
    row = answer_row(
        learner,
        card,
        answer.rating,
        after,
        review_id=answer.review_id,
        at=at,
        topic=wishes.topic,
        source="card",
        version=answer.version,
        duration_ms=min(answer.duration_ms, LONGEST_ANSWER_MS),
    )
    taken_out = {"suspended": True} if row.rests else {}
    review = LoggedReview(row=row, last_day=card.last_day)
    # Another tab may have answered the card since it was read.
    if not queries.change_state(card, after, version=answer.version, last_review_at=at.now, **taken_out):
        return _answered_before(learner, card, answer)
    if card.face != cards.MAIN:
        queries.bury_siblings(card, until_day=at.day + 1, by=row.id)
    try:
        queries.store_review(row)
        counting.count_reviews([review], learner_id=learner.id)
        db.session.commit()
    except IntegrityError as error:  # the id was used for another card
        db.session.rollback()
        raise StaleCardError from error
    return row


def _answered_before(learner: LearnerRow, card: CardStateRow, answer: Answer) -> ReviewRow:
    stored = queries.find_review(answer.review_id, learner_id=learner.id)
    key = (card.item_id, card.face)
    if stored is None or stored.kind not in KIND.values() or (stored.item_id, stored.face) != key:
        db.session.rollback()  # so that the card is read afresh
        raise StaleCardError
    return stored
