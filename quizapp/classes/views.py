"""Classes: those that somebody is in, making one, and the page of one."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quizapp.classes import asking, queries, seen, service
from quizapp.classes.due import work_list
from quizapp.classes.forms import ClassForm, CodeForm, SeenForm
from quizapp.core.cohorts import CohortRole
from quizapp.core.people import Role
from quizapp.quiz.timing import service as timing
from quizapp.web import access, learners
from quizapp.web.clock import new_id, utcnow

bp = Blueprint("classes", __name__, url_prefix="/classes")


@bp.get("/")
@access.account
def index() -> ResponseReturnValue:
    """Show the classes that somebody is in, the way into another, and to educators how to make one."""
    return _show_index(ClassForm(formdata=None, client_id=new_id()))


@bp.post("/")
@access.roles(Role.EDUCATOR, Role.ADMIN)
def make() -> ResponseReturnValue:
    """Make a class."""
    form = ClassForm()
    if not form.validate():
        return _show_index(form, status=422)
    cohort_id = form.client_id.value
    service.make(
        cohort_id,
        title=form.title.data or "",
        name=form.name.data or "",
        account_id=asking.account_id(),
        member_id=new_id(),
        draw_code=asking.draw_code,
        invitation=asking.draw_invitation(),
        now=utcnow(),
    )
    return redirect(url_for("class_people.index", cohort_id=cohort_id), code=303)


@bp.get("/<uuid:cohort_id>/")
@access.account_owner
def show(cohort_id: UUID) -> ResponseReturnValue:
    """Show a class to whoever is in it."""
    found, learner, now = asking.member(cohort_id), learners.current(), utcnow()
    if learner:
        timing.end_overdue(now, learner_id=learner.id, most=timing.MOST_FOR_A_PAGE)
    return render_template(
        "classes/show.html",
        section="more",
        found=found,
        may_teach=asking.may_teach(),
        sees_results=asking.sees_results(found),
        new=seen.since(found.member.seen_version) if found.role is CohortRole.STUDENT else [],
        seen=SeenForm(formdata=None, version=seen.NEWEST),
        work=work_list.of_class(cohort_id, now=now),
    )


def _show_index(form: ClassForm, *, status: int = 200) -> ResponseReturnValue:
    page = render_template(
        "classes/index.html",
        section="more",
        form=form,
        code=CodeForm(formdata=None),
        classes=queries.memberships(asking.account_id()),
        may_teach=asking.may_teach(),
        invitation=asking.waiting_invitation(),
    )
    return page, status
