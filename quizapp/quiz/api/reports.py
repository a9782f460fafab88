"""What programs say is wrong with a question."""

from flask import abort

from quizapp.core.people import Scope
from quizapp.quiz import queries, service
from quizapp.quiz.api import examples as api_examples
from quizapp.quiz.api.shapes import NewReport
from quizapp.quiz.timing import service as timing
from quizapp.web import access, learners
from quizapp.web.api.blueprint import api_blueprint
from quizapp.web.clock import utcnow
from quizapp.web.problems import in_body, invalid

bp = api_blueprint("reports", __name__, tag="Questions", about="What is wrong with a question.")


@bp.post("/items/<int(max=2147483647):item_id>/reports")
@access.token(Scope.STUDY)
@bp.input(NewReport, arg_name="wish", example=api_examples.NEW_REPORT)
@bp.doc(responses={204: "It is kept."})
def report_item(item_id: int, wish: NewReport) -> tuple[str, int]:
    """Say what is wrong with a question.

    Who said it is not kept.
    """
    service.report(
        item_id,
        _version_shown(item_id, wish) if wish.attempt else _version_now(item_id),
        report_id=wish.id,
        reason=wish.reason,
        note=wish.note,
        now=utcnow(),
    )
    return "", 204


def _version_shown(item_id: int, wish: NewReport) -> int:
    """Return the version in which an attempt of whoever asks shows a question."""
    learner = learners.current()
    attempt = (
        timing.find(wish.attempt, learner_id=learner.id, now=utcnow()) if learner and wish.attempt else None
    )
    if attempt is None:
        raise invalid(in_body("attempt", words="There is no attempt of yours with this id."))
    shown = (place.row.item_version for place in attempt.places if place.row.item_id == item_id)
    return next(shown, None) or abort(404)


def _version_now(item_id: int) -> int:
    """Return the newest version of a question that is offered."""
    return queries.newest_versions([item_id]).get(item_id) or abort(404)
