"""Taking a quiz: one item a page, the check before handing in, and the result."""

from contextlib import suppress
from dataclasses import dataclass
from secrets import randbelow
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.core.behaviour import AnswerState, Behaviour, StepKind
from quizapp.core.errors import AttemptFinishedError, ItemFinishedError
from quizapp.core.items import Response
from quizapp.core.review_options import Part
from quizapp.quiz import pages, service
from quizapp.quiz.attempts import Attempt, Place
from quizapp.quiz.forms import HIGHEST_SEED, StartForm
from quizapp.quiz.timing import service as timing
from quizapp.quiz.timing.forms import MoreTimeForm
from quizapp.web import access, learners
from quizapp.web.clock import new_id, utcnow
from quizapp.web.items.answer_form import answer_form
from quizapp.web.items.forms import AnswerForm


@dataclass(frozen=True, kw_only=True)
class Button:
    """What a button of an item's page asks for, and how many places on it leads.

    ``quiet``: the page saves by itself and stays as it is. ``ends``: it leads to the check before handing in.
    ``gives_up``: no answer on the page is looked at, that which was tried last stands. ``extends``: it asks
    for more time, which is had whatever is wrong with the answer.
    """

    kind: StepKind
    goes: int = 0
    needs_answer: bool = False
    quiet: bool = False
    ends: bool = False
    gives_up: bool = False
    extends: bool = False


BUTTONS = {
    "save": Button(kind=StepKind.SAVE, goes=1, needs_answer=True),
    "check": Button(kind=StepKind.TRY, needs_answer=True),
    "show": Button(kind=StepKind.CHECK, gives_up=True),
    "skip": Button(kind=StepKind.SKIP, goes=1),
    "back": Button(kind=StepKind.SAVE, goes=-1),
    "finish": Button(kind=StepKind.SAVE, ends=True),
    "more-time": Button(kind=StepKind.SAVE, extends=True),
    "autosave": Button(kind=StepKind.SAVE, quiet=True),
}

JUST_TRIED = "That is the answer you tried just now. Change it, or skip the question for now."
JUST_TRIED_OR_SHOWN = "That is the answer you tried just now. Change it, or have the answer shown."
NOTHING_TRIED = "Try an answer first, or skip the question for now."

bp = Blueprint("attempt", __name__, url_prefix="/quiz/<uuid:attempt_id>")


@bp.get("/")
@access.owner
def resume(attempt_id: UUID) -> ResponseReturnValue:
    """Go to where the attempt was left."""
    return _to(attempt_id, _find(attempt_id), None)


@bp.get("/<int:position>")
@access.owner
def item(attempt_id: UUID, position: int) -> ResponseReturnValue:
    """Show one item of an attempt."""
    attempt = _find(attempt_id)
    if attempt.is_finished:
        return redirect(url_for(".result", attempt_id=attempt_id), code=303)
    place = attempt.place(position) or abort(404)
    return pages.item_page(attempt, place, _form(attempt, place, place.state), now=utcnow())


@bp.post("/<int:position>")
@access.owner
def answer(attempt_id: UUID, position: int) -> ResponseReturnValue:
    """Save, skip or check the answer to one item."""
    attempt = _find(attempt_id)
    place = attempt.place(position) or abort(404)
    form = _form(attempt, place, AnswerState())
    button = BUTTONS.get(request.form.get("action", "save"), BUTTONS["save"])
    if attempt.row.ran_out:
        return pages.over_page(attempt, place, form, quiet=button.quiet)
    problem, status = _problem(form, button, attempt, place), 422
    if not problem:
        try:
            _record(attempt, place, form, button)
        except (ItemFinishedError, AttemptFinishedError):
            problem, status = pages.TOO_LATE, 409
    if button.extends:
        _extend(attempt)  # last, as it commits: what is read before is out of date by then
    if problem:
        if button.extends:
            attempt = _find(attempt_id)
            place = attempt.place(position) or abort(404)
        return pages.item_page(
            attempt, place, form, now=utcnow(), problem=problem, quiet=button.quiet, status=status
        )
    if button.quiet:
        return pages.saved_part(form, new_id())
    if button.ends:
        return redirect(url_for(".check", attempt_id=attempt_id), code=303)
    return _to(attempt_id, attempt, max(1, position + button.goes))


@bp.get("/check")
@access.owner
def check(attempt_id: UUID) -> ResponseReturnValue:
    """Show what was answered and what was not, before handing in."""
    attempt = _find(attempt_id)
    if attempt.is_finished:
        return redirect(url_for(".result", attempt_id=attempt_id), code=303)
    return pages.check_page(attempt, StartForm(formdata=None, client_id=new_id()), now=utcnow())


@bp.post("/time")
@access.owner
def more_time(attempt_id: UUID) -> ResponseReturnValue:
    """Give the attempt more time, and go back to the question that was looked at, or else to the check."""
    attempt = _find(attempt_id)
    position = request.args.get("position", 0, type=int)
    _extend(attempt)
    if attempt.place(position):
        return redirect(url_for(".item", attempt_id=attempt_id, position=position), code=303)
    return redirect(url_for(".check", attempt_id=attempt_id), code=303)


