"""The page on which a learner chooses what to study beyond what comes today."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from quizapp.study.choosing import choices as choosing
from quizapp.study.queue_queries import MOST_COUNTED
from quizapp.web import access, learners
from quizapp.web.clock import utcnow

bp = Blueprint("choosing", __name__, url_prefix="/cards/choose")


@bp.get("/")
@access.anybody
def index() -> ResponseReturnValue:
    """Show the ways to study, and how many cards each has."""
    learner = learners.current()
    if learner is None:
        return render_template("study/empty.html", section="cards")
    return render_template(
        "study/choose.html",
        section="cards",
        choices=choosing.choices(learner, now=utcnow()),
        most_counted=MOST_COUNTED,
    )
