"""Practice at one's level: what it is, and starting it. After that it is answered as every quiz is."""

from secrets import randbelow

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quizapp.quiz import service
from quizapp.quiz.forms import HIGHEST_SEED, PracticeForm
from quizapp.quiz.practice import queries as practice_queries
from quizapp.web import access, learners
from quizapp.web.clock import new_id, utcnow
from quizapp.web.filters import count_of

bp = Blueprint("practice", __name__, url_prefix="/quiz/practice")


@bp.get("/")
@access.anybody
def index() -> ResponseReturnValue:
    """Say what practice at one's level is, and show its choices."""
    form = PracticeForm(formdata=None, client_id=new_id())
    return _show(form, _offer_topics(form), status=200)


@bp.post("/")
@access.anybody
def start() -> ResponseReturnValue:
    """Start a practice."""
    form = PracticeForm()
    topic_counts = _offer_topics(form)
    if not form.validate():
        return _show(form, topic_counts, status=422)
    started = service.start_practice(
        learners.require(),
        form.blueprint(),
        attempt_id=form.client_id.value,
        seed=1 + randbelow(HIGHEST_SEED),
        now=utcnow(),
    )
    if started.missing:
        found = count_of(started.items, "question", "questions")
        flash(
            f"There is no more than {found} on what you chose. With more topics, practice can go on longer."
        )
    return redirect(url_for("attempt.item", attempt_id=started.attempt_id, position=1), code=303)


def _offer_topics(form: PracticeForm) -> dict[str, int]:
    """Offer the topics there are questions for students on; return how many there are on each."""
    counts = practice_queries.topic_counts()
    form.offer(counts)
    return counts


def _show(form: PracticeForm, topic_counts: dict[str, int], *, status: int) -> ResponseReturnValue:
    page = render_template(
        "quiz/practice.html",
        section="quiz",
        form=form,
        topic_notes={topic: count_of(n, "question", "questions") for topic, n in topic_counts.items()},
    )
    return page, status
