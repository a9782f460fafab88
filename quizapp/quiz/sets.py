"""Ready-made sets: what each holds, starting one, and what remains of it on paper."""

from secrets import randbelow

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quizapp.core.facts import ItemContent, Term
from quizapp.core.glossing import before_answer, split
from quizapp.quiz import ready, service
from quizapp.quiz.forms import HIGHEST_SEED, StartForm
from quizapp.quiz.ready import OfferedSet, RecapPoint
from quizapp.web import access, learners
from quizapp.web.clock import new_id, utcnow
from quizapp.web.items.view import Glosser, all_terms, review_words

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
    offered, now = _find(set_id), utcnow()
    contents = ready.contents(offered)
    recap = [point for point in ready.recap(offered.ready) if not point.is_replaced]
    sources = {source.id: source for content in contents for source in content.sources}
    due = min((content.item for content in contents), key=lambda item: item.review_due, default=None)
    return render_template(
        "quiz/sheet.html",
        section="quiz",
        ready=offered.ready,
        recap=recap,
        left_out=len(offered.ready.recap) - len(recap),
        made_on=now.date(),
        gloss=Glosser(()),
        terms=_terms_in_recap(recap, contents),
        sources=sources.values(),
        concerns_safety=_concerns_safety(contents),
        reviewed=review_words(due, now.date()) if due else "",
    )


def _concerns_safety(contents: list[ItemContent]) -> bool:
    """Tell whether most of a set is about safety; one question that is says so on its own page."""
    return 2 * sum(content.concerns_safety for content in contents) > len(contents)


def _terms_in_recap(recap: list[RecapPoint], contents: list[ItemContent]) -> list[Term]:
    """Return the explained words of the recap, which a sheet lists: paper has nothing to press."""
    terms = all_terms(contents)
    found: set[str] = set()
    for point in recap:
        found |= split(point.text, terms, seen=found)[1]
    return [term for term in terms if term.term in found]


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
        concerns_safety=_concerns_safety(contents),
        form=StartForm(formdata=None, client_id=new_id()),
    )
    return page, status
