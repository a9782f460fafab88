"""Quizzes for programs: banks, and attempts from their start to their result."""

from secrets import randbelow
from uuid import UUID

from flask import abort, url_for

from quizapp.banks import queries as bank_queries
from quizapp.core.behaviour import Behaviour, StepKind
from quizapp.core.errors import AttemptOpenError, IdInUseError
from quizapp.core.items import Response
from quizapp.core.people import Scope
from quizapp.core.review_options import Part
from quizapp.quiz import queries, service
from quizapp.quiz import weak as weak_quiz
from quizapp.quiz.api import examples as api_examples
from quizapp.quiz.api import refusals as api_refusals
from quizapp.quiz.api import shown as api_views
from quizapp.quiz.api.shapes import (
    AttemptList,
    AttemptsQuery,
    AttemptView,
    BankList,
    BankView,
    MoreTime,
    NewAttempt,
    NewId,
    NewResponse,
    PlaceView,
    ResultView,
)
from quizapp.quiz.attempts import Attempt
from quizapp.quiz.forms import HIGHEST_SEED
from quizapp.quiz.timing import service as timing
from quizapp.study import service as study
from quizapp.web import access, learners
from quizapp.web.api.blueprint import api_blueprint
from quizapp.web.clock import utcnow
from quizapp.web.problems import in_query, invalid

bp = api_blueprint("quiz", __name__, tag="Quizzes", about="Banks, attempts, answers and results.")

Made = tuple[AttemptView, int, dict[str, str]]


@bp.get("/banks")
@access.token(Scope.READ)
@bp.output(BankList, example=api_examples.BANKS)
def list_banks() -> BankList:
    """List the banks."""
    banks = bank_queries.bank_summaries()
    return BankList(
        banks=[
            BankView(id=bank.slug, title=bank.title, description=bank.description, items=bank.offered)
            for bank in banks
        ]
    )


@bp.get("/attempts")
@access.token(Scope.READ, own=True)
@bp.input(AttemptsQuery, location="query", arg_name="wish")
@bp.output(AttemptList, example=api_examples.ATTEMPTS)
def list_attempts(wish: AttemptsQuery) -> AttemptList:
    """List the learner's attempts, newest first.

    While there are more, `next` is there: send it as `after` to get them.
    """
    learner = learners.current()
    learner_id, now = learner.id if learner else 0, utcnow()
    timing.end_overdue(now, learner_id=learner_id, most=timing.MOST_FOR_A_PAGE)
    last = queries.find_attempt(wish.after, learner_id=learner_id) if wish.after else None
    if wish.after and last is None:
        raise invalid(in_query("after", words="There is no attempt of yours with this id."))
    found = queries.attempts_before(last, learner_id=learner_id, most=wish.limit + 1, now=now)
    shown = found[: wish.limit]
    return AttemptList(
        attempts=[api_views.summary_view(attempt) for attempt in shown],
        next=shown[-1].id if len(found) > len(shown) else None,
    )


@bp.post("/attempts")
@access.token(Scope.STUDY)
@bp.input(NewAttempt, arg_name="wish", example=api_examples.NEW_ATTEMPT)
@bp.output(AttemptView, status_code=201, example=api_examples.ATTEMPT)
@bp.doc(
    responses={
        409: "The id names another attempt.",
        422: "No question fits, or the body is not as it should be.",
    }
)
def start_attempt(wish: NewAttempt) -> Made:
    """Start an attempt at a quiz.

    Sent again with the same id, it answers with the attempt that was started, as it stands now.
    """
    api_refusals.refuse_misfits(wish)
    service.start(
        learners.require(),
        wish.blueprint,
        attempt_id=wish.id,
        title="Quiz",
        behaviour=wish.behaviour,
        seed=wish.seed or _any_seed(),
        now=utcnow(),
    )
    attempt = _find(wish.id)
    same = (attempt.blueprint, attempt.behaviour) == (wish.blueprint, wish.behaviour)
    return _made(attempt, is_this_one=same and wish.seed in {None, attempt.row.seed})


@bp.post("/attempts/fading")
@access.token(Scope.STUDY)
@bp.input(NewId, arg_name="wish", example=api_examples.NEW_ID)
@bp.output(AttemptView, status_code=201, example=api_examples.ATTEMPT)
@bp.doc(responses={409: "The id names another attempt."})
def start_fading(wish: NewId) -> Made:
    """Start an attempt at what is fading.

    Eight questions with feedback after each, most on topics that the learner is likely to have forgotten.
    Sent again with the same id, it answers with the attempt that was started, as it stands now.
    """
    learner, now = learners.require(), utcnow()
    service.start(
        learner,
        weak_quiz.blueprint(learner, now=now),
        attempt_id=wish.id,
        title=weak_quiz.TITLE,
        behaviour=Behaviour.IMMEDIATE,
        seed=_any_seed(),
        now=now,
    )
    attempt = _find(wish.id)
    return _made(attempt, is_this_one=attempt.row.title == weak_quiz.TITLE)


