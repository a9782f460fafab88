"""Managing a class: its title, its invitation, and who is what in it."""

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quizapp.classes import asking, queries, service
from quizapp.classes.extra_time import queries as time_queries
from quizapp.classes.extra_time import service as extra_time
from quizapp.classes.extra_time.forms import GiveTimeForm, as_chosen
from quizapp.classes.extra_time.words import trail_lines
from quizapp.classes.forms import InvitationForm, RoleForm, TitleForm
from quizapp.classes.joining import queries as removal_queries
from quizapp.classes.queries import Membership
from quizapp.classes.quizzes.words import moment_words
from quizapp.classes.service import Changed
from quizapp.classes.words import LAST_EDUCATOR, LEFT, NO_TEACHER, ROLE_NOTES
from quizapp.core.cohorts import CohortRole, shown_code
from quizapp.core.errors import EditedElsewhereError
from quizapp.core.people import Role
from quizapp.web import access
from quizapp.web.clock import utcnow
from quizapp.web.forms import BaseForm
from quizapp.web.outside import base_address

bp = Blueprint("class_people", __name__, url_prefix="/classes/<uuid:cohort_id>")

TAKEN_OUT = "They are in the class no longer. What they answered stays theirs."
SLIP = " Was it a slip? Under “Taken out of this class” below you can let them in again."
LET_IN = "They can join again now, by the link or the code of the class. Nothing is sent, so tell them."
REFUSALS = {Changed.LAST_EDUCATOR: LAST_EDUCATOR, Changed.NO_TEACHER: NO_TEACHER}

TIME_GIVEN_ELSEWHERE = (
    "Somebody else changed this since you opened this page, so nothing was stored. Below is what they stored:"
    " save yours to have it in its place."
)


@bp.get("/people")
@access.roles(Role.EDUCATOR, Role.ADMIN, own=True)
def index(cohort_id: UUID) -> ResponseReturnValue:
    """Show the invitation of a class, its title, and who is in it."""
    found = asking.educator(cohort_id)
    return _show(found, TitleForm(formdata=None, title=found.cohort.title))


@bp.post("/title")
@access.roles(Role.EDUCATOR, Role.ADMIN, own=True)
def rename(cohort_id: UUID) -> ResponseReturnValue:
    """Give a class another title."""
    found, form = asking.teaching(cohort_id), TitleForm()
    if not form.validate():
        return _show(found, form, status=422)
    service.rename(found.cohort, form.title.data or "")
    flash("The class has its new title.")
    return redirect(url_for(".index", cohort_id=cohort_id), code=303)


@bp.post("/invitation")
@access.roles(Role.EDUCATOR, Role.ADMIN, own=True)
def replace_invitation(cohort_id: UUID) -> ResponseReturnValue:
    """Make a new invitation; the old one stops working."""
    found, form = asking.teaching(cohort_id), InvitationForm()
    if form.validate():
        service.replace_invitation(
            found.cohort,
            replaced=form.replaces.data or "",
            draw_code=asking.draw_code,
            invitation=asking.draw_invitation(),
        )
        flash("This is the new invitation. The old link and the old code lead nowhere now.")
    return redirect(url_for(".index", cohort_id=cohort_id), code=303)


@bp.get("/people/<uuid:member_id>")
@access.roles(Role.EDUCATOR, Role.ADMIN, own=True)
def person(cohort_id: UUID, member_id: UUID) -> ResponseReturnValue:
    """Show what somebody is in a class, and how to change that."""
    return _show_person(cohort_id, member_id)


@bp.post("/people/<uuid:member_id>")
@access.roles(Role.EDUCATOR, Role.ADMIN, own=True)
def set_role(cohort_id: UUID, member_id: UUID) -> ResponseReturnValue:
    """Let somebody be something else in a class."""
    _find_person(cohort_id, member_id)
    form = RoleForm()
    if not form.validate():
        return _show_person(cohort_id, member_id, form, status=422)
    changed = service.set_role(cohort_id, member_id, CohortRole(form.role.data))
    if changed in REFUSALS:
        form.role.errors = [REFUSALS[changed]]
        return _show_person(cohort_id, member_id, form, status=409)
    flash("That is saved.")
    return _back(cohort_id)


