"""What is read about live sessions."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, delete, false, func, or_, select, update

from quizapp.core.live import LiveState, Reached, Step
from quizapp.core.live_plan import StepKind
from quizapp.database import db
from quizapp.models import LiveAnswerRow, LiveParticipantRow, LiveSessionRow, LiveStepRow, LiveTallyRow


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many are in a session, and how many of them answered the step it is at, or would rather skip it."""

    joined: int
    ready: int


def find_by_code(code: str) -> LiveSessionRow | None:
    """Return the session that people join with a code; it may have ended."""
    return db.session.scalars(select(LiveSessionRow).filter_by(code=code)).one_or_none()


def find_by_host(host_hash: str) -> LiveSessionRow | None:
    """Return the session that a facilitator's secret opens."""
    return db.session.scalars(select(LiveSessionRow).filter_by(host_hash=host_hash)).one_or_none()


def lock(session_id: int) -> LiveSessionRow:
    """Return a session as it is stored now; nobody else changes it until the transaction ends.

    On PostgreSQL others wait, also those who store answers to it; SQLite has one writer at a time anyway.
    """
    stmt = select(LiveSessionRow).filter_by(id=session_id).with_for_update()
    return db.session.scalars(stmt, execution_options={"populate_existing": True}).one()


def lock_for_answers(session_ids: Collection[int]) -> Sequence[LiveSessionRow]:
    """Return sessions as they are stored now; nobody closes a step of them until the transaction ends."""
    stmt = select(LiveSessionRow).where(LiveSessionRow.id.in_(session_ids)).with_for_update(read=True)
    return db.session.scalars(stmt, execution_options={"populate_existing": True}).all()


def begun_by(account_id: int | None, code: str, *, in_hall: bool) -> LiveSessionRow | None:
    """Return the session of a join code, if an account began it; ``in_hall``: or if it has none."""
    stmt = select(LiveSessionRow).filter_by(code=code).where(_is_begun_by(account_id, in_hall=in_hall))
    return db.session.scalars(stmt).one_or_none()


def led_by(account_id: int | None, *, in_hall: bool, codes: Collection[str] = ()) -> Sequence[LiveSessionRow]:
    """Return the sessions that an account leads or led, and those of some codes, the newest first.

    ``in_hall``: also those without an account: begun in the hall, or by an account that was deleted since.
    """
    row = LiveSessionRow
    stmt = select(row).where(or_(row.code.in_(codes), _is_begun_by(account_id, in_hall=in_hall)))
    return db.session.scalars(stmt.order_by(row.id.desc())).all()


def kept_of(account_id: int) -> Sequence[LiveSessionRow]:
    """Return the sessions that an account led and whose codes lead nowhere any more, the newest first.

    Those that never got to a question are left out.
    """
    stmt = select(LiveSessionRow).filter_by(account_id=account_id, code=None)
    stmt = stmt.where(LiveSessionRow.position > 0)
    return db.session.scalars(stmt.order_by(LiveSessionRow.id.desc())).all()


def ended_of(account_id: int, session_id: int) -> LiveSessionRow | None:
    """Return a session that an account led, if it has ended."""
    stmt = select(LiveSessionRow).filter_by(id=session_id, account_id=account_id)
    return db.session.scalars(stmt.where(LiveSessionRow.ended_at.is_not(None))).one_or_none()


def _is_begun_by(account_id: int | None, *, in_hall: bool) -> ColumnElement[bool]:
    own = false() if account_id is None else LiveSessionRow.account_id == account_id
    return or_(own, LiveSessionRow.account_id.is_(None)) if in_hall else own


def steps(session_id: int) -> Sequence[LiveStepRow]:
    """Return the steps of a session in their order."""
    stmt = select(LiveStepRow).filter_by(session_id=session_id)
    return db.session.scalars(stmt.order_by(LiveStepRow.position)).all()


