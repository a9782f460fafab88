"""What happens before any view: cookie, protection against forged forms, and a read-only mark for reading."""

from flask import Flask, g, request
from flask import session as cookie
from flask_wtf.csrf import CSRFError

from quizapp.database import reading
from quizapp.extensions import csrf
from quizapp.web import learners, queries


def init_app(app: Flask) -> None:
    """Put the guard before every request."""
    app.before_request(guard)
    app.teardown_request(stop_reading)
    app.jinja_env.globals["form_ticket"] = learners.form_ticket


def stop_reading(_error: BaseException | None) -> None:
    """Take the mark away, so that what follows in the same thread may write."""
    reading.set(False)


def guard() -> None:
    """Mark requests that only read; let a form in only if it is ours.

    A form whose cookie was lost while it lay open (cleared, expired) is let in when our own page sends it
    with the ticket made for it, so that no answer is lost. A cookie that has its own stored learner is
    never replaced.
    """
    if request.endpoint == "static":
        return
    cookie.modified = True
    reading.set(request.method in {"GET", "HEAD", "OPTIONS"})
    if reading.get():
        learners.public_id()
        return
    try:
        csrf.protect()
    except CSRFError:
        owner = learners.read_ticket(request.form.get("ticket", ""))
        if owner is None or not _from_our_own_page():
            raise
        if learners.public_id() != owner and queries.find_learner(learners.public_id()) is not None:
            raise
        learners.remember(owner)
        g.csrf_valid = True  # Flask-WTF then spares the form its own check


def _from_our_own_page() -> bool:
    """Tell whether the browser says that one of our pages sent this form."""
    return request.headers.get("Origin") == request.host_url.rstrip("/")
