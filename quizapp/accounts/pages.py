"""How Flask-Security's views look and answer here: our templates, our statuses, no change by a GET."""

from collections.abc import Callable
from typing import Any

from flask import Flask, Response, abort, flash, make_response, redirect, render_template, request, url_for
from flask_security.confirmable import confirm_email_token_status
from flask_wtf import FlaskForm
from sqlalchemy.exc import IntegrityError

from quizapp.accounts import authenticator, mail, signed_in
from quizapp.accounts.forms import AsksForMail, Press
from quizapp.accounts.links import inside, public
from quizapp.accounts.words import MESSAGES
from quizapp.database import db
from quizapp.web import learners

MAILING = frozenset(
    f"security.{name}" for name in ("register", "forgot_password", "send_confirmation", "change_email")
)
"""Views that send a mail to whoever asks, and must answer everybody alike."""

SAY_SO = MAILING - {"security.register"}
"""Views that answer a form on the same page; we lead back to it, so that nothing is sent twice."""

CONFIRMING = {
    "security.confirm_email": "One more step: press the button, and the address is confirmed.",
    "security.change_email_confirm": "One more step: press the button, and you log in with this address.",
}
"""Views that a link in a mail leads to; we ask for a button to be pressed first."""


def init_app(app: Flask) -> None:
    """Put our manners around Flask-Security's views."""
    app.before_request(before)
    app.after_request(after)
    views = app.view_functions
    for endpoint, words in CONFIRMING.items():
        views[endpoint] = ask_first(views[endpoint], words)
    for endpoint in ("security.register", "security.confirm_email", "security.change_email_confirm"):
        views[endpoint] = once_more(views[endpoint])
    views["security.confirm_email"] = unless_confirmed(views["security.confirm_email"])
    for endpoint in ("security.two_factor_token_validation", "security.two_factor_rescue"):
        views[endpoint] = before_login(views[endpoint])
    endpoint = "security.two_factor_setup_validate"
    views[endpoint] = authenticator.keep_key(views[endpoint])


def before() -> None:
    """Refuse what no page of ours sends, and find out whether mails can leave before one is asked for."""
    if request.blueprint == "security" and request.method == "POST":
        if request.is_json:
            abort(400)
        if request.endpoint in MAILING:
            public("")
            mail.check_post()


def after(response: Response) -> Response:
    """Lead on with the status that says: fetch the next page; after a login, by way of the guest's things."""
    if request.blueprint in {"account", "security"} and response.status_code == 302:
        response.status_code = 303
        if signed_in.guest_waits():
            response.location = url_for("account.adopt", next=inside(response.location, otherwise="/"))
    return response


def render(template: str, **context: Any) -> Any:
    """Return a mail's text, or a page: one with a refused form says so by its status."""
    if template.endswith(".txt"):
        links = {name: public(value) for name, value in context.items() if name.endswith("link") and value}
        return render_template(template, **context | links)
    forms = [value for value in context.values() if isinstance(value, FlaskForm)]
    refused = [form for form in forms if form.errors] if request.method == "POST" else []
    if request.method == "POST" and request.endpoint in SAY_SO and not refused:
        return make_response(redirect(url_for(request.endpoint), code=303))
    for form in refused:
        if isinstance(form, AsksForMail):
            form.say_at_the_field()
    told = {"form": refused[0]} if refused else {}
    page = render_template(template, section="more", **told, **context)
    return make_response(page, 422 if refused else 200)


def ask_first(view: Callable[..., Any], words: str) -> Callable[..., Any]:
    """Show a button where a link would change something at once."""

    def asked(token: str) -> Any:
        if request.method == "POST":
            return view(token=token)
        return render_template("security/confirm.html", section="more", press=Press(), words=words)

    return asked


def unless_confirmed(view: Callable[..., Any]) -> Callable[..., Any]:
    """Lead whoever opens a link again to the login, not to a page that sends another link."""

    def asked(token: str) -> Any:
        _expired, invalid, account = confirm_email_token_status(token)  # type: ignore[no-untyped-call]
        if invalid or not account or not account.confirmed_at:
            return view(token=token)
        flash(MESSAGES["ALREADY_CONFIRMED"])
        return redirect(url_for("security.login"), code=303)

    return asked


def before_login(view: Callable[..., Any]) -> Callable[..., Any]:
    """Lead whoever is logged in to their account; Flask-Security would log them out."""

    def asked() -> Any:
        return redirect(url_for("account.index"), code=303) if learners.account() else view()

    return asked


def once_more(view: Callable[..., Any]) -> Callable[..., Any]:
    """Do it again if another request took the same address in the same moment."""

    def done(**values: Any) -> Any:
        try:
            answer = view(**values)
            db.session.flush()
        except IntegrityError:
            db.session.rollback()
            answer = view(**values)
        return answer

    return done
