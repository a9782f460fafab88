"""Help with a card that slips away again and again: its facts in full, and other ways to ask for them."""

from dataclasses import dataclass

from quizapp.core import cards
from quizapp.core.facts import Fact, Source
from quizapp.core.items import Item
from quizapp.models import LearnerRow
from quizapp.study import queries, slipping_queries
from quizapp.study.service import ShownCard

MOST_ITEMS = 3


@dataclass(frozen=True, kw_only=True)
class FactInFull:
    """A fact and the documents that say it."""

    fact: Fact
    sources: tuple[Source, ...]


@dataclass(frozen=True, kw_only=True)
class OtherWay:
    """Another question about the same thing; ``subject`` is the part of the item that a face asks for.

    ``is_card`` tells whether the learner has a card of it already.
    """

    item: Item
    slug: str
    face: str
    subject: str = ""
    is_card: bool = True


def facts_in_full(card: ShownCard) -> list[FactInFull]:
    """Return the facts behind a card, each with its own sources."""
    content = card.content.content
    return [
        FactInFull(fact=fact, sources=tuple(one for one in content.sources if one.id in fact.sources))
        for fact in content.facts
    ]


def other_ways(learner: LearnerRow, card: ShownCard) -> list[OtherWay]:
    """Return the other faces of the card's item, then other items on the same facts; two reads."""
    item, here = card.content.content.item, card.state
    there = {state.face for state in queries.states_of([here.item_id], learner_id=learner.id)}
    faces = [
        OtherWay(
            item=item,
            slug=card.content.slug,
            face=face,
            subject=cards.front(item, face, seed=here.seed).subject,
        )
        for face in cards.faces_of(item)
        if face in there and face != here.face
    ]
    found = slipping_queries.items_on(
        [fact.id for fact in card.content.content.facts],
        topic=item.topic,
        but=here.item_id,
        learner_id=learner.id,
        most=MOST_ITEMS,
    )
    return faces + [
        OtherWay(
            item=one.content.item,
            slug=one.slug,
            face=cards.faces_of(one.content.item)[0],
            is_card=one.is_card,
        )
        for one in found
    ]
