"""Quizzes that a learner took over the years: attempts with their items and responses."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import select

from quizapp.core.study_day import Moment
from quizapp.database import db
from quizapp.models import AttemptItemRow, AttemptRow, ItemRow, ResponseRow
from quizapp.progress import rebuild
from tests.bench.seeding import DAYS_BACK, insert_rows, learner_who_came_last

ITEMS = 20

RIGHT_OF_TEN = 7


def add_quizzes(instance: Path, responses: int) -> None:
    """Give the learner who came last quizzes of twenty items, so many responses in all."""
    with learner_who_came_last(instance) as (learner_id, at):
        stmt = select(ItemRow.id).where(ItemRow.slug.startswith("copy-")).limit(1000)
        item_ids = db.session.scalars(stmt).all()
        attempts = list(_attempts(learner_id, responses // ITEMS, at))
        insert_rows(AttemptRow, iter(attempts))
        insert_rows(AttemptItemRow, _items(attempts, item_ids))
        insert_rows(ResponseRow, _responses(attempts))


def count_everything(instance: Path) -> None:
    """Make the counts of every learner again from the logs."""
    with learner_who_came_last(instance):
        for _learner in rebuild.rebuild():
            pass


def _attempts(learner_id: int, number: int, at: Moment) -> Iterator[dict[str, Any]]:
    chance = Random(2)
    for place in range(number):
        days = place * DAYS_BACK // number
        taken = at.now - timedelta(days=days)
        yield {
            "learner_id": learner_id,
            "id": UUID(int=chance.getrandbits(128)),
            "title": "Quiz",
            "behaviour": "deferred",
            "seed": place + 1,
            "blueprint": '{"cells":[],"audience":null,"banks":[]}',
            "started_at": taken,
            "finished_at": taken,
            "finished_day": at.day - days,
        }


def _items(attempts: list[dict[str, Any]], item_ids: Any) -> Iterator[dict[str, Any]]:
    numbers = count()
    for attempt in attempts:
        for position in range(1, ITEMS + 1):
            yield {
                "learner_id": attempt["learner_id"],
                "attempt_id": attempt["id"],
                "position": position,
                "item_id": item_ids[next(numbers) % len(item_ids)],
                "item_version": 1,
            }


def _responses(attempts: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    chance = Random(3)
    for attempt in attempts:
        for position in range(1, ITEMS + 1):
            chosen = "a" if chance.randrange(10) < RIGHT_OF_TEN else "b"
            yield {
                "learner_id": attempt["learner_id"],
                "attempt_id": attempt["id"],
                "step": position,
                "position": position,
                "client_id": UUID(int=chance.getrandbits(128)),
                "kind": "save",
                "response": f'{{"chosen": ["{chosen}"]}}',
                "confidence": chance.randrange(1, 4),
                "answered_at": attempt["finished_at"],
                "study_day": attempt["finished_day"],
            }
