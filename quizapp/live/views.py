"""What everybody sees on their phone: the way in, and the page of whoever takes part."""

from collections.abc import Callable
from random import SystemRandom
from secrets import token_urlsafe
from uuid import uuid4

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.core import pseudonyms
from quizapp.core.errors import NoAnswersNowError, NotInSessionError, NotNowError, QuizError
from quizapp.core.items import Response
from quizapp.core.live import Phase, typed_code
from quizapp.core.live_plan import SessionKind
from quizapp.live import answers, queries, seats, service, tickets, wire
from quizapp.live.answers import Answer
from quizapp.live.derived import brings_door_key
from quizapp.live.forms import CodeForm, JoinForm, live_form, problem_of
from quizapp.live.mine import OwnAnswer, own_answer
from quizapp.live.phone_piece import own_piece
from quizapp.live.seats import Seat
from quizapp.live.showing import Showing, plan_of, show
from quizapp.live.tickets import Ticket
from quizapp.live.words import counts_words
from quizapp.web import access
from quizapp.web.clock import utcnow

bp = Blueprint("live", __name__, url_prefix="/live")

STORED = "Stored. You can change it."
SKIPPED = "Stored: you would rather skip this one. You can change that."
KEPT = "Your answer is stored."
TOO_LATE = "This question takes no more answers, so what you sent last was not stored."


@bp.get("/")
@access.unnamed
def index() -> ResponseReturnValue:
    """Ask for the code on the screen."""
    return render_template("live/code.html", form=CodeForm(), is_unknown=False)


@bp.post("/")
@access.unnamed
def find() -> ResponseReturnValue:
    """Go to the session of a code, however it was typed."""
    form = CodeForm()
    if not form.validate():
        return render_template("live/code.html", form=form, is_unknown=False), 422
    if seats.find_session(form.typed) is None:
        return _no_session(form.typed)
    return redirect(url_for(".look", code=form.typed), code=303)


@bp.get("/<code>/")
@access.unnamed
def look(code: str) -> ResponseReturnValue:
    """Show what the session shows now to whoever joined, and the way in to others."""
    seat = seats.find_participant(code)
    if seat:
        return _member_page(seat, show(seat.session))
    session = seats.find_session(code)
    if session:
        now = utcnow()
        return render_template(
            "live/door.html",
            code=code,
            plan=plan_of(session),
            in_class=session.kind == SessionKind.CLASS,
            is_over=seats.is_over(session, now=now),
            has_sheet=seats.has_sheet(session, now=now),
            has_left="left" in request.args,
            key=request.args["key"] if brings_door_key(code) else None,
            form=JoinForm(formdata=None, data={"seat": _new_ticket().value}),
        )
    if typed_code(code) not in {"", code}:
        return redirect(url_for(".look", code=typed_code(code)), code=303)
    return _no_session(code)


@bp.post("/<code>/join")
@access.unnamed
def join(code: str) -> ResponseReturnValue:
    """Let somebody in; sent twice, it lets in one person."""
    session = seats.find_session(code)
    if session is None:
        return _no_session(code)
    response = redirect(url_for(".look", code=code), code=303)
    if seats.find_participant(code) or seats.is_over(session, now=utcnow()):
        return response
    ticket = seats.ticket(code) or tickets.read(JoinForm().seat.data or "") or _new_ticket()
    try:
        service.join(session.id, ticket.participant_id, secret=ticket.secret, draw_name=_names(session.kind))
    except (NotInSessionError, NotNowError):  # a made-up seat, or the session ended just now
        return response
    wire.changed(session.id)
    seats.give_ticket(response, code, ticket)
    return response


@bp.post("/<code>/answer")
@access.participant
def answer(code: str) -> ResponseReturnValue:
    """Store an answer, or that somebody would rather skip."""
    seat = seats.participant(code)
    room = show(seat.session)
    step = room.step
    if step is None or request.form.get("position", type=int) != step.position:
        return _member_page(seat, room, told=TOO_LATE, status=409)
    form = live_form(step.content.item if step.content else None, Response())
    skips = request.form.get("action") == "skip"
    problem = "" if skips else problem_of(form)
    if problem:
        return _member_page(seat, room, problem=problem, status=422)
    before = _own(seat, room)
    given = Answer(
        session_id=room.id,
        participant_id=seat.ticket.participant_id,
        secret=seat.ticket.secret,
        position=step.position,
        revision=before.revision + 1 if before else 1,
        response=answers.SKIPPED if skips else answers.as_stored(form.response()),
    )
    (stored,) = answers.store([given], now=utcnow())
    if isinstance(stored, NotInSessionError):  # they left in another tab
        abort(404)
    if isinstance(stored, NoAnswersNowError):
        return _member_page(seat, room, told=TOO_LATE, status=409)
    if isinstance(stored, QuizError):
        raise stored
    wire.changed(room.id)
    return redirect(url_for(".look", code=code), code=303)


@bp.post("/<code>/leave")
@access.participant
def leave(code: str) -> ResponseReturnValue:
    """Let somebody go, without a word to anybody."""
    seat = seats.participant(code)
    service.leave(seat.session.id, seat.ticket.participant_id)
    wire.changed(seat.session.id)
    return redirect(url_for(".look", code=code, left="yes"), code=303)


def _no_session(code: str) -> ResponseReturnValue:
    """Say that a code leads nowhere; the limits count this as a try."""
    form = CodeForm(formdata=None, data={"code": code})
    return render_template("live/code.html", form=form, is_unknown=True), 404


def _names(kind: str) -> Callable[[], str | None]:
    """Return what makes a name for somebody who joins: nothing, but in a class."""
    return lambda: pseudonyms.draw(SystemRandom()) if kind == SessionKind.CLASS else None


def _new_ticket() -> Ticket:
    return Ticket(participant_id=uuid4(), secret=token_urlsafe(24))


def _member_page(
    seat: Seat, room: Showing, *, told: str = "", problem: str = "", status: int = 200
) -> ResponseReturnValue:
    stored = _own(seat, room)
    piece = own_piece(
        room,
        stored.response if stored else None,
        sent=request.form.to_dict(flat=False) if problem else None,
        problem=problem,
    )
    page = render_template(
        "live/member.html",
        code=room.code,
        plan=room.plan,
        name=seat.participant.name,
        piece=piece,
        told=told or ("" if problem else _told(room, stored)),
        is_over=room.state.ended,
        is_open=room.state.phase is Phase.OPEN,
        seq=room.state.seq,
        revision=stored.revision if stored else 0,
        counts=counts_words(room, queries.counts(room.id)),
    )
    return page, status


def _own(seat: Seat, room: Showing) -> OwnAnswer | None:
    return own_answer(room.id, room.state.position, seat.ticket.participant_id)


def _told(room: Showing, stored: OwnAnswer | None) -> str:
    """Say what is stored, where that is not to be seen otherwise."""
    if stored is None or room.state.phase not in {Phase.OPEN, Phase.CLOSED}:
        return ""
    if room.state.phase is Phase.CLOSED:
        return KEPT
    return SKIPPED if stored.response.is_empty else STORED
