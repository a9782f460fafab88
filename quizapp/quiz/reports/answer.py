"""What was answered to a report, for whoever sent it."""

from uuid import UUID

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from quizapp.quiz.reports import queries as report_queries
from quizapp.web import access

bp = Blueprint("report_answer", __name__, url_prefix="/reports/<uuid:report_id>")


@bp.get("/")
@access.anybody
def index(report_id: UUID) -> ResponseReturnValue:
    """Show a report and its answer to whoever knows its id, which only its sender was told."""
    report = report_queries.find_sent(report_id) or abort(404)
    return render_template("quiz/report_answer.html", section="quiz", report=report)
