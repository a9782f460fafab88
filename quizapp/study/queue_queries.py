"""What comes next and how much is left, in the same time whatever the number of cards.

Each statement is made once: making one takes longer than running it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TypeVarTuple

from sqlalchemy import (
    Integer,
    Select,
    bindparam,
    exists,
    func,
    literal_column,
    or_,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.orm import aliased

from quizapp.core.scheduling import Phase
from quizapp.core.study_queue import Count, Left, ScopeKind
from quizapp.database import db
from quizapp.models import BankRow, CardStateRow, ItemRow
from quizapp.study.piles import AHEAD, DAY, Cards, Pile, cards_in
from quizapp.study.queries import Key
from quizapp.study.statements import made_once, plain_rows

MOST_IN_LEARNING = 200
"""How many cards in (re)learning are counted; they have no daily limit, and nobody has so many."""

MOST_COUNTED = 500
"""How far the cards left for today are counted on a card's page, whatever limit a learner chose."""

Columns = TypeVarTuple("Columns")

NEW = bindparam("new", type_=Integer)
REVIEWS = bindparam("reviews", type_=Integer)


def waiting(
    pile: Pile, *, best_known_first: bool = False, leave_out: Collection[Key] = ()
) -> Sequence[CardStateRow]:
    """Return the first cards of each queue: at most two in (re)learning, one in review, one new.

    Of those in review the most overdue, or while a break is caught up with the one that is known best.
    """
    stmt = _waiting(
        pile.scope.kind,
        pooled=pile.is_small,
        best_known_first=best_known_first,
        leave_out=frozenset(leave_out),
    )
    return db.session.scalars(stmt, pile.values()).all()


def count_left(pile: Pile, left: Count) -> Left:
    """Return how many cards are left for today; beyond ``MOST_COUNTED`` only that there are more."""
    stmt = _count_left(pile.scope.kind, pooled=pile.is_small)
    enough = MOST_COUNTED + 1
    values = pile.values(new=min(left.new, enough), reviews=min(left.reviews, enough))
    found, once_more = plain_rows(stmt, values).one()
    return Left(cards=found, once_more=once_more)


def due_by_deck(pile: Pile, left: Count) -> list[tuple[str, str, int]]:
    """Return how many of the cards left for today lie in each bank and topic; never more than the limits."""
    values = pile.values(new=left.new, reviews=left.reviews)
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


def coming(pile: Pile) -> Coming:
    """Return when cards come next."""
    stmt = _coming(pile.scope.kind, pooled=pile.is_small)
    row = db.session.execute(stmt, pile.values()).one()
    return Coming(due_day=row[0], learning=bool(row[1]), review=bool(row[2]), new=bool(row[3]))


@made_once
def _waiting(
    kind: ScopeKind, *, pooled: bool, best_known_first: bool, leave_out: frozenset[Key]
) -> Select[CardStateRow]:
    cards = cards_in(kind, pooled=pooled)
    state = cards.state
    stmt = select(state)
    if leave_out:
        stmt = stmt.where(tuple_(state.item_id, state.face).not_in(leave_out))
    learning, review, new = _queues(stmt, cards)
    # What was reviewed long ago, measured by how stable it is, is known worst, whatever the parameters.
    order = [(DAY - state.last_day) / state.stability] if best_known_first else [state.due_day]
    first = (
        learning.order_by(state.due_at, state.item_id, state.face).limit(2),
        review.order_by(*order, state.item_id, state.face).limit(1),
        new.order_by(state.due_day, state.item_id, state.face).limit(1),
    )
    union = union_all(*(select(stmt.subquery()) for stmt in first)).subquery()
    return select(aliased(CardStateRow, union))


@made_once
def _count_left(kind: ScopeKind, *, pooled: bool) -> Select[int, int]:
    learning, review, new = _due(cards_in(kind, pooled=pooled))
    once_more = (
        select(literal_column(number, Integer).label("once_more")).select_from(part.subquery())
        for part, number in ((learning, "1"), (review, "0"), (new, "0"))
    )
    # One part after the other, so those in (re)learning are there however soon it is enough.
    found = union_all(*once_more).limit(MOST_COUNTED + 1).subquery()
    return select(func.count(), func.coalesce(func.sum(found.c.once_more), 0)).select_from(found)


@made_once
def _due_by_deck() -> Select[str, str, int]:
    parts = _due(cards_in(ScopeKind.ALL, pooled=False))
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
    cards = cards_in(kind, pooled=pooled)
    state = cards.state
    in_review = (*cards.conditions, state.phase == Phase.REVIEW)
    later = select(state.due_day).where(*in_review, state.due_day > DAY).order_by(state.due_day).limit(1)
    due = exists().where(*in_review, state.due_day <= DAY)
    new = exists().where(*cards.conditions, state.phase == Phase.NEW)
    # Every step is shorter than the time by which a card in learning may come early.
    learning = exists().where(*cards.conditions, state.due_at.is_not(None))
    return select(later.scalar_subquery(), learning, due, new)


def _queues(
    stmt: Select[*Columns], cards: Cards
) -> tuple[Select[*Columns], Select[*Columns], Select[*Columns]]:
    """Return the cards in (re)learning, in review and new that may be studied now."""
    state = cards.state
    not_buried = or_(state.buried_until_day.is_(None), state.buried_until_day <= DAY)
    shown = stmt.where(*cards.conditions, not_buried)
    return (
        shown.where(state.due_at <= AHEAD),
        shown.where(*cards.comes_for_review),
        shown.where(state.phase == Phase.NEW),
    )


def _due(cards: Cards) -> tuple[Select[int], Select[int], Select[int]]:
    learning, review, new = _queues(select(cards.state.item_id), cards)
    return learning.limit(MOST_IN_LEARNING), review.limit(REVIEWS), new.limit(NEW)
