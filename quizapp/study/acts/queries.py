"""Several cards at once: as they stand, what was done with them under one name, and all of it stored."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, Update, bindparam, insert, select, union_all, update
from sqlalchemy.orm import aliased

from quizapp.core.cards import faces_of
from quizapp.database import STORED_APART, db
from quizapp.formats.item_json import load_content
from quizapp.models import CardMoveRow, CardStateRow, ItemRow, ItemVersionRow, ReviewRow
from quizapp.study.log_queries import StandingRow
from quizapp.study.moves.queries import NEWEST, STANDS, Act
from quizapp.study.queries import UNDONE, Key
from quizapp.study.statements import made_once


@dataclass(frozen=True, kw_only=True)
class StoredAct:
    """One row of what was done with several cards; ``undone_by`` names the row that undid it."""

    row: Act
    undone_by: UUID | None

    @property
    def key(self) -> Key:
        """What names its card."""
        return self.row.item_id, self.row.face


def locked_states(keys: Collection[Key], *, learner_id: int) -> list[CardStateRow]:
    """Return the states of those of the cards that are the learner's, locked, because they are to change."""
    state = CardStateRow
    stmt = select(state).where(state.learner_id == learner_id, state.item_id.in_({key[0] for key in keys}))
    # Everybody locks in the same order, so that nobody waits for somebody who waits for them.
    stmt = stmt.order_by(state.item_id, state.face).with_for_update()
    found = db.session.scalars(stmt, execution_options={"populate_existing": True})
    return [card for card in found if (card.item_id, card.face) in keys]


def topics_of_shown(item_ids: Collection[int]) -> dict[Key, str]:
    """Return the cards of some items that may be studied, by item and face, each with its topic."""
    newest = (ItemVersionRow.item_id == ItemRow.id) & (ItemVersionRow.number == ItemRow.version)
    stmt = select(ItemRow.id, ItemRow.topic, ItemVersionRow.content).join(ItemVersionRow, newest)
    rows = db.session.execute(stmt.where(ItemRow.id.in_(item_ids), ItemRow.offered))
    return {(id_, face): topic for id_, topic, text in rows for face in faces_of(load_content(text).item)}


def keys_of(act_id: UUID, *, learner_id: int) -> set[Key]:
    """Return with which cards a learner did something at once; none where the id names no such thing."""
    of_tables = (
        select(table.item_id, table.face).where(table.learner_id == learner_id, table.act_id == act_id)
        for table in (CardMoveRow, ReviewRow)
    )
    return {(row.item_id, row.face) for row in db.session.execute(union_all(*of_tables))}


def rows_of(act_id: UUID, *, learner_id: int) -> list[StoredAct]:
    """Return the rows of what a learner did with several cards, by item and face; all are of one log."""
    tables: tuple[type[Act], ...] = (CardMoveRow, ReviewRow)
    for table in tables:
        undo = aliased(table)
        joined = (undo.learner_id == table.learner_id) & (undo.undoes == table.id)
        stmt = select(table, undo.id).outerjoin(undo, joined)
        rows = db.session.execute(stmt.where(table.learner_id == learner_id, table.act_id == act_id))
        found = [StoredAct(row=cast("Act", row), undone_by=undone_by) for row, undone_by in rows]
        if found:
            # Asked for in this order, they would be looked for in an index that has it, which is long.
            return sorted(found, key=lambda one: one.key)
    return []


def last_moves(keys: Collection[Key], *, learner_id: int) -> dict[Key, UUID]:
    """Return the newest move of each of some cards that was not undone."""
    move = CardMoveRow
    stmt = select(move.item_id, move.face, move.id).where(
        move.learner_id == learner_id, move.item_id.in_({key[0] for key in keys}), *STANDS
    )
    last: dict[Key, UUID] = {}
    for item_id, face, move_id in db.session.execute(stmt.order_by(*NEWEST)):
        last.setdefault((item_id, face), move_id)
    return last


def standing_logs(keys: Collection[Key], *, learner_id: int) -> Mapping[Key, list[StandingRow]]:
    """Return the reviews of some cards that were not undone, oldest first, as they are replayed."""
    row = ReviewRow
    stmt = select(*(getattr(row, name) for name in StandingRow._fields)).where(
        row.learner_id == learner_id,
        row.item_id.in_({key[0] for key in keys}),
        row.kind.not_in(("undo", "cram")),
        ~UNDONE,
    )
    logs: dict[Key, list[StandingRow]] = defaultdict(list)
    for one in map(StandingRow._make, db.session.execute(stmt.order_by(row.card_version))):
        logs[one.item_id, one.face].append(one)
    return logs


def store(rows: Sequence[Act], states: Sequence[Mapping[str, Any]]) -> None:
    """Store rows of one of the logs, and what they make of their cards.

    They go past the session, which takes longer for so many. All rows have the same columns, and so have all
    states; a state names its card.

    :raises IntegrityError: there is such a row.
    """
    db.session.flush()
    if rows:
        table = cast("Table", type(rows[0]).__table__)
        names = vars(rows[0]).keys() & table.columns.keys()
        values = [{name: vars(row)[name] for name in names} for row in rows]
        db.session.connection().execute(insert(table), values)
        db.session.info.setdefault(STORED_APART, []).extend(rows)
    if states:
        changed = [{f"new_{name}": value for name, value in one.items()} for one in states]
        db.session.connection().execute(_change_states(tuple(states[0])), changed)


@made_once
def _change_states(names: tuple[str, ...]) -> Update:
    table = cast("Table", CardStateRow.__table__)
    which = ("learner_id", "item_id", "face")
    stmt = update(table).where(*(table.c[name] == bindparam(f"new_{name}") for name in which))
    return stmt.values({name: bindparam(f"new_{name}") for name in names if name not in which})
