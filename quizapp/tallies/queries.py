"""The counts as they are written and stored. Whose they are, is part of every question."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import cast
from uuid import UUID

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite

from quizapp.core.grading import Score
from quizapp.core.tallies import COUNTS, DayTopic, Tally
from quizapp.database import db
from quizapp.models import AttemptScoreRow, DailyTallyRow

DAILY_TALLY = cast("Table", DailyTallyRow.__table__)


def _adding(insert: sqlite.Insert | postgresql.Insert) -> sqlite.Insert | postgresql.Insert:
    """Return a statement that adds to a row, or makes it."""
    added = {name: DAILY_TALLY.c[name] + insert.excluded[name] for name in COUNTS}
    return insert.on_conflict_do_update(index_elements=list(DAILY_TALLY.primary_key), set_=added)


# Every answer runs one of these, and making a statement takes longer than running it.
ADDING = {
    "sqlite": _adding(sqlite.insert(DAILY_TALLY)),
    "postgresql": _adding(postgresql.insert(DAILY_TALLY)),
}


def add(changes: Mapping[DayTopic, Tally], *, learner_id: int) -> None:
    """Add to the learner's counts of some study days and topics."""
    connection = db.session.connection()
    # In one order for everybody, so that nobody waits for somebody who waits for them.
    ordered = sorted(changes.items(), key=lambda change: (change[0].day, change[0].topic))
    rows = [
        {"learner_id": learner_id, "study_day": key.day, "topic": key.topic} | asdict(tally)
        for key, tally in ordered
    ]
    connection.execute(ADDING[connection.dialect.name], rows)


def add_score(score: Score, *, learner_id: int, attempt_id: UUID) -> None:
    """Keep what came of an attempt."""
    db.session.add(
        AttemptScoreRow(
            learner_id=learner_id,
            attempt_id=attempt_id,
            items=score.items,
            answered=score.answered,
            right=score.right,
        )
    )
