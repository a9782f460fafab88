"""The pages of an account that Flask-Security does not bring."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.accounts import adoption, logins, queries, signed_in
from quizapp.accounts.forms import Press
from quizapp.accounts.links import inside
from quizapp.core.people import Role
from quizapp.web import access, learners
from quizapp.web.clock import new_id

bp = Blueprint("account", __name__, url_prefix="/account")


@bp.get("/")
@access.account
def index() -> ResponseReturnValue:
    """Show what belongs to the account, and what can be done with it."""
    account = learners.account() or abort(404)
    is_admin = any(role.name == Role.ADMIN for role in account.roles)
    return render_template("account/index.html", section="more", account=account, is_admin=is_admin)


@bp.post("/change-email/<token>")
@access.anybody
def confirm_new_email(token: str) -> Any:
    """Change the address; Flask-Security would do so when the link is only looked at."""
    confirm = current_app.view_functions["security.change_email_confirm"]
    return current_app.ensure_sync(confirm)(token=token)


@bp.get("/adopt")
@access.account
def adopt() -> ResponseReturnValue:
    """Ask whether what was done on this device before logging in goes into the account."""
    found = adoption.waiting(learners.public_id())
    target = inside(request.args.get("next"), otherwise=url_for("today.index"))
    if found is None:
        return redirect(target, code=303)
    return render_template("account/adopt.html", section="more", found=found, target=target, press=Press())


@bp.post("/adopt")
@access.account
def answer_adoption() -> ResponseReturnValue:
    """Add the guest's things to the account, or leave them with the guest."""
    account = learners.account() or abort(404)
    if request.form.get("choice") == "add":
        guest = learners.public_id()
        adoption.adopt(guest, account_id=account.id, public_id=new_id(), new_id=new_id)
        flash("Your quizzes and cards from this device are in your account now.")
    else:
        signed_in.leave_out()
    return redirect(inside(request.form.get("next"), otherwise=url_for("today.index")), code=303)


@bp.get("/sessions")
@access.account
def sessions() -> ResponseReturnValue:
    """List where the account is logged in."""
    account = learners.account() or abort(404)
    return render_template(
        "account/sessions.html",
        section="more",
        logins=queries.logins_of(account.id),
        this=signed_in.login_id(),
        press=Press(),
    )


@bp.post("/sessions/<uuid:login_id>/end")
@access.account_owner
def end_session(login_id: UUID) -> ResponseReturnValue:
    """End one login; a device that is logged out asks to log in again."""
    account = learners.account() or abort(404)
    if not logins.end(login_id, account_id=account.id):
        abort(404)
    flash("That device is logged out.")
    return redirect(url_for(".sessions"), code=303)


@bp.post("/sessions/end-others")
@access.account
def end_other_sessions() -> ResponseReturnValue:
    """End every login but this one."""
    account = learners.account() or abort(404)
    logins.end_others(account.id, but=signed_in.login_id() or abort(404))
    flash("All other devices are logged out.")
    return redirect(url_for(".sessions"), code=303)
