"""The page on which an admin gives and takes roles."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.accounts import queries, service
from quizapp.accounts.forms import FindPerson, Roles
from quizapp.core.people import Role
from quizapp.web import access

bp = Blueprint("people", __name__, url_prefix="/admin/people")


@bp.get("")
@access.roles(Role.ADMIN)
def index() -> ResponseReturnValue:
    """Find somebody by their address, and show their roles."""
    form = FindPerson(request.args)
    found = queries.find_account(form.email.data or "") if form.validate() else None
    roles = Roles(formdata=None, roles=[role.name for role in found.roles]) if found else None
    return render_template("account/people.html", section="more", find=form, found=found, roles=roles)


@bp.post("/<int(max=2147483647):account_id>/roles")
@access.roles(Role.ADMIN)
def set_roles(account_id: int) -> ResponseReturnValue:
    """Give an account the roles that are ticked, and no others."""
    found = queries.find_account_by_id(account_id) or abort(404)
    form = Roles()
    if not form.validate():
        return render_template(
            "account/people.html", section="more", find=FindPerson(), found=found, roles=form, form=form
        ), 422
    service.set_roles(found, {Role(name) for name in form.roles.data or ()})
    flash(f"The roles of {found.email} are saved.")
    return redirect(url_for(".index", email=found.email), code=303)
