"""Measure practice at one's level: the next question among 2,000, and learning how hard questions are.

``python -m tests.bench.practice``; ``--write`` puts the table into docs/performance.md. Each of 500 students
took ten quizzes of 20 questions: 100,000 answers. Measured in one process, in turn with their floors: a first
question is chosen, for which one statement reads all candidates; an answer is stored with the question it
brings, and its feedback read, for which one row is stored; and it is learned how hard all questions are, for
which two statements read the items and the answers of all quizzes.
"""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from random import Random
from statistics import median
from uuid import uuid4

from flask import Flask
from sqlalchemy import delete, text, update

from quizapp import create_app
from quizapp.core.adaptive import draw_order
from quizapp.core.assembly import AssessmentBlueprint, spread
from quizapp.core.items import Audience, Topic
from quizapp.core.practice_level import START
from quizapp.database import db
from quizapp.formats.quiz_json import dump_blueprint
from quizapp.models import AttemptItemRow, AttemptRow, ItemDifficultyRow, ItemRow, LearnerRow, ResponseRow
from quizapp.quiz.practice import queries as practice_queries
from quizapp.quiz.rating import service as rating
from quizapp.web.clock import utcnow
from tests.author import many_items
from tests.bench.__main__ import say
from tests.bench.authoring import store
from tests.bench.exchange import Spent
from tests.bench.guide import run_bench
from tests.bench.large_class import answer, insert_rows, read_bare, single_choices
from tests.quiz.taking import Taker
from tests.services.databases import load_banks, make_settings
from tests.support.visitor import AppConnection, Reply, Visitor

STUDENTS, QUIZZES, ITEMS = 500, 10, 20
CANDIDATES = 2_000
WARM_UP, REBUILDS = 2, 3
MOST_CHOOSING_MS, MOST_ANSWER_MS, MOST_REBUILD_S = 50, 100, 15
READ_CANDIDATES = """
    SELECT item.id, item.version, item.slug, item.topic, item.level, rated.logits, rated.answers
    FROM item LEFT JOIN item_difficulty AS rated
    ON rated.item_id = item.id AND rated.item_version = item.version
    WHERE item.offered AND item.for_students
"""
READ_LOG = (
    """
    SELECT item.learner_id, item.attempt_id, item.position, item.item_id, item.item_version
    FROM attempt JOIN attempt_item AS item
    ON item.learner_id = attempt.learner_id AND item.attempt_id = attempt.id
    ORDER BY attempt.started_at, item.learner_id, item.attempt_id, item.position
    """,
    """
    SELECT step.learner_id, step.attempt_id, step.position, step.kind, step.response
    FROM attempt JOIN response AS step
    ON step.learner_id = attempt.learner_id AND step.attempt_id = attempt.id
    ORDER BY attempt.started_at, step.learner_id, step.attempt_id, step.step
    """,
)


def fill() -> None:
    """Make the candidates, and let many students take quizzes of them; who knows more answers better."""
    say(f"Making {CANDIDATES:,} questions, and {STUDENTS * QUIZZES * ITEMS:,} answers …")
    many_items.store_many(CANDIDATES)
    made = ItemRow.slug.startswith("many-")
    db.session.execute(update(ItemRow).values(offered=made, for_students=made))
    now, rng, people = utcnow(), Random(1), range(1, STUDENTS + 1)
    born = {"created_at": now, "last_active_at": now}
    insert_rows(LearnerRow, (born | {"id": id_, "public_id": uuid4()} for id_ in people))
    # None is met twice, so that each answer is a first one.
    pool = single_choices(most=CANDIDATES)
    met = {person: rng.sample(pool, QUIZZES * ITEMS) for person in people}
    blueprint = dump_blueprint(AssessmentBlueprint(cells=spread((), None, ITEMS), audience=Audience.STUDENT))
    attempt = {"title": "Quiz", "behaviour": "deferred", "seed": 1, "blueprint": blueprint}
    attempts, places, steps = [], [], []
    for number in range(QUIZZES):
        begun, day = now - timedelta(days=80 - number), 20_000 + number
        for person in people:
            key = {"learner_id": person, "attempt_id": uuid4()}
            attempts.append(
                attempt
                | {"learner_id": person, "id": key["attempt_id"]}
                | {"started_at": begun, "finished_at": begun, "finished_day": day}
            )
            some = met[person][number * ITEMS : (number + 1) * ITEMS]
            for position, (item_id, item) in enumerate(some, start=1):
                place = key | {"position": position}
                places.append(place | {"item_id": item_id, "item_version": 1})
                step = {"step": position, "client_id": uuid4(), "kind": "save", "confidence": None}
                given = answer(item, rng, knows=rng.random() < 0.3 + 0.6 * person / STUDENTS)
                steps.append(place | step | {"response": given, "answered_at": begun, "study_day": day})
    for kind, rows in ((AttemptRow, attempts), (AttemptItemRow, places), (ResponseRow, steps)):
        insert_rows(kind, rows)
    db.session.commit()


