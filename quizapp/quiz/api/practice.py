"""Practice at one's level for programs; what it starts is an attempt whose questions come one by one."""

from secrets import randbelow

from flask import abort, url_for

from quizapp.core.errors import IdInUseError
from quizapp.core.people import Scope
from quizapp.quiz import service
from quizapp.quiz.api import examples as api_examples
from quizapp.quiz.api import shown as api_views
from quizapp.quiz.api.practice_shapes import NEW_PRACTICE, NewPractice
from quizapp.quiz.api.shapes import AttemptView
from quizapp.quiz.forms import HIGHEST_SEED
from quizapp.quiz.timing import service as timing
from quizapp.web import access, learners
from quizapp.web.api.blueprint import api_blueprint
from quizapp.web.clock import utcnow

bp = api_blueprint(
    "practice", __name__, tag="Practice", about="Questions that follow the learner's answers, for students."
)

Made = tuple[AttemptView, int, dict[str, str]]


@bp.post("/attempts/practice")
@access.token(Scope.STUDY)
@bp.input(NewPractice, arg_name="wish", example=NEW_PRACTICE)
@bp.output(AttemptView, status_code=201, example=api_examples.ATTEMPT)
@bp.doc(
    responses={
        409: "The id names another attempt.",
        422: "No question fits, or the body is not as it should be.",
    }
)
def start_practice(wish: NewPractice) -> Made:
    """Start a practice with its first question.

    It is answered as every attempt is. Once its last question was checked or skipped, read the attempt
    again: it has the next one, or says in `practice` why it asks nothing more. Sent again with the same id,
    it answers with the practice that was started, as it stands now.
    """
    service.start_practice(
        learners.require(),
        wish.blueprint,
        attempt_id=wish.id,
        seed=1 + randbelow(HIGHEST_SEED),
        now=utcnow(),
    )
    attempt = timing.find(wish.id, learner_id=learners.require().id, now=utcnow()) or abort(404)
    if not attempt.is_practice or attempt.blueprint != wish.blueprint:
        raise IdInUseError
    where = {"Location": url_for("api_quiz.read_attempt", attempt_id=wish.id)}
    return api_views.attempt_view(attempt, today=utcnow().date()), 201, where
