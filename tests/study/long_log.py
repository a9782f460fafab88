"""A long log of somebody whose memory is known: what fitting should find out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from fsrs.scheduler import DEFAULT_PARAMETERS
from sqlalchemy import insert, select

from quizapp.core.fsrs6 import Fsrs6
from quizapp.core.study_day import EPOCH
from quizapp.database import db
from quizapp.models import CardRow, ItemRow, LearnerRow, ReviewRow

BEGIN = datetime(2026, 1, 5, 18, tzinfo=UTC)
FIRST_DAY = BEGIN.toordinal() - EPOCH
WAITS = (1, 2, 4, 7, 12, 20, 30)

_usual = DEFAULT_PARAMETERS
FORGETFUL = (0.05, 0.1, 0.2, 0.6, *_usual[4:8], 0.9, *_usual[9:11], 0.6, *_usual[12:])
"""Parameters of somebody who forgets much sooner than most people."""


@dataclass(frozen=True, kw_only=True)
class Answered:
    """An answer on a day, counted from the first one."""

    rating: int
    day: int


def lives(
    chance: Random, *, cards: int, parameters: tuple[float, ...] = FORGETFUL
) -> Iterator[list[Answered]]:
    """Yield the answers to so many cards, one card after the other, by somebody with such a memory."""
    model = Fsrs6(parameters)
    for number in range(cards):
        day = number % 60
        answers, told = [Answered(rating=chance.choice((1, 3)), day=day)], []
        told.append((answers[0].rating, 0))
        for days in WAITS:
            recall = model.chances([*told, (3, days)])[-1]
            rating = 3 if chance.random() < recall else 1
            day += days
            told.append((rating, days))
            answers.append(Answered(rating=rating, day=day))
        yield answers


def store_log(learner: LearnerRow, *, cards: int, seed: int = 1, **columns: object) -> None:
    """Store such a log of a learner, every card a face of the one item that is there."""
    chance = Random(seed)
    item_id = db.session.scalar(select(ItemRow.id).limit(1))
    faces = [f"face-{number:05}" for number in range(cards)]
    db.session.execute(
        insert(CardRow),
        [
            {
                "learner_id": learner.id,
                "item_id": item_id,
                "face": face,
                "origin": "chosen",
                "added_at": BEGIN,
            }
            for face in faces
        ],
    )
    rows = [
        _row(learner, answer, chance) | {"item_id": item_id, "face": face, "card_version": version} | columns
        for face, answers in zip(faces, lives(chance, cards=cards), strict=True)
        for version, answer in enumerate(answers, start=1)
    ]
    for start in range(0, len(rows), 5000):
        db.session.execute(insert(ReviewRow), rows[start : start + 5000])
    db.session.commit()


def _row(learner: LearnerRow, answer: Answered, chance: Random) -> dict[str, Any]:
    return {
        "learner_id": learner.id,
        "id": UUID(int=chance.getrandbits(128), version=4),
        "topic": "terminology",
        "reviewed_at": BEGIN + timedelta(days=answer.day),
        "study_day": FIRST_DAY + answer.day,
        "time_zone": "Europe/London",
        "utc_offset_minutes": 0,
        "rating": answer.rating,
        "kind": "review",
        "source": "card",
        "duration_ms": 0,
        "phase_before": "review",
        "phase_after": "review",
        "interval_days": 1,
        "due_day": FIRST_DAY + answer.day + 1,
        "leech": False,
        "rests": False,
        "clamped": False,
    }