def choose(app: Flask, seed: int) -> None:
    """Choose a first question, and begin nothing."""
    with app.app_context():
        pool = practice_queries.pool(list(Topic), learner_id=0)
        next(draw_order(pool, cells=spread((), None, ITEMS), given={}, level=START, seed=seed))


def rebuild(app: Flask, *, anew: bool) -> None:
    """Learn how hard all questions are, from nothing or where all is known."""
    with app.app_context():
        if anew:
            db.session.execute(delete(ItemDifficultyRow))
            db.session.commit()
        rating.rebuild()


def start(visitor: Visitor) -> Reply:
    """Start a practice and return its first page."""
    form = visitor.get("/quiz/practice/").form("/quiz/practice/")
    return visitor.submit(form, form.as_it_stands())


def check_answer(taker: Taker, page: Reply) -> None:
    """Check a right answer, and read its feedback."""
    taker.answer(page, "check")


def measure(app: Flask, rounds: int) -> Iterator[tuple[str, Spent, Spent, float]]:
    """Yield what was done, how long it took and the floor in turn, and the most it may take, in seconds."""
    taker = Taker(app, Visitor(AppConnection(app)))
    for what, anew in (("Learning how hard all are, from nothing", True), ("The same, all known", False)):
        ours, floor = Spent(), Spent()
        for _ in range(REBUILDS):
            ours.measure(partial(rebuild, app, anew=anew))
            floor.measure(partial(read_bare, app, *READ_LOG))
        yield what, ours, floor, MOST_REBUILD_S
    choosing, candidates, answering, row = Spent(), Spent(), Spent(), Spent()
    with app.app_context():
        db.session.execute(text("CREATE TABLE bare (number INTEGER)"))
        db.session.commit()
    for number in range(WARM_UP + rounds):
        page = start(taker.visitor)
        works = (
            (choosing, partial(choose, app, number)),
            (candidates, partial(read_bare, app, READ_CANDIDATES)),
            (answering, partial(check_answer, taker, page)),
            (row, partial(store, app)),
        )
        for spent, work in works:
            (spent if number >= WARM_UP else Spent()).measure(work)
    yield f"Choosing among {CANDIDATES:,}", choosing, candidates, MOST_CHOOSING_MS / 1000
    yield "An answer, the next question, and feedback", answering, row, MOST_ANSWER_MS / 1000


def table(folder: Path, rounds: int) -> Iterator[str]:
    """Return the results as a table in Markdown, line by line."""
    settings = make_settings(folder / "instance", f"sqlite:///{folder / 'bench.sqlite'}")
    load_banks(settings)
    app = create_app(settings)
    with app.app_context():
        fill()
    yield "| What | ms | Processor, ms | At most | Floor, ms | Ratio |\n|---|--:|--:|--:|--:|--:|\n"
    for what, ours, floor, most in measure(app, rounds):
        clock, least = median(ours.clock), median(floor.clock)
        yield (
            f"| {what} | {clock * 1000:,.0f} | {median(ours.processor) * 1000:,.0f} | {most * 1000:,.0f} "
            f"| {least * 1000:,.1f} | {clock / least:.1f} |\n"
        )


if __name__ == "__main__":
    run_bench("practice", table, prog="python -m tests.bench.practice", rounds=30, about=__doc__)
