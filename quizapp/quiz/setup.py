"""Choosing and starting a quiz."""

from secrets import randbelow

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quizapp.core.assembly import AssessmentBlueprint, spread
from quizapp.core.behaviour import Behaviour
from quizapp.core.items import Audience
from quizapp.quiz import queries, service
from quizapp.quiz import weak as weak_quiz
from quizapp.quiz.behaviour_words import BEHAVIOUR_NOTES
from quizapp.quiz.forms import HIGHEST_SEED, SetupForm, StartForm
from quizapp.quiz.ready import service as ready
from quizapp.web import access, learners
from quizapp.web.clock import new_id, utcnow
from quizapp.web.filters import count_of

bp = Blueprint("quiz", __name__, url_prefix="/quiz")

QUICK = AssessmentBlueprint(cells=spread((), None, 8), audience=Audience.PATIENT)
"""What the choices of a quiz are at first, too, so that its number makes it again."""


@bp.get("/")
@access.anybody
def index() -> ResponseReturnValue:
    """Show the choices for a quiz."""
    form = SetupForm(formdata=None, client_id=new_id())
    return _show(form, _offer_topics(form), status=200)


@bp.post("/")
@access.anybody
def start() -> ResponseReturnValue:
    """Start the quiz that was chosen."""
    form = SetupForm()
    topic_counts = _offer_topics(form)
    if not form.validate():
        return _show(form, topic_counts, status=422)
    return _start(
        form,
        form.blueprint(),
        title="Quiz",
        behaviour=Behaviour(form.behaviour.data),
        seed=form.seed.data or 1 + randbelow(HIGHEST_SEED),
    )


@bp.post("/quick")
@access.anybody
def quick() -> ResponseReturnValue:
    """Start eight questions, mixed."""
    form = StartForm()
    if not form.validate():
        return redirect(url_for(".index"), code=303)
    seed = 1 + randbelow(HIGHEST_SEED)
    return _start(form, QUICK, title="Quick quiz", behaviour=Behaviour.IMMEDIATE, seed=seed)


@bp.post("/weak")
@access.anybody
def weak() -> ResponseReturnValue:
    """Start eight questions on what is fading."""
    form = StartForm()
    if not form.validate():
        return redirect(url_for(".index"), code=303)
    blueprint = weak_quiz.blueprint(learners.require(), now=utcnow())
    seed = 1 + randbelow(HIGHEST_SEED)
    return _start(form, blueprint, title=weak_quiz.TITLE, behaviour=Behaviour.IMMEDIATE, seed=seed)


def _start(
    form: StartForm, blueprint: AssessmentBlueprint, *, title: str, behaviour: Behaviour, seed: int
) -> ResponseReturnValue:
    started = service.start(
        learners.require(),
        blueprint,
        attempt_id=form.client_id.value,
        title=title,
        behaviour=behaviour,
        seed=seed,
        now=utcnow(),
    )
    if started.missing:
        found = count_of(started.items, "question fits", "questions fit")
        flash(f"You asked for {blueprint.length}. Of what we have, {found} what you chose without repeating.")
    return redirect(url_for("attempt.item", attempt_id=started.attempt_id, position=1), code=303)


def _offer_topics(form: SetupForm) -> dict[str, int]:
    """Offer the topics there are questions on; return how many there are on each."""
    counts = queries.topic_counts()
    form.offer(counts)
    return counts


def _show(form: SetupForm, topic_counts: dict[str, int], *, status: int) -> ResponseReturnValue:
    learner = learners.current()
    page = render_template(
        "quiz/setup.html",
        section="quiz",
        form=form,
        quick_form=StartForm(formdata=None, client_id=new_id()),
        behaviour_notes=BEHAVIOUR_NOTES,
        topic_notes={topic: count_of(n, "question", "questions") for topic, n in topic_counts.items()},
        unfinished=queries.find_unfinished(learner.id, now=utcnow()) if learner else None,
        sets=ready.sets(),
        steps=ready.course(learner),
    )
    return page, status
