"""The counts as they are written and stored. Whose they are, is part of every question."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from sqlalchemy import Table, bindparam, exists, func, select
from sqlalchemy.dialects import postgresql, sqlite

from quizapp.core.outcomes import Score
from quizapp.core.review_options import shows_marks
from quizapp.core.tallies import COUNTS, NOTHING, DayTopic, Tally
from quizapp.database import db
from quizapp.formats.quiz_json import load_review
from quizapp.models import AssignmentRow, AttemptItemRow, AttemptRow, AttemptScoreRow, DailyTallyRow
from quizapp.tallies.regrading_queries import HOLDS_CORRECTED

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

_mine = (DailyTallyRow.learner_id == bindparam("learner"), DailyTallyRow.study_day >= bindparam("since"))
BY_TOPIC = (
    select(DailyTallyRow.topic, *(func.sum(DAILY_TALLY.c[name]) for name in COUNTS))
    .where(*_mine)
    .group_by(DailyTallyRow.topic)
)
_answers, _reviews = func.sum(DailyTallyRow.answers), func.sum(DailyTallyRow.reviews)
BY_DAY = (
    select(DailyTallyRow.study_day, _answers, _reviews)
    .where(*_mine)
    .group_by(DailyTallyRow.study_day)
    .having(_answers + _reviews > 0)
    .order_by(DailyTallyRow.study_day)
)
IS_PRACTICE = exists().where(
    AttemptItemRow.learner_id == AttemptRow.learner_id,
    AttemptItemRow.attempt_id == AttemptRow.id,
    AttemptItemRow.position == 1,
    AttemptItemRow.item_difficulty.is_not(None),
)
"""Whether an attempt is a practice at one's level: about half of it is right, whatever was learned."""

LAST_QUIZZES = (
    select(
        AttemptRow.id.label("attempt_id"),
        AttemptRow.title,
        AttemptRow.finished_day.label("day"),
        AttemptScoreRow.items,
        AttemptScoreRow.answered,
        AttemptScoreRow.right,
        AttemptRow.finished_at,
        AssignmentRow.review,
        AssignmentRow.closes_at,
        HOLDS_CORRECTED.label("holds_corrected"),
    )
    .join(
        AttemptScoreRow,
        (AttemptScoreRow.learner_id == AttemptRow.learner_id) & (AttemptScoreRow.attempt_id == AttemptRow.id),
    )
    .outerjoin(AssignmentRow, AssignmentRow.id == AttemptRow.assignment_id)
    .where(AttemptRow.learner_id == bindparam("learner"), AttemptScoreRow.answered > 0, ~IS_PRACTICE)
    .order_by(AttemptRow.finished_at.desc(), AttemptRow.id.desc())
    .limit(bindparam("most"))
    .offset(bindparam("passed_over"))
)


@dataclass(frozen=True, kw_only=True)
class DayCounts:
    """How many items of quizzes and how many cards were answered on a study day."""

    day: int
    answers: int
    reviews: int


@dataclass(frozen=True, kw_only=True)
class QuizRow:
    """A quiz that was handed in on study day ``day``.

    ``right`` is by the keys that were shown; ``holds_corrected`` if one of these was corrected since.
    """

    attempt_id: UUID
    title: str
    day: int
    items: int
    answered: int
    right: int
    finished_at: datetime
    review: str | None
    closes_at: datetime | None
    holds_corrected: bool


def add(changes: Mapping[DayTopic, Tally], *, learner_id: int) -> None:
    """Add to the learner's counts of some study days and topics."""
    connection = db.session.connection()
    # In one order for everybody, so that nobody waits for somebody who waits for them.
    ordered = sorted(changes.items(), key=lambda change: (change[0].day, change[0].topic))
    rows = [
        {"learner_id": learner_id, "study_day": key.day, "topic": key.topic} | tally.counts
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
            thirds=score.thirds,
        )
    )


def by_topic(*, learner_id: int, since: int) -> dict[str, Tally]:
    """Return the learner's counts from a study day on, by topic; what was done and undone is left out."""
    tallies = {
        row[0]: Tally(**dict(zip(COUNTS, row[1:], strict=True)))
        for row in db.session.execute(BY_TOPIC, {"learner": learner_id, "since": since})
    }
    return {topic: tally for topic, tally in tallies.items() if tally != NOTHING}


def by_day(*, learner_id: int, since: int) -> list[DayCounts]:
    """Return what the learner did on each study day from ``since`` on that saw anything, oldest first."""
    rows = db.session.execute(BY_DAY, {"learner": learner_id, "since": since})
    return [DayCounts(day=day, answers=answers, reviews=reviews) for day, answers, reviews in rows]


def last_quizzes(*, learner_id: int, most: int, now: datetime) -> list[QuizRow]:
    """Return the quizzes the learner handed in last and answered something of, oldest first, at most so many.

    Those whose marks are not shown to them yet are left out; where there are some, it takes a further read.
    """
    shown: list[QuizRow] = []
    passed_over, has_more = 0, True
    while has_more and len(shown) < most:
        found = db.session.execute(
            LAST_QUIZZES, {"learner": learner_id, "most": most, "passed_over": passed_over}
        )
        rows = [QuizRow(**row) for row in found.mappings()]
        shown += [
            row
            for row in rows
            if shows_marks(load_review(row.review), row.finished_at, row.closes_at, now=now)
        ]
        passed_over, has_more = passed_over + len(rows), len(rows) == most
    return shown[:most][::-1]