def state_of(row: LiveSessionRow, step_rows: Sequence[LiveStepRow]) -> LiveState:
    """Return a session as the rules see it."""
    return LiveState(
        steps=tuple(
            Step(
                reached=Reached(step.reached),
                has_key=step.kind == StepKind.ITEM,
                closed_at=step.closed_at,
            )
            for step in step_rows
        ),
        seq=row.seq,
        position=row.position,
        paused=row.paused,
        ended=row.ended_at is not None,
    )


def counts(session_id: int) -> Counts:
    """Return how many joined and did not leave, and how many of them are done with the step it is at."""
    here = (LiveParticipantRow.session_id == session_id) & ~LiveParticipantRow.left
    position = select(LiveSessionRow.position).filter_by(id=session_id).scalar_subquery()
    joined = select(func.count()).where(here).scalar_subquery()
    ready = (
        select(func.count())
        .select_from(LiveAnswerRow)
        .join(
            LiveParticipantRow,
            (LiveParticipantRow.session_id == LiveAnswerRow.session_id)
            & (LiveParticipantRow.id == LiveAnswerRow.participant_id),
        )
        .where(LiveAnswerRow.session_id == session_id, LiveAnswerRow.position == position)
        .where(~LiveParticipantRow.left)
        .scalar_subquery()
    )
    found = db.session.execute(select(joined, ready)).one()
    return Counts(joined=found[0], ready=found[1])


def joined(session_id: int) -> int:
    """Return how many ever joined a session."""
    stmt = select(func.count()).where(LiveParticipantRow.session_id == session_id)
    return db.session.scalar(stmt) or 0


def seqs(session_ids: Sequence[int]) -> dict[int, int]:
    """Return how many commands were carried out in some sessions."""
    stmt = select(LiveSessionRow.id, LiveSessionRow.seq).where(LiveSessionRow.id.in_(session_ids))
    return {row.id: row.seq for row in db.session.execute(stmt)}


def participant(session_id: int, participant_id: UUID, token_hash: str) -> LiveParticipantRow | None:
    """Return who is in a session under a token, if it is theirs and they did not leave."""
    stmt = select(LiveParticipantRow).filter_by(
        session_id=session_id, id=participant_id, token_hash=token_hash, left=False
    )
    return db.session.scalars(stmt).one_or_none()


def answer_of(session_id: int, position: int, participant_id: UUID) -> LiveAnswerRow | None:
    """Return what a participant answered to a step."""
    return db.session.get(LiveAnswerRow, (session_id, position, participant_id))


def responses(session_id: int) -> dict[int, dict[str, int]]:
    """Return how often each response is stored in a session, by step; in no lasting order."""
    alike = LiveAnswerRow.position, LiveAnswerRow.response
    stmt = select(*alike, func.count()).filter_by(session_id=session_id).group_by(*alike)
    found: dict[int, dict[str, int]] = {}
    for position, response, times in db.session.execute(stmt):
        found.setdefault(position, {})[response] = times
    return found


def leave(session_id: int, participant_id: UUID) -> None:
    """Note that a participant is there no more."""
    key = {"session_id": session_id, "id": participant_id}
    db.session.execute(update(LiveParticipantRow).filter_by(**key).values(left=True))


def forget_people(session_id: int) -> None:
    """Delete who was in a session, and what they answered."""
    for table in (LiveAnswerRow, LiveParticipantRow):
        db.session.execute(delete(table).filter_by(session_id=session_id))


def tallies(session_id: int) -> Sequence[LiveTallyRow]:
    """Return the counts that remain of a session's answers, by step."""
    stmt = select(LiveTallyRow).filter_by(session_id=session_id)
    return db.session.scalars(stmt.order_by(LiveTallyRow.position)).all()


def to_reduce(*, ended_by: datetime, expired_by: datetime) -> Sequence[int]:
    """Return the sessions that hold answers no longer needed, or a code that leads nowhere any more."""
    row = LiveSessionRow
    is_over = or_(row.ended_at <= ended_by, row.expires_at <= expired_by)
    has_code = row.code.is_not(None) & (row.expires_at <= expired_by)
    stmt = select(row.id).where(row.reduced_at.is_(None) & is_over | has_code)
    return db.session.scalars(stmt.order_by(row.id)).all()
