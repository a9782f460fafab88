"""Measure the check of banks and their loading, with 1,000 and with 10,000 items; print a table.

``python -m tests.bench.banks``; ``--write`` puts the table into docs/performance.md. Each runs in a process
of its own; a check with the process's start, storing without the check before it. The floor reads the same
files as TOML, and nothing else.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench.__main__ import say
from tests.bench.guide import run_bench
from tests.bench.made_banks import write_questions
from tests.support.served import environment, run

FEW, MANY = 1_000, 10_000
MOST_SECONDS = {"Check": 20, "Store": 10}
MOST_MB = 300
FLOOR = """
import pathlib, sys, tomllib
for path in pathlib.Path(sys.argv[1]).glob("*.toml"):
    tomllib.loads(path.read_text(encoding="utf-8"))
"""

STORE = """
import os, pathlib, sys, time
from quizapp import create_app
from quizapp.banks import checking, service
from quizapp.web.clock import utcnow
app = create_app()
with app.app_context():
    now = utcnow()
    report = checking.check(pathlib.Path(sys.argv[1]), today=now.date())
    start = time.perf_counter()
    result = service.store(report, is_all=True, now=now)
    seconds = time.perf_counter() - start
    stored = sum(bank.new for bank in result.banks)
pathlib.Path(sys.argv[2]).write_text(f"{seconds} {stored}")
"""


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What one command took: seconds from start to end, and the most memory it held, in megabytes."""

    seconds: float
    megabytes: float


def cost_of(command: Sequence[str], env: dict[str, str]) -> Cost:
    """Run a command to its good end and return what it took.

    :raises RuntimeError: it ended badly.
    """
    start = time.perf_counter()
    child = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"{command} ended with {child.returncode}")
    # Linux counts in kilobytes, macOS in bytes.
    unit = 1_000_000 if sys.platform == "darwin" else 1_000
    return Cost(seconds=time.perf_counter() - start, megabytes=used.ru_maxrss / unit)


def measure(folder: Path, items: int, rounds: int) -> dict[str, list[Cost]]:
    """Return what reading, checking and loading so many items took, each round on a fresh database."""
    say(f"Making {items:,} items …")
    questions, empty = folder / f"questions-{items}", folder / f"empty-{items}"
    write_questions(questions, items)
    run("db", "upgrade", instance=empty).check_returncode()
    costs: dict[str, list[Cost]] = {"Floor": [], "Check": [], "Store": []}
    for number in range(rounds):
        instance = folder / f"instance-{items}-{number}"
        shutil.copytree(empty, instance)
        env = environment(instance, QUIZAPP_QUESTIONS_DIR=str(questions))
        costs["Floor"].append(cost_of([sys.executable, "-c", FLOOR, str(questions / "banks")], env))
        costs["Check"].append(cost_of([sys.executable, "-m", "quizapp", "bank", "check"], env))
        told = folder / f"told-{items}-{number}"
        whole = cost_of([sys.executable, "-c", STORE, str(questions), str(told)], env)
        seconds, stored = told.read_text().split()
        if int(stored) != items:
            raise RuntimeError(f"{stored} of {items} items were stored")
        costs["Store"].append(Cost(seconds=float(seconds), megabytes=whole.megabytes))
    return costs


def table(folder: Path, rounds: int) -> Iterator[str]:
    """Return the results as a table in Markdown, line by line."""
    yield "| What | Items | Seconds | At most | Floor, s | Ratio | MB | At most | Of 1,000, s | Growth |\n"
    yield "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n"
    few, many = (measure(folder, items, rounds) for items in (FEW, MANY))
    floor = median(one.seconds for one in many["Floor"])
    for what, most in MOST_SECONDS.items():
        seconds = median(one.seconds for one in many[what])
        before = median(one.seconds for one in few[what])
        megabytes = max(one.megabytes for one in many[what])
        yield (
            f"| {what} | {MANY:,} | {seconds:.1f} | {most} | {floor:.1f} | {seconds / floor:.1f} "
            f"| {megabytes:.0f} | {MOST_MB} | {before:.1f} | {seconds / before:.1f} |\n"
        )


if __name__ == "__main__":
    run_bench("banks", table, prog="python -m tests.bench.banks", rounds=3, about=__doc__)
