"""The cards of a guest and of the learner who takes them over, as they are stored."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, cast
from uuid import UUID

from sqlalchemy import Column, ColumnElement, Table, case, exists, insert, literal, select, tuple_
from sqlalchemy.orm import aliased

from quizapp.database import db
from quizapp.models import CardMoveRow, CardRow, CardStateRow, CramRow, ReviewRow

TABLES = [cast("Table", row_class.__table__) for row_class in (CardRow, CardStateRow, ReviewRow, CardMoveRow)]
"""What a card consists of, in an order in which it can be stored."""


class Face(NamedTuple):
    """What two learners' cards have in common: one question of an item."""

    item_id: int
    face: str


@dataclass(frozen=True, kw_only=True)
class StoredCard:
    """A card with its state, if it has one."""

    card: CardRow
    state: CardStateRow | None


def shared_cards(learner_id: int, *, other_id: int) -> dict[Face, StoredCard]:
    """Return the cards of a learner that the other one has, too."""
    other = aliased(CardRow)
    shared = exists().where(
        other.learner_id == other_id, other.item_id == CardRow.item_id, other.face == CardRow.face
    )
    stmt = select(CardRow, CardStateRow).where(CardRow.learner_id == learner_id, shared)
    stmt = stmt.outerjoin(
        CardStateRow,
        (CardStateRow.learner_id == CardRow.learner_id)
        & (CardStateRow.item_id == CardRow.item_id)
        & (CardStateRow.face == CardRow.face),
    )
    return {
        Face(card.item_id, card.face): StoredCard(card=card, state=state)
        for card, state in db.session.execute(stmt)
    }


def shared_logs(learner_id: int, *, other_id: int) -> dict[Face, list[ReviewRow]]:
    """Return what a learner's log says of the cards that the other one has, too, oldest row first."""
    other = aliased(CardRow)
    shared = exists().where(
        other.learner_id == other_id, other.item_id == ReviewRow.item_id, other.face == ReviewRow.face
    )
    stmt = select(ReviewRow).where(ReviewRow.learner_id == learner_id, shared)
    logs: dict[Face, list[ReviewRow]] = {}
    for row in db.session.scalars(stmt.order_by(ReviewRow.card_version)):
        logs.setdefault(Face(row.item_id, row.face), []).append(row)
    return logs


def review_ids_of_both(learner_id: int, *, other_id: int) -> list[UUID]:
    """Return the ids that rows of both logs have; clients make them, and may be made to make the same."""
    return _ids_of_both(ReviewRow, learner_id, other_id)


def move_ids_of_both(learner_id: int, *, other_id: int) -> list[UUID]:
    """Return the ids that moves of both learners have."""
    return _ids_of_both(CardMoveRow, learner_id, other_id)


def cram_ids_of_both(learner_id: int, *, other_id: int) -> list[UUID]:
    """Return the ids that practices of both learners have."""
    return _ids_of_both(CramRow, learner_id, other_id)


def copy_crams(guest_id: int, *, learner_id: int, renamed: Mapping[UUID, UUID]) -> None:
    """Give a learner a guest's practices, which answers to cards name."""
    table = cast("Table", CramRow.__table__)
    values = {column: _value(column, renamed) for column in table.columns}
    values[table.c.learner_id] = literal(learner_id)
    db.session.execute(
        insert(table).from_select(
            list(values), select(*values.values()).where(table.c.learner_id == guest_id)
        )
    )


def _ids_of_both(row: type[ReviewRow | CardMoveRow | CramRow], learner_id: int, other_id: int) -> list[UUID]:
    other = aliased(row)
    same = exists().where(other.learner_id == other_id, other.id == row.id)
    return list(db.session.scalars(select(row.id).where(row.learner_id == learner_id, same)))


def copy_cards(
    guest_id: int, *, learner_id: int, but: Collection[Face], renamed: Mapping[UUID, UUID]
) -> None:
    """Give a learner a guest's cards with their states and logs, but for some cards."""
    for table in TABLES:
        values = {column: _value(column, renamed) for column in table.columns}
        values[table.c.learner_id] = literal(learner_id)
        mine = select(*values.values()).where(table.c.learner_id == guest_id)
        if but:
            mine = mine.where(tuple_(table.c.item_id, table.c.face).not_in(list(but)))
        db.session.execute(insert(table).from_select(list(values), mine))


def _value(column: Column[Any], renamed: Mapping[UUID, UUID]) -> ColumnElement[Any]:
    if column.name not in {"id", "undoes", "buried_by", "buried_by_before", "cram_id"} or not renamed:
        return column
    return case(dict(renamed), value=column, else_=column)
