"""A session while it runs, for whoever leads it: the projector, their own page, and their commands."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.core.errors import LinkLeadsNowhereError, NotNowError, SessionMovedError
from quizapp.core.live import Command
from quizapp.live import queries, seats, service, tickets, wire
from quizapp.live.derived import door_key
from quizapp.live.lead_forms import CommandForm
from quizapp.live.lead_pieces import control_piece, screen_piece
from quizapp.live.showing import Showing, show
from quizapp.live.words import counts_words, place_words
from quizapp.web import access
from quizapp.web.clock import utcnow
from quizapp.web.outside import base_address
from quizapp.web.qr import qr

bp = Blueprint("lead_room", __name__, url_prefix="/live/lead")

MOVED = "Another page was faster, so this was not done. Here is where the session stands now."
NOT_NOW = "That does not fit what is shown now, so it was not done. Here is where the session stands."
UNREADABLE = "That could not be read, so it was not done. Use the buttons on this page."


@bp.get("/with/<secret>")
@access.unnamed
def enter(secret: str) -> ResponseReturnValue:
    """Let the browser lead the session that a secret link opens; whoever has the link leads."""
    session = queries.find_by_host(service.hashed(secret[: tickets.LONGEST]))
    if session is None or session.code is None:
        raise LinkLeadsNowhereError
    response = redirect(url_for(".control", code=session.code), code=303)
    seats.give_lead(response, session.code, secret)
    return response


@bp.get("/<code>/")
@access.leader
def control(code: str) -> ResponseReturnValue:
    """Show whoever leads where the session is, and what can be done next."""
    return _control_page(show(seats.leader(code)))


@bp.get("/<code>/screen")
@access.leader
def screen(code: str) -> ResponseReturnValue:
    """Show what the projector shows."""
    showing = show(seats.leader(code))
    join_address = base_address() + url_for("live.look", code=code)
    recap_address = f"{join_address}recap"
    return render_template(
        "live/screen.html",
        showing=showing,
        piece=screen_piece(showing),
        counts=_counts_words(showing),
        place=place_words(showing),
        address=_short(base_address() + "/live"),
        join_code=qr(f"{join_address}?key={door_key(code)}", f"QR code: join at {_short(join_address)}"),
        recap_address=_short(recap_address),
        recap_code=qr(recap_address, f"QR code: what we learned, at {_short(recap_address)}"),
    )


@bp.post("/<code>/commands")
@access.leader
def command(code: str) -> ResponseReturnValue:
    """Carry out a command, unless the session went on since its page was shown."""
    session, form = seats.leader(code), CommandForm()
    if not form.validate():
        return _control_page(show(session), problem=UNREADABLE, status=422)
    try:
        service.command(session.id, Command(form.command.data), seq=form.seq.data, now=utcnow())
    except SessionMovedError:
        return _control_page(show(seats.leader(code)), problem=MOVED, status=409)
    except NotNowError:
        return _control_page(show(seats.leader(code)), problem=NOT_NOW, status=409)
    wire.changed(session.id)
    return redirect(url_for(".control", code=code), code=303)


def _control_page(showing: Showing, *, problem: str = "", status: int = 200) -> ResponseReturnValue:
    secret = request.cookies.get(tickets.leader_cookie(showing.code), "")
    take_over = base_address() + url_for(".enter", secret=secret)
    page = render_template(
        "live/control.html",
        section="",
        form=CommandForm(formdata=None),
        showing=showing,
        piece=control_piece(showing),
        counts=_counts_words(showing),
        address=_short(base_address() + "/live"),
        recap=url_for(".control", code=showing.code) + "recap",
        take_over=take_over,
        take_over_code=qr(take_over, "QR code: lead this session on another device"),
        problem=problem,
    )
    return page, status


def _counts_words(showing: Showing) -> str:
    return counts_words(showing, queries.counts(showing.id))


def _short(address: str) -> str:
    """Return an address as people type it."""
    return address.removeprefix("http://").removeprefix("https://")
