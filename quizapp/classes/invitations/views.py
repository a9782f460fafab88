"""Inviting people from a list: what is on it, making an invitation for each, and handing the links out."""

from contextlib import closing
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quizapp.classes import asking
from quizapp.classes.invitations import service as inviting
from quizapp.classes.invitations.forms import ListForm, MakeForm, carried
from quizapp.classes.invitations.service import KEPT_FOR, Listed
from quizapp.classes.words import LISTED_WORDS
from quizapp.core.people import Role
from quizapp.formats.people_list import PeopleList, read_people
from quizapp.formats.sheets import as_csv
from quizapp.web import access
from quizapp.web.clock import utcnow
from quizapp.web.filters import count_of, full_date
from quizapp.web.forms import BaseForm
from quizapp.web.outside import base_address
from quizapp.web.uploads import takes_up_to

bp = Blueprint("class_invites", __name__, url_prefix="/classes/<uuid:cohort_id>/invite")

NOBODY = "Nobody on this list can be invited. See below what to put right in the file."


@bp.get("/")
@access.roles(Role.EDUCATOR, Role.ADMIN, own=True)
def index(cohort_id: UUID) -> ResponseReturnValue:
    """Ask for a list, and show the invitations that nobody has used."""
    return _show(cohort_id, ListForm(formdata=None))


@bp.post("/")
@access.roles(Role.EDUCATOR, Role.ADMIN, own=True)
@takes_up_to(1)
def look(cohort_id: UUID) -> ResponseReturnValue:
    """Show who is on a list and what is wrong with it; nothing of it is stored yet."""
    found, form = asking.teaching(cohort_id), ListForm()
    if not form.validate():
        return _show(cohort_id, form, status=422)
    with closing(form.file.data) as sent:
        listed = read_people(sent.read())
    if not listed.people:
        form.file.errors = [NOBODY]
        return _show(cohort_id, form, listed=listed, status=422)
    people = inviting.sort(cohort_id, listed.people, now=utcnow())
    return render_template(
        "classes/listed.html",
        section="more",
        cohort=found.cohort,
        people=people,
        new=sum(one.listed is Listed.NEW for one in people),
        findings=listed.findings,
        words=LISTED_WORDS,
        making=MakeForm(formdata=None, people=carried(listed.people)),
    )


@bp.post("/make")
@access.roles(Role.EDUCATOR, Role.ADMIN, own=True)
@takes_up_to(1)
def make(cohort_id: UUID) -> ResponseReturnValue:
    """Make an invitation for each who is new on a list."""
    asking.teaching(cohort_id)
    form = MakeForm()
    listed = read_people((form.people.data or "").encode(), delimiter=",")
    if not (form.validate() and listed.people):
        return _show(cohort_id, ListForm(formdata=None), listed=listed, status=422)
    made = inviting.invite(cohort_id, listed.people, draw=asking.draw_invitation, now=utcnow())
    flash(f"{count_of(made, 'invitation is', 'invitations are')} made. Hand each person their own link.")
    return redirect(url_for(".index", cohort_id=cohort_id), code=303)


@bp.get("/links.csv")
@access.roles(Role.EDUCATOR, Role.ADMIN, own=True)
def links(cohort_id: UUID) -> ResponseReturnValue:
    """Give the invitations that nobody has used as a table, such as for a serial mail."""
    asking.teaching(cohort_id)
    rows = [
        (row.name or "", row.address or "", _link(row.secret))
        for row in inviting.waiting(cohort_id, now=utcnow())
    ]
    response = Response(as_csv([("name", "email", "link"), *rows]), mimetype="text/csv")
    response.headers["Content-Disposition"] = "attachment; filename=invitations.csv"
    return response


@bp.post("/<uuid:invitation_id>/withdraw")
@access.roles(Role.EDUCATOR, Role.ADMIN, own=True)
def withdraw(cohort_id: UUID, invitation_id: UUID) -> ResponseReturnValue:
    """Withdraw an invitation that nobody has used."""
    asking.educator(cohort_id)
    inviting.withdraw(invitation_id, cohort_id=cohort_id)
    flash("The invitation is withdrawn. Its link leads nowhere now.")
    return redirect(url_for(".index", cohort_id=cohort_id), code=303)


def _link(secret: str) -> str:
    return base_address() + url_for("class_join.look", invitation=secret)


def _show(
    cohort_id: UUID, form: ListForm, *, listed: PeopleList | None = None, status: int = 200
) -> ResponseReturnValue:
    found, zone = asking.teaching(cohort_id), asking.zone()
    waiting = inviting.waiting(cohort_id, now=utcnow())
    page = render_template(
        "classes/invite.html",
        section="more",
        cohort=found.cohort,
        form=form,
        findings=listed.findings if listed else (),
        waiting=waiting,
        links={row.id: _link(row.secret) for row in waiting},
        until={row.id: full_date((row.created_at + KEPT_FOR).astimezone(zone)) for row in waiting},
        sending=BaseForm(formdata=None),
    )
    return page, status
