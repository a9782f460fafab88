"""What a session leaves: its sheet, on the web, to print and as a PDF, and its counts for who led it."""

from pathlib import Path

from flask import Blueprint, Response, abort, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quizapp.core.live_tally import FEWEST
from quizapp.formats.live_sheet import write_counts
from quizapp.live import printing, queries, seats
from quizapp.live.counts import count_rows
from quizapp.live.recap import recap_of
from quizapp.live.showing import Showing, show
from quizapp.live.words import CONFIDENCE_NAMES, score_words
from quizapp.web import access, learners
from quizapp.web.clock import utcnow
from quizapp.web.items.view import Glosser
from quizapp.web.sheet import make_sheet

bp = Blueprint("live_recap", __name__, url_prefix="/live")


@bp.get("/<code>/recap")
@access.unnamed
def recap(code: str) -> ResponseReturnValue:
    """Show what a session taught, once it has ended."""
    showing = _ended(code)
    if showing is None:
        return _not_yet(code)
    return _page(showing, back=url_for("live.look", code=code), pdf=url_for(".recap_pdf", code=code))


@bp.get("/<code>/recap.pdf")
@access.unnamed
def recap_pdf(code: str) -> ResponseReturnValue:
    """Give the sheet of a session as a PDF, once it has ended."""
    showing = _ended(code)
    if showing is None:
        return _not_yet(code)
    return _pdf(showing, sheet=url_for(".recap", code=code))


@bp.get("/lead/<code>/recap")
@access.leader
def planned(code: str) -> ResponseReturnValue:
    """Show whoever leads the sheet, before the end as well, to print it for the room."""
    back = url_for("lead_room.control", code=code)
    return _page(show(seats.leader(code)), back=back, pdf=url_for(".planned_pdf", code=code))


@bp.get("/lead/<code>/recap.pdf")
@access.leader
def planned_pdf(code: str) -> ResponseReturnValue:
    """Give whoever leads the sheet as a PDF."""
    return _pdf(show(seats.leader(code)), sheet=url_for(".planned", code=code))


@bp.get("/lead/<code>/counts.csv")
@access.leader
def counts(code: str) -> ResponseReturnValue:
    """Give whoever led a session its counts, once they do not change any more."""
    showing = show(seats.leader(code))
    if not showing.state.ended:
        # Two exports with one answer between them would tell that answer.
        return redirect(url_for("lead_room.control", code=code), code=303)
    return _table(showing)


@bp.get("/lead/kept/<int(max=2147483647):session_id>/counts.csv")
@access.roles(*access.LEADERS, own=True)
def kept_counts(session_id: int) -> ResponseReturnValue:
    """Give an account the counts of a session that it led, however long ago."""
    account = learners.account() or abort(404)
    return _table(show(queries.ended_of(account.id, session_id) or abort(404)))


def _table(showing: Showing) -> Response:
    response = Response(write_counts(count_rows(showing)), mimetype="text/csv")
    response.headers["Content-Disposition"] = "attachment; filename=counts.csv"
    return response


def _ended(code: str) -> Showing | None:
    """Return the session of a code if it has ended; None before, when its sheet would tell the answers."""
    session = seats.find_session(code)
    if session is None or session.expires_at <= utcnow():
        abort(404)
    return show(session) if session.ended_at else None


def _not_yet(code: str) -> ResponseReturnValue:
    return redirect(url_for("live.look", code=code), code=303)


def _page(showing: Showing, *, back: str, pdf: str) -> str:
    return _written(showing, back=back, pdf=pdf if printing.is_installed() else "")


def _pdf(showing: Showing, *, sheet: str) -> ResponseReturnValue:
    if not printing.is_installed():
        return render_template("live/no_pdf.html", section="", sheet=sheet), 406
    made = printing.pdf(
        _written(showing, back="", pdf=""),
        static_folder=Path(current_app.static_folder or ""),
        static_path=url_for("static", filename=""),
    )
    response = Response(made, mimetype="application/pdf")
    response.headers["Content-Disposition"] = "inline; filename=what-we-learned.pdf"
    return response


def _written(showing: Showing, *, back: str, pdf: str) -> str:
    learned = recap_of(showing)
    return render_template(
        "live/recap.html",
        section="",
        ready=learned.plan,
        learned=learned,
        sheet=make_sheet(learned.points, learned.contents, today=utcnow().date()),
        gloss=Glosser(()),
        score=score_words(learned.known, learned.of, ended=True) if showing.state.ended else "",
        confidence_names=CONFIDENCE_NAMES,
        fewest=FEWEST,
        is_over=showing.state.ended,
        back=back,
        pdf=pdf,
    )
