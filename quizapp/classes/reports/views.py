"""How the questions of a quiz of a class did."""

from uuid import UUID

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from quizapp.classes import asking
from quizapp.classes.quizzes import queries as assigned_queries
from quizapp.classes.reports import reporting
from quizapp.classes.words import FLAG_WORDS
from quizapp.core.live_tally import FEWEST
from quizapp.web import access

bp = Blueprint("class_report", __name__, url_prefix="/classes/<uuid:cohort_id>/quizzes/<uuid:assignment_id>")


@bp.get("/report")
@access.account_owner
def show(cohort_id: UUID, assignment_id: UUID) -> ResponseReturnValue:
    """Show how the questions of a quiz did, and what to do about each."""
    found = asking.staff(cohort_id)
    row = assigned_queries.find(assignment_id, cohort_id=cohort_id) or abort(404)
    return render_template(
        "classes/report.html",
        section="more",
        cohort=found.cohort,
        assignment=row,
        report=reporting.of_assignment(row.id, cohort_id=cohort_id),
        fewest=FEWEST,
        flags=FLAG_WORDS,
        may_teach=asking.may_teach(),
    )
