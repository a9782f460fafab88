"""Measure item analysis of a table of a million marks over 50 items, and of five million; print a table.

``python -m tests.bench.item_analysis``; ``--write`` puts the table into docs/performance.md. Each runs in a
process of its own, from the first byte of the table to the last figure, without the start of the process. The
floor, in turn with it, reads the same rows with Python's own reader of CSV and does nothing with them. Ratios
are of processor time, which other work on the machine changes little.
"""

import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench.__main__ import say
from tests.bench.banks import cost_of
from tests.bench.guide import run_bench
from tests.support.served import environment

ITEMS = 50
MOST_SECONDS, MOST_MB = 3, 500

TIMED = """
import csv, sys, time
from functools import partial
from pathlib import Path
from quizapp.core.item_analysis import analyse
from quizapp.formats.marks_csv import read_marks

def whole():
    with open(sys.argv[1], "rb") as file:
        return analyse(read_marks(iter(partial(file.read, 1024**2), b""))).items[0].n

def floor():
    with open(sys.argv[1], encoding="utf-8", newline="") as file:
        return sum(1 for _ in csv.reader(file))

clock, processor = time.perf_counter(), time.process_time()
{what}()
Path(sys.argv[2]).write_text(f"{{time.perf_counter() - clock}} {{time.process_time() - processor}}")
"""


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table to be made: ``attempts`` with ``asked`` of the 50 items each, all or drawn by chance."""

    what: str
    attempts: int
    asked: int

    @property
    def rows(self) -> int:
        """How many marks it has."""
        return self.attempts * self.asked


TABLES = (
    Table(what="All items in every attempt", attempts=20_000, asked=50),
    Table(what="20 of 50 items drawn by chance", attempts=50_000, asked=20),
    Table(what="All items in every attempt", attempts=100_000, asked=50),
)


@dataclass(frozen=True, kw_only=True)
class Spent:
    """Seconds of the clock and of the processor, and the most memory held, in megabytes."""

    clock: float
    processor: float
    megabytes: float


def write_table(table: Table, path: Path) -> None:
    """Write marks of attempts that differ in how much they know."""
    say(f"Making {table.rows:,} marks …")
    chance = random.Random(7)
    with path.open("w", encoding="utf-8") as file:
        file.write("attempt,item,max_mark,mark\n")
        for attempt in range(table.attempts):
            knows = chance.gauss(0, 1)
            asked = range(ITEMS) if table.asked == ITEMS else chance.sample(range(ITEMS), table.asked)
            file.writelines(
                f"attempt-{attempt},item-{item},1,{int(knows + chance.gauss(0, 1) > item / 25 - 1)}\n"
                for item in asked
            )


def spent_on(what: str, path: Path) -> Spent:
    """Return what one run in a process of its own took."""
    told = path.with_suffix(".told")
    cost = cost_of(
        [sys.executable, "-c", TIMED.format(what=what), str(path), str(told)], environment(path.parent)
    )
    clock, processor = map(float, told.read_text().split())
    return Spent(clock=clock, processor=processor, megabytes=cost.megabytes)


def table(folder: Path, rounds: int) -> Iterator[str]:
    """Return the results as a table in Markdown, line by line."""
    yield "| What | Marks | s | Processor, s | At most | Floor, processor, s | Ratio | MB | At most |\n"
    yield "|---|--:|--:|--:|--:|--:|--:|--:|--:|\n"
    for one in TABLES:
        path = folder / "marks.csv"
        write_table(one, path)
        runs = [(spent_on("whole", path), spent_on("floor", path)) for _ in range(rounds)]
        clock, processor = (
            median(getattr(ours, name) for ours, _ in runs) for name in ("clock", "processor")
        )
        floor = median(least.processor for _, least in runs)
        megabytes = max(ours.megabytes for ours, _ in runs)
        most = MOST_SECONDS if one.rows == 1_000_000 else ""
        yield (
            f"| {one.what} | {one.rows:,} | {clock:.1f} | {processor:.1f} | {most} | {floor:.1f} "
            f"| {processor / floor:.1f} | {megabytes:.0f} | {MOST_MB} |\n"
        )


if __name__ == "__main__":
    run_bench("item-analysis", table, prog="python -m tests.bench.item_analysis", rounds=5, about=__doc__)
