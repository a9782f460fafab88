"""What a facilitator can do with a live session, and who joins it: one function, one use case, one commit."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from quizapp.core.errors import NotInSessionError, NotNowError, SessionFullError, SessionMovedError
from quizapp.core.live import Command, LiveState, apply
from quizapp.core.live_plan import LivePlan, Planned, SessionKind
from quizapp.database import db
from quizapp.formats.live_json import dump_plan
from quizapp.live import queries
from quizapp.models import LiveEventRow, LiveParticipantRow, LiveSessionRow, LiveStepRow

LIFE = timedelta(hours=20)
"""How long after its beginning a session ends by itself, so that its answers are gone within a day."""

MOST_PEOPLE = 5_000
"""How many may join a session; who came back counts once."""

TRIES = 20
"""How many join codes are drawn before giving up; of 47 million, hardly ever more than one."""


def hashed(secret: str) -> str:
    """Return what is stored of a secret; it was drawn by chance and is long, so it needs no salt."""
    return sha256(secret.encode()).hexdigest()


def start(
    plan: LivePlan,
    steps: Sequence[Planned],
    *,
    kind: SessionKind,
    secret: str,
    draw_code: Callable[[], str],
    seed: int,
    account_id: int | None,
    now: datetime,
) -> LiveSessionRow:
    """Begin a session in its lobby; begun twice with one secret, it is begun once."""
    for _ in range(TRIES):
        if found := queries.find_by_host(hashed(secret)):
            return found
        row = LiveSessionRow(
            code=draw_code(),
            host_hash=hashed(secret),
            kind=kind,
            plan=dump_plan(plan),
            account_id=account_id,
            seed=seed,
            seq=0,
            position=0,
            paused=False,
            created_at=now,
            expires_at=now + LIFE,
        )
        try:
            db.session.add(row)
            db.session.flush()
            db.session.add_all(
                LiveStepRow(
                    session_id=row.id,
                    position=position,
                    kind=step.kind,
                    item_id=step.item and step.item[0],
                    item_version=step.item and step.item[1],
                    reached="waiting",
                )
                for position, step in enumerate(steps, start=1)
            )
            db.session.commit()
        except IntegrityError:  # the code is in use, or the same start was sent twice at once
            db.session.rollback()
        else:
            return row
    raise RuntimeError("no free join code was found")


def command(session_id: int, asked: Command, *, seq: int, now: datetime) -> LiveState:
    """Carry out a command that was given from the state ``seq``, if the session still stands there.

    :raises SessionMovedError: it went on since.
    :raises NotNowError: the command does not fit what it shows.
    """
    row = queries.lock(session_id)
    if row.seq != seq:
        raise SessionMovedError
    after = carry_out(row, asked, now=now)
    db.session.commit()
    return after


def carry_out(row: LiveSessionRow, asked: Command, *, now: datetime) -> LiveState:
    """Carry out a command inside the caller's transaction, which has locked ``row``.

    :raises NotNowError: the command does not fit what it shows.
    """
    step_rows = queries.steps(row.id)
    before = queries.state_of(row, step_rows)
    after = apply(before, asked, now=now)
    row.seq, row.position, row.paused = after.seq, after.position, after.paused
    row.ended_at = now if after.ended else None
    for step_row, step in zip(step_rows, after.steps, strict=True):
        step_row.reached, step_row.closed_at = step.reached, step.closed_at
    db.session.add(
        LiveEventRow(
            session_id=row.id,
            seq=after.seq,
            command=asked,
            position=before.position,
            happened_at=now,
        )
    )
    return after


def join(session_id: int, participant_id: UUID, *, secret: str, draw_name: Callable[[], str | None]) -> None:
    """Let somebody in, under a name that nobody else there has where ``draw_name`` gives one.

    Let in twice, they are one person; who left comes back as the same.

    :raises NotInSessionError: the id is somebody else's.
    :raises NotNowError: the session ended.
    :raises SessionFullError: MOST_PEOPLE joined already.
    """
    for _ in range(TRIES):
        # Nobody ends the session meanwhile, so that no name is left behind when it is reduced.
        (session,) = queries.lock_for_answers([session_id])
        if session.ended_at is not None:
            db.session.rollback()
            raise NotNowError
        if _is_back(session_id, participant_id, token_hash=hashed(secret)):
            db.session.commit()
            return
        if queries.joined(session_id) >= MOST_PEOPLE:
            db.session.rollback()
            raise SessionFullError
        row = LiveParticipantRow(
            session_id=session_id,
            id=participant_id,
            token_hash=hashed(secret),
            name=draw_name(),
            left=False,
        )
        try:
            db.session.add(row)
            db.session.commit()
        except IntegrityError:
            db.session.rollback()
        else:
            return
    raise RuntimeError("no free name was found")


def _is_back(session_id: int, participant_id: UUID, *, token_hash: str) -> bool:
    """Tell whether somebody was let in before, and let them be there again if they had left."""
    row = db.session.get(LiveParticipantRow, (session_id, participant_id), populate_existing=True)
    if row is None:
        return False
    if row.token_hash != token_hash:
        db.session.rollback()
        raise NotInSessionError
    row.left = False
    return True


def leave(session_id: int, participant_id: UUID) -> None:
    """Let somebody go; what they answered stays counted."""
    queries.leave(session_id, participant_id)
    db.session.commit()
