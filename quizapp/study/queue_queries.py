"""What comes next and how much is left, in the same time whatever the number of cards.

Each statement is made once: making one takes longer than running it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, TypeVarTuple

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    bindparam,
    exists,
    func,
    or_,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.orm import aliased

from quizapp.core.scheduling import Phase
from quizapp.core.study_day import Moment
from quizapp.core.study_queue import ALL_CARDS, LEARN_AHEAD, Count, Scope, ScopeKind
from quizapp.database import UtcDateTime, db
from quizapp.models import BankRow, CardRow, CardStateRow, ItemRow
from quizapp.study.queries import Key
from quizapp.study.statements import made_once

MOST_IN_LEARNING = 200
"""How many cards in (re)learning are counted; they have no daily limit, and nobody has so many."""

MOST_COUNTED = 500
"""How far the cards left for today are counted on a card's page, whatever limit a learner chose."""

SMALL = 2000
"""Up to so many items, a deck's cards are looked up one by one; beyond, the queues of all cards are walked.

Either would be slow where the other is fast: a small deck among many cards, a large deck.
"""

Columns = TypeVarTuple("Columns")

LEARNER = bindparam("learner", type_=Integer)
NAME = bindparam("name", type_=String)
DAY = bindparam("day", type_=Integer)
AHEAD = bindparam("ahead", type_=UtcDateTime)
NEW = bindparam("new", type_=Integer)
REVIEWS = bindparam("reviews", type_=Integer)


@dataclass(frozen=True, kw_only=True)
class Pile:
    """A learner's cards in a scope; ``is_small`` says how they are best looked up."""

    learner_id: int
    scope: Scope
    is_small: bool

    def values(self, at: Moment, **more: int) -> dict[str, object]:
        """Return what the statements are run with."""
        return {
            "learner": self.learner_id,
            "name": self.scope.name,
            "day": at.day,
            "ahead": at.now + LEARN_AHEAD,
        } | more


def pile(scope: Scope, *, learner_id: int) -> Pile:
    """Return the learner's cards in a scope; one read, but none for all cards."""
    is_small = False
    if scope.kind is not ScopeKind.ALL:
        size = db.session.scalar(_size(scope.kind), {"learner": learner_id, "name": scope.name})
        is_small = (size or 0) <= SMALL
    return Pile(learner_id=learner_id, scope=scope, is_small=is_small)


def waiting(
    pile: Pile, *, at: Moment, best_known_first: bool = False, leave_out: Collection[Key] = ()
) -> Sequence[CardStateRow]:
    """Return the first card of each queue: at most one in (re)learning, one in review, one new.

    Of those in review the most overdue, or while a break is caught up with the one that is known best.
    """
    stmt = _waiting(
        pile.scope.kind,
        pooled=pile.is_small,
        best_known_first=best_known_first,
        leave_out=frozenset(leave_out),
    )
    return db.session.scalars(stmt, pile.values(at)).all()


def count_left(pile: Pile, left: Count, *, at: Moment) -> int:
    """Return how many cards are left for today; beyond ``MOST_COUNTED`` only that there are more."""
    stmt = _count_left(pile.scope.kind, pooled=pile.is_small)
    enough = MOST_COUNTED + 1
    values = pile.values(at, new=min(left.new, enough), reviews=min(left.reviews, enough))
    return min(sum(db.session.execute(stmt, values).one()), enough)


def due_by_deck(left: Count, *, learner_id: int, at: Moment) -> list[tuple[str, str, int]]:
    """Return how many of the cards left for today lie in each bank and topic; never more than the limits."""
    values = pile(ALL_CARDS, learner_id=learner_id).values(at, new=left.new, reviews=left.reviews)
    return [(bank, topic, count) for bank, topic, count in db.session.execute(_due_by_deck(), values)]


@dataclass(frozen=True, kw_only=True)
class Coming:
    """What comes when nothing is left: ``due_day`` is the next study day on which a card falls due.

    The others tell what is due already, but hidden or beyond today's limits: cards in (re)learning, in review
    or new.
    """

    due_day: int | None
    learning: bool
    review: bool
    new: bool


def coming(pile: Pile, *, at: Moment) -> Coming:
    """Return when cards come next."""
    stmt = _coming(pile.scope.kind, pooled=pile.is_small)
    row = db.session.execute(stmt, pile.values(at)).one()
    return Coming(due_day=row[0], learning=bool(row[1]), review=bool(row[2]), new=bool(row[3]))


@made_once
def _size(kind: ScopeKind) -> Select[int]:
    return select(func.count()).select_from(_keys(kind).limit(SMALL + 1).subquery())


def _keys(kind: ScopeKind) -> Select[*tuple[Any, ...]]:
    """Return what names the cards of a scope: their items, or items and faces."""
    if kind is ScopeKind.MISSED:
        missed = select(CardRow.item_id, CardRow.face).join(ItemRow, ItemRow.id == CardRow.item_id)
        return missed.where(CardRow.learner_id == LEARNER, CardRow.origin == "missed", ItemRow.offered)
    return select(ItemRow.id).where(ItemRow.offered, *_of_deck(kind))


