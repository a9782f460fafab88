"""A large class for the measurements, made past its pages, and its pages measured on both databases."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from random import Random
from statistics import median
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import insert, select

from quizapp import create_app
from quizapp.banks import queries as bank_queries
from quizapp.config import Settings
from quizapp.core.assignments import Counts
from quizapp.core.facts import ItemContent
from quizapp.core.items import Choices, Item, ItemType, Response
from quizapp.database import Base, db
from quizapp.formats.quiz_json import dump_response
from quizapp.models import AccountRow, AssignmentRow, CohortMemberRow, ItemRow, LearnerRow
from quizapp.web.clock import utcnow
from tests.bench.exchange import Spent
from tests.services.databases import make_settings
from tests.services.postgresql import cluster
from tests.support.queries import statements

STUDENTS = 500
FIRST_ID = 10_000
POOL = 100
WARM_UP = 2
MOST_QUERIES = 8
FLOOR = "Floor"
"""What the work is called beside which the others are held."""

Works = dict[str, Callable[[], object]]


def insert_rows(kind: type[Base], rows: Iterable[dict[str, Any]]) -> None:
    """Store rows that all have the same columns."""
    db.session.execute(insert(kind), list(rows))


def enrol(cohort_id: UUID) -> range:
    """Put many students into a class, and return the ids of their accounts and learners, which are alike."""
    now, people = utcnow(), range(FIRST_ID, FIRST_ID + STUDENTS)
    insert_rows(
        AccountRow,
        ({"id": id_, "email": f"student-{id_}@example.org", "fs_uniquifier": uuid4().hex} for id_ in people),
    )
    born = {"created_at": now, "last_active_at": now}
    insert_rows(
        LearnerRow,
        (born | {"id": id_, "public_id": uuid4(), "account_id": id_} for id_ in people),
    )
    member = {"cohort_id": cohort_id, "role": "student", "joined_at": now, "seen_version": 1}
    insert_rows(
        CohortMemberRow,
        (member | {"id": uuid4(), "account_id": id_, "name": f"Student {id_}"} for id_ in people),
    )
    return people


def give(cohort_id: UUID, quizzes: int) -> list[UUID]:
    """Give a class quizzes, which closed a day after the other, and return their ids."""
    now, ids = utcnow(), [uuid4() for _ in range(quizzes)]
    terms = {"behaviour": "deferred", "blueprint": '{"cells":[]}', "ready_id": None, "attempts": None}
    insert_rows(
        AssignmentRow,
        (
            terms
            | {"id": id_, "cohort_id": cohort_id, "title": f"Week {number}", "counts": Counts.BEST.value}
            | {"late": "if-nothing", "revision": 1}
            | {"opens_at": now - timedelta(days=90), "closes_at": now - timedelta(days=number)}
            | {"created_at": now}
            for number, id_ in enumerate(ids)
        ),
    )
    return ids


def single_choices(*, most: int = POOL) -> list[tuple[int, Item]]:
    """Return items with one right option of several, each with the number it is stored under."""
    keys = {(id_, 1) for id_ in db.session.scalars(select(ItemRow.id).order_by(ItemRow.id))}
    found: list[tuple[tuple[int, int], ItemContent]] = sorted(bank_queries.contents(keys).items())
    return [(item_id, one.item) for (item_id, _), one in found if one.item.type is ItemType.SINGLE_CHOICE][
        :most
    ]


def answer(item: Item, rng: Random, *, knows: bool) -> str:
    """Return what somebody answers, as it is stored."""
    assert isinstance(item.body, Choices)
    wrong = [one.id for one in item.body.options if not one.is_key]
    return dump_response(Response(chosen=item.body.key_ids if knows else frozenset({rng.choice(wrong)})))


def read_bare(app: Flask, *texts: str) -> None:
    """Read what some bare statements give, and do nothing with it."""
    with app.app_context(), closing(db.engine.raw_connection()) as connection:
        cursor = connection.cursor()
        for text in texts:
            cursor.execute(text)
            cursor.fetchall()


def in_turn(app: Flask, works: Works, rounds: int) -> dict[str, tuple[Spent, int]]:
    """Do works in turn; return what each took, and how many statements it sends."""
    spent = {what: Spent() for what in works}
    for number in range(WARM_UP + rounds):
        for what, work in works.items():
            (spent[what] if number >= WARM_UP else Spent()).measure(work)
    sent = {}
    for what, work in works.items():
        with statements(app) as each:
            work()
        sent[what] = len(each)
    return {what: (spent[what], sent[what]) for what in works}


def on_both(
    folder: Path,
    prepare: Callable[[Settings], object],
    measure: Callable[[Flask], dict[str, tuple[Spent, int]]],
    *,
    most_ms: int,
) -> Iterator[str]:
    """Return what is measured on both databases, beside its floor, as a table in Markdown, line by line."""
    yield "| What | Database | ms | Processor, ms | At most | Floor, ms | Ratio | Queries | At most |\n"
    yield "|---|---|--:|--:|--:|--:|--:|--:|--:|\n"
    with cluster() as server:
        server.create("bench")
        urls = {"SQLite": f"sqlite:///{folder / 'bench.sqlite'}", "PostgreSQL": server.url("bench")}
        for database, url in urls.items():
            settings = make_settings(folder / database, url)
            prepare(settings)
            app = create_app(settings)
            found = measure(app)
            floor = median(found.pop(FLOOR)[0].clock) * 1000
            for what, (one, queries) in found.items():
                clock = median(one.clock) * 1000
                yield (
                    f"| {what} | {database} | {clock:.0f} | {median(one.processor) * 1000:.0f} | {most_ms} "
                    f"| {floor:.0f} | {clock / floor:.1f} | {queries} | {MOST_QUERIES} |\n"
                )
            with app.app_context():
                db.engine.dispose()
