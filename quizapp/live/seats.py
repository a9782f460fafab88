"""Who is asking in a live session: by a cookie that counts in that session alone, and by nothing else."""

from dataclasses import dataclass
from datetime import datetime

from flask import abort, current_app, g, request
from werkzeug.wrappers import Response

from quizapp.config import Settings
from quizapp.core.live import typed_code
from quizapp.live import queries, tickets
from quizapp.live.derived import brings_door_key
from quizapp.live.service import hashed
from quizapp.live.tickets import Ticket
from quizapp.models import LiveParticipantRow, LiveSessionRow


@dataclass(frozen=True, kw_only=True)
class Seat:
    """Somebody in a session."""

    session: LiveSessionRow
    participant: LiveParticipantRow
    ticket: Ticket


def find_session(code: str) -> LiveSessionRow | None:
    """Return the session of a join code in an address, if there is one."""
    return queries.find_by_code(code) if code and typed_code(code) == code else None


def is_over(session: LiveSessionRow, *, now: datetime) -> bool:
    """Tell whether nobody can join a session any more."""
    return session.ended_at is not None or session.expires_at <= now


def has_sheet(session: LiveSessionRow, *, now: datetime) -> bool:
    """Tell whether what a session taught is there to be read: after its end, until its code is forgotten."""
    return session.ended_at is not None and session.expires_at > now


def find_participant(code: str) -> Seat | None:
    """Return who is asking if they joined the session of this code and did not leave; looked up once."""
    found: dict[str, Seat | None] = g.setdefault("live_seats", {})
    if code not in found:
        found[code] = _look_up(code)
    return found[code]


def ticket(code: str) -> Ticket | None:
    """Return the ticket that the browser kept; who left keeps it, and comes back as the same person."""
    return tickets.read(request.cookies.get(tickets.participant_cookie(code), ""))


def _look_up(code: str) -> Seat | None:
    held = ticket(code)
    session = find_session(code) if held else None
    if held is None or session is None:
        return None
    participant = queries.participant(session.id, held.participant_id, hashed(held.secret))
    return Seat(session=session, participant=participant, ticket=held) if participant else None


def is_known() -> bool:
    """Tell whether who is asking tries no code: they joined the session, or scanned its code."""
    code = (request.view_args or {}).get("code", "")
    return brings_door_key(code) or find_participant(code) is not None


def participant(code: str) -> Seat:
    """Return who is asking; to everybody who is not in the session it is not there."""
    return find_participant(code) or abort(404)


def leader(code: str) -> LiveSessionRow:
    """Return the session that who is asking leads; to everybody else it is not there."""
    secret = request.cookies.get(tickets.leader_cookie(code), "")[: tickets.LONGEST]
    session = queries.find_by_host(hashed(secret)) if secret else None
    return session if session and session.code == code else abort(404)


def give_ticket(response: Response, code: str, ticket: Ticket) -> None:
    """Let the browser keep a participant's ticket."""
    _keep(response, tickets.participant_cookie(code), ticket.value, tickets.participant_path(code))


def give_lead(response: Response, code: str, secret: str) -> None:
    """Let the browser keep a facilitator's secret."""
    _keep(response, tickets.leader_cookie(code), secret, tickets.leader_path(code))


def _keep(response: Response, name: str, value: str, path: str) -> None:
    settings: Settings = current_app.extensions["settings"]
    response.set_cookie(
        name,
        value,
        max_age=tickets.LIFE_SECONDS,
        path=path,
        secure=settings.secure_cookies,
        httponly=True,
        samesite="Lax",
    )
