"""How many cards there are to choose from. Whose they are, is part of every question."""

from dataclasses import dataclass

from sqlalchemy import Select, case, func, select

from quizapp.core.scheduling import Phase
from quizapp.core.study_queue import ScopeKind
from quizapp.database import db
from quizapp.models import BankRow, CardStateRow, ItemRow
from quizapp.study.piles import LEARNER, Pile, cards_in
from quizapp.study.statements import made_once


@dataclass(frozen=True, kw_only=True)
class DeckSize:
    """How many cards a learner has of a bank and a topic, but for those that rest; how many are ``new``."""

    bank: str
    title: str
    topic: str
    cards: int
    new: int


def count(pile: Pile) -> int:
    """Return how many cards of a pile there are, but for those that rest."""
    return db.session.scalar(_count(pile.scope.kind, pooled=pile.is_small), pile.values()) or 0


def deck_sizes(*, learner_id: int) -> list[DeckSize]:
    """Return how many cards a learner has by bank and topic, by title."""
    rows = db.session.execute(_deck_sizes(), {"learner": learner_id})
    return [DeckSize(bank=row[0], title=row[1], topic=row[2], cards=row[3], new=row[4]) for row in rows]


@made_once
def _count(kind: ScopeKind, *, pooled: bool) -> Select[int]:
    cards = cards_in(kind, pooled=pooled)
    return select(func.count()).select_from(cards.state).where(*cards.conditions)


@made_once
def _deck_sizes() -> Select[str, str, str, int, int]:
    state = CardStateRow
    return (
        select(
            BankRow.slug,
            BankRow.title,
            ItemRow.topic,
            func.count(),
            func.sum(case((state.phase == Phase.NEW, 1), else_=0)),
        )
        .select_from(state)
        .join(ItemRow, ItemRow.id == state.item_id)
        .join(BankRow, BankRow.id == ItemRow.bank_id)
        .where(state.learner_id == LEARNER, ~state.suspended, ItemRow.offered)
        .group_by(BankRow.slug, BankRow.title, ItemRow.topic)
        .order_by(BankRow.title, ItemRow.topic)
    )
