"""Ready-made sets: what each holds, starting one, and what remains of it on paper."""

from secrets import randbelow

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quizapp.core.glossing import before_answer
from quizapp.quiz import service
from quizapp.quiz.forms import HIGHEST_SEED, StartForm
from quizapp.quiz.ready import service as ready
from quizapp.quiz.ready.service import OfferedSet
from quizapp.web import access, learners
from quizapp.web.clock import new_id, utcnow
from quizapp.web.items.view import Glosser, all_terms, clinician_words
from quizapp.web.sheet import concerns_safety, make_sheet

bp = Blueprint("sets", __name__, url_prefix="/quiz/sets")


@bp.get("/<set_id>")
@access.anybody
def index(set_id: str) -> ResponseReturnValue:
    """Show what a set is about before it is started."""
    return _show(_find(set_id), status=200)


@bp.post("/<set_id>")
@access.anybody
def start(set_id: str) -> ResponseReturnValue:
    """Start a set: its own questions, in its own order."""
    offered, form = _find(set_id), StartForm()
    if not form.validate():
        return _show(offered, status=422)
    started = service.start_set(
        learners.require(),
        offered,
        attempt_id=form.client_id.value,
        seed=1 + randbelow(HIGHEST_SEED),
        now=utcnow(),
    )
    return redirect(url_for("attempt.item", attempt_id=started.attempt_id, position=1), code=303)


@bp.get("/<set_id>/sheet")
@access.anybody
def sheet(set_id: str) -> ResponseReturnValue:
    """Show what a set teaches as a sheet to print, without anybody's answers."""
    offered = _find(set_id)
    return render_template(
        "quiz/sheet.html",
        section="quiz",
        ready=offered.ready,
        sheet=make_sheet(ready.recap(offered.ready), ready.contents(offered), today=utcnow().date()),
        gloss=Glosser(()),
    )


def _find(set_id: str) -> OfferedSet:
    return ready.find_set(set_id) or abort(404)


def _show(offered: OfferedSet, *, status: int) -> ResponseReturnValue:
    contents = ready.contents(offered)
    items = [content.item for content in contents]
    page = render_template(
        "quiz/set.html",
        section="quiz",
        ready=offered.ready,
        count=len(offered.versions),
        being_updated=offered.being_updated,
        gloss=Glosser(before_answer(all_terms(contents), None, items)),
        sources={source.id: source for content in contents for source in content.sources}.values(),
        concerns_safety=concerns_safety(contents),
        reviewed=clinician_words(contents) if contents else "",
        form=StartForm(formdata=None, client_id=new_id()),
    )
    return page, status
