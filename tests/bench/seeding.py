"""A learner who has studied for years: many cards, and a long log of reviews."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from itertools import chain, islice
from pathlib import Path
from random import Random
from typing import Any, cast
from uuid import UUID, uuid4

from sqlalchemy import Table, bindparam, func, insert, select

from quizapp import create_app
from quizapp.core.study_day import Moment
from quizapp.database import Base, db
from quizapp.models import CardRow, CardStateRow, ItemRow, ItemVersionRow, LearnerRow, ReviewRow
from quizapp.study.log import clock_of
from quizapp.web.clock import utcnow
from tests.services.databases import make_settings

BATCH = 10_000
FACE = "main"

# Of the cards: due today, never studied, in (re)learning. All others come on later days.
DUE_NOW, NEW, LEARNING = 2_000, 30_000, 200
DAYS_AHEAD, DAYS_BACK = 700, 1_500
# Above what the log names, so that the cards can be answered.
CARD_VERSION = 1_000
ANSWERED_TODAY = 100
FORGOTTEN = 0.1
TOPICS = ("terminology", "sites", "symptoms", "diagnosis", "treatment")

USUAL: dict[str, Any] = {
    "face": FACE,
    "time_zone": "Europe/London",
    "utc_offset_minutes": 0,
    "rating": 3,
    "kind": "review",
    "source": "card",
    "duration_ms": 9_000,
    "phase_before": "review",
    "stability_before": 20.0,
    "difficulty_before": 5.0,
    "phase_after": "review",
    "stability_after": 30.0,
    "difficulty_after": 5.0,
    "interval_days": 30,
}
"""What rows of the log have in common."""


@contextmanager
def learner_who_came_last(instance: Path) -> Iterator[tuple[int, Moment]]:
    """Give the id of the learner who came last, and this moment on their clock; commit at the end."""
    with create_app(make_settings(instance, "")).app_context():
        learner = db.session.scalars(select(LearnerRow).order_by(LearnerRow.id.desc()).limit(1)).one()
        yield learner.id, clock_of(learner).moment(utcnow())
        db.session.commit()
        db.session.remove()
        db.engine.dispose()


def add_cards(instance: Path, count: int) -> None:
    """Make so many items, and a card of each for the learner who came last."""
    with learner_who_came_last(instance) as (learner_id, at):
        item_ids = _add_items(count, at)
        keys = [{"learner_id": learner_id, "item_id": item_id, "face": FACE} for item_id in item_ids]
        insert_rows(CardRow, (key | {"origin": "chosen", "added_at": at.now} for key in keys))
        new = min(NEW, count * 3 // 10)
        insert_rows(CardStateRow, (key | _state(number - new, at) for number, key in enumerate(keys)))


def grow_log(instance: Path, count: int) -> None:
    """Let the log of the learner who came last have so many rows in all."""
    with learner_who_came_last(instance) as (learner_id, at):
        stored = db.session.scalar(select(func.count()).select_from(ReviewRow)) or 0
        item_ids = _studied()
        insert_rows(ReviewRow, _reviews(learner_id, item_ids, at, range(stored, count)))


def write_log(instance: Path, count: int) -> None:
    """Write so many rows for the learner who came last, in the order of time, the last ones of today."""
    with learner_who_came_last(instance) as (learner_id, at):
        item_ids = _studied()
        insert_rows(ReviewRow, _reviews_in_order(learner_id, item_ids, at, count))


def add_others(instance: Path, count: int, *, cards: int) -> None:
    """Make so many learners with so many cards of the same items, each answered once."""
    with learner_who_came_last(instance) as (learner_id, at):
        items = select(CardStateRow.item_id).where(CardStateRow.version == CARD_VERSION).limit(cards)
        item_ids, ids = db.session.scalars(items).all(), range(learner_id + 1, learner_id + 1 + count)
        chance, born = Random(2), {"created_at": at.now, "last_active_at": at.now}
        insert_rows(LearnerRow, (born | {"id": id_, "public_id": uuid4()} for id_ in ids))
        keys = [{"learner_id": id_, "item_id": item_id, "face": FACE} for id_ in ids for item_id in item_ids]
        insert_rows(CardRow, (key | {"origin": "chosen", "added_at": at.now} for key in keys))
        state = _state(LEARNING, at)
        insert_rows(CardStateRow, (key | state for key in keys))
        usual = USUAL | {"topic": "terminology"}
        review = (_review(chance, at, item_ids, days=0, number=number) for number in range(len(keys)))
        rows = (usual | row | key | {"card_version": 1} for key, row in zip(keys, review, strict=True))
        insert_rows(ReviewRow, rows)


def _studied() -> Sequence[int]:
    """Return the items whose cards were answered before; new ones are in no log."""
    stmt = select(CardStateRow.item_id).where(CardStateRow.version == CARD_VERSION, CardStateRow.reps > 0)
    return db.session.scalars(stmt).all()


def _add_items(count: int, at: Moment) -> range:
    """Make copies of one item, each with an id of its own."""
    original, content = (
        db.session.execute(
            select(ItemRow, ItemVersionRow.content)
            .join(ItemVersionRow, ItemVersionRow.item_id == ItemRow.id)
            .where(ItemVersionRow.content.contains('"type":"single-choice"'))
            .limit(1)
        )
        .one()
        .tuple()
    )
    first = (db.session.scalar(select(func.max(ItemRow.id))) or 0) + 1
    ids = range(first, first + count)
    columns = {column.key: getattr(original, column.key) for column in ItemRow.__table__.columns}
    insert_rows(ItemRow, (columns | {"id": id_, "slug": f"copy-{id_}", "version": 1} for id_ in ids))
    due = at.now.date() + timedelta(days=365)
    version = {"number": 1, "content_hash": "", "review_due": due, "created_at": at.now}
    texts = (content.replace(f'"id":"{original.slug}"', f'"id":"copy-{id_}"') for id_ in ids)
    insert_rows(
        ItemVersionRow,
        (version | {"item_id": id_, "content": text} for id_, text in zip(ids, texts, strict=True)),
    )
    return ids


def _state(number: int, at: Moment) -> dict[str, Any]:
    """Return the state of a card: new below zero, then some in learning, some due, most for later."""
    state: dict[str, Any] = dict.fromkeys(
        ("step", "stability", "difficulty", "last_review_at", "last_day", "due_at", "due_day")
    )
    state |= {"phase": "new", "reps": 0, "lapses": 0, "version": CARD_VERSION, "flag": 0, "suspended": False}
    if number < 0:
        return state
    state |= {"stability": 30.0, "difficulty": 5.0, "last_day": at.day - 30, "reps": 5}
    state["last_review_at"] = at.now - timedelta(days=30)
    if number < LEARNING:
        return state | {"phase": "relearning", "step": 0, "due_at": at.now + timedelta(hours=6)}
    due_day = at.day if number < LEARNING + DUE_NOW else at.day + 1 + number % DAYS_AHEAD
    return state | {"phase": "review", "due_day": due_day}


def _reviews(learner_id: int, item_ids: Any, at: Moment, numbers: range) -> Iterator[dict[str, Any]]:
    """Return rows of the log in the order of time, as they happen; the first of all are of today."""
    chance, usual = Random(1), USUAL | {"learner_id": learner_id, "topic": "terminology"}
    for number in sorted(numbers, key=_days_ago, reverse=True):
        yield usual | _review(chance, at, item_ids, days=_days_ago(number), number=number)


def _days_ago(number: int) -> int:
    return 0 if number < ANSWERED_TODAY else 1 + number % DAYS_BACK


def _reviews_in_order(learner_id: int, item_ids: Any, at: Moment, count: int) -> Iterator[dict[str, Any]]:
    """Return so many rows in the order of time, as they happen: as many on each day, at four hours."""
    chance, usual = Random(1), USUAL | {"learner_id": learner_id}
    for number in range(count):
        days = DAYS_BACK - number * (DAYS_BACK + 1) // count
        row = usual | _review(chance, at, item_ids, days=days, number=number)
        row["reviewed_at"] -= timedelta(hours=3 * (number % 4))
        row["rating"] = 1 if chance.random() < FORGOTTEN else 3
        row["topic"] = TOPICS[number % len(TOPICS)]
        row["stability_before"] = chance.uniform(1, 60)
        yield row


def _review(chance: Random, at: Moment, item_ids: Any, *, days: int, number: int) -> dict[str, Any]:
    """Return what the rows of the log do not have in common; ``days`` ago."""
    return {
        "id": UUID(int=chance.getrandbits(128)),
        "item_id": item_ids[number % len(item_ids)],
        "card_version": number // len(item_ids) + 1,
        "reviewed_at": at.now - timedelta(days=days, seconds=number % 600),
        "study_day": at.day - days,
        "due_day": at.day - days + 30,
    }


def insert_rows(kind: type[Base], rows: Iterable[dict[str, Any]]) -> None:
    """Store rows that all have the same columns, past SQLAlchemy, which takes several times as long."""
    rows, connection = iter(rows), db.session.connection()
    first = next(rows)
    columns = [one for one in cast("Table", kind.__table__).c if one.key in first or one.default]
    usual = {one.key: one.default.arg for one in columns if one.key not in first}  # type: ignore[union-attr]
    kinds = (one.type.dialect_impl(connection.dialect) for one in columns)
    as_stored = [
        (one.key, kind.bind_processor(connection.dialect) or _as_it_is)
        for one, kind in zip(columns, kinds, strict=True)
    ]
    stmt = insert(kind).values({one.key: bindparam(one.key) for one in columns})
    text = str(stmt.compile(dialect=connection.dialect))
    stored = (
        tuple(change(row[name]) for name, change in as_stored)
        for row in (usual | one for one in chain([first], rows))
    )
    while batch := list(islice(stored, BATCH)):
        connection.exec_driver_sql(text, batch)


def _as_it_is(value: Any) -> Any:
    return value
