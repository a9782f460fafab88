"""Decks: cards made of what a bank or a topic offers, and the list of both."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from quizapp.core import cards
from quizapp.core.study_queue import Scope, ScopeKind
from quizapp.database import db
from quizapp.models import LearnerRow
from quizapp.study import queries
from quizapp.study.decks import queries as deck_queries
from quizapp.study.service import DueCards


@dataclass(frozen=True, kw_only=True)
class Deck:
    """A bank or a topic as a learner sees it; a topic has no title. ``due`` counts what is left for today.

    ``being_updated`` counts the items that are not offered because a fact behind them was superseded.
    """

    scope: Scope
    title: str
    description: str
    offered: int
    being_updated: int
    has_cards: bool
    due: int


@dataclass(frozen=True, kw_only=True)
class Decks:
    """All decks; ``has_missed`` tells whether the learner has cards from missed items."""

    banks: tuple[Deck, ...]
    topics: tuple[Deck, ...]
    has_missed: bool

    @property
    def has_cards(self) -> bool:
        """Whether the learner has any card: from a missed item, or of a bank or topic that is offered."""
        return self.has_missed or any(deck.has_cards for deck in (*self.banks, *self.topics))


def decks(learner: LearnerRow | None, due: DueCards) -> Decks:
    """Return what can be studied; for somebody of whom nothing is stored, without cards."""
    learner_id = learner.id if learner else 0
    return Decks(
        banks=_decks(ScopeKind.BANK, deck_queries.banks(learner_id=learner_id), due.by_bank),
        topics=_decks(ScopeKind.TOPIC, deck_queries.topics(learner_id=learner_id), due.by_topic),
        has_missed=deck_queries.has_missed(learner_id=learner_id),
    )


def _decks(kind: ScopeKind, rows: Sequence[deck_queries.DeckRow], due: dict[str, int]) -> tuple[Deck, ...]:
    return tuple(
        Deck(
            scope=Scope(kind=kind, name=row.name),
            title=row.title,
            description=row.description,
            offered=row.offered,
            being_updated=row.being_updated,
            has_cards=row.has_cards,
            due=due.get(row.name, 0),
        )
        for row in rows
    )


def add_deck(learner: LearnerRow, scope: Scope, *, now: datetime) -> int:
    """Make cards of everything a bank or a topic offers; returns how many are new."""
    added = bring_deck(learner, scope, now=now)
    db.session.commit()
    return added


def bring_deck(learner: LearnerRow, scope: Scope, *, now: datetime) -> int:
    """Make cards of everything a bank or a topic offers inside the caller's transaction, and count them."""
    contents = deck_queries.contents_of_deck(scope)
    there = deck_queries.cards_of(contents, learner_id=learner.id)
    keys = [
        (item_id, face)
        for item_id, content in contents.items()
        for face in cards.faces_of(content.item)
        if (item_id, face) not in there
    ]
    queries.add_cards(keys, learner_id=learner.id, origin="chosen", now=now)
    return len(keys)


def add_item(learner: LearnerRow, slug: str, *, now: datetime) -> str | None:
    """Make cards of one item that is offered; return its first face, or None where there is no such item."""
    found = deck_queries.find_item(slug)
    if found is None:
        return None
    item_id, content = found
    faces = cards.faces_of(content.item)
    queries.add_cards([(item_id, face) for face in faces], learner_id=learner.id, origin="chosen", now=now)
    db.session.commit()
    return faces[0]