@bp.post("/attempts/<uuid:attempt_id>/again")
@access.token(Scope.STUDY, own=True)
@bp.input(NewId, arg_name="wish", example=api_examples.NEW_ID)
@bp.output(AttemptView, status_code=201, example=api_examples.ATTEMPT)
@bp.doc(
    responses={
        409: "The attempt was not handed in yet, its answers are kept back, or the id names another attempt.",
        422: "Nothing was missed, or nothing of it is offered any more, or the body is not as it should be.",
    }
)
def start_again(attempt_id: UUID, wish: NewId) -> Made:
    """Start another attempt at what was missed or skipped in one that was handed in.

    Sent again with the same id, it answers with the attempt that was started, as it stands now.
    """
    before = _find(attempt_id)
    if not before.is_finished:
        raise AttemptOpenError
    service.start_again_with_missed(
        learners.require(), before, attempt_id=wish.id, seed=_any_seed(), now=utcnow()
    )
    attempt = _find(wish.id)
    is_of_missed = attempt.item_ids <= before.missed_ids and not attempt.blueprint.cells
    return _made(attempt, is_this_one=is_of_missed and wish.id != attempt_id)


@bp.get("/attempts/<uuid:attempt_id>")
@access.token(Scope.READ, own=True)
@bp.output(AttemptView, example=api_examples.ATTEMPT)
def read_attempt(attempt_id: UUID) -> AttemptView:
    """Read an attempt.

    A question's feedback is there once it was checked, or once the attempt was handed in.
    """
    return api_views.attempt_view(_find(attempt_id), today=utcnow().date())


@bp.post("/attempts/<uuid:attempt_id>/responses")
@access.token(Scope.STUDY, own=True)
@bp.input(NewResponse, arg_name="step", example=api_examples.NEW_RESPONSE)
@bp.output(PlaceView, status_code=201, example=api_examples.CHECKED)
@bp.doc(
    responses={
        409: "The question was checked before, the attempt was handed in, or the id names another response.",
        422: "The answer does not fit the question, or the body is not as it should be.",
    }
)
def respond(attempt_id: UUID, step: NewResponse) -> tuple[PlaceView, int]:
    """Save, skip or check the answer to one question.

    The newest response to a question counts. Sent again with the same id and the same answer, nothing is
    stored, and the question is answered as it stands now.
    """
    attempt, now = _find(attempt_id), utcnow()
    place = api_refusals.find_place(attempt, step)
    response = Response() if step.kind is StepKind.SKIP else step.answer.response
    api_refusals.refuse_answer(place, step, response)
    # What storing does not change is read before: afterwards, the database would be asked for it once more.
    view = api_views.place_view(attempt, place, today=now.date())
    moved = service.record_once(
        learners.require(),
        attempt,
        place,
        kind=step.kind,
        response=response,
        confidence=step.confidence,
        client_id=step.id,
        now=now,
    )
    return api_views.moved_on(view, attempt, moved), 201


@bp.post("/attempts/<uuid:attempt_id>/time")
@access.token(Scope.STUDY, own=True)
@bp.input(MoreTime, arg_name="wish", example={"percent": 200})
@bp.output(AttemptView, example=api_examples.ATTEMPT)
@bp.doc(responses={409: "The attempt was handed in, or its time is over.", 422: "That is not offered."})
def take_time(attempt_id: UUID, wish: MoreTime) -> AttemptView:
    """Take more time in a quiz of a class that has a time limit.

    Time is never taken away, and of a quiz without a limit nothing changes. Nobody in the class is told.
    """
    timing.extend(_find(attempt_id), wish.percent)
    return api_views.attempt_view(_find(attempt_id), today=utcnow().date())


@bp.post("/attempts/<uuid:attempt_id>/submit")
@access.token(Scope.STUDY, own=True)
@bp.output(ResultView, example=api_examples.RESULT)
def submit_attempt(attempt_id: UUID) -> ResultView:
    """Hand an attempt in, and get its result.

    Handing in twice is handing in once.
    """
    service.finish(learners.require(), _find(attempt_id), now=utcnow())
    return _result(_find(attempt_id))


@bp.get("/attempts/<uuid:attempt_id>/result")
@access.token(Scope.READ, own=True)
@bp.output(ResultView, example=api_examples.RESULT)
@bp.doc(responses={409: "The attempt was not handed in yet."})
def read_result(attempt_id: UUID) -> ResultView:
    """Read the result of an attempt that was handed in."""
    attempt = _find(attempt_id)
    if not attempt.is_finished:
        raise AttemptOpenError
    return _result(attempt)


def _find(attempt_id: UUID) -> Attempt:
    """Return the attempt of whoever asks; what is not theirs is not there."""
    learner = learners.current() or abort(404)
    return timing.find(attempt_id, learner_id=learner.id, now=utcnow()) or abort(404)


def _made(attempt: Attempt, *, is_this_one: bool) -> Made:
    """Answer with an attempt that was started now or by an earlier copy of the same request."""
    if not is_this_one:
        raise IdInUseError
    where = {"Location": url_for(".read_attempt", attempt_id=attempt.row.id)}
    return api_views.attempt_view(attempt, today=utcnow().date()), 201, where


def _any_seed() -> int:
    return 1 + randbelow(HIGHEST_SEED)


def _result(attempt: Attempt) -> ResultView:
    now = utcnow()
    item_ids = [place.row.item_id for place in attempt.places]
    shown = attempt.shown_of_result
    words = study.comes_back(learners.require(), item_ids, now=now) if Part.KEY in shown else {}
    return ResultView(
        attempt=api_views.attempt_view(attempt, today=now.date()),
        score=api_views.score_view(attempt.score) if Part.MARKS in shown else None,
        comes_back={str(item_id): sentence for item_id, sentence in words.items()},
    )
