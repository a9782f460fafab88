"""The course in ten steps: where somebody is, the cards of each step, and the check at its end."""

from secrets import randbelow

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quizapp.core.behaviour import Behaviour
from quizapp.quiz import service
from quizapp.quiz.forms import HIGHEST_SEED, StartForm
from quizapp.quiz.ready import service as ready
from quizapp.quiz.ready.service import OfferedStep
from quizapp.web import access, learners
from quizapp.web.clock import new_id, utcnow

bp = Blueprint("course", __name__, url_prefix="/quiz/course")


@bp.get("/")
@access.anybody
def index() -> ResponseReturnValue:
    """Show the steps, and which of them are done."""
    return render_template("quiz/course.html", section="quiz", steps=ready.course(learners.current()))


@bp.get("/<step_id>")
@access.anybody
def step(step_id: str) -> ResponseReturnValue:
    """Show one step."""
    return _show(step_id, status=200)


@bp.post("/<step_id>")
@access.anybody
def start(step_id: str) -> ResponseReturnValue:
    """Start the check of a step."""
    form = StartForm()
    if not form.validate():
        return _show(step_id, status=422)
    offered = _find(step_id, ready.course(None))
    started = service.start(
        learners.require(),
        offered.step.blueprint,
        attempt_id=form.client_id.value,
        title=offered.step.title,
        behaviour=Behaviour.IMMEDIATE,
        seed=1 + randbelow(HIGHEST_SEED),
        ready_id=offered.id,
        now=utcnow(),
    )
    return redirect(url_for("attempt.item", attempt_id=started.attempt_id, position=1), code=303)


def _find(step_id: str, steps: list[OfferedStep]) -> OfferedStep:
    return next((one for one in steps if one.step.id == step_id), None) or abort(404)


def _show(step_id: str, *, status: int) -> ResponseReturnValue:
    learner = learners.current()
    steps = ready.course(learner)
    offered = _find(step_id, steps)
    page = render_template(
        "quiz/step.html",
        section="quiz",
        steps=steps,
        offered=offered,
        has_cards=ready.has_cards(learner, offered.step.topic),
        form=StartForm(formdata=None, client_id=new_id()),
        scope=f"topic:{offered.step.topic}",
    )
    return page, status
