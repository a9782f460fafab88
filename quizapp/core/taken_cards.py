"""Cards that leave the house: what stands on one when it is printed, put in a table, or studied elsewhere."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quizapp.core import cards, glossing
from quizapp.core.cards import Back, Front
from quizapp.core.facts import ItemContent, Term
from quizapp.core.items import ItemType

GUID = re.compile(r"[a-z0-9-]{1,80}/(?P<item>[a-z0-9-]{1,120})/(?P<face>[a-z0-9-]{1,60})")


@dataclass(frozen=True, kw_only=True)
class CardName:
    """What names a card everywhere: the lasting id of its item, and the face."""

    item: str
    face: str


@dataclass(frozen=True, kw_only=True)
class TakenCard:
    """One face of an item with all that a copy of it has to say; ``guid`` names it for ever.

    ``words`` are the terms used on it, to be explained on its back. ``sources`` and ``reviewed`` are lines
    for readers; ``urgent`` says whom to call, and is empty where the card is not about safety.
    """

    guid: str
    content: ItemContent
    front: Front
    back: Back
    words: tuple[Term, ...]
    sources: tuple[str, ...]
    reviewed: str
    urgent: str

    @property
    def question(self) -> str:
        """The stem; a statement with what is asked about it."""
        is_statement = self.content.item.type is ItemType.TRUE_FALSE
        return f"True or false? {self.front.stem}" if is_statement else self.front.stem

    @property
    def choices(self) -> tuple[str, ...]:
        """What can be chosen, where the question makes no sense without it."""
        return tuple(option.label for option in self.front.choices) if self.front.needs_choices else ()


@dataclass(frozen=True, kw_only=True)
class TakenDeck:
    """Some cards under a title; ``name`` names the deck for ever."""

    name: str
    title: str
    cards: tuple[TakenCard, ...]


def guid_of(bank: str, card: CardName) -> str:
    """Return what names a card outside: the same card has the same, however its words change."""
    return f"{bank}/{card.item}/{card.face}"


def card_of(guid: str) -> CardName | None:
    """Return the card that ``guid_of`` named, whatever its bank; None for whatever else.

    A card keeps its item's id and its face when the item moves to another bank.
    """
    found = GUID.fullmatch(guid)
    return CardName(item=found["item"], face=found["face"]) if found else None


def taken_card(
    content: ItemContent, face: str, *, bank: str, sources: Sequence[str], reviewed: str, urgent: str
) -> TakenCard:
    """Return a face of an item as it is taken away; its choices stand in the same order each time.

    :raises KeyError: the item has no such face.
    """
    guid = guid_of(bank, CardName(item=content.item.id, face=face))
    front, back = cards.front(content.item, face, seed=guid), cards.back(content.item, face)
    return TakenCard(
        guid=guid,
        content=content,
        front=front,
        back=back,
        words=_words_used(content.terms, _texts(front, back)),
        sources=tuple(sources),
        reviewed=reviewed,
        urgent=urgent if content.concerns_safety else "",
    )


def _texts(front: Front, back: Back) -> list[str]:
    shown = [option.text for option in front.choices] if front.needs_choices else []
    answers = [text for answer in back.answers for text in (answer.text, answer.rationale)]
    return [front.stem, front.subject, *shown, *answers, back.correction]


def _words_used(terms: Sequence[Term], texts: Iterable[str]) -> tuple[Term, ...]:
    used: set[str] = set()
    for text in texts:
        _, used = glossing.split(text, terms, seen=used)
    return tuple(term for term in terms if term.term in used)
