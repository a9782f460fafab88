"""What is taken away of a deck, and what brought reviews meet. Whose it is, is part of every question."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select

from quizapp.core.facts import ItemContent
from quizapp.core.study_queue import Scope, ScopeKind
from quizapp.database import db
from quizapp.formats.item_json import load_content
from quizapp.models import BankRow, CardRow, CardStateRow, ItemRow, ItemVersionRow, ReviewRow
from quizapp.study.queries import Key

NAMED_AT_ONCE = 500


Name = TypeVar("Name")


@dataclass(frozen=True, kw_only=True)
class OfferedItem:
    """An item that learners may be given, in its newest version, and its bank."""

    item_id: int
    bank: str
    bank_title: str
    content: ItemContent


@dataclass(frozen=True, kw_only=True)
class StoredCard:
    """A card with its state, if it has one, and its log, oldest row first."""

    card: CardRow
    state: CardStateRow | None
    log: list[ReviewRow]


def offered_items(scope: Scope) -> list[OfferedItem]:
    """Return what a bank or a topic offers, in the order of its banks."""
    condition = BankRow.slug == scope.name if scope.kind is ScopeKind.BANK else ItemRow.topic == scope.name
    return _offered(_items().where(condition).order_by(BankRow.title, ItemRow.position))


def items_named(slugs: Collection[str]) -> dict[str, OfferedItem]:
    """Return those of some items that learners may be given, by their lasting ids."""
    found: dict[str, OfferedItem] = {}
    for some in _in_parts(slugs):
        found |= {one.content.item.id: one for one in _offered(_items().where(ItemRow.slug.in_(some)))}
    return found


def keys_of_cards(item_ids: Collection[int], *, learner_id: int) -> set[Key]:
    """Return which of the learner's cards there are of some items."""
    found: set[Key] = set()
    for some in _in_parts(item_ids):
        stmt = select(CardRow.item_id, CardRow.face)
        found |= {
            (row[0], row[1]) for row in db.session.execute(stmt.where(*_mine(CardRow, some, learner_id)))
        }
    return found


def stored_cards(item_ids: Collection[int], *, learner_id: int) -> dict[Key, StoredCard]:
    """Return the learner's cards of some items."""
    found: dict[Key, StoredCard] = {}
    for some in _in_parts(item_ids):
        state = CardStateRow
        same = (state.learner_id == CardRow.learner_id) & (state.item_id == CardRow.item_id)
        stmt = select(CardRow, state).outerjoin(state, same & (state.face == CardRow.face))
        for card, its in db.session.execute(stmt.where(*_mine(CardRow, some, learner_id))):
            found[card.item_id, card.face] = StoredCard(card=card, state=its, log=[])
        rows = select(ReviewRow).where(*_mine(ReviewRow, some, learner_id))
        for row in db.session.scalars(rows.order_by(ReviewRow.card_version)):
            found[row.item_id, row.face].log.append(row)
    return found


def stored_reviews(ids: Collection[UUID], *, learner_id: int) -> set[UUID]:
    """Return which of some reviews the learner's log has already."""
    found: set[UUID] = set()
    for some in _in_parts(ids):
        stmt = select(ReviewRow.id).where(ReviewRow.learner_id == learner_id, ReviewRow.id.in_(some))
        found.update(db.session.scalars(stmt))
    return found


def _items() -> Select[int, str, str, str]:
    newest = (ItemVersionRow.item_id == ItemRow.id) & (ItemVersionRow.number == ItemRow.version)
    stmt = select(ItemRow.id, BankRow.slug, BankRow.title, ItemVersionRow.content).join_from(ItemRow, BankRow)
    return stmt.join(ItemVersionRow, newest).where(ItemRow.offered)


def _offered(stmt: Select[int, str, str, str]) -> list[OfferedItem]:
    return [
        OfferedItem(item_id=row[0], bank=row[1], bank_title=row[2], content=load_content(row[3]))
        for row in db.session.execute(stmt)
    ]


def _mine(
    table: type[CardRow | ReviewRow], item_ids: Sequence[int], learner_id: int
) -> tuple[ColumnElement[bool], ...]:
    return table.learner_id == learner_id, table.item_id.in_(item_ids)


def _in_parts(names: Iterable[Name]) -> Iterator[list[Name]]:
    rest = iter(names)
    while some := list(islice(rest, NAMED_AT_ONCE)):
        yield some
