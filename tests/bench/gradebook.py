"""Measure the gradebook of a large class on both databases, beside its bare query; print a table.

``python -m tests.bench.gradebook``; ``--write`` puts the table into docs/performance.md. 500 students each
handed in 40 quizzes. Measured in one process, in turn: making the gradebook, its page without the network,
its table for a spreadsheet, and the floor, which is one statement that reads the attempts and their scores.
"""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from uuid import UUID, uuid4

from flask import Flask

from quizapp.classes.grades import gradebook
from quizapp.database import db
from quizapp.models import AttemptRow, AttemptScoreRow
from quizapp.web.clock import utcnow
from tests.bench.__main__ import say
from tests.bench.authoring import read
from tests.bench.exchange import Spent
from tests.bench.guide import run_bench
from tests.bench.large_class import (
    FLOOR,
    STUDENTS,
    Works,
    enrol,
    give,
    in_turn,
    insert_rows,
    on_both,
    read_bare,
)
from tests.classes.school import School
from tests.services.databases import migrate

QUIZZES = 40
MOST_MS = 300
READ_SCORES = """
    SELECT attempt.learner_id, attempt.assignment_id, attempt.finished_at, score.items, score.thirds
    FROM attempt JOIN attempt_score AS score
    ON score.learner_id = attempt.learner_id AND score.attempt_id = attempt.id
    WHERE attempt.assignment_id IS NOT NULL
"""


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


def measure(app: Flask, rounds: int) -> dict[str, tuple[Spent, int]]:
    """Return what each way to read the gradebook took, in turn with the floor, and its statements."""
    school = School(app=app)
    cohort_id = UUID(school.path.rstrip("/").rpartition("/")[2])
    with app.app_context():
        fill(cohort_id)
        db.session.commit()
    works: Works = {
        "Making it": partial(make, app, cohort_id),
        "Its page": partial(read, school.educator, f"{school.path}gradebook"),
        "Its table for a spreadsheet": partial(read, school.educator, f"{school.path}gradebook.csv"),
        FLOOR: partial(read_bare, app, READ_SCORES),
    }
    return in_turn(app, works, rounds)


def make(app: Flask, cohort_id: UUID) -> None:
    """Make the gradebook, as a page would."""
    with app.app_context():
        gradebook.of_class(cohort_id)


def table(folder: Path, rounds: int) -> Iterator[str]:
    """Return the results as a table in Markdown, line by line."""
    return on_both(folder, migrate, partial(measure, rounds=rounds), most_ms=MOST_MS)


if __name__ == "__main__":
    run_bench("gradebook", table, prog="python -m tests.bench.gradebook", rounds=20, about=__doc__)
