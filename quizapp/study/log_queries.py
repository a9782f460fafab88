"""The whole log, a few cards at a time, whoever's cards they are: for proving and rebuilding the cache."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple, cast
from uuid import UUID

from sqlalchemy import String, Table, bindparam, select, tuple_, type_coerce, update
from sqlalchemy.dialects import postgresql, sqlite

from quizapp.core.scheduling import MemoryState
from quizapp.database import db
from quizapp.models import CardRow, CardStateRow, ReviewRow


class CardKey(NamedTuple):
    """What names a card."""

    learner_id: int
    item_id: int
    face: str


STATE = cast("Table", CardStateRow.__table__)
KEPT = (*MemoryState.__dataclass_fields__, "last_review_at")
"""The columns of a state that follow from the log."""

# Making a statement takes longer than running it, and a rebuild may run one for every card.
MISSING = {
    "sqlite": sqlite.insert(STATE).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(STATE).on_conflict_do_nothing(),
}
CHANGED = (
    update(STATE)
    .where(*(STATE.c[name] == bindparam(f"old_{name}") for name in (*CardKey._fields, "version")))
    .values({name: bindparam(f"new_{name}") for name in (*KEPT, "version")})
)


class StoredState(NamedTuple):
    """A card and its state: the columns named in ``KEPT``; without a ``version`` it has none."""

    key: CardKey
    version: int | None
    values: Sequence[object]


@dataclass(frozen=True, kw_only=True)
class Change:
    """What the log says of a card whose stored state, that of ``read_version``, says something else.

    Without a ``read_version`` the state is missing.
    """

    key: CardKey
    read_version: int | None
    memory: MemoryState
    last_review_at: datetime | None
    version: int

    @property
    def values(self) -> dict[str, object]:
        """Return the columns that change."""
        return vars(self.memory) | {"last_review_at": self.last_review_at, "version": self.version}


class StandingRow(NamedTuple):
    """What of a log row that was not undone is needed to replay it beside others of its card.

    Of thousands of cards at once each column counts: to make an id or a moment takes as long as all others.
    """

    item_id: int
    face: str
    card_version: int | None
    kind: str
    rating: int
    study_day: int
    due_at: datetime | None
    due_day: int | None
    parameters_id: UUID | None


class LoggedRow(NamedTuple):
    """What of a log row is needed to replay it; the ids of rows are as the database has them."""

    learner_id: int
    item_id: int
    face: str
    id: object
    undoes: object
    card_version: int | None
    kind: str
    rating: int
    study_day: int
    reviewed_at: datetime
    due_at: datetime | None
    due_day: int | None
    parameters_id: UUID | None


def hold_still() -> None:
    """Read from here on what the database holds at this moment, until the transaction ends."""
    if db.session.get_bind().dialect.name == "postgresql":  # a reading transaction of SQLite does so anyway
        db.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def cards_after(key: CardKey | None, *, most: int) -> list[StoredState]:
    """Return the next cards in the order of their keys, at most so many."""
    card = (CardRow.learner_id, CardRow.item_id, CardRow.face)
    state = (STATE.c.learner_id, STATE.c.item_id, STATE.c.face)
    columns = (STATE.c.version, *(STATE.c[name] for name in KEPT))
    stmt = select(*card, *columns).outerjoin(STATE, tuple_(*card) == tuple_(*state))
    if key is not None:
        stmt = stmt.where(tuple_(*card) > tuple(key))
    rows = db.session.connection().execute(stmt.order_by(*card).limit(most))
    return [StoredState(CardKey(*row[:3]), row[3], row[4:]) for row in rows]


def reviews_between(first: CardKey, last: CardKey) -> dict[tuple[int, int, str], list[LoggedRow]]:
    """Return the log of each card from one key to another that has any, oldest row first."""
    card = (ReviewRow.learner_id, ReviewRow.item_id, ReviewRow.face)
    stmt = select(
        *card,
        # Ids are only compared, and making each a UUID takes as long as reading the row.
        type_coerce(ReviewRow.id, String),
        type_coerce(ReviewRow.undoes, String),
        ReviewRow.card_version,
        ReviewRow.kind,
        ReviewRow.rating,
        ReviewRow.study_day,
        ReviewRow.reviewed_at,
        ReviewRow.due_at,
        ReviewRow.due_day,
        ReviewRow.parameters_id,
    ).where(tuple_(*card).between(tuple(first), tuple(last)))
    # Past the session, which takes twice as long for so many rows.
    rows = db.session.connection().execute(stmt.order_by(*card, ReviewRow.card_version)).all()
    logs = groupby(map(LoggedRow._make, rows), key=itemgetter(0, 1, 2))
    return {key: list(log) for key, log in logs}


def store(changes: Sequence[Change]) -> set[CardKey]:
    """Store what the log says of some cards, unless one was answered since its state was read.

    Returns the keys of those that were stored.
    """
    missing = [change for change in changes if change.read_version is None]
    known = [change for change in changes if change.read_version is not None]
    # One statement for all takes a third of the time; hardly ever was one answered meanwhile.
    changed = known if _change(known) else [one for one in known if _change([one])]
    return {one.key for one in (*changed, *filter(_make, missing))}


def _make(change: Change) -> bool:
    connection = db.session.connection()
    options = {"preserve_rowcount": True}  # an insert tells it only when asked
    stmt = MISSING[connection.dialect.name]
    made = connection.execute(stmt, change.key._asdict() | change.values, execution_options=options)
    return made.rowcount == 1


def _change(changes: Sequence[Change]) -> bool:
    """Store the states of all cards, or of none if any of them is not as it was read; tell whether."""
    if not changes:
        return True
    connection, values = db.session.connection(), [_named(change) for change in changes]
    with connection.begin_nested() as point:
        as_read = connection.execute(CHANGED, values).rowcount == len(changes)
        if not as_read:
            point.rollback()
    return as_read


def _named(change: Change) -> dict[str, object]:
    which = change.key._asdict() | {"version": change.read_version}
    old = {f"old_{name}": value for name, value in which.items()}
    return old | {f"new_{name}": value for name, value in change.values.items()}
