"""Today: what is due, and one button to go on."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from quizapp.quiz import queries
from quizapp.quiz.corrections.told import Notices, notices
from quizapp.quiz.forms import StartForm
from quizapp.study import service as study
from quizapp.web import access, learners
from quizapp.web.clock import new_id, utcnow

bp = Blueprint("today", __name__)


@bp.get("/")
@access.anybody
def index() -> ResponseReturnValue:
    """Show what is due today and what can be gone on with."""
    learner, now = learners.current(), utcnow()
    form = StartForm(formdata=None, client_id=new_id())
    return render_template(
        "quiz/today.html",
        section="today",
        today=study.today(learner, now=now) if learner else None,
        unfinished=queries.find_unfinished(learner.id, now=now) if learner else None,
        told=notices(learner, now=now) if learner else Notices(),
        form=form,
    )
