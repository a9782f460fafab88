"""The way into a class and out of it: by code or link, past a page that says what its staff will see."""

from functools import partial
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quizapp.classes import asking, queries, service
from quizapp.classes.forms import CodeForm, JoinForm, SeenForm
from quizapp.classes.invitations import service as inviting
from quizapp.classes.invitations.service import WayIn
from quizapp.classes.joining import queries as removal_queries
from quizapp.classes.service import Changed
from quizapp.classes.words import LAST_EDUCATOR, LEFT, UNKNOWN_CODE
from quizapp.web import access, learners
from quizapp.web.clock import new_id, utcnow
from quizapp.web.forms import BaseForm

bp = Blueprint("class_join", __name__, url_prefix="/classes")


@bp.get("/join")
@access.anybody
def index() -> ResponseReturnValue:
    """Ask for the code of a class."""
    return render_template("classes/code.html", section="more", form=CodeForm(formdata=None))


@bp.post("/join")
@access.anybody
def find() -> ResponseReturnValue:
    """Go to the invitation of a code, however it was typed; the limits count one that is wrong as a try."""
    form = CodeForm()
    if not form.validate():
        return render_template("classes/code.html", section="more", form=form), 422
    cohort = queries.find_by_code(form.typed)
    if cohort is None:
        form.code.errors = [UNKNOWN_CODE]
        return render_template("classes/code.html", section="more", form=form), 404
    return redirect(url_for(".look", invitation=cohort.invitation), code=303)


@bp.get("/invitation/<invitation>")
@access.anybody
def look(invitation: str) -> ResponseReturnValue:
    """Say what the staff of a class will see of somebody who joins, and what not, before they do."""
    return _look(invitation)


@bp.post("/invitation/<invitation>")
@access.account
def join(invitation: str) -> ResponseReturnValue:
    """Join a class; joined twice, it is joined once."""
    form = JoinForm()
    way = inviting.find_way_in(invitation, now=utcnow())
    if way is None or not form.validate():
        return _look(invitation, form, status=422)
    enter = partial(inviting.use, invitation) if way.own else partial(service.join, way.cohort.id)
    is_in = enter(
        account_id=asking.account_id(),
        member_id=form.client_id.value,
        name=form.name.data or "",
        now=utcnow(),
    )
    if not is_in:
        return _look(invitation, form)
    asking.forget_invitation(invitation)
    flash("You are in. What the class is to do stands here, and on your page Today.")
    return redirect(url_for("classes.show", cohort_id=way.cohort.id), code=303)


@bp.post("/<uuid:cohort_id>/seen")
@access.account_owner
def note_seen(cohort_id: UUID) -> ResponseReturnValue:
    """Note that a member read what staff sees since they joined."""
    found, form = asking.member(cohort_id), SeenForm()
    if form.validate():
        service.note_seen(found.member, form.version.data or 0)
    return redirect(url_for("classes.show", cohort_id=cohort_id), code=303)


@bp.get("/<uuid:cohort_id>/leave")
@access.account_owner
def ask_to_leave(cohort_id: UUID) -> ResponseReturnValue:
    """Say what leaving a class means, before somebody leaves it."""
    return render_template(
        "classes/leave.html",
        section="more",
        found=asking.member(cohort_id),
        sending=BaseForm(formdata=None),
    )


@bp.post("/<uuid:cohort_id>/leave")
@access.account
def leave(cohort_id: UUID) -> ResponseReturnValue:
    """Leave a class; whoever is not in it, or left before, is told the same."""
    if service.leave(cohort_id, account_id=asking.account_id()) is Changed.LAST_EDUCATOR:
        flash(LAST_EDUCATOR)
        return redirect(url_for("classes.show", cohort_id=cohort_id), code=303)
    flash(LEFT)
    return redirect(url_for("classes.index"), code=303)


def _look(invitation: str, form: JoinForm | None = None, *, status: int = 200) -> ResponseReturnValue:
    way, account = inviting.find_way_in(invitation, now=utcnow()), learners.account()
    instead = _instead(way) if way else None
    if way is None or instead:
        asking.forget_invitation(invitation)
        return instead or _gone()
    if account is None:
        asking.remember_invitation(invitation)
    name = way.own.name if way.own else ""
    page = render_template(
        "classes/invitation.html",
        section="more",
        title=way.cohort.title,
        educators=queries.educator_names(way.cohort.id),
        email=account.email if account else "",
        form=form or JoinForm(formdata=None, client_id=new_id(), name=name),
        here=url_for(".look", invitation=invitation),
    )
    return page, status


def _instead(way: WayIn) -> ResponseReturnValue | None:
    """Return what whoever asks is shown instead of the page before joining: they are in, or cannot join."""
    (cohort, own), account = way, learners.account()
    if account and queries.find_member(cohort.id, account_id=account.id):
        return redirect(url_for("classes.show", cohort_id=cohort.id), code=303)
    if own and own.used_at:
        return _gone()
    if not queries.is_open(cohort.id):
        return render_template("classes/closed.html", section="more", title=cohort.title), 410
    invited = own.address if own else None
    if account and removal_queries.keeps_out(cohort.id, account_id=account.id, invited=invited):
        said = {"title": cohort.title, "email": account.email}
        return render_template("classes/taken_out.html", section="more", **said), 403
    return None


def _gone() -> ResponseReturnValue:
    return render_template("classes/no_invitation.html", section="more"), 410
