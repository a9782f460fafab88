"""Ending a class, after a page that says what it does."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quizapp.classes import asking, queries, service
from quizapp.classes.forms import EndForm
from quizapp.classes.service import Changed
from quizapp.core.people import Role
from quizapp.web import access
from quizapp.web.clock import utcnow

bp = Blueprint("class_end", __name__, url_prefix="/classes/<uuid:cohort_id>")


@bp.get("/end")
@access.roles(Role.EDUCATOR, Role.ADMIN, own=True)
def ask(cohort_id: UUID) -> ResponseReturnValue:
    """Say what ending a class means, before it is ended."""
    return _ask(cohort_id)


@bp.post("/end")
@access.roles(Role.EDUCATOR, Role.ADMIN, own=True)
def end(cohort_id: UUID) -> ResponseReturnValue:
    """End a class, or delete it where the page offered that and nobody else is in it still."""
    asking.educator(cohort_id)
    if EndForm().deletes.data:
        if service.delete(cohort_id) is Changed.NOT_ALONE:
            return _ask(cohort_id, status=409)
        flash("The class is deleted.")
        return redirect(url_for("classes.index"), code=303)
    service.end(cohort_id, now=utcnow())
    flash("The class has ended. Whoever is in it can read it and leave it.")
    return redirect(url_for("classes.show", cohort_id=cohort_id), code=303)


def _ask(cohort_id: UUID, *, status: int = 200) -> ResponseReturnValue:
    found, others = asking.educator(cohort_id), queries.count_people(cohort_id) - 1
    page = render_template(
        "classes/end.html",
        section="more",
        cohort=found.cohort,
        others=others,
        sending=EndForm(formdata=None, deletes="" if others else "yes"),
    )
    return page, status
