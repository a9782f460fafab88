"""Measure the cards in numbers of one learner with a long log; print a table.

``python -m tests.bench.statistics``; ``--write`` puts the table into docs/performance.md. The floor is one
``count(*)`` over the same learner's log, on the same file, in turn with the page.
"""

import sqlite3
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from tests.bench import seeding
from tests.bench.__main__ import CARDS, WARM_UP, person_at, say
from tests.bench.guide import run_bench
from tests.bench.timing import Times
from tests.support.served import run

REVIEWS = 1_000_000
MOST_MS = 300
PATHS = {"all cards": "/progress/cards", "one bank": "/progress/cards?scope=bank:sites"}


def measure(folder: Path, rounds: int) -> Iterator[tuple[str, Times, Times]]:
    """Yield what is shown, how long the page took and how long the floor took, in turn."""
    instance = folder / "instance"
    run("init", instance=instance).check_returncode()
    with person_at(instance) as person:
        person.make_cards()
        cookies = person.visitor.cookies
    say(f"Making {CARDS:,} cards and {REVIEWS:,} reviews …")
    seeding.add_cards(instance, CARDS)
    seeding.write_log(instance, REVIEWS)
    database = sqlite3.connect(instance / "quizapp.sqlite")
    count = "SELECT count(*) FROM review_log WHERE learner_id = (SELECT max(id) FROM learner)"
    for what, path in PATHS.items():
        ours, floor = Times(), Times()
        with person_at(instance, cookies) as person:
            for number in range(WARM_UP + rounds):
                if number == WARM_UP:
                    ours, floor = Times(), Times()
                ours.measure(partial(person.get, path))
                floor.measure(lambda: database.execute(count).fetchone())
        yield f"{what}, {CARDS:,} cards, {REVIEWS:,} reviews", ours, floor


def table(folder: Path, rounds: int) -> Iterator[str]:
    """Return the results as a table in Markdown, line by line."""
    yield "| Shown | ms | ms, p95 | At most | One count(*), ms | Ratio |\n"
    yield "|---|--:|--:|--:|--:|--:|\n"
    for shown, ours, floor in measure(folder, rounds):
        yield (
            f"| {shown} | {ours.median * 1000:.1f} | {ours.p95 * 1000:.1f} | {MOST_MS} "
            f"| {floor.median * 1000:.1f} | {ours.median / floor.median:.1f} |\n"
        )


if __name__ == "__main__":
    run_bench("statistics", table, prog="python -m tests.bench.statistics", rounds=40, about=__doc__)
