"""How your memory was fitted: a look at it, fit now, back to the usual numbers, and what to choose."""

from flask import Blueprint, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from quizapp.progress import memory_pages
from quizapp.progress.memory_forms import ChoicesForm
from quizapp.study import fit, fit_requests
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
