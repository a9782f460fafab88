"""A deck as it is taken away: every card of a bank or a topic, or those that a learner has."""

from dataclasses import dataclass
from datetime import date

from quizapp.core.cards import faces_of
from quizapp.core.facts import ItemContent
from quizapp.core.study_queue import Scope, ScopeKind
from quizapp.core.taken_cards import TakenCard, TakenDeck, taken_card
from quizapp.models import LearnerRow
from quizapp.study.queries import Key
from quizapp.study.taking import queries as take_queries
from quizapp.web.filters import source_line, topic_name
from quizapp.web.items.view import review_words

URGENT = (
    "Sudden trouble breathing, fainting, or a strong flush with an uneven heartbeat?"
    " Call your local emergency number."
)


@dataclass(frozen=True, kw_only=True)
class TakenCounts:
    """How many cards a deck has, and how many of them the learner has among theirs."""

    title: str
    offered: int
    mine: int


def deck(
    scope: Scope, *, owner: LearnerRow | None, today: date, emergency_advice: str = ""
) -> TakenDeck | None:
    """Return what a bank or a topic offers; of what ``owner`` has, if somebody is given.

    None when there is nothing of it. ``emergency_advice`` is what to do at this place.
    """
    items = take_queries.offered_items(scope)
    mine = _mine(items, owner)
    cards = tuple(
        card(one.content, face, bank=one.bank, today=today, emergency_advice=emergency_advice)
        for one in items
        for face in faces_of(one.content.item)
        if owner is None or (one.item_id, face) in mine
    )
    return TakenDeck(name=str(scope), title=_title(scope, items), cards=cards) if cards else None


def card(content: ItemContent, face: str, *, bank: str, today: date, emergency_advice: str = "") -> TakenCard:
    """Return a face of an item with its sources and who reviewed it, as they are told today."""
    return taken_card(
        content,
        face,
        bank=bank,
        sources=[source_line(source) for source in content.sources],
        reviewed=review_words([content], today),
        urgent=URGENT if not emergency_advice else URGENT.partition("?")[0] + "? " + emergency_advice,
    )


def counts(scope: Scope, learner: LearnerRow | None) -> TakenCounts | None:
    """Return how many cards there are to take; None when there is no such deck."""
    items = take_queries.offered_items(scope)
    if not items:
        return None
    keys = {(one.item_id, face) for one in items for face in faces_of(one.content.item)}
    mine = keys & _mine(items, learner)
    return TakenCounts(title=_title(scope, items), offered=len(keys), mine=len(mine))


def _mine(items: list[take_queries.OfferedItem], learner: LearnerRow | None) -> set[Key]:
    if learner is None:
        return set()
    return take_queries.keys_of_cards([one.item_id for one in items], learner_id=learner.id)


def _title(scope: Scope, items: list[take_queries.OfferedItem]) -> str:
    return items[0].bank_title if scope.kind is ScopeKind.BANK and items else topic_name(scope.name)
