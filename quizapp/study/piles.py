"""Which of a learner's cards lie in a scope, and how they are best looked up."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, String, bindparam, exists, func, or_, select, tuple_
from sqlalchemy.orm import aliased

from quizapp.core.forgetting import Rating
from quizapp.core.scheduling import Phase
from quizapp.core.study_day import Moment
from quizapp.core.study_queue import FORGOTTEN_DAYS, LEARN_AHEAD, Scope, ScopeKind
from quizapp.database import UtcDateTime, db
from quizapp.models import BankRow, CardRow, CardStateRow, ItemRow, ReviewRow
from quizapp.study.queries import UNDONE
from quizapp.study.statements import made_once

SMALL = 2000
"""Up to so many items, a deck's cards are looked up one by one; beyond, the queues of all cards are walked.

Either would be slow where the other is fast: a small deck among many cards, a large deck.
"""

LEARNER = bindparam("learner", type_=Integer)
NAME = bindparam("name", type_=String)
DAY = bindparam("day", type_=Integer)
HORIZON = bindparam("horizon", type_=Integer)
AHEAD = bindparam("ahead", type_=UtcDateTime)


@dataclass(frozen=True, kw_only=True)
class Pile:
    """A learner's cards in a scope at a moment; ``is_small`` says how they are best looked up."""

    learner_id: int
    scope: Scope
    at: Moment
    is_small: bool

    def values(self, **more: float) -> dict[str, object]:
        """Return what the statements are run with."""
        return _values(self.learner_id, self.scope, self.at) | more


@dataclass(frozen=True, kw_only=True)
class Cards:
    """Where to select the cards of a scope from, and what those fulfil that do not rest.

    ``comes_for_review`` is what a card in review fulfils that may be answered now.
    """

    state: type[CardStateRow]
    conditions: tuple[ColumnElement[bool], ...]
    comes_for_review: tuple[ColumnElement[bool], ...]


def pile(scope: Scope, *, learner_id: int, at: Moment) -> Pile:
    """Return the learner's cards in a scope; one read, but none where all cards are walked anyway."""
    is_small = False
    if scope.kind not in {ScopeKind.ALL, ScopeKind.AHEAD}:
        size = db.session.scalar(_size(scope.kind), _values(learner_id, scope, at))
        is_small = (size or 0) <= SMALL
    return Pile(learner_id=learner_id, scope=scope, at=at, is_small=is_small)


def cards_in(kind: ScopeKind, *, pooled: bool) -> Cards:
    """Return the cards of a scope; ``pooled``: those of a small pile, looked up one by one."""
    state = CardStateRow
    mine = state.learner_id == LEARNER
    if pooled:
        key = tuple_(state.item_id, state.face) if kind in KEYS else state.item_id
        pool = select(state).where(mine, key.in_(_keys(kind))).cte("pool")
        state = aliased(CardStateRow, pool)
        conditions: list[ColumnElement[bool]] = [~pool.c.suspended]
    else:
        conditions = [mine, ~state.suspended, _offered(state, kind)]
        if kind in KEYS:
            conditions.append(tuple_(state.item_id, state.face).in_(_keys(kind)))
    if kind is ScopeKind.NEW:
        # A new card that was answered comes back in some minutes, and is still one of them.
        conditions.append(state.phase.in_((Phase.NEW, Phase.LEARNING)))
    comes = [state.phase == Phase.REVIEW, state.due_day <= HORIZON]
    if kind is ScopeKind.AHEAD:
        conditions.append(state.phase != Phase.NEW)
        comes.append(or_(state.due_day <= DAY, state.last_day < DAY))
    return Cards(state=state, conditions=tuple(conditions), comes_for_review=tuple(comes))


def _values(learner_id: int, scope: Scope, at: Moment) -> dict[str, object]:
    return {
        "learner": learner_id,
        "name": scope.name,
        "day": at.day,
        "horizon": at.day + scope.days_ahead,
        "ahead": at.now + LEARN_AHEAD,
    }


@made_once
def _size(kind: ScopeKind) -> Select[int]:
    return select(func.count()).select_from(_keys(kind).limit(SMALL + 1).subquery())


def _keys(kind: ScopeKind) -> Select[*tuple[Any, ...]]:
    """Return what names the cards of a scope: their items, or items and faces."""
    if kind in KEYS:
        return KEYS[kind]()
    return select(ItemRow.id).where(ItemRow.offered, *_of_deck(kind))


def _offered(state: type[CardStateRow], kind: ScopeKind) -> ColumnElement[bool]:
    """Return what a card fulfils whose item is offered, and lies in the deck where the scope is one."""
    if deck := _of_deck(kind):
        return exists().where(ItemRow.id == state.item_id, ItemRow.offered, *deck)
    # Hardly any item is not offered, so this takes less time than looking at each item.
    return state.item_id.not_in(select(ItemRow.id).where(~ItemRow.offered))


def _of_deck(kind: ScopeKind) -> tuple[ColumnElement[bool], ...]:
    """Return what an item of the scope fulfils."""
    match kind:
        case ScopeKind.BANK:
            return (ItemRow.bank_id == select(BankRow.id).where(BankRow.slug == NAME).scalar_subquery(),)
        case ScopeKind.TOPIC | ScopeKind.NEW:
            return (ItemRow.topic == NAME,)
        case _:
            return ()


def _missed() -> Select[*tuple[Any, ...]]:
    card = CardRow
    stmt = select(card.item_id, card.face).join(ItemRow, ItemRow.id == card.item_id)
    return stmt.where(card.learner_id == LEARNER, card.origin == "missed", ItemRow.offered)


def _flagged() -> Select[*tuple[Any, ...]]:
    state = CardStateRow
    stmt = select(state.item_id, state.face).join(ItemRow, ItemRow.id == state.item_id)
    return stmt.where(state.learner_id == LEARNER, state.flag > 0, ItemRow.offered)


def _forgotten() -> Select[*tuple[Any, ...]]:
    row = ReviewRow
    stmt = select(row.item_id, row.face).distinct().join(ItemRow, ItemRow.id == row.item_id)
    return stmt.where(
        row.learner_id == LEARNER,
        row.study_day > DAY - FORGOTTEN_DAYS,
        row.rating == Rating.AGAIN,
        row.kind != "cram",
        ~UNDONE,
        ItemRow.offered,
    )


KEYS: dict[ScopeKind, Callable[[], Select[*tuple[Any, ...]]]] = {
    ScopeKind.MISSED: _missed,
    ScopeKind.FLAG: _flagged,
    ScopeKind.FORGOTTEN: _forgotten,
}
"""Scopes that name cards rather than items: what selects item and face of each."""
