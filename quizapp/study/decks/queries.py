"""What decks are made of: banks and topics, their offered items, and which of them are cards already."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, ScalarSelect, exists, func, select

from quizapp.core.class_tasks import Met
from quizapp.core.facts import ItemContent
from quizapp.core.study_queue import Scope, ScopeKind
from quizapp.database import db
from quizapp.formats.item_json import load_content
from quizapp.models import BankRow, CardRow, CardStateRow, ItemRow, ItemVersionRow


@dataclass(frozen=True, kw_only=True)
class DeckRow:
    """A bank or a topic; ``offered`` counts its items, ``has_cards`` tells whether any is a card.

    ``being_updated`` counts the items that are not offered because a fact behind them was superseded.
    """

    name: str
    title: str
    description: str
    offered: int
    has_cards: bool
    being_updated: int


def banks(*, learner_id: int) -> list[DeckRow]:
    """Return the banks that offer something or will again, by title."""
    offered, studied, updated = _counted(ItemRow.bank_id == BankRow.id, learner_id)
    stmt = select(BankRow.slug, BankRow.title, BankRow.description, offered, studied, updated)
    return [
        DeckRow(
            name=slug,
            title=title,
            description=description,
            offered=count,
            has_cards=has_cards,
            being_updated=being_updated,
        )
        for slug, title, description, count, has_cards, being_updated in db.session.execute(
            stmt.order_by(BankRow.title)
        )
        if count or being_updated
    ]


def topics(*, learner_id: int) -> list[DeckRow]:
    """Return the topics that offer something or will again, without a title; those with most items first."""
    topic = select(ItemRow.topic).distinct().subquery()
    offered, studied, updated = _counted(ItemRow.topic == topic.c.topic, learner_id)
    stmt = select(topic.c.topic, offered, studied, updated)
    return [
        DeckRow(
            name=name,
            title="",
            description="",
            offered=count,
            has_cards=has_cards,
            being_updated=being_updated,
        )
        for name, count, has_cards, being_updated in db.session.execute(
            stmt.order_by(offered.desc(), topic.c.topic)
        )
        if count or being_updated
    ]


def has_missed(*, learner_id: int) -> bool:
    """Tell whether the learner has cards from missed items."""
    missed = exists().where(CardRow.learner_id == learner_id, CardRow.origin == "missed")
    return bool(db.session.scalar(select(missed)))


def contents_of_deck(scope: Scope) -> dict[int, ItemContent]:
    """Return the newest contents of what a bank or a topic offers, by item id."""
    newest = (ItemVersionRow.item_id == ItemRow.id) & (ItemVersionRow.number == ItemRow.version)
    stmt = select(ItemRow.id, ItemVersionRow.content).join(ItemVersionRow, newest)
    rows = db.session.execute(stmt.where(ItemRow.offered, _of_deck(scope)).order_by(ItemRow.id))
    return {item_id: load_content(text) for item_id, text in rows}


def met(scope: Scope, *, learner_id: int) -> Met:
    """Return how far a learner has come with what a deck offers."""
    card, state = CardRow, CardStateRow
    added = exists().where(card.learner_id == learner_id, card.item_id == ItemRow.id)
    answered = exists().where(state.learner_id == learner_id, state.item_id == ItemRow.id, state.reps > 0)
    stmt = select(func.count(), func.count().filter(added), func.count().filter(answered))
    row = db.session.execute(stmt.select_from(ItemRow).where(ItemRow.offered, _of_deck(scope))).one()
    return Met(offered=row[0], added=row[1], answered=row[2])


def title_of_bank(slug: str) -> str:
    """Return what a bank is called; nothing where there is none."""
    return db.session.scalar(select(BankRow.title).filter_by(slug=slug)) or ""


def is_in_deck(item_id: int, scope: Scope) -> bool:
    """Tell whether an item lies in a bank or a topic, offered or not."""
    return bool(db.session.scalar(select(exists().where(ItemRow.id == item_id, _of_deck(scope)))))


def find_item(slug: str) -> tuple[int, ItemContent] | None:
    """Return the number and the newest content of an item that is offered."""
    newest = (ItemVersionRow.item_id == ItemRow.id) & (ItemVersionRow.number == ItemRow.version)
    stmt = select(ItemRow.id, ItemVersionRow.content).join(ItemVersionRow, newest)
    row = db.session.execute(stmt.where(ItemRow.slug == slug, ItemRow.offered)).one_or_none()
    return (row[0], load_content(row[1])) if row else None


def cards_of(item_ids: Collection[int], *, learner_id: int) -> set[tuple[int, str]]:
    """Return the learner's cards of some items, by item id and face."""
    stmt = select(CardRow.item_id, CardRow.face).where(
        CardRow.learner_id == learner_id, CardRow.item_id.in_(item_ids)
    )
    return {(item_id, face) for item_id, face in db.session.execute(stmt)}


def _of_deck(scope: Scope) -> ColumnElement[bool]:
    """Return what an item fulfils that lies in a bank or a topic."""
    if scope.kind is ScopeKind.BANK:
        return ItemRow.bank_id == select(BankRow.id).filter_by(slug=scope.name).scalar_subquery()
    return ItemRow.topic == scope.name


def _counted(
    condition: ColumnElement[bool], learner_id: int
) -> tuple[ScalarSelect[int], ColumnElement[bool], ScalarSelect[int]]:
    """Return of a deck how many items are offered, whether the learner studies any, how many are updated."""
    of_deck = select(func.count()).select_from(ItemRow).where(condition)
    offered = of_deck.where(ItemRow.offered).scalar_subquery()
    being_updated = of_deck.where(ItemRow.being_updated).scalar_subquery()
    studied = exists().where(
        CardRow.learner_id == learner_id, CardRow.item_id == ItemRow.id, ItemRow.offered, condition
    )
    return offered, studied, being_updated
