"""Ready-made sets and the course for programs; what they start is an attempt like any other."""

from secrets import randbelow
from uuid import UUID

from flask import abort, url_for

from quizapp.core.behaviour import Behaviour
from quizapp.core.errors import IdInUseError
from quizapp.core.people import Scope
from quizapp.quiz import service
from quizapp.quiz.api import examples as api_examples
from quizapp.quiz.api import ready_shapes as shapes
from quizapp.quiz.api import shown as api_views
from quizapp.quiz.api.ready_shapes import CourseView, SetList, SheetView
from quizapp.quiz.api.shapes import AttemptView, NewId
from quizapp.quiz.forms import HIGHEST_SEED
from quizapp.quiz.ready import service as ready
from quizapp.quiz.ready.service import OfferedSet
from quizapp.quiz.timing import service as timing
from quizapp.web import access, learners
from quizapp.web.api.blueprint import api_blueprint
from quizapp.web.clock import utcnow

bp = api_blueprint(
    "ready", __name__, tag="Sets and course", about="Ready-made sets for patients, a course for students."
)

Made = tuple[AttemptView, int, dict[str, str]]
ID_IS_TAKEN = {409: "The id names another attempt."}


@bp.get("/sets")
@access.token(Scope.READ)
@bp.output(SetList, example=shapes.SETS)
def list_sets() -> SetList:
    """List the ready-made sets."""
    return SetList(sets=[shapes.set_view(one) for one in ready.sets()])


@bp.get("/sets/<set_id>/sheet")
@access.token(Scope.READ)
@bp.output(SheetView, example=shapes.SHEET)
def read_sheet(set_id: str) -> SheetView:
    """Read what a set teaches, and what to ask one's own team."""
    found = _find_set(set_id).ready
    return shapes.sheet_view(found, ready.recap(found))


@bp.post("/sets/<set_id>/attempts")
@access.token(Scope.STUDY)
@bp.input(NewId, arg_name="wish", example=api_examples.NEW_ID)
@bp.output(AttemptView, status_code=201, example=api_examples.ATTEMPT)
@bp.doc(responses=ID_IS_TAKEN)
def start_set(set_id: str, wish: NewId) -> Made:
    """Start an attempt at a ready-made set, with feedback after each question.

    Sent again with the same id, it answers with the attempt that was started, as it stands now.
    """
    offered = _find_set(set_id)
    service.start_set(
        learners.require(), offered, attempt_id=wish.id, seed=1 + randbelow(HIGHEST_SEED), now=utcnow()
    )
    return _made(wish.id, ready_id=offered.id)


@bp.get("/course")
@access.token(Scope.READ, own=True)
@bp.output(CourseView, example=shapes.COURSE)
def read_course() -> CourseView:
    """Read the steps of the course, and which of them the learner has done."""
    return CourseView(steps=[shapes.step_view(one) for one in ready.course(learners.current())])


@bp.post("/course/<step_id>/attempts")
@access.token(Scope.STUDY)
@bp.input(NewId, arg_name="wish", example=api_examples.NEW_ID)
@bp.output(AttemptView, status_code=201, example=api_examples.ATTEMPT)
@bp.doc(responses=ID_IS_TAKEN)
def start_check(step_id: str, wish: NewId) -> Made:
    """Start an attempt at the check of a step; its questions are drawn anew each time.

    Sent again with the same id, it answers with the attempt that was started, as it stands now.
    """
    offered = next((one for one in ready.course(None) if one.step.id == step_id), None) or abort(404)
    service.start(
        learners.require(),
        offered.step.blueprint,
        attempt_id=wish.id,
        title=offered.step.title,
        behaviour=Behaviour.IMMEDIATE,
        seed=1 + randbelow(HIGHEST_SEED),
        ready_id=offered.id,
        now=utcnow(),
    )
    return _made(wish.id, ready_id=offered.id)


def _find_set(set_id: str) -> OfferedSet:
    return ready.find_set(set_id) or abort(404)


def _made(attempt_id: UUID, *, ready_id: int) -> Made:
    """Answer with an attempt that was started now or by an earlier copy of the same request."""
    attempt = timing.find(attempt_id, learner_id=learners.require().id, now=utcnow()) or abort(404)
    if attempt.row.ready_id != ready_id:
        raise IdInUseError
    where = {"Location": url_for("api_quiz.read_attempt", attempt_id=attempt_id)}
    return api_views.attempt_view(attempt, today=utcnow().date()), 201, where
