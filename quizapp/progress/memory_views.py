"""How your memory was fitted: fit now, the usual numbers, what to choose, new days for waiting cards."""

from flask import Blueprint, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from quizapp.progress import days_pages, memory_pages
from quizapp.progress.memory_forms import ChoicesForm, NewDaysForm
from quizapp.study.browsing.words import undone_words
from quizapp.study.fitting import fit
from quizapp.study.fitting import requests as fit_requests
from quizapp.study.forms import UndoForm
from quizapp.study.moves import undoing
from quizapp.study.pages import first_error
from quizapp.study.rescheduling import service as rescheduling
from quizapp.web import access, learners
from quizapp.web.clock import utcnow

bp = Blueprint("memory", __name__, url_prefix="/progress/memory")


@bp.get("")
@access.anybody
def index() -> ResponseReturnValue:
    """Show how the learner's memory was fitted."""
    return memory_pages.memory_page()


@bp.post("/fit")
@access.owner
def fit_now() -> ResponseReturnValue:
    """Wish for a fit; a worker does it."""
    learner = learners.current() or abort(404)
    overview = fit_requests.overview(learner)
    if overview.can_fit:
        fit_requests.ask(learner, now=utcnow())
        flash("This takes a few seconds. Load this page again to see what came of it.")
    return redirect(url_for(".index"), code=303)


@bp.post("/defaults")
@access.owner
def use_defaults() -> ResponseReturnValue:
    """Go back to the usual numbers."""
    fit.use_defaults(learners.current() or abort(404))
    flash("From now on your answers use the usual numbers. No card was moved.")
    return redirect(url_for(".index"), code=303)


@bp.post("/choices")
@access.owner
def choose() -> ResponseReturnValue:
    """Keep when the memory model is fitted, and to what."""
    learner, form = learners.current() or abort(404), ChoicesForm()
    fit_requests.choose(learner, monthly=form.monthly.data, with_quizzes=form.with_quizzes.data)
    flash("Saved.")
    return redirect(url_for(".index"), code=303)


@bp.get("/days")
@access.anybody
def days() -> ResponseReturnValue:
    """Show what new days for the cards that wait would change."""
    return days_pages.days_page(now=utcnow())


@bp.post("/days")
@access.owner
def move_days() -> ResponseReturnValue:
    """Give the cards that wait their new days."""
    learner, form = learners.current() or abort(404), NewDaysForm()
    if form.validate():
        moved = rescheduling.reschedule(learner, act_id=form.client_id.value, now=utcnow())
        flash(days_pages.moved_words(moved))
    else:
        flash(first_error(form))
    return redirect(url_for(".days"), code=303)


@bp.post("/days/undo")
@access.owner
def undo_days() -> ResponseReturnValue:
    """Undo the last thing done with cards, such as giving them new days."""
    learner, form = learners.current() or abort(404), UndoForm()
    if form.validate():
        undone = undoing.undo(learner, form.review_id.value, undo_id=form.client_id.value, now=utcnow())
        flash(undone_words(undone.several or 1))
    else:
        flash(first_error(form))
    return redirect(url_for(".days"), code=303)
