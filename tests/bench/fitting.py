"""Measure a whole fit: read a long log, fit, judge, store; print a table.

``python -m tests.bench.fitting``; ``--write`` puts the table into docs/performance.md. The floor fits the
same log with the optimiser alone, in the same kind of process.
"""

import gc
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from uuid import uuid4

from quizapp import create_app
from quizapp.config import Settings
from quizapp.core.optimising import HELD_BACK, first_days
from quizapp.database import db, only_reading
from quizapp.study.fitting import fit
from quizapp.study.fitting.optimiser import optimise
from quizapp.web.clock import utcnow
from tests.bench.__main__ import say
from tests.bench.guide import run_bench
from tests.core.builders import make_item
from tests.study.desk import make_learner, store_bank
from tests.study.long_log import store_log
from tests.support.served import run

FEW, MANY = 1_000, 100_000
ANSWERS_TO_A_CARD = 8
MOST_SECONDS = 2


def measure(folder: Path, reviews: int, rounds: int) -> tuple[float, float]:
    """Return how many seconds a fit to so many answers took, and the optimiser alone: the medians."""
    say(f"Making {reviews:,} reviews …")
    instance = folder / f"instance-{reviews}"
    run("db", "upgrade", instance=instance).check_returncode()
    wholes, floors = [], []
    with create_app(Settings(instance_dir=instance)).app_context():
        store_bank("words", make_item())
        learner = make_learner()
        store_log(learner, cards=reviews // ANSWERS_TO_A_CARD)
        learner_id = learner.id
        with only_reading():
            start = fit.read(learner_id)
        cuts = first_days(start.histories.outcome_days, [1 - HELD_BACK])
        gc.freeze()  # as the worker does
        for _ in range(rounds):
            began = time.perf_counter()
            optimise(start.histories.cards, cuts)
            between = time.perf_counter()
            fit.fit(learner_id, fit_id=uuid4(), now=utcnow())
            floors.append(between - began)
            wholes.append(time.perf_counter() - between)
        db.engine.dispose()
    return median(wholes), median(floors)


def table(folder: Path, rounds: int) -> Iterator[str]:
    """Return the results as a table in Markdown, line by line."""
    yield "| What | Reviews | Seconds | At most | The optimiser alone, s | Ratio |\n"
    yield "|---|--:|--:|--:|--:|--:|\n"
    for reviews in (FEW, MANY):
        whole, floor = measure(folder, reviews, rounds)
        yield f"| Fit | {reviews:,} | {whole:.2f} | {MOST_SECONDS} | {floor:.2f} | {whole / floor:.1f} |\n"


if __name__ == "__main__":
    run_bench("fitting", table, prog="python -m tests.bench.fitting", rounds=5, about=__doc__)