@bp.post("/people/<uuid:member_id>/remove")
@access.roles(Role.EDUCATOR, Role.ADMIN, own=True)
def remove(cohort_id: UUID, member_id: UUID) -> ResponseReturnValue:
    """Take somebody out of a class; whoever is out already stays out."""
    found = asking.educator(cohort_id)
    changed = service.remove(cohort_id, member_id, by=asking.account_id(), now=utcnow())
    if changed in REFUSALS:
        flash(REFUSALS[changed])
    elif found.member.id == member_id:
        flash(LEFT)
    else:
        flash(TAKEN_OUT if found.is_over else TAKEN_OUT + SLIP)
    return _back(cohort_id)


@bp.post("/people/<uuid:member_id>/let-in")
@access.roles(Role.EDUCATOR, Role.ADMIN, own=True)
def let_in_again(cohort_id: UUID, member_id: UUID) -> ResponseReturnValue:
    """Let somebody who was taken out of a class join it again."""
    asking.teaching(cohort_id)
    service.let_in_again(cohort_id, member_id)
    flash(LET_IN)
    return redirect(url_for(".index", cohort_id=cohort_id), code=303)


@bp.post("/people/<uuid:member_id>/time")
@access.roles(Role.EDUCATOR, Role.ADMIN, own=True)
def give_time(cohort_id: UUID, member_id: UUID) -> ResponseReturnValue:
    """Give somebody time for the quizzes of the class that have a time limit."""
    asking.teaching(cohort_id)
    _find_person(cohort_id, member_id)
    form = GiveTimeForm()
    if not form.validate():
        return _show_person(cohort_id, member_id, time_form=form, status=422)
    try:
        extra_time.give(
            member_id,
            form.chosen_share,
            cohort_id=cohort_id,
            seen=form.seen.data or 0,
            by=asking.account_id(),
            now=utcnow(),
        )
    except EditedElsewhereError:
        form.share.errors = [TIME_GIVEN_ELSEWHERE]
        form.seen.raw_data, form.seen.data = None, len(time_queries.trail(member_id))
        return _show_person(cohort_id, member_id, time_form=form, status=409)
    flash("That is saved. It holds for each attempt that they begin from now on.")
    return redirect(url_for(".person", cohort_id=cohort_id, member_id=member_id), code=303)


def _back(cohort_id: UUID) -> ResponseReturnValue:
    """Lead back to the people of the class, or to where somebody still may go who stepped down or out."""
    found = queries.find_class(cohort_id, account_id=asking.account_id())
    if found is None:
        return redirect(url_for("classes.index"), code=303)
    page = "class_people.index" if found.role is CohortRole.EDUCATOR else "classes.show"
    return redirect(url_for(page, cohort_id=cohort_id), code=303)


def _find_person(cohort_id: UUID, member_id: UUID) -> queries.Person:
    asking.educator(cohort_id)
    return queries.find_person(member_id, cohort_id=cohort_id) or abort(404)


def _show(found: Membership, form: TitleForm, *, status: int = 200) -> ResponseReturnValue:
    cohort = found.cohort
    page = render_template(
        "classes/people.html",
        section="more",
        cohort=cohort,
        is_over=found.is_over,
        form=form,
        invitation=InvitationForm(formdata=None, replaces=cohort.code),
        link=base_address() + url_for("class_join.look", invitation=cohort.invitation),
        code=shown_code(cohort.code),
        people=queries.people(cohort.id),
        removed=[
            (row, moment_words(row.removed_at, asking.zone())) for row in removal_queries.removed(cohort.id)
        ],
        sending=BaseForm(formdata=None),
    )
    return page, status


def _show_person(
    cohort_id: UUID,
    member_id: UUID,
    form: RoleForm | None = None,
    *,
    time_form: GiveTimeForm | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    found, entries = _find_person(cohort_id, member_id), time_queries.trail(member_id)
    page = render_template(
        "classes/person.html",
        section="more",
        cohort_id=cohort_id,
        person=found,
        form=form or RoleForm(formdata=None, role=found.role.value),
        notes=ROLE_NOTES,
        time_form=time_form
        or GiveTimeForm(
            formdata=None, share=as_chosen(time_queries.newest_share(entries)), seen=len(entries)
        ),
        times=trail_lines(entries, asking.zone()),
    )
    return page, status
