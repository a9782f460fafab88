"""What happens when somebody logs in or out: the list of logins, and the guest that they were."""

from typing import Any
from uuid import UUID

from flask import Flask, g, request
from flask import session as cookie
from flask_login import user_logged_out
from flask_security import password_reset, user_authenticated

from quizapp.accounts import adoption, logins, token_queries
from quizapp.models import AccountRow
from quizapp.web import learners
from quizapp.web.clock import new_id, utcnow

LOGIN, LEFT_OUT = "login", "left_out"
"""What the cookie names them by: the login, and the guest whose things are not to be added."""


def init_app(app: Flask) -> None:
    """Follow Flask-Security's logins."""
    user_authenticated.connect(begin, app)
    user_logged_out.connect(end, app)
    password_reset.connect(forget_others, app)


def login_id() -> UUID | None:
    """Return the login that the cookie names."""
    try:
        return UUID(cookie[LOGIN])
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def begin(_app: Flask, user: AccountRow, authn_via: list[str] | None = None, **_how: Any) -> None:
    """Put a login on the account's list and name it in the cookie; a first login brings the guest along."""
    if authn_via == ["change"]:  # this login begins anew
        shut_out(user.id)
    new = new_id()
    logins.begin(user.id, login_id=new, user_agent=request.user_agent.string, now=utcnow())
    cookie[LOGIN] = new.hex
    cookie.pop("csrf_token", None)  # whoever laid this cookie into the browser would know it
    guest = learners.public_id()
    g.guest_waits = False
    if not user.simulated:  # what a guest did is real; it must not go when the demonstration goes
        adoption.begin_with(guest, account_id=user.id, public_id=new_id())
        g.guest_waits = cookie.get(LEFT_OUT) != guest.hex and adoption.waiting(guest) is not None
    for name in ("account", "learner"):
        g.pop(name, None)


def end(_app: Flask, user: Any, **_how: Any) -> None:
    """Take the login off the list."""
    ended = login_id()
    if ended and user.is_authenticated:
        logins.end(ended, account_id=user.id)
    cookie.pop(LOGIN, None)


def forget_others(_app: Flask, user: AccountRow, **_how: Any) -> None:
    """Shut everybody out, because the password was lost to begin with."""
    shut_out(user.id)


def shut_out(account_id: int) -> None:
    """End all logins and tokens; whoever learned the old password may have made some. The caller commits."""
    logins.forget_all(account_id)
    token_queries.forget_all(account_id)


def guest_waits() -> bool:
    """Tell whether somebody has just logged in whose guest has things that the account lacks."""
    waits: bool = g.get("guest_waits", False)
    return waits


def leave_out() -> None:
    """Do not ask again about the guest of this browser."""
    cookie[LEFT_OUT] = learners.public_id().hex
