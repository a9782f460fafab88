"""Answers of a room, stored many at a time: one transaction for all that came in meanwhile."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from quizapp.core.errors import NoAnswersNowError, NotInSessionError, QuizError
from quizapp.core.items import Response
from quizapp.database import db
from quizapp.formats.quiz_json import dump_response
from quizapp.live import queries
from quizapp.live.service import hashed
from quizapp.models import LiveAnswerRow, LiveParticipantRow, LiveSessionRow

SKIPPED = ""
"""What is stored of somebody who would rather skip."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One answer as it came in; an empty response means that somebody would rather skip.

    ``revision`` is counted up by the phone with each change of mind.
    """

    session_id: int
    participant_id: UUID
    secret: str
    position: int
    revision: int
    response: Response

    @property
    def key(self) -> tuple[int, int, UUID]:
        """What it is stored under."""
        return self.session_id, self.position, self.participant_id

    @property
    def text(self) -> str:
        """The response as it is stored."""
        return SKIPPED if self.response.is_empty else dump_response(self.response)


def store(answers: Sequence[Answer], *, now: datetime) -> list[QuizError | None]:
    """Store answers in one transaction; return for each None, or why it was not stored.

    Of two answers of one person to one step the one with the higher revision stays, whichever comes last; one
    that was stored before, or is older, counts as stored, even when the step takes no more answers.
    """
    session_ids = {answer.session_id for answer in answers}
    # On PostgreSQL nobody closes the step while this reads it; SQLite has one writer at a time anyway.
    locked = select(LiveSessionRow).where(LiveSessionRow.id.in_(session_ids)).with_for_update(read=True)
    states = {
        row.id: queries.state_of(row, queries.steps(row.id))
        for row in db.session.scalars(locked, execution_options={"populate_existing": True})
    }
    tokens = _tokens(answers)
    late = [
        answer
        for answer in answers
        if (state := states.get(answer.session_id)) and not state.takes_answers(answer.position, now=now)
    ]
    stored = _revisions(late)
    told: list[QuizError | None] = []
    kept: dict[tuple[int, int, UUID], Answer] = {}
    for answer in answers:
        state = states.get(answer.session_id)
        if state is None or tokens.get((answer.session_id, answer.participant_id)) != hashed(answer.secret):
            told.append(NotInSessionError())
        elif not state.takes_answers(answer.position, now=now):
            is_stored = stored.get(answer.key, -1) >= answer.revision
            told.append(None if is_stored else NoAnswersNowError())
        else:
            told.append(None)
            before = kept.get(answer.key)
            if before is None or answer.revision > before.revision:
                kept[answer.key] = answer
    if kept:
        _upsert(list(kept.values()))
    db.session.commit()
    return told


def _tokens(answers: Sequence[Answer]) -> dict[tuple[int, UUID], str]:
    stmt = select(LiveParticipantRow.session_id, LiveParticipantRow.id, LiveParticipantRow.token_hash).where(
        LiveParticipantRow.session_id.in_({answer.session_id for answer in answers}),
        LiveParticipantRow.id.in_({answer.participant_id for answer in answers}),
        ~LiveParticipantRow.left,
    )
    return {(session_id, id_): token_hash for session_id, id_, token_hash in db.session.execute(stmt)}


def _revisions(answers: Sequence[Answer]) -> dict[tuple[int, int, UUID], int]:
    """Return the stored revisions of what people answered, where something is stored."""
    if not answers:
        return {}
    row = LiveAnswerRow
    stmt = select(row.session_id, row.position, row.participant_id, row.revision).where(
        row.session_id.in_({answer.session_id for answer in answers}),
        row.position.in_({answer.position for answer in answers}),
        row.participant_id.in_({answer.participant_id for answer in answers}),
    )
    return {
        (session, position, who): revision for session, position, who, revision in db.session.execute(stmt)
    }


def _upsert(answers: Sequence[Answer]) -> None:
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    stmt = insert(LiveAnswerRow)
    stmt = stmt.on_conflict_do_update(
        index_elements=[LiveAnswerRow.session_id, LiveAnswerRow.position, LiveAnswerRow.participant_id],
        set_={"revision": stmt.excluded.revision, "response": stmt.excluded.response},
        where=LiveAnswerRow.revision < stmt.excluded.revision,
    )
    rows = [
        {
            "session_id": answer.session_id,
            "position": answer.position,
            "participant_id": answer.participant_id,
            "revision": answer.revision,
            "response": answer.text,
        }
        # Always in one order, so that two processes that store the same answers do not wait for each other.
        for answer in sorted(answers, key=lambda answer: answer.key)
    ]
    db.session.execute(stmt, rows)
