"""An answer or an undo as a row of the review log."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from quizapp.core.forgetting import Rating
from quizapp.core.scheduling import Entry, MemoryState, PastReview, Phase, becomes_leech
from quizapp.core.study_day import Moment, StudyClock, study_clock
from quizapp.models import CardStateRow, LearnerRow, ReviewRow
from quizapp.study.log_queries import LoggedRow, StandingRow
from quizapp.study.plans import Schedulers

KIND = {
    Phase.NEW: "learning",
    Phase.LEARNING: "learning",
    Phase.REVIEW: "review",
    Phase.RELEARNING: "relearning",
}


def clock_of(learner: LearnerRow) -> StudyClock:
    """Return when the learner's days begin."""
    return study_clock(learner.time_zone, learner.rollover_hour)


RATINGS = {rating.value: rating for rating in Rating}

MOVES = {entry.value: entry for entry in (Entry.RESET, Entry.RESCHEDULE)}
"""What rows that are no answers do to their card."""

NO_REPLAY = ("undo", "cram")
"""Kinds of rows that leave no trace in their card."""


def past_of(row: ReviewRow | LoggedRow | StandingRow, schedulers: Schedulers) -> PastReview:
    """Return a row as the scheduler replays it; one of ``NO_REPLAY`` has no such form."""
    return PastReview(
        rating=RATINGS.get(row.rating),
        entry=MOVES.get(row.kind, Entry.ANSWER),
        day=row.study_day,
        due_at=row.due_at,
        due_day=row.due_day,
        scheduler=schedulers[row.parameters_id],
    )


def versions_of(log: Iterable[ReviewRow | LoggedRow]) -> list[int]:
    """Return the versions of their card that some rows made; practice makes none."""
    return [row.card_version for row in log if row.card_version is not None]


def last_review_at(standing: Sequence[ReviewRow | LoggedRow]) -> datetime | None:
    """Return when a card was answered last, of its rows that stand; None where it never was."""
    return next((row.reviewed_at for row in reversed(standing) if row.rating), None)


def answer_row(
    learner: LearnerRow,
    card: CardStateRow,
    rating: Rating,
    after: MemoryState,
    *,
    review_id: UUID,
    at: Moment,
    topic: str,
    source: str,
    version: int,
    duration_ms: int = 0,
) -> ReviewRow:
    """Return the row of an answer to a card that stood at ``version``; ``after`` is what it made of it."""
    before = card.memory
    row = _row(learner, card, before, after, review_id=review_id, at=at, topic=topic, source=source)
    row.card_version = version + 1
    row.rating = rating
    row.kind = KIND[before.phase]
    row.parameters_id = learner.parameters_id
    row.duration_ms = duration_ms
    row.leech = becomes_leech(before, after)
    row.rests = row.leech and learner.leeches_rest and not card.suspended
    return row


def moved_row(
    learner: LearnerRow,
    card: CardStateRow,
    entry: Entry,
    after: MemoryState,
    *,
    move_id: UUID,
    at: Moment,
    topic: str,
) -> ReviewRow:
    """Return the row of a card that was made new again or given another day; ``after`` is its state then."""
    row = _row(learner, card, card.memory, after, review_id=move_id, at=at, topic=topic, source="card")
    row.card_version = card.version + 1
    row.rating = 0
    row.kind = entry
    return row


def practice_row(
    learner: LearnerRow,
    card: CardStateRow,
    rating: Rating,
    *,
    cram_id: UUID,
    review_id: UUID,
    at: Moment,
    topic: str,
    duration_ms: int,
) -> ReviewRow:
    """Return the row of an answer in a practice: it leaves the card as it stands, and gives it no day."""
    stays = replace(card.memory, due_at=None, due_day=None)
    row = _row(learner, card, stays, stays, review_id=review_id, at=at, topic=topic, source="card")
    row.rating = rating
    row.kind = "cram"
    row.cram_id = cram_id
    row.duration_ms = duration_ms
    return row


def practice_undo_row(
    learner: LearnerRow, card: CardStateRow, *, undo_id: UUID, undoes: ReviewRow, at: Moment
) -> ReviewRow:
    """Return the row that takes back an answer in a practice; it leaves the card as it stands, too."""
    stays = replace(card.memory, due_at=None, due_day=None)
    row = _row(learner, card, stays, stays, review_id=undo_id, at=at, topic=undoes.topic, source="card")
    row.rating = 0
    row.kind = "undo"
    row.undoes = undoes.id
    row.cram_id = undoes.cram_id
    return row


def undo_row(
    learner: LearnerRow,
    card: CardStateRow,
    after: MemoryState,
    *,
    undo_id: UUID,
    undoes: ReviewRow,
    at: Moment,
) -> ReviewRow:
    """Return the row that undoes a row of the log; ``after`` is the state that is restored."""
    row = _row(learner, card, card.memory, after, review_id=undo_id, at=at, topic=undoes.topic, source="card")
    row.card_version = card.version + 1
    row.rating = 0
    row.kind = "undo"
    row.undoes = undoes.id
    return row


def _row(
    learner: LearnerRow,
    card: CardStateRow,
    before: MemoryState,
    after: MemoryState,
    *,
    review_id: UUID,
    at: Moment,
    topic: str,
    source: str,
) -> ReviewRow:
    return ReviewRow(
        learner_id=learner.id,
        id=review_id,
        item_id=card.item_id,
        face=card.face,
        topic=topic,
        reviewed_at=at.now,
        study_day=at.day,
        time_zone=learner.time_zone,
        utc_offset_minutes=clock_of(learner).utc_offset_minutes(at.now),
        source=source,
        clamped=False,
        **change(before, after),
    )


def change(before: MemoryState, after: MemoryState) -> dict[str, Any]:
    """Return the columns of a row that tell what became of the card."""
    waits_days = 0 if after.due_day is None or after.last_day is None else after.due_day - after.last_day
    return {
        "phase_before": before.phase,
        "step_before": before.step,
        "stability_before": before.stability,
        "difficulty_before": before.difficulty,
        "phase_after": after.phase,
        "step_after": after.step,
        "stability_after": after.stability,
        "difficulty_after": after.difficulty,
        "interval_days": waits_days,
        "due_at": after.due_at,
        "due_day": after.due_day,
    }
