"""All of a learner's cards: looking for some, and doing the same with several."""

import re
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.core import cards
from quizapp.core.errors import NoSuchDayError
from quizapp.core.scheduling import is_leech
from quizapp.core.study_day import Moment
from quizapp.study.acts import service as acts
from quizapp.study.browsing import listing as browsing
from quizapp.study.browsing import words as browsing_words
from quizapp.study.browsing.forms import ActForm, SearchForm
from quizapp.study.forms import UndoForm
from quizapp.study.log import clock_of
from quizapp.study.moves import pages as move_pages
from quizapp.study.moves import undoing
from quizapp.study.pages import first_error
from quizapp.study.service import ShownCard
from quizapp.web import access, learners
from quizapp.web.clock import new_id, utcnow

bp = Blueprint("browsing", __name__, url_prefix="/cards/all")

PAGE = re.compile("[1-9][0-9]{0,6}")
NAMES = ("words", "bank", "topic", "state", "page")


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A card as it stands in the list: its name in the form, its question, and where it stands in words."""

    name: str
    card: ShownCard
    question: cards.Front
    place: str
    hidden: bool
    slips: bool


@bp.get("/")
@access.anybody
def index() -> ResponseReturnValue:
    """Show the learner's cards: all, or those that were looked for."""
    return _page()


@bp.post("/")
@access.owner
def act() -> ResponseReturnValue:
    """Do the same with the cards that were ticked."""
    learner, form = learners.current() or abort(404), ActForm()
    if not form.validate():
        return _page(form, status=422)
    try:
        done = acts.act(learner, form.cards.keys, form.wish, now=utcnow())
    except NoSuchDayError:
        form.refuse_day()
        return _page(form, status=422)
    if done == acts.Done(changed=0, unchanged=0):
        abort(404)
    flash(browsing_words.done_words(form.wish.what, done))
    return _back()


@bp.post("/undo")
@access.owner
def undo() -> ResponseReturnValue:
    """Undo the last thing done with cards, and show the list again."""
    learner, form = learners.current() or abort(404), UndoForm()
    if not form.validate():
        flash(first_error(form))
        return _back()
    undone = undoing.undo(learner, form.review_id.value, undo_id=form.client_id.value, now=utcnow())
    flash(browsing_words.undone_words(undone.several or 1))
    return _back()


def _page(form: ActForm | None = None, *, status: int = 200) -> ResponseReturnValue:
    learner, now = learners.current(), utcnow()
    if learner is None:
        return render_template("study/empty.html", section="cards"), status
    search = SearchForm(browsing.banks(), formdata=request.args)
    is_sound = search.validate()
    at = clock_of(learner).moment(now)
    found = browsing.find(learner, search.search, page=_page_number(), now=now) if is_sound else None
    form = form or ActForm(formdata=None)
    form.client_id.data = new_id()
    page = render_template(
        "study/all.html",
        section="cards",
        search=search,
        found=found,
        listed=[_listed(card, at) for card in found.cards] if found else [],
        form=form,
        ticks_all="ticked" in request.args,
        ticked=set(form.cards.data or ()),
        asked=_asked(),
        undo_form=move_pages.undo_form(move_pages.undoable_now(now)),
    )
    return page, status if is_sound else 422


def _listed(card: ShownCard, at: Moment) -> Listed:
    state = card.state
    return Listed(
        name=f"{state.item_id}/{state.face}",
        card=card,
        question=cards.front(card.content.content.item, state.face, seed=f"{state.seed}:{state.reps}"),
        place=browsing_words.place_words(state, at),
        hidden=(state.buried_until_day or 0) > at.day,
        slips=is_leech(state.memory),
    )


def _page_number() -> int:
    number = request.args.get("page", "")
    return int(number) if PAGE.fullmatch(number) else 1


def _asked() -> dict[str, Any]:
    """Return what the address asks for, so that other addresses can ask for the same."""
    return {name: request.args[name] for name in NAMES if request.args.get(name)}


def _back() -> ResponseReturnValue:
    return redirect(url_for(".index", **_asked()), code=303)
