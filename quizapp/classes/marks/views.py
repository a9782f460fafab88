"""The mark of a student for a quiz of a class: how it stands, setting it by hand, and taking that back."""

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quizapp.classes import asking, queries
from quizapp.classes.marks import queries as mark_queries
from quizapp.classes.marks import service as marks
from quizapp.classes.marks.forms import BackForm, MarkForm
from quizapp.classes.marks.words import trail_lines
from quizapp.classes.quizzes import queries as assigned_queries
from quizapp.core.cohorts import CohortRole
from quizapp.core.errors import EditedElsewhereError
from quizapp.core.people import Role
from quizapp.web import access
from quizapp.web.clock import utcnow

bp = Blueprint(
    "class_marks",
    __name__,
    url_prefix="/classes/<uuid:cohort_id>/quizzes/<uuid:assignment_id>/marks/<uuid:member_id>",
)

ELSEWHERE = (
    "This mark was set or taken back since you opened this page, so nothing was stored."
    " Look at how it stands now; what you wrote is kept below."
)


@bp.get("/")
@access.account_owner
def show(cohort_id: UUID, assignment_id: UUID, member_id: UUID) -> ResponseReturnValue:
    """Show how a student's mark stands, and what was done to it by hand."""
    return _page(cohort_id, assignment_id, member_id)


@bp.post("/")
@access.roles(Role.EDUCATOR, Role.ADMIN, own=True)
def set_mark(cohort_id: UUID, assignment_id: UUID, member_id: UUID) -> ResponseReturnValue:
    """Set a student's mark by hand, with a reason."""
    asking.teaching(cohort_id)
    form = MarkForm()
    if not form.validate():
        return _page(cohort_id, assignment_id, member_id, mark=form, status=422)
    if not _store(cohort_id, assignment_id, member_id, form, share=form.share):
        form.form_errors.append(ELSEWHERE)
        return _page(cohort_id, assignment_id, member_id, mark=form, status=409)
    flash("The mark is set. The student sees it on the page of the quiz, with your reason.")
    return redirect(url_for("class_grades.index", cohort_id=cohort_id), code=303)


@bp.post("/back")
@access.roles(Role.EDUCATOR, Role.ADMIN, own=True)
def take_back(cohort_id: UUID, assignment_id: UUID, member_id: UUID) -> ResponseReturnValue:
    """Take back a mark that was set by hand, with a reason."""
    asking.teaching(cohort_id)
    form = BackForm(prefix="back-")
    if not form.validate():
        return _page(cohort_id, assignment_id, member_id, back=form, status=422)
    if not _store(cohort_id, assignment_id, member_id, form, share=None):
        form.form_errors.append(ELSEWHERE)
        return _page(cohort_id, assignment_id, member_id, back=form, status=409)
    flash("The mark that was set is taken back. What comes of the quiz itself counts again.")
    return redirect(url_for("class_grades.index", cohort_id=cohort_id), code=303)


def _store(
    cohort_id: UUID, assignment_id: UUID, member_id: UUID, form: BackForm, *, share: int | None
) -> bool:
    """Add an entry to the trail; tell whether it is still as whoever does so saw it."""
    assigned_queries.find(assignment_id, cohort_id=cohort_id) or abort(404)
    member = queries.find_row(member_id, cohort_id=cohort_id) or abort(404)
    try:
        marks.set_mark(
            cohort_id,
            assignment_id,
            account_id=member.account_id,
            share=share,
            reason=form.reason.data or "",
            seen=form.seen.data or 0,
            by=asking.account_id(),
            now=utcnow(),
        )
    except EditedElsewhereError:
        return False
    return True


def _page(
    cohort_id: UUID,
    assignment_id: UUID,
    member_id: UUID,
    *,
    mark: MarkForm | None = None,
    back: BackForm | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    found = asking.staff(cohort_id)
    row = assigned_queries.find(assignment_id, cohort_id=cohort_id) or abort(404)
    member = queries.find_row(member_id, cohort_id=cohort_id) or abort(404)
    entries = mark_queries.trail(assignment_id, account_id=member.account_id)
    for refused in filter(None, (mark, back)):
        # Whoever only forgot the reason has not been told yet what others did since they opened the page.
        if status == 409 or refused.seen.errors:
            refused.seen.process(None, data=len(entries))
    page = render_template(
        "classes/mark.html",
        section="more",
        cohort=found.cohort,
        assignment=row,
        member=member,
        may_set=found.role is CohortRole.EDUCATOR and not found.is_over,
        cell=marks.cell_of(cohort_id, assignment_id, account_id=member.account_id),
        trail=trail_lines(entries, asking.zone()),
        mark=mark or MarkForm(formdata=None, seen=len(entries)),
        back=back or BackForm(formdata=None, seen=len(entries), prefix="back-"),
        form=mark or back or MarkForm(formdata=None),
    )
    return page, status
