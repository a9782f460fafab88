"""Studying cards: decks, the next card, answering, undoing."""

import re

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.core.errors import NoSuchDayError, StaleCardError
from quizapp.core.forgetting import Rating
from quizapp.core.setting_aside import Move
from quizapp.core.study_queue import ALL_CARDS, Scope, parse_scope
from quizapp.study import pages, preferences, queries, service, typing
from quizapp.study.breaks import service as breaks
from quizapp.study.browsing import words as browsing_words
from quizapp.study.decks import choices as deck_choices
from quizapp.study.decks import service as decks
from quizapp.study.forms import (
    CatchUpForm,
    DayForm,
    ForgetForm,
    MoreForm,
    MoveForm,
    RatingForm,
    TypedForm,
    UndoForm,
)
from quizapp.study.log import clock_of
from quizapp.study.moves import pages as move_pages
from quizapp.study.moves import service as moves
from quizapp.study.moves import undoing
from quizapp.web import access, learners
from quizapp.web.clock import utcnow

bp = Blueprint("study", __name__, url_prefix="/cards")

NAME = re.compile(r"[a-z0-9-]{1,120}")


@bp.get("/")
@access.anybody
def index() -> ResponseReturnValue:
    """Show the decks."""
    return pages.index_page(now=utcnow())


@bp.post("/decks")
@access.anybody
def add_deck() -> ResponseReturnValue:
    """Make cards of a bank or a topic."""
    scope = _scope(request.form.get("scope", ""))
    if not scope.is_deck:
        abort(404)
    added = decks.add_deck(learners.require(), scope, now=utcnow())
    flash(_added(added))
    return redirect(url_for(".index"), code=303)


@bp.post("/<item_slug>/add")
@access.anybody
def add_item(item_slug: str) -> ResponseReturnValue:
    """Make cards of one question, and show the first."""
    if not NAME.fullmatch(item_slug):
        abort(404)
    face = decks.add_item(learners.require(), item_slug, now=utcnow()) or abort(404)
    flash("The question is among your cards now.")
    return redirect(url_for(".card", slug=item_slug, face=face), code=303)


@bp.get("/next")
@access.anybody
def next_card() -> ResponseReturnValue:
    """Show the next card of a scope, or that none is left."""
    return pages.next_page(_scope(request.args.get("scope", "")), now=utcnow())


@bp.get("/<slug>/<face>")
@access.owner
def card(slug: str, face: str) -> ResponseReturnValue:
    """Show one card."""
    return pages.single_card_page(
        _find_shown(slug, face), _scope(request.args.get("scope", "")), now=utcnow()
    )


@bp.get("/<slug>/<face>/why")
@access.owner
def why(slug: str, face: str) -> ResponseReturnValue:
    """Show a closer look at a card."""
    return pages.why_page(_find_shown(slug, face), _scope(request.args.get("scope", "")), now=utcnow())


@bp.post("/<slug>/<face>/reviews")
@access.owner
def rate(slug: str, face: str) -> ResponseReturnValue:
    """Take the answer to a card."""
    card, form, now = _find(slug, face), RatingForm(), utcnow()
    scope = _scope(request.form.get("scope", ""))
    if not form.validate():
        return pages.next_page(scope, now=now, problem=pages.first_error(form), status=422)
    answer = service.Answer(
        version=form.version.data,
        rating=Rating(form.rating.data),
        review_id=form.client_id.value,
        duration_ms=form.duration_ms.data,
    )
    try:
        review = service.rate(learners.require(), card, answer, now=now, scope=scope)
    except StaleCardError:
        fresh = _find_shown(slug, face)
        return pages.single_card_page(fresh, scope, now=now, moved_on=pages.ANSWERED_ELSEWHERE), 409
    if review.leech:
        return redirect(url_for(".why", slug=slug, face=face, scope=scope), code=303)
    return _to_next(scope)


@bp.post("/<slug>/<face>/typed")
@access.owner
def type_answer(slug: str, face: str) -> ResponseReturnValue:
    """Show the answer of a card beside what was typed; nothing is stored."""
    card, form, now = _find_shown(slug, face), TypedForm(), utcnow()
    scope, is_right = (
        _scope(request.form.get("scope", "")),
        form.validate() and typing.is_comparable(card, form),
    )
    return pages.typed_page(card, scope, form, now=now), 200 if is_right else 422


@bp.post("/<slug>/<face>/moves")
@access.owner
def move(slug: str, face: str) -> ResponseReturnValue:
    """Hide a card until tomorrow, take it out or back in, mark it or not."""
    card, form, now = _find_shown(slug, face).state, MoveForm(), utcnow()
    scope = _scope(request.form.get("scope", ""))
    if not form.validate():
        return pages.next_page(scope, now=now, problem=pages.first_error(form), status=422)
    how = Move(form.how.data)
    moves.move(learners.require(), card, how, move_id=form.client_id.value, now=now)
    flash(move_pages.MOVED[how])
    if request.form.get("from") == "set-aside":
        return redirect(url_for(".set_aside"), code=303)
    if how in {Move.FLAG, Move.UNFLAG}:
        return redirect(url_for(".card", slug=slug, face=face, scope=scope), code=303)
    return _to_next(scope)


