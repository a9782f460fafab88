"""The questions of a quiz as its students will meet them, for the staff of a class to look at beforehand."""

from uuid import UUID

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from quizapp.author.drafts.preview import preview_of_content
from quizapp.classes import asking
from quizapp.classes.quizzes import holding
from quizapp.classes.quizzes import queries as assigned_queries
from quizapp.web import access

bp = Blueprint("class_preview", __name__, url_prefix="/classes/<uuid:cohort_id>/quizzes/<uuid:assignment_id>")


@bp.get("/preview")
@access.account_owner
def show(cohort_id: UUID, assignment_id: UUID) -> ResponseReturnValue:
    """Show one question of a quiz, and lead to the others; of questions on topics, one drawing of many."""
    found = asking.staff(cohort_id)
    row = assigned_queries.find(assignment_id, cohort_id=cohort_id) or abort(404)
    tried_out = holding.try_out(row)
    total = len(tried_out.contents)
    wanted = request.args.get("question", default=1, type=int)
    position = min(max(wanted, 1), max(total, 1))
    return render_template(
        "classes/preview.html",
        section="more",
        cohort=found.cohort,
        assignment=row,
        total=total,
        missing=tried_out.missing,
        position=position,
        preview=preview_of_content(tried_out.contents[position - 1]) if total else None,
    )