@bp.post("/finish")
@access.owner
def finish(attempt_id: UUID) -> ResponseReturnValue:
    """Hand the attempt in."""
    attempt = _find(attempt_id)
    service.finish(learners.require(), attempt, now=utcnow())
    return redirect(url_for(".result", attempt_id=attempt_id), code=303)


@bp.get("/result")
@access.owner
def result(attempt_id: UUID) -> ResponseReturnValue:
    """Show the result, item by item, with reasons and sources."""
    attempt = _find(attempt_id)
    if not attempt.is_finished:
        return redirect(url_for(".check", attempt_id=attempt_id), code=303)
    return pages.result_page(attempt, StartForm(formdata=None, client_id=new_id()), now=utcnow())


@bp.post("/again")
@access.owner
def again(attempt_id: UUID) -> ResponseReturnValue:
    """Start another attempt at what was missed."""
    attempt = _find(attempt_id)
    form = StartForm()
    if not (Part.KEY in attempt.shown_of_result and form.validate()):
        return redirect(url_for(".result", attempt_id=attempt_id), code=303)
    learner = learners.require()
    seed = 1 + randbelow(HIGHEST_SEED)
    started = service.start_again_with_missed(
        learner, attempt, attempt_id=form.client_id.value, seed=seed, now=utcnow()
    )
    return redirect(url_for(".item", attempt_id=started.attempt_id, position=1), code=303)


def _find(attempt_id: UUID) -> Attempt:
    """Return the attempt of whoever asks; what is not theirs is not there."""
    learner = learners.current() or abort(404)
    return timing.find(attempt_id, learner_id=learner.id, now=utcnow()) or abort(404)


def _form(attempt: Attempt, place: Place, state: AnswerState) -> AnswerForm:
    form = answer_form(
        attempt.shown_item(place),
        state.response,
        asks_confidence=learners.require().asks_confidence,
        marks_confidence=attempt.behaviour is Behaviour.CERTAINTY,
        confidence=state.confidence,
    )
    if form.client_id.data is None:
        form.client_id.data = new_id()
    return form


def _extend(attempt: Attempt) -> None:
    form = MoreTimeForm()
    if attempt.clock is None or not form.validate():
        return
    with suppress(AttemptFinishedError):  # then the next page is the result
        has_more = timing.extend(attempt, form.chosen_share)
        flash("You have more time." if has_more else "You have that much time already.")


def _problem(form: AnswerForm, button: Button, attempt: Attempt, place: Place) -> str:
    """Return what is wrong with what was sent, in a sentence, or nothing."""
    if button.kind is StepKind.SKIP:
        return ""
    if button.gives_up:
        return "" if place.state.tries else NOTHING_TRIED
    if not form.validate():
        return next(str(error) for errors in form.errors.values() for error in errors)
    if button.quiet:
        return form.too_early()
    if button.kind is StepKind.TRY and _repeats(form, attempt, place):
        return JUST_TRIED_OR_SHOWN if place.may_give_up else JUST_TRIED
    return form.nothing_chosen() if button.needs_answer else ""


def _repeats(form: AnswerForm, attempt: Attempt, place: Place) -> bool:
    """Tell whether an item is tried once more with the same answer, other than by a button pressed twice."""
    newest = attempt.newest_step(place)
    is_sent_again = newest is not None and newest.client_id == form.client_id.data
    is_same = place.has_tries and place.state.was_just_tried(form.response())
    return is_same and not (is_sent_again or attempt.has_ended(place))


def _record(attempt: Attempt, place: Place, form: AnswerForm, button: Button) -> None:
    if button.kind is StepKind.SKIP:
        response, sure = Response(), None
    elif button.gives_up:
        response, sure = place.state.tries[-1].response, place.state.tries[-1].confidence
    else:
        response, sure = form.response(), form.how_sure
        if response.is_empty and not (button.needs_answer or button.quiet):
            return
    service.record(
        learners.require(),
        attempt,
        place,
        kind=button.kind,
        response=response,
        confidence=sure,
        client_id=form.client_id.data or new_id(),
        now=utcnow(),
    )


def _to(attempt_id: UUID, attempt: Attempt, position: int | None) -> ResponseReturnValue:
    """Go to a position, or to the first open one, or to the check once there is none.

    ``attempt_id``: to ask the attempt for it after something was stored would read its row once more.
    """
    if position is None:
        position = attempt.next_open()
    elif attempt.is_practice and position > len(attempt.places):
        return redirect(url_for(".resume", attempt_id=attempt_id), code=303)  # there may be one more by now
    if position is None or position > len(attempt.places):
        return redirect(url_for(".check", attempt_id=attempt_id), code=303)
    return redirect(url_for(".item", attempt_id=attempt_id, position=position), code=303)