@bp.post("/<slug>/<face>/forget")
@access.owner
def forget(slug: str, face: str) -> ResponseReturnValue:
    """Make a card new again."""
    card, form, now = _find_shown(slug, face), ForgetForm(), utcnow()
    scope = _scope(request.form.get("scope", ""))
    if not form.validate():
        return pages.single_card_page(card, scope, now=now, problem=pages.first_error(form)), 422
    moves.forget(learners.require(), card.state, move_id=form.client_id.value, now=now)
    flash(move_pages.STARTED_ANEW)
    return redirect(url_for(".card", slug=slug, face=face, scope=scope), code=303)


@bp.get("/<slug>/<face>/day")
@access.owner
def day(slug: str, face: str) -> ResponseReturnValue:
    """Lead to the card, for whoever opens the address again at which a day was refused."""
    _find_shown(slug, face)
    return redirect(url_for(".card", slug=slug, face=face), code=303)


@bp.post("/<slug>/<face>/day")
@access.owner
def set_day(slug: str, face: str) -> ResponseReturnValue:
    """Let a card come on another day."""
    card, form, now = _find_shown(slug, face), DayForm(), utcnow()
    scope = _scope(request.form.get("scope", ""))
    if not form.validate() or form.wish is None:
        return pages.refused_day_page(card, scope, form, now=now), 422
    learner = learners.require()
    try:
        moves.set_day(learner, card.state, form.wish, move_id=form.client_id.value, now=now)
    except NoSuchDayError:
        return pages.refused_day_page(card, scope, form, now=now), 422
    flash(move_pages.moved_to(card.state, clock_of(learner).moment(now)))
    return redirect(url_for(".card", slug=slug, face=face, scope=scope), code=303)


@bp.post("/undo")
@access.owner
def undo() -> ResponseReturnValue:
    """Undo the last thing done with a card, and show that card again, or the next where it cannot be."""
    learner, form, now = learners.current() or abort(404), UndoForm(), utcnow()
    scope = _scope(request.form.get("scope", ""))
    if not form.validate():
        return pages.next_page(scope, now=now, problem=pages.first_error(form), status=422)
    undone = undoing.undo(learner, form.review_id.value, undo_id=form.client_id.value, now=now)
    if undone.several is not None:
        flash(browsing_words.undone_words(undone.several))
        return _to_next(scope)
    card = queries.find_card_of_item(undone.item_id, undone.face, learner_id=learner.id)
    shown = service.look_up(card) if card else None
    if shown is None:
        flash("Undone. The question of that card is not offered any more.")
        return _to_next(scope)
    flash("Undone. Here is the card again.")
    return redirect(url_for(".card", slug=shown.content.slug, face=undone.face, scope=scope), code=303)


@bp.get("/set-aside")
@access.anybody
def set_aside() -> ResponseReturnValue:
    """Show the cards that rest, are hidden or are marked."""
    return pages.set_aside_page(now=utcnow())


@bp.post("/catch-up")
@access.owner
def catch_up() -> ResponseReturnValue:
    """Begin the plan by which a break is caught up with, or end it."""
    learner, form = learners.current() or abort(404), CatchUpForm()
    if not form.validate():
        abort(422)
    if form.days.data == 0:
        breaks.end(learner)
        flash("Back to your usual limits.")
    elif breaks.start(learner, days=form.days.data, now=utcnow()):
        flash("Good. A few a day, those you know best first.")
    return redirect(url_for(".index"), code=303)


@bp.post("/today")
@access.owner
def more_today() -> ResponseReturnValue:
    """Raise the limits for today."""
    learner, form, now = learners.current() or abort(404), MoreForm(), utcnow()
    scope = _scope(request.form.get("scope", ""))
    if not form.validate():
        return pages.next_page(scope, now=now, problem=pages.first_error(form), status=422)
    more = {"new": form.new.data, "reviews": form.reviews.data}
    if bank := deck_choices.limits_in(learner, scope, day=clock_of(learner).day(now)).bank:
        deck_choices.more_today(learner, bank, now=now, **more)
    else:
        preferences.more_today(learner, now=now, **more)
    return _to_next(scope)


def _find(slug: str, face: str) -> service.StoredCard:
    """Return the card of whoever asks; what is not theirs is not there."""
    learner = learners.current() or abort(404)
    if not (NAME.fullmatch(slug) and NAME.fullmatch(face)):
        abort(404)
    return queries.find_card(slug, face, learner_id=learner.id) or abort(404)


def _find_shown(slug: str, face: str) -> service.ShownCard:
    return service.look_up(_find(slug, face)) or abort(404)


def _scope(text: str) -> Scope:
    return parse_scope(text) or abort(404)


def _to_next(scope: Scope) -> ResponseReturnValue:
    named = None if scope == ALL_CARDS else str(scope)
    return redirect(url_for(".next_card", scope=named), code=303)


def _added(number: int) -> str:
    if number == 0:
        return "All of these are among your cards already."
    return f"{number:,} new {'card' if number == 1 else 'cards'}. They come a few a day."
