"""What scripts ask for in a session, answered with JSON: its state, and answers to be stored.

The hub answers the same addresses itself where it runs, with the same documents.
"""

import json
from hashlib import sha256
from typing import Any

from flask import Blueprint, abort, make_response, request
from flask.typing import ResponseReturnValue

from quizapp.core.errors import NotInSessionError, QuizError
from quizapp.live import answers, document, mine, queries, received, seats, showing, wire
from quizapp.web import access
from quizapp.web.clock import utcnow
from quizapp.web.problems import ProblemError, problem

bp = Blueprint("live_api", __name__, url_prefix="/live")


@bp.get("/<code>/state")
@access.participant_script
def state(code: str) -> ResponseReturnValue:
    """Return what a session shows, and what whoever asks answered to the step it is at."""
    seat = seats.participant(code)
    told: dict[str, Any] = {"counts": document.of_counts(queries.counts(seat.session.id))}
    if not _has_it(seat.session.seq):
        room = showing.show(seat.session)
        own = mine.own_answer(room.id, room.state.position, seat.ticket.participant_id)
        told = {"state": document.for_phones(room), **told, "mine": document.of_own(room.state.position, own)}
    return _conditional(told)


@bp.get("/lead/<code>/state")
@access.leader_script
def lead_state(code: str) -> ResponseReturnValue:
    """Return what a session shows to who leads it."""
    session = seats.leader(code)
    told: dict[str, Any] = {"counts": document.of_counts(queries.counts(session.id))}
    if not _has_it(session.seq):
        told = {"state": document.for_leaders(showing.show(session)), **told}
    return _conditional(told)


@bp.post("/<code>/answers")
@access.participant_script
def answer(code: str) -> ResponseReturnValue:
    """Store an answer; sent twice, it is stored once."""
    seat = seats.participant(code)
    if request.mimetype != "application/json":
        raise ProblemError(problem(415))
    if (request.content_length or 0) > received.MOST_BYTES:
        raise ProblemError(received.TOO_LARGE)
    given = received.read(request.get_data(), showing.show(seat.session)).by(seat.ticket)
    (stored,) = answers.store([given], now=utcnow())
    if isinstance(stored, NotInSessionError):
        abort(404)
    if isinstance(stored, QuizError):
        raise stored
    wire.changed(given.session_id)
    return received.stored(given, stored)


@bp.get("/<code>/events")
@access.participant_script
def events(code: str) -> ResponseReturnValue:
    """Say that there is no stream here, so that browsers ask for none again."""
    seats.participant(code)
    return "", 204


@bp.get("/lead/<code>/events")
@access.leader_script
def lead_events(code: str) -> ResponseReturnValue:
    """Say that there is no stream here."""
    seats.leader(code)
    return "", 204


def _has_it(seq: int) -> bool:
    """Tell whether whoever asks says that they have the state as it stands."""
    return request.args.get("seq", type=int) == seq


def _conditional(told: dict[str, Any]) -> ResponseReturnValue:
    """Return a document, or only that it is still the same."""
    body = json.dumps(told, ensure_ascii=False)
    response = make_response(body, {"Content-Type": "application/json"})
    response.set_etag(sha256(body.encode()).hexdigest()[:16])
    return response.make_conditional(request)
