"""What a learner does with a correction that Today tells of: read it, and learn its cards anew."""

from flask import Blueprint, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from quizapp.quiz.corrections import queries as correction_queries
from quizapp.quiz.corrections import told
from quizapp.quiz.forms import StartForm
from quizapp.web import access, learners
from quizapp.web.clock import utcnow
from quizapp.web.filters import count_of

LARGEST = 2**31 - 1
"""The largest number a row can have on every database."""

bp = Blueprint("corrections", __name__, url_prefix=f"/corrections/<int(max={LARGEST}):correction_id>")


@bp.post("/read")
@access.owner
def read(correction_id: int) -> ResponseReturnValue:
    """Keep that whoever asks has read of a correction, so that Today tells of it no more."""
    learner, now = learners.current() or abort(404), utcnow()
    correction = correction_queries.find_correction(correction_id, learner_id=learner.id, now=now)
    told.mark_read(learner, correction or abort(404), now=now)
    return redirect(url_for("today.index"), code=303)


@bp.post("/anew")
@access.owner
def anew(correction_id: int) -> ResponseReturnValue:
    """Make the cards of a corrected question new again."""
    learner, now = learners.current() or abort(404), utcnow()
    found = correction_queries.find_correction(correction_id, learner_id=learner.id, now=now)
    correction = found or abort(404)
    form = StartForm()
    if not form.validate():
        abort(422)
    made = told.learn_anew(learner, correction, page_id=form.client_id.value, now=now)
    if made:
        flash(f"{count_of(made, 'card is', 'cards are')} new again, and will be asked from the beginning.")
    else:
        flash("The cards of this question are as they were: they are new, or the question rests just now.")
    return redirect(url_for("today.index"), code=303)