@made_once
def _waiting(
    kind: ScopeKind, *, pooled: bool, best_known_first: bool, leave_out: frozenset[Key]
) -> Select[CardStateRow]:
    cards = _cards(kind, pooled=pooled)
    state = cards.state
    stmt = select(state)
    if leave_out:
        stmt = stmt.where(tuple_(state.item_id, state.face).not_in(leave_out))
    learning, review, new = _queues(stmt, cards)
    # What was reviewed long ago, measured by how stable it is, is known worst, whatever the parameters.
    order = [(DAY - state.last_day) / state.stability] if best_known_first else [state.due_day]
    first = (
        learning.order_by(state.due_at, state.item_id, state.face).limit(1),
        review.order_by(*order, state.item_id, state.face).limit(1),
        new.order_by(state.due_day, state.item_id, state.face).limit(1),
    )
    union = union_all(*(select(stmt.subquery()) for stmt in first)).subquery()
    return select(aliased(CardStateRow, union))


@made_once
def _count_left(kind: ScopeKind, *, pooled: bool) -> Select[int, int, int]:
    learning, review, new = (
        select(func.count()).select_from(part.subquery()).scalar_subquery()
        for part in _due(_cards(kind, pooled=pooled))
    )
    return select(learning, review, new)


@made_once
def _due_by_deck() -> Select[str, str, int]:
    parts = _due(_cards(ScopeKind.ALL, pooled=False))
    due = union_all(*(select(part.subquery()) for part in parts)).subquery()
    return (
        select(BankRow.slug, ItemRow.topic, func.count())
        .select_from(due)
        .join(ItemRow, ItemRow.id == due.c.item_id)
        .join(BankRow, BankRow.id == ItemRow.bank_id)
        .group_by(BankRow.slug, ItemRow.topic)
        .order_by(func.count().desc(), ItemRow.topic)
    )


@made_once
def _coming(kind: ScopeKind, *, pooled: bool) -> Select[int | None, bool, bool, bool]:
    cards = _cards(kind, pooled=pooled)
    state = cards.state
    in_review = (*cards.conditions, state.phase == Phase.REVIEW)
    later = select(state.due_day).where(*in_review, state.due_day > DAY).order_by(state.due_day).limit(1)
    due = exists().where(*in_review, state.due_day <= DAY)
    new = exists().where(*cards.conditions, state.phase == Phase.NEW)
    # Every step is shorter than the time by which a card in learning may come early.
    learning = exists().where(*cards.conditions, state.due_at.is_not(None))
    return select(later.scalar_subquery(), learning, due, new)


@dataclass(frozen=True, kw_only=True)
class _Cards:
    """The learner's cards in a scope: where to select from, and what those fulfil that may be studied."""

    state: type[CardStateRow]
    conditions: tuple[ColumnElement[bool], ...]


def _cards(kind: ScopeKind, *, pooled: bool) -> _Cards:
    state = CardStateRow
    mine = state.learner_id == LEARNER
    if pooled:
        key = tuple_(state.item_id, state.face) if kind is ScopeKind.MISSED else state.item_id
        pool = select(state).where(mine, key.in_(_keys(kind))).cte("pool")
        return _Cards(state=aliased(CardStateRow, pool), conditions=(~pool.c.suspended,))
    offered = exists().where(ItemRow.id == state.item_id, ItemRow.offered, *_of_deck(kind))
    conditions: list[ColumnElement[bool]] = [mine, ~state.suspended, offered]
    if kind is ScopeKind.MISSED:
        conditions.append(exists().where(_same_card(state), CardRow.origin == "missed"))
    return _Cards(state=state, conditions=tuple(conditions))


def _same_card(state: type[CardStateRow]) -> ColumnElement[bool]:
    return (
        (CardRow.learner_id == state.learner_id)
        & (CardRow.item_id == state.item_id)
        & (CardRow.face == state.face)
    )


def _of_deck(kind: ScopeKind) -> tuple[ColumnElement[bool], ...]:
    """Return what an item of the scope fulfils."""
    match kind:
        case ScopeKind.BANK:
            return (ItemRow.bank_id == select(BankRow.id).where(BankRow.slug == NAME).scalar_subquery(),)
        case ScopeKind.TOPIC:
            return (ItemRow.topic == NAME,)
        case _:
            return ()


def _queues(
    stmt: Select[*Columns], cards: _Cards
) -> tuple[Select[*Columns], Select[*Columns], Select[*Columns]]:
    """Return the cards in (re)learning, in review and new that may be studied now."""
    state = cards.state
    not_buried = or_(state.buried_until_day.is_(None), state.buried_until_day <= DAY)
    shown = stmt.where(*cards.conditions, not_buried)
    return (
        shown.where(state.due_at <= AHEAD),
        shown.where(state.phase == Phase.REVIEW, state.due_day <= DAY),
        shown.where(state.phase == Phase.NEW),
    )


def _due(cards: _Cards) -> tuple[Select[int], Select[int], Select[int]]:
    learning, review, new = _queues(select(cards.state.item_id), cards)
    return learning.limit(MOST_IN_LEARNING), review.limit(REVIEWS), new.limit(NEW)
