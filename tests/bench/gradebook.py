"""Measure the gradebook of a large class on both databases, beside its bare query; print a table.

``python -m tests.bench.gradebook``; ``--write`` puts the table into docs/performance.md. 500 students each
handed in 40 quizzes. Measured in one process, in turn: making the gradebook, its page without the network,
its table for a spreadsheet, and the floor, which is one statement that reads the attempts and their scores.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from datetime import timedelta
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import insert

from quizapp import create_app
from quizapp.classes import gradebook
from quizapp.core.assignments import Counts
from quizapp.database import Base, db
from quizapp.models import (
    AccountRow,
    AssignmentRow,
    AttemptRow,
    AttemptScoreRow,
    CohortMemberRow,
    LearnerRow,
)
from quizapp.web.clock import utcnow
from tests.bench.__main__ import say
from tests.bench.authoring import read
from tests.bench.exchange import Spent
from tests.bench.guide import run_bench
from tests.classes.school import School
from tests.services.databases import make_settings, migrate
from tests.services.postgresql import cluster
from tests.support.queries import statements

STUDENTS, QUIZZES = 500, 40
FIRST_ID = 10_000
WARM_UP = 2
MOST_MS, MOST_QUERIES = 300, 8
FLOOR = """
    SELECT attempt.learner_id, attempt.assignment_id, attempt.finished_at, score.items, score.thirds
    FROM attempt JOIN attempt_score AS score
    ON score.learner_id = attempt.learner_id AND score.attempt_id = attempt.id
    WHERE attempt.assignment_id IS NOT NULL
"""


def insert_rows(kind: type[Base], rows: Iterable[dict[str, Any]]) -> None:
    """Store rows that all have the same columns."""
    db.session.execute(insert(kind), list(rows))


def fill(cohort_id: UUID) -> None:
    """Let many students hand in many quizzes, some of them late."""
    say(f"Making {STUDENTS} students with {QUIZZES} quizzes each …")
    now, people, quizzes = utcnow(), enrol(cohort_id), give(cohort_id, QUIZZES)
    attempts = {(person, quiz): uuid4() for person in people for quiz in quizzes}
    attempt = {"title": "Week", "behaviour": "deferred", "seed": 1, "blueprint": "{}", "finished_day": 20_000}
    insert_rows(
        AttemptRow,
        (
            attempt
            | {"learner_id": person, "id": id_, "assignment_id": quiz, "started_at": now - timedelta(days=80)}
            | {"finished_at": now - timedelta(days=person % 60)}
            for (person, quiz), id_ in attempts.items()
        ),
    )
    score = {"items": 20, "answered": 20, "right": 0}
    insert_rows(
        AttemptScoreRow,
        (
            score | {"learner_id": person, "attempt_id": id_, "thirds": id_.int % 61}
            for (person, _), id_ in attempts.items()
        ),
    )


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


def measure(app: Flask, rounds: int) -> tuple[dict[str, Spent], int]:
    """Return what each way to read the gradebook took, in turn with the floor, and its statements."""
    school = School(app=app)
    cohort_id = UUID(school.path.rstrip("/").rpartition("/")[2])
    with app.app_context():
        fill(cohort_id)
        db.session.commit()
    works: dict[str, Callable[[], object]] = {
        "Making it": partial(make, app, cohort_id),
        "Its page": partial(read, school.educator, f"{school.path}gradebook"),
        "Its table for a spreadsheet": partial(read, school.educator, f"{school.path}gradebook.csv"),
        "Floor": partial(run, app),
    }
    spent = {what: Spent() for what in works}
    for number in range(WARM_UP + rounds):
        for what, work in works.items():
            (spent[what] if number >= WARM_UP else Spent()).measure(work)
    with statements(app) as sent:
        works["Its page"]()
    return spent, len(sent)


def make(app: Flask, cohort_id: UUID) -> None:
    """Make the gradebook, as a page would."""
    with app.app_context():
        gradebook.of_class(cohort_id)


def run(app: Flask) -> None:
    """Read what the gradebook rests on, and nothing else."""
    with app.app_context(), closing(db.engine.raw_connection()) as connection:
        cursor = connection.cursor()
        cursor.execute(FLOOR)
        cursor.fetchall()


def table(folder: Path, rounds: int) -> Iterator[str]:
    """Return the results as a table in Markdown, line by line."""
    yield "| What | Database | ms | Processor, ms | At most | Floor, ms | Ratio | Queries | At most |\n"
    yield "|---|---|--:|--:|--:|--:|--:|--:|--:|\n"
    with cluster() as server:
        server.create("bench")
        urls = {"SQLite": f"sqlite:///{folder / 'bench.sqlite'}", "PostgreSQL": server.url("bench")}
        for database, url in urls.items():
            settings = make_settings(folder / database, url)
            migrate(settings)
            app = create_app(settings)
            spent, queries = measure(app, rounds)
            floor = median(spent.pop("Floor").clock) * 1000
            for what, one in spent.items():
                clock = median(one.clock) * 1000
                yield (
                    f"| {what} | {database} | {clock:.0f} | {median(one.processor) * 1000:.0f} | {MOST_MS} "
                    f"| {floor:.0f} | {clock / floor:.1f} | {queries} | {MOST_QUERIES} |\n"
                )
            with app.app_context():
                db.engine.dispose()


if __name__ == "__main__":
    run_bench("gradebook", table, prog="python -m tests.bench.gradebook", rounds=20, about=__doc__)
