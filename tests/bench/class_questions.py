"""Measure the pages of what a large class answered on both databases, beside their bare query; print a table.

``python -m tests.bench.class_questions``; ``--write`` puts the table into docs/performance.md. 500 students
each handed in four quizzes of 20 questions drawn from a hundred: 40,000 answers. Measured in one process, in
turn: the questions of the class over all quizzes, one of them, the report of a quiz, what the class likely
knows, each a page without the network; and the floor, one statement that reads the answers.
"""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from functools import partial
from itertools import count
from pathlib import Path
from random import Random
from statistics import median
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import select

from quizapp import create_app
from quizapp.banks import queries as bank_queries
from quizapp.core.facts import ItemContent
from quizapp.core.items import Choices, Item, ItemType, Response
from quizapp.database import db
from quizapp.formats.quiz_json import dump_response
from quizapp.models import AttemptItemRow, AttemptRow, ItemRow, ResponseRow
from quizapp.web.clock import utcnow
from tests.bench.__main__ import say
from tests.bench.authoring import read
from tests.bench.exchange import Spent
from tests.bench.gradebook import STUDENTS, enrol, give, insert_rows
from tests.bench.guide import run_bench
from tests.classes.school import School
from tests.services.databases import load_banks, make_settings
from tests.services.postgresql import cluster
from tests.support.queries import statements

QUIZZES, ITEMS, POOL = 4, 20, 100
WARM_UP = 2
MOST_MS, MOST_QUERIES = 500, 8
FLOOR = """
    SELECT item.learner_id, item.attempt_id, item.item_id, item.item_version, step.response, step.study_day
    FROM attempt JOIN attempt_item AS item
    ON item.learner_id = attempt.learner_id AND item.attempt_id = attempt.id
    JOIN response AS step
    ON step.learner_id = item.learner_id AND step.attempt_id = item.attempt_id
    AND step.position = item.position
    WHERE attempt.assignment_id IS NOT NULL
"""


def fill(cohort_id: UUID) -> tuple[UUID, str]:
    """Let many students hand in quizzes, the more they know the better; return a quiz and an item of it."""
    say(f"Making {STUDENTS} students with {QUIZZES} quizzes of {ITEMS} questions each …")
    pool, rng, now = single_choices(), Random(1), utcnow()
    people, quizzes = enrol(cohort_id), give(cohort_id, QUIZZES)
    attempt = {"title": "Week", "behaviour": "deferred", "seed": 1, "blueprint": "{}"}
    attempts, items, steps, days = [], [], [], count(20_000, 7)
    for quiz, day in zip(quizzes, days, strict=False):
        begun = now - timedelta(days=80) + timedelta(days=day - 20_000)
        for person in people:
            key = {"learner_id": person, "attempt_id": uuid4()}
            attempts.append(
                attempt
                | {"learner_id": person, "id": key["attempt_id"], "assignment_id": quiz}
                | {"started_at": begun, "finished_at": begun, "finished_day": day}
            )
            for position, (item_id, item) in enumerate(rng.sample(pool, ITEMS), start=1):
                place = key | {"position": position}
                items.append(place | {"item_id": item_id, "item_version": 1})
                step = {"step": position, "client_id": uuid4(), "kind": "save", "confidence": None}
                given = answer(item, rng, knows=rng.random() < 0.3 + 0.6 * person / max(people))
                steps.append(place | step | {"response": given, "answered_at": begun, "study_day": day})
    insert_rows(AttemptRow, attempts)
    insert_rows(AttemptItemRow, items)
    insert_rows(ResponseRow, steps)
    return quizzes[0], pool[0][1].id


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


def measure(app: Flask, rounds: int) -> dict[str, tuple[Spent, int]]:
    """Return what each page took, in turn with the floor, and how many statements it sent."""
    school = School(app=app)
    cohort_id = UUID(school.path.rstrip("/").rpartition("/")[2])
    with app.app_context():
        quiz, item = fill(cohort_id)
        db.session.commit()
    pages = {
        "Questions over all quizzes": "questions/",
        "One question": f"questions/{item}",
        "Report of a quiz": f"quizzes/{quiz}/report",
        "What the class knows": "knowledge",
    }
    works: dict[str, Callable[[], object]] = {
        what: partial(read, school.educator, school.path + page) for what, page in pages.items()
    }
    works["Floor"] = partial(run, app)
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


def run(app: Flask) -> None:
    """Read what the pages rest on, and nothing else."""
    with app.app_context(), closing(db.engine.raw_connection()) as connection:
        cursor = connection.cursor()
        cursor.execute(FLOOR)
        cursor.fetchall()


def table(folder: Path, rounds: int) -> Iterator[str]:
    """Return the results as a table in Markdown, line by line."""
    yield "| Page | Database | ms | Processor, ms | At most | Floor, ms | Ratio | Queries | At most |\n"
    yield "|---|---|--:|--:|--:|--:|--:|--:|--:|\n"
    with cluster() as server:
        server.create("bench")
        urls = {"SQLite": f"sqlite:///{folder / 'bench.sqlite'}", "PostgreSQL": server.url("bench")}
        for database, url in urls.items():
            settings = make_settings(folder / database, url)
            load_banks(settings)
            app = create_app(settings)
            found = measure(app, rounds)
            floor = median(found.pop("Floor")[0].clock) * 1000
            for what, (one, queries) in found.items():
                clock = median(one.clock) * 1000
                yield (
                    f"| {what} | {database} | {clock:.0f} | {median(one.processor) * 1000:.0f} | {MOST_MS} "
                    f"| {floor:.0f} | {clock / floor:.1f} | {queries} | {MOST_QUERIES} |\n"
                )
            with app.app_context():
                db.engine.dispose()


if __name__ == "__main__":
    run_bench(
        "class-questions", table, prog="python -m tests.bench.class_questions", rounds=10, about=__doc__
    )
