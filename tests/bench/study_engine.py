"""Measure the cards without HTTP, beside Anki's own engine with as many cards, in turn; print two tables.

``python -m tests.bench.study_engine``; ``--write`` puts them into docs/performance.md. Where the package
``anki`` is not installed, only the floor stands beside ours: one row and one commit, as durable as ours.
"""

import importlib.util
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from sqlalchemy import func, select

from quizapp import create_app
from quizapp.core.forgetting import Rating
from quizapp.core.statistics import Horizon
from quizapp.core.study_queue import ALL_CARDS
from quizapp.database import db, reading
from quizapp.models import CardRow, LearnerRow
from quizapp.progress import statistics
from quizapp.study import service
from quizapp.web.clock import utcnow
from quizapp.web.queries import find_guest
from tests.bench import seeding
from tests.bench.__main__ import CARDS, WARM_UP, person_at, say
from tests.bench.guide import run_bench
from tests.bench.timing import Times
from tests.services.databases import make_settings
from tests.support.served import run

REVIEWS = 1_000_000
FEW_CARDS, FEW_REVIEWS = 1_000, 10_000
OTHERS = (1, 100, 10_000)
THEIR_CARDS = 20
ENOUGH = 9_999


class Engine:
    """Our own cards, those of the learner who has most."""

    def __init__(self, instance: Path) -> None:
        self._app = create_app(make_settings(instance, ""))
        with self._app.app_context():
            rows = func.count(CardRow.item_id)
            most = select(CardRow.learner_id).group_by(CardRow.learner_id).order_by(rows.desc()).limit(1)
            learner = db.session.get_one(LearnerRow, db.session.scalars(most).one())
            learner.new_per_day = learner.reviews_per_day = ENOUGH
            self._public_id = learner.public_id
            db.session.commit()

    def trip(self, times: Times) -> None:
        """Take the next card and answer it."""
        with self._app.app_context():
            times.measure(self._trip)

    def queue(self, times: Times) -> None:
        """Find what comes next and count what is left, on a fresh connection."""
        with self._app.app_context(), only_reading():
            db.engine.dispose()
            times.measure(lambda: service.next_up(self._learner(), ALL_CARDS, now=utcnow()))

    def numbers(self, times: Times) -> None:
        """Put the cards in numbers, a year back and a year ahead."""
        with self._app.app_context(), only_reading():
            times.measure(
                lambda: statistics.numbers(self._learner(), ALL_CARDS, horizon=Horizon.YEAR, now=utcnow())
            )

    def _trip(self) -> None:
        learner = self._learner()
        shown = service.next_up(learner, ALL_CARDS, now=utcnow()).card
        assert shown
        answer = service.Answer(
            version=shown.state.version, rating=Rating.GOOD, review_id=uuid4(), duration_ms=3_000
        )
        service.rate(learner, shown.state, answer, now=utcnow())

    def _learner(self) -> LearnerRow:
        learner = find_guest(self._public_id)  # as every request does
        assert learner
        return learner


@contextmanager
def only_reading() -> Iterator[None]:
    """Take no write lock within the block."""
    mark = reading.set(True)
    yield
    reading.reset(mark)


