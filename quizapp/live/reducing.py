"""What remains of a live session: counts. Who answered, and what, is deleted, and its code is forgotten."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from quizapp.core.live import Command
from quizapp.database import db, wipe_deleted, write_anew
from quizapp.formats.live_json import dump_counts
from quizapp.live import queries, service
from quizapp.live.showing import show
from quizapp.models import LiveAnswerRow, LiveParticipantRow, LiveSessionRow, LiveTallyRow

LINGER = timedelta(minutes=10)
"""How long after its end a session keeps its answers.

A phone that was out of reach while the session ended is told that its answer is stored, not that nobody
knows it.
"""


def due(*, now: datetime, linger: timedelta = LINGER) -> Sequence[int]:
    """Return the sessions whose time has come: that ended ``linger`` ago, or that nobody ended in time."""
    found = queries.to_reduce(ended_by=now - linger, expired_by=now)
    db.session.rollback()
    return found


def overdue(*, now: datetime) -> int:
    """Return how many sessions still hold answers well after these should have been deleted."""
    return len(queries.to_reduce(ended_by=now - 2 * LINGER, expired_by=now - LINGER))


def reduce(session_id: int, *, now: datetime, linger: timedelta = LINGER) -> None:
    """Reduce a session that is due, at once or not at all; done twice, it is done once.

    One that nobody ended is ended first.
    """
    row = queries.lock(session_id)
    if row.id not in queries.to_reduce(ended_by=now - linger, expired_by=now):
        db.session.rollback()
        return
    if row.ended_at is None:
        service.carry_out(row, Command.END, now=now)
    if row.reduced_at is None:
        _keep_counts(row)
        row.reduced_at = now
    if row.expires_at <= now:
        row.code, row.host_hash = None, f"void-{row.id}"
    db.session.commit()


def wipe() -> bool:
    """Let nothing of answers and people that were deleted linger in the files; tell whether that is done."""
    # By those of other sessions, between which theirs may have left copies.
    write_anew(
        db.engine, [db.metadata.tables[row.__tablename__] for row in (LiveParticipantRow, LiveAnswerRow)]
    )
    return wipe_deleted(db.engine)


def _keep_counts(row: LiveSessionRow) -> None:
    """Put counts in the place of answers, and forget who was there."""
    db.session.add_all(
        LiveTallyRow(
            session_id=row.id,
            position=step.position,
            counts=dump_counts(step.tally.counts),
            answered=step.tally.answered,
            skipped=step.tally.skipped,
            right=step.tally.right,
        )
        for step in show(row).steps
    )
    queries.forget_people(row.id)
