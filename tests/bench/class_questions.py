"""Measure the pages of what a large class answered on both databases, beside their bare query; print a table.

``python -m tests.bench.class_questions``; ``--write`` puts the table into docs/performance.md. 500 students
each handed in four quizzes of 20 questions drawn from a hundred: 40,000 answers. Measured in one process, in
turn: the questions of the class over all quizzes, one of them, the report of a quiz, what the class likely
knows, each a page without the network; and the floor, one statement that reads the answers.
"""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from itertools import count
from pathlib import Path
from random import Random
from uuid import UUID, uuid4

from flask import Flask

from quizapp.database import db
from quizapp.models import AttemptItemRow, AttemptRow, ResponseRow
from quizapp.web.clock import utcnow
from tests.bench.__main__ import say
from tests.bench.authoring import read
from tests.bench.exchange import Spent
from tests.bench.guide import run_bench
from tests.bench.large_class import (
    FLOOR,
    STUDENTS,
    Works,
    answer,
    enrol,
    give,
    in_turn,
    insert_rows,
    on_both,
    read_bare,
    single_choices,
)
from tests.classes.school import School
from tests.services.databases import load_banks

QUIZZES, ITEMS = 4, 20
MOST_MS = 500
READ_ANSWERS = """
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
    works: Works = {what: partial(read, school.educator, school.path + page) for what, page in pages.items()}
    return in_turn(app, works | {FLOOR: partial(read_bare, app, READ_ANSWERS)}, rounds)


def table(folder: Path, rounds: int) -> Iterator[str]:
    """Return the results as a table in Markdown, line by line."""
    return on_both(folder, load_banks, partial(measure, rounds=rounds), most_ms=MOST_MS)


if __name__ == "__main__":
    run_bench(
        "class-questions", table, prog="python -m tests.bench.class_questions", rounds=10, about=__doc__
    )