class Anki:
    """Anki's engine in a process of its own, with as many cards and reviews."""

    def __init__(self, folder: Path) -> None:
        engine = Path(__file__).with_name("anki_engine.py")
        command = [sys.executable, str(engine), str(folder), str(CARDS), str(REVIEWS)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        if self._answer() != "ready":
            raise RuntimeError("Anki's engine did not start")

    def measure(self, what: str, times: Times) -> None:
        """Have something done, and note how long it took there."""
        assert self._process.stdin
        self._process.stdin.write(f"{what}\n")
        self._process.stdin.flush()
        times.seconds.append(float(self._answer()))

    def close(self) -> None:
        """End the process."""
        self._process.communicate()

    def _answer(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().strip()


class Floor:
    """One row and one commit in a file of its own, as durable as ours."""

    def __init__(self, folder: Path) -> None:
        self._database = sqlite3.connect(folder / "floor.sqlite", isolation_level=None)
        for statement in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "CREATE TABLE one (a TEXT)"):
            self._database.execute(statement)

    def commit(self) -> None:
        """Store a row."""
        self._database.execute("INSERT INTO one VALUES ('x')")


def table(folder: Path, rounds: int) -> Iterator[str]:
    """Return what ours and Anki's took, line by line, as a table in Markdown."""
    instance = prepared(folder / "large", CARDS, REVIEWS)
    engine, floor, anki = Engine(instance), Floor(folder), None
    if importlib.util.find_spec("anki"):
        say("Making as many in Anki …")
        anki = Anki(folder)
    else:
        yield "Anki's engine is not installed here, so there is nothing of it to compare with.\n\n"
    yield "| What | ms | ms, p95 | At most | Anki, ms | Ratio | One bare commit, ms |\n"
    yield "|---|--:|--:|--:|--:|--:|--:|\n"
    for what, name, ours_, at_most, number in (
        ("Next card and its answer", "trip", engine.trip, "6 × Anki", rounds),
        ("Building the queue", "queue", engine.queue, "25 ms", rounds // 10),
        ("The cards in numbers, a year", "numbers", engine.numbers, "300 ms", rounds // 20),
    ):
        ours, theirs, commit = Times(), Times(), Times()
        for place in range(WARM_UP // 10 + number):
            if place == WARM_UP // 10:
                ours, theirs, commit = Times(), Times(), Times()
            ours_(ours)
            commit.measure(floor.commit)
            if anki:
                anki.measure(name, theirs)
        beside = f"{theirs.median * 1000:.2f} | {ours.median / theirs.median:.1f}" if anki else " | "
        yield (
            f"| {what} | {ours.median * 1000:.2f} | {ours.p95 * 1000:.2f} | {at_most} "
            f"| {beside} | {commit.median * 1000:.2f} |\n"
        )
    if anki:
        anki.close()


def growth(folder: Path, rounds: int) -> Iterator[str]:
    """Return how the same takes longer as others study too, line by line, as a table in Markdown."""
    alone = prepared(folder / "alone", FEW_CARDS, FEW_REVIEWS)
    yield "| Other learners | Their rows | ms | Alone, ms | Ratio | At most |\n"
    yield "|--:|--:|--:|--:|--:|--:|\n"
    for others in OTHERS:
        say(f"Making {others:,} other learners …")
        crowded = folder / f"others-{others}"
        shutil.copytree(alone, crowded)
        seeding.add_others(crowded, others, cards=THEIR_CARDS)
        ours, without = Times(), Times()
        engine, quiet = Engine(crowded), Engine(alone)
        for place in range(WARM_UP + rounds):
            if place == WARM_UP:
                ours, without = Times(), Times()
            engine.trip(ours)
            quiet.trip(without)
        yield (
            f"| {others:,} | {others * THEIR_CARDS * 2:,} | {ours.median * 1000:.2f} "
            f"| {without.median * 1000:.2f} | {ours.median / without.median:.2f} | 1.2 |\n"
        )


def prepared(instance: Path, cards: int, reviews: int) -> Path:
    """Make an instance with a learner who has so many cards and so long a log."""
    run("init", instance=instance).check_returncode()
    with person_at(instance) as person:
        person.make_cards()
    say(f"Making {cards:,} cards and {reviews:,} reviews …")
    seeding.add_cards(instance, cards)
    seeding.grow_log(instance, reviews)
    return instance


def tables(folder: Path, rounds: int) -> Iterator[str]:
    """Return both tables, line by line."""
    yield from table(folder, rounds)
    yield "\n"
    yield from growth(folder, rounds)


if __name__ == "__main__":
    run_bench("engine", tables, prog="python -m tests.bench.study_engine", rounds=300, about=__doc__)
