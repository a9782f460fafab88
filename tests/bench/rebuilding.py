"""Measure how long it takes to make all states of cards again from the log, and to prove them; print a table.

``python -m tests.bench.rebuilding``; ``--write`` puts the table into docs/performance.md. The floor reads the
same log, row by row in the same order, and does nothing with it.
"""

import gc
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from quizapp import create_app
from quizapp.config import Settings
from quizapp.core.forgetting import Rating
from quizapp.core.scheduling import NEW_CARD, MemoryState, Phase, review
from quizapp.core.study_day import EPOCH
from quizapp.database import db, reading
from quizapp.models import CardRow, CardStateRow, ItemRow, LearnerRow, ReviewRow
from quizapp.study import rebuild
from quizapp.study.log import KIND, change
from tests.bench.__main__ import say
from tests.bench.guide import run_bench
from tests.bench.seeding import FORGOTTEN, insert_rows
from tests.bench.timing import Times
from tests.core.builders import make_item
from tests.study.desk import make_learner, store_bank
from tests.support.served import run

REVIEWS, ANSWERS_TO_A_CARD = 100_000, 10
MOST_SECONDS = 3
BEGIN = datetime(2026, 1, 5, 18, tzinfo=UTC)
LOG = "SELECT * FROM review_log ORDER BY learner_id, item_id, face, card_version"


def measure(folder: Path, rounds: int) -> Iterator[tuple[str, Times, Times]]:
    """Yield what was done, how long it took and how long the floor took, in turn."""
    instance = folder / "instance"
    run("db", "upgrade", instance=instance).check_returncode()
    with create_app(Settings(instance_dir=instance)).app_context():
        store_bank("words", make_item())
        say(f"Making {REVIEWS:,} reviews …")
        store_studied_log(make_learner(), cards=REVIEWS // ANSWERS_TO_A_CARD)
        database = sqlite3.connect(instance / "quizapp.sqlite")
        whole(rebuild.rebuild())
        gc.freeze()  # as the command does
        for what, before, act in (
            ("Rebuild, every state wrong", spoil, lambda: whole(rebuild.rebuild())),
            ("Rebuild, every state right", db.session.rollback, lambda: whole(rebuild.rebuild())),
            ("Check", db.session.rollback, only_check),
        ):
            ours, floor = Times(), Times()
            for _ in range(rounds):
                before()
                ours.measure(act)
                floor.measure(lambda: whole(database.execute(LOG)))
            yield what, ours, floor
        db.session.remove()
        db.engine.dispose()


def whole(rows: Iterable[object]) -> int:
    """Take everything, one after the other, and return how many there were."""
    return sum(1 for _ in rows)


def only_check() -> None:
    """Prove every state, without a write lock as the command does."""
    mark = reading.set(True)
    whole(rebuild.check())
    reading.reset(mark)


def spoil() -> None:
    """Make every state wrong."""
    db.session.execute(update(CardStateRow).values(lapses=CardStateRow.lapses + 1))
    db.session.commit()


def store_studied_log(learner: LearnerRow, *, cards: int) -> None:
    """Store the log of somebody who answered every card on its day, without the states that it leads to."""
    chance, item_id = Random(1), db.session.scalars(select(ItemRow.id)).one()
    keys = [
        {"learner_id": learner.id, "item_id": item_id, "face": f"face-{number:05}"} for number in range(cards)
    ]
    insert_rows(CardRow, (key | {"origin": "chosen", "added_at": BEGIN} for key in keys))
    insert_rows(ReviewRow, (row for key in keys for row in _answers(key, chance)))
    db.session.commit()


def _answers(key: dict[str, Any], chance: Random) -> Iterator[dict[str, Any]]:
    state, now = NEW_CARD, BEGIN + timedelta(days=chance.randrange(60))
    for version in range(1, ANSWERS_TO_A_CARD + 1):
        rating = Rating.AGAIN if chance.random() < FORGOTTEN else Rating.GOOD
        day = now.toordinal() - EPOCH
        after = review(state, rating, now=now, day=day, seed=key["face"])
        yield key | _row(state, after, rating, chance, now=now, day=day) | {"card_version": version}
        now = after.due_at or now + timedelta(days=(after.due_day or day) - day)
        state = after


def _row(
    state: MemoryState, after: MemoryState, rating: Rating, chance: Random, *, now: datetime, day: int
) -> dict[str, Any]:
    return change(state, after) | {
        "id": UUID(int=chance.getrandbits(128), version=4),
        "topic": "terminology",
        "reviewed_at": now,
        "study_day": day,
        "time_zone": "Europe/London",
        "utc_offset_minutes": 0,
        "rating": int(rating),
        "kind": KIND[Phase(state.phase)],
        "source": "card",
    }


def table(folder: Path, rounds: int) -> Iterator[str]:
    """Return the results as a table in Markdown, line by line."""
    yield "| What | Reviews | Seconds | At most | Reading the log, s | Ratio |\n"
    yield "|---|--:|--:|--:|--:|--:|\n"
    for what, ours, floor in measure(folder, rounds):
        yield (
            f"| {what} | {REVIEWS:,} | {ours.median:.2f} | {MOST_SECONDS} "
            f"| {floor.median:.2f} | {ours.median / floor.median:.1f} |\n"
        )


if __name__ == "__main__":
    run_bench("rebuilding", table, prog="python -m tests.bench.rebuilding", rounds=5, about=__doc__)
