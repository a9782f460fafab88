"""My data: what is kept, everything of it as a file, and all of it gone."""

from datetime import timedelta

from flask import Blueprint, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import logout_user
from flask_security import send_mail
from flask_security.utils import check_and_update_authn_fresh

from quizapp.personal import download, erasure, holdings, identity
from quizapp.personal.forms import WRONG_PASSWORD, PasswordForm, TickForm
from quizapp.web import access, learners, privacy
from quizapp.web.clock import utcnow

bp = Blueprint("personal", __name__, url_prefix="/data")

FRESH = timedelta(minutes=10)
"""How long ago somebody without a password may have logged in to delete everything."""


@bp.get("/")
@access.anybody
def index() -> ResponseReturnValue:
    """Say what can be done with what is kept of whoever asks."""
    return render_template("personal/index.html", section="more", person=download.asking())


@bp.get("/everything.zip")
@access.owner
def everything() -> ResponseReturnValue:
    """Give everything that is kept of whoever asks, as a file."""
    return download.everything(now=utcnow())


@bp.get("/delete")
@access.owner
def delete() -> ResponseReturnValue:
    """Say exactly what would go, and ask whether it shall."""
    if not download.asking().is_somebody:
        return redirect(url_for(".index"), code=303)
    return _ask_again() or _delete_page(_form(), status=200)


@bp.post("/delete")
@access.owner
def erase() -> ResponseReturnValue:
    """Delete everything of whoever asks, and forget them."""
    person, account, form = download.asking(), learners.account(), _form()
    if not person.is_somebody:
        return redirect(url_for(".index"), code=303)
    if not (form.validate() and _is_theirs(form)):
        return _delete_page(form, status=422)
    if again := _ask_again():
        return again
    email = account.email if account else ""
    erasure.erase(person, privacy.tables(current_app))
    if email:
        send_mail("Your account was deleted", email, "security/email/account_deleted")
    return _forget()


@bp.get("/gone")
@access.anybody
def gone() -> ResponseReturnValue:
    """Say that everything is deleted."""
    return render_template("personal/gone.html", section="more")


def _form() -> PasswordForm | TickForm:
    account = learners.account()
    return PasswordForm() if account and account.password else TickForm()


def _is_theirs(form: PasswordForm | TickForm) -> bool:
    """Tell whether the password in the form is theirs, and say so in the form if not; a tick is anybody's."""
    account = learners.account()
    if account is None or isinstance(form, TickForm):
        return True
    if identity.knows_password(account, form.password.data):
        return True
    form.password.errors = [WRONG_PASSWORD]
    return False


def _delete_page(form: PasswordForm | TickForm, *, status: int) -> ResponseReturnValue:
    person = download.asking()
    held = holdings.of(person, privacy.tables(current_app))
    return render_template(
        "personal/delete.html", section="more", form=form, person=person, held=held
    ), status


def _ask_again() -> ResponseReturnValue | None:
    """Let somebody without a password show once more that it is them, if they logged in a while ago."""
    account = learners.account()
    if account is None or account.password or check_and_update_authn_fresh(FRESH, FRESH):
        return None
    return redirect(url_for("security.wan_verify", next=url_for(".delete")), code=303)


def _forget() -> ResponseReturnValue:
    """Log whoever asked out, and leave nothing of them in the browser."""
    learners.forget()
    logout_user()  # Flask-Login's: Flask-Security's asks the account, which is gone, what it may do
    response = redirect(url_for(".gone"), code=303)
    response.delete_cookie(learners.TEXT_SIZE)
    return response
