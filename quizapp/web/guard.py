"""What happens before any view: who may call it, protection against forged forms, a mark for reading."""

from flask import Flask, abort, current_app, g, redirect, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from quizapp.core.people import Role
from quizapp.database import reading
from quizapp.extensions import csrf
from quizapp.web import access, learners, problems, queries, uploads
from quizapp.web.problems import PREFIX

SCRIPT_HEADER = "X-Live"
"""A header that forms cannot send, and scripts of other sites neither."""


def init_app(app: Flask) -> None:
    """Put the guard before every request."""
    app.before_request(guard)
    app.teardown_request(stop_reading)
    app.jinja_env.globals.update(
        form_ticket=learners.form_ticket,
        account_asking=learners.account,
        text_size=learners.text_size,
    )


def stop_reading(_error: BaseException | None) -> None:
    """Take the mark away, so that what follows in the same thread may write."""
    reading.set(False)


def guard() -> ResponseReturnValue | None:
    """Mark requests that only read; let in who may call the route, and a form only if it is ours."""
    if request.endpoint in access.FREE:
        return None
    if "\x00" in request.path:  # no name holds it, and PostgreSQL would refuse to look for one
        abort(404)
    reading.set(request.method in {"GET", "HEAD", "OPTIONS"})
    declared = access.of(current_app, request.endpoint) if request.endpoint else None
    if request.endpoint and declared is None:
        raise access.UndeclaredRouteError(f"nobody said who may call {request.endpoint}")
    uploads.make_room(request)
    nowhere = request.endpoint is None and request.path.startswith(PREFIX)
    if nowhere or (declared and declared.by_program):
        g.account = None  # whatever the cookie says
        return None
    if declared and declared.unnamed:
        learners.be_nobody()
        let_unnamed_in(declared)
        return None
    cookie.modified = True
    if reading.get():
        learners.public_id()
    else:
        let_form_in()
    return refuse(declared) if declared else None


def let_unnamed_in(declared: access.Access) -> None:
    """Let in a form, or what a script sends, only if it is ours; who sends it is nobody we could name.

    A page from elsewhere can neither set the header nor hide that it is from elsewhere.
    """
    if declared.by_script:
        problems.answer_with_problems()
        ours = request.headers.get("Origin") is None or _from_our_own_page()
        if not (reading.get() or (ours and request.headers.get(SCRIPT_HEADER) == "1")):
            raise problems.ProblemError(problems.NOT_OURS)
    elif not reading.get():
        csrf.protect()


def let_form_in() -> None:
    """Let a form in only if it is ours.

    A form whose cookie was lost while it lay open (cleared, expired) is let in when our own page sends it
    with the ticket made for it, so that no answer is lost. A cookie that has its own stored learner is
    never replaced.
    """
    try:
        csrf.protect()
    except CSRFError:
        owner = learners.read_ticket(request.form.get("ticket", ""))
        if owner is None or not _from_our_own_page() or learners.account():
            raise
        if learners.public_id() != owner and queries.find_guest(learners.public_id()) is not None:
            raise
        learners.remember(owner)
        g.csrf_valid = True  # Flask-WTF then spares the form its own check


def refuse(declared: access.Access) -> ResponseReturnValue | None:
    """Send guests to log in where an account is needed; to who lacks the role, the page is not there."""
    if not declared.login or (declared.in_hall and current_app.extensions["is_hall_leader"]()):
        return None
    account = learners.account()
    if account is None:
        after = request.full_path.rstrip("?") if reading.get() else None
        return redirect(url_for("security.login", next=after), code=303)
    if declared.roles and not declared.roles & {Role(role.name) for role in account.roles}:
        abort(404)
    return None


def _from_our_own_page() -> bool:
    """Tell whether the browser says that one of our pages sent this form."""
    return request.headers.get("Origin") == request.host_url.rstrip("/")
