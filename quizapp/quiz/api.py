"""Quizzes for programs: banks, and attempts from their start to their result."""

from secrets import randbelow
from uuid import UUID

from flask import abort, url_for

from quizapp.banks import queries as bank_queries
from quizapp.core.behaviour import StepKind
from quizapp.core.errors import AttemptOpenError
from quizapp.core.fitting import is_whole, misfits
from quizapp.core.items import Response
from quizapp.core.people import Scope
from quizapp.quiz import api_views, attempts, service
from quizapp.quiz.api_shapes import (
    AttemptView,
    BankList,
    BankView,
    NewAttempt,
    NewResponse,
    PlaceView,
    ResultView,
)
from quizapp.quiz.attempts import Attempt, Place
from quizapp.quiz.forms import HIGHEST_SEED
from quizapp.study import service as study
from quizapp.web import access, learners
from quizapp.web.api.blueprint import api_blueprint
from quizapp.web.clock import utcnow
from quizapp.web.problems import in_body, invalid

bp = api_blueprint("quiz", __name__, tag="Quizzes", about="Banks, attempts, answers and results.")


@bp.get("/banks")
@access.token(Scope.READ)
@bp.output(BankList)
def list_banks() -> BankList:
    """List the banks."""
    banks = bank_queries.bank_summaries()
    return BankList(
        banks=[
            BankView(id=bank.slug, title=bank.title, description=bank.description, items=bank.offered)
            for bank in banks
        ]
    )


@bp.post("/attempts")
@access.token(Scope.STUDY)
@bp.input(
    NewAttempt,
    arg_name="wish",
    example={
        "id": "5f0c1f9e-8f57-4ab8-9c3a-0c5f8a1f2d10",
        "banks": ["terminology"],
        "count": 5,
        "behaviour": "immediate",
        "seed": 4711,
    },
)
@bp.output(AttemptView, status_code=201)
@bp.doc(responses={422: "No question fits, or the body is not as it should be."})
def start_attempt(wish: NewAttempt) -> tuple[AttemptView, int, dict[str, str]]:
    """Start an attempt at a quiz.

    Sent again with the same id, it answers with the attempt that was started, as it stands now.
    """
    _refuse_misfits(wish)
    learner, now = learners.require(), utcnow()
    service.start(
        learner,
        wish.blueprint,
        attempt_id=wish.id,
        title="Quiz",
        behaviour=wish.behaviour,
        seed=wish.seed or 1 + randbelow(HIGHEST_SEED),
        now=now,
    )
    view = api_views.attempt_view(_find(wish.id), today=now.date())
    return view, 201, {"Location": url_for(".read_attempt", attempt_id=wish.id)}


@bp.get("/attempts/<uuid:attempt_id>")
@access.token(Scope.READ, own=True)
@bp.output(AttemptView)
def read_attempt(attempt_id: UUID) -> AttemptView:
    """Read an attempt.

    A question's feedback is there once it was checked, or once the attempt was handed in.
    """
    return api_views.attempt_view(_find(attempt_id), today=utcnow().date())


@bp.post("/attempts/<uuid:attempt_id>/responses")
@access.token(Scope.STUDY, own=True)
@bp.input(
    NewResponse,
    arg_name="step",
    example={
        "id": "c1b1a3c8-3f42-4d39-9a52-7a6f7a2c9e11",
        "position": 1,
        "kind": "check",
        "answer": {"chosen": ["b"]},
        "confidence": 2,
    },
)
@bp.output(PlaceView, status_code=201)
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
    place = attempt.place(step.position) or _no_such_place(attempt)
    response = Response() if step.kind is StepKind.SKIP else step.answer.response
    _refuse_answer(place, step, response)
    # What storing does not change is read before: afterwards, the database would be asked for it once more.
    view, is_finished = api_views.place_view(attempt, place, today=now.date()), attempt.is_finished
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
    return api_views.moved_on(view, moved, is_finished=is_finished), 201


@bp.post("/attempts/<uuid:attempt_id>/submit")
@access.token(Scope.STUDY, own=True)
@bp.output(ResultView)
def submit_attempt(attempt_id: UUID) -> ResultView:
    """Hand an attempt in, and get its result.

    Handing in twice is handing in once.
    """
    service.finish(learners.require(), _find(attempt_id), now=utcnow())
    return _result(_find(attempt_id))


@bp.get("/attempts/<uuid:attempt_id>/result")
@access.token(Scope.READ, own=True)
@bp.output(ResultView)
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
    return attempts.find(attempt_id, learner_id=learner.id) or abort(404)


def _result(attempt: Attempt) -> ResultView:
    now = utcnow()
    item_ids = [place.row.item_id for place in attempt.places]
    words = study.comes_back(learners.require(), item_ids, now=now)
    return ResultView(
        attempt=api_views.attempt_view(attempt, today=now.date()),
        score=api_views.score_view(attempt.score),
        comes_back={str(item_id): sentence for item_id, sentence in words.items()},
    )


def _refuse_misfits(wish: NewAttempt) -> None:
    """Refuse a quiz of banks that do not exist, or with fewer questions than topics."""
    known = {bank.slug for bank in bank_queries.bank_summaries()} if wish.banks else set()
    problems = [
        in_body("banks", place, words="There is no bank of this id.")
        for place, bank in enumerate(wish.banks)
        if bank not in known
    ]
    if wish.count < len(set(wish.topics)):
        problems.append(in_body("count", words="Ask for one question for each topic at least."))
    if problems:
        raise invalid(*problems)


def _refuse_answer(place: Place, step: NewResponse, response: Response) -> None:
    """Refuse an answer that does not belong to its question, or that leaves open what is to be checked."""
    item = place.content.item
    problems = [in_body("answer", misfit.part, words=misfit.words) for misfit in misfits(item, response)]
    if not problems and step.kind is not StepKind.SKIP and response.is_empty:
        problems = [in_body("answer", words="Give an answer, or skip the question.")]
    if not problems and step.kind is StepKind.CHECK and not is_whole(item, response):
        problems = [in_body("answer", words="Give a whole answer, or skip the question.")]
    if problems:
        raise invalid(*problems)


def _no_such_place(attempt: Attempt) -> Place:
    raise invalid(in_body("position", words=f"This attempt has {len(attempt.places)} questions."))
