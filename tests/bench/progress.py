"""Measure the progress page of one learner with much stored; print a table.

``python -m tests.bench.progress``; ``--write`` puts the table into docs/performance.md.
"""

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from tests.bench import quizzes, seeding
from tests.bench.__main__ import CARDS, WARM_UP, floor_server, person_at, say
from tests.bench.guide import run_bench
from tests.bench.timing import Times
from tests.support.served import run

STORED = ((10_000, 1_000), (1_000_000, 100_000))
"""Reviews and responses."""

MOST_MS = 300


def measure(folder: Path, rounds: int) -> Iterator[tuple[str, Times, Times]]:
    """Yield what is stored, how long the page took and how long the floor took, in turn."""
    empty = folder / "empty"
    run("init", instance=empty).check_returncode()
    with person_at(empty) as person:
        person.make_cards()
        cookies = person.visitor.cookies
    seeding.add_cards(empty, CARDS)
    for reviews, responses in STORED:
        say(f"Making {reviews:,} reviews and {responses:,} responses …")
        instance = folder / f"{reviews}"
        shutil.copytree(empty, instance)
        seeding.grow_log(instance, reviews)
        quizzes.add_quizzes(instance, responses)
        quizzes.count_everything(instance)
        ours, floor_times = Times(), Times()
        with floor_server(folder) as floor, person_at(instance, cookies) as person:
            for number in range(WARM_UP + rounds):
                if number == WARM_UP:
                    ours, floor_times = Times(), Times()
                reply = ours.measure(partial(person.get, "/progress/"))
                floor_times.measure(partial(floor.page, len(reply.text.encode())))
        yield f"{CARDS:,} cards, {reviews:,} reviews, {responses:,} responses", ours, floor_times


def table(folder: Path, rounds: int) -> Iterator[str]:
    """Return the results as a table in Markdown, line by line."""
    yield "| Stored | ms | ms, p95 | At most | Floor, ms | Ratio |\n"
    yield "|---|--:|--:|--:|--:|--:|\n"
    for stored, ours, floor in measure(folder, rounds):
        yield (
            f"| {stored} | {ours.median * 1000:.1f} | {ours.p95 * 1000:.1f} | {MOST_MS} "
            f"| {floor.median * 1000:.1f} | {ours.median / floor.median:.1f} |\n"
        )


if __name__ == "__main__":
    run_bench("progress", table, prog="python -m tests.bench.progress", rounds=100, about=__doc__)
