"""Practice that changes no schedule: choosing the cards, and going through them."""

import re
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.core.errors import NoSuchDayError, StaleCardError
from quizapp.core.forgetting import Rating
from quizapp.core.study_day import date_of
from quizapp.core.study_queue import ALL_CARDS, parse_scope
from quizapp.study import queries
from quizapp.study.choosing import choices as choosing
from quizapp.study.cram import service as cram
from quizapp.study.cram import words as cram_words
from quizapp.study.cram.forms import NOT_THAT_DAY, CramAnswerForm, CramForm
from quizapp.study.forms import UndoForm
from quizapp.study.pages import ANSWERED_ELSEWHERE, both_sides, first_error
from quizapp.web import access, learners
from quizapp.web.clock import new_id, utcnow
from quizapp.web.filters import count_of

bp = Blueprint("cram", __name__, url_prefix="/cards/cram")

NAME = re.compile(r"[a-z0-9-]{1,120}")


@bp.get("/")
@access.anybody
def index() -> ResponseReturnValue:
    """Show what can be practised, and what was begun."""
    wish = parse_scope(request.args.get("scope", "")) or ALL_CARDS
    form = CramForm(_decks(), formdata=None, client_id=new_id(), scope=str(wish))
    return _index_page(form)


@bp.post("/")
@access.anybody
def begin() -> ResponseReturnValue:
    """Begin a practice."""
    form = CramForm(_decks())
    if not form.validate():
        return _index_page(form), 422
    scope = parse_scope(form.scope.data) or ALL_CARDS
    try:
        begun = cram.begin(learners.require(), form.client_id.value, scope, exam=form.exam.data, now=utcnow())
    except NoSuchDayError:
        form.exam.errors = [NOT_THAT_DAY]
        return _index_page(form), 422
    return redirect(url_for(".practise", cram_id=begun.id), code=303)


@bp.get("/<uuid:cram_id>")
@access.owner
def practise(cram_id: UUID) -> ResponseReturnValue:
    """Show the next card of a practice, or that each was known once."""
    return _practice_page(_find(cram_id))


@bp.post("/<uuid:cram_id>/<slug>/<face>")
@access.owner
def rate(cram_id: UUID, slug: str, face: str) -> ResponseReturnValue:
    """Note whether a card was known."""
    learner, begun, form = learners.current() or abort(404), _find(cram_id), CramAnswerForm()
    if not (NAME.fullmatch(slug) and NAME.fullmatch(face)):
        abort(404)
    card = queries.find_card(slug, face, learner_id=learner.id) or abort(404)
    if not form.validate():
        return _practice_page(begun, problem=first_error(form)), 422
    said = cram.PracticeAnswer(
        knew=form.rating.data > Rating.AGAIN,
        turn=form.turn.data,
        review_id=form.client_id.value,
        duration_ms=form.duration_ms.data,
    )
    try:
        cram.answer(learner, begun, card, said, now=utcnow())
    except StaleCardError:
        return _practice_page(begun, moved_on=ANSWERED_ELSEWHERE), 409
    return redirect(url_for(".practise", cram_id=cram_id), code=303)


@bp.post("/<uuid:cram_id>/undo")
@access.owner
def undo(cram_id: UUID) -> ResponseReturnValue:
    """Take back the last answer of a practice, and show that card again."""
    learner, begun, form = learners.current() or abort(404), _find(cram_id), UndoForm()
    if not form.validate():
        return _practice_page(begun, problem=first_error(form)), 422
    cram.undo(learner, begun, form.review_id.value, undo_id=form.client_id.value, now=utcnow())
    flash("Undone. Here is the card again.")
    return redirect(url_for(".practise", cram_id=cram_id), code=303)


def _find(cram_id: UUID) -> cram.StoredCram:
    """Return the practice of whoever asks; what is not theirs is not there."""
    learner = learners.current() or abort(404)
    return cram.find(learner, cram_id) or abort(404)


def _decks() -> dict[str, list[tuple[str, str]]]:
    """Return what can be practised, as the list shows it."""
    learner = learners.current()
    found = choosing.decks_to_practise(learner, now=utcnow()) if learner else ()
    groups: dict[str, list[tuple[str, str]]] = {}
    for choice in found:
        name = cram_words.name_of(choice.scope, choice.title)
        words = f"{name} ({count_of(choice.cards, 'card', 'cards')})"
        groups.setdefault(cram_words.group_of(choice.scope), []).append((str(choice.scope), words))
    return groups


def _index_page(form: CramForm) -> str:
    learner = learners.current()
    found = cram.open_practices(learner, now=utcnow()) if learner else []
    return render_template(
        "study/cram.html",
        section="cards",
        form=form,
        has_cards=bool(form.scope.choices),
        practices=[
            {
                "id": one.id,
                "name": cram_words.name_of(one.scope, one.title),
                "left": one.left,
                "exam": None if one.exam_day is None else date_of(one.exam_day),
            }
            for one in found
        ],
    )


def _practice_page(begun: cram.StoredCram, *, problem: str = "", moved_on: str = "") -> str:
    learner, now = learners.require(), utcnow()
    practice = cram.look(learner, begun, now=now)
    shown = {
        "section": "cards",
        "cram_id": begun.id,
        "practice": practice,
        "name": cram_words.name_of(practice.scope, practice.title),
        "outlook": cram_words.outlook_words(practice.outlook, left=practice.left) if practice.outlook else "",
        "problem": problem,
        "moved_on": moved_on,
        "undo_form": _undo_form(practice.undoable),
    }
    if practice.card is None:
        return render_template("study/cram_done.html", **shown)
    return render_template(
        "study/cram_card.html",
        **shown,
        card=practice.card,
        form=CramAnswerForm(formdata=None, client_id=new_id(), turn=practice.turn, duration_ms=0),
        shortcuts=learner.shortcuts,
        swipes=learner.swipes,
        **both_sides(practice.card, now),
    )


def _undo_form(undoable: UUID | None) -> UndoForm | None:
    """Return the form that takes back the last answer, where there is one."""
    if undoable is None:
        return None
    form = UndoForm(formdata=None, client_id=new_id(), review_id=undoable)
    form.words = "Undo the last answer"
    return form
