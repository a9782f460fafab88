"""Who is asking: an account that is logged in, or a guest that a cookie names.

A guest gets a row at the first thing worth keeping. An account owns one learner, which its guest becomes.
"""

from typing import cast
from uuid import UUID, uuid4

from flask import current_app, g, request
from flask import session as cookie
from flask_security import current_user
from itsdangerous import BadSignature, URLSafeTimedSerializer

from quizapp.models import AccountRow, LearnerRow
from quizapp.web import guests, queries
from quizapp.web.clock import utcnow

TEXT_SIZE = "text_size"
"""The cookie that says how large the type is, while nothing else is stored."""

TICKET_LIFE = 30 * 24 * 3600
"""Seconds for which a form can stand in for a lost cookie: as long as an idle guest is kept."""


def public_id() -> UUID:
    """Return the guest's id in the cookie, giving the browser one when it has none."""
    try:
        return UUID(str(cookie["learner"]))
    except (KeyError, ValueError):
        return remember(uuid4())


def remember(learner_id: UUID) -> UUID:
    """Name this guest in the cookie."""
    cookie["learner"] = learner_id.hex
    cookie.permanent = True
    return learner_id


def act_for(account: AccountRow) -> None:
    """Let this request act for an account, whatever its cookie says; a program's token does that."""
    g.account = account


def account() -> AccountRow | None:
    """Return the account that is asking, or None for a guest."""
    if "account" not in g:
        found = current_user._get_current_object()  # noqa: SLF001 - what a proxy stands for is asked for so
        g.account = found if found.is_authenticated else None
    return cast("AccountRow | None", g.account)


def guest() -> LearnerRow | None:
    """Return the guest that the cookie names, also while an account is logged in."""
    return queries.find_guest(public_id())


def current() -> LearnerRow | None:
    """Return the learner who is asking, or None while nothing is stored for them."""
    if "learner" not in g:
        owner = account()
        g.learner = queries.find_learner_of(owner.id) if owner else guest()
    learner: LearnerRow | None = g.learner
    return learner


def require() -> LearnerRow:
    """Return the learner who is asking, storing one first when there is none."""
    learner = current()
    now = utcnow()
    if learner is None:
        zone = current_app.extensions["settings"].time_zone
        owner = account()
        if owner:
            learner = guests.begin_for(
                owner.id, simulated=owner.simulated, time_zone=zone, text_size=text_size(), now=now
            )
        else:
            learner = guests.begin(public_id(), time_zone=zone, text_size=text_size(), now=now)
        g.learner = learner
    guests.note_activity(learner, now=now)
    return learner


def text_size() -> str:
    """Return how large the type is: as the stored learner chose, else as the browser's cookie says."""
    learner = current()
    if learner:
        return learner.text_size
    return "large" if request.cookies.get(TEXT_SIZE) == "large" else "normal"


def forget() -> None:
    """Forget who is asking, whose data is gone. A guest who is somebody else is named still."""
    rest = guest() if account() else None
    cookie.clear()
    g.pop("account", None)
    g.pop("learner", None)
    if rest:
        remember(rest.public_id)


def be_nobody() -> None:
    """Let the rest of this request be nobody's: whoever asked is gone, or is not to be named."""
    g.account = g.learner = None
    g.is_nobody = True


def form_ticket() -> str:
    """Return what a form carries so that it is still accepted when a guest's cookie was lost meanwhile.

    Nothing stands in for a login, and nobody has a cookie to lose.
    """
    return "" if account() or g.get("is_nobody") else _serializer().dumps(public_id().hex)


def read_ticket(ticket: str) -> UUID | None:
    """Return whose form this is, or None when the ticket is not ours or too old."""
    try:
        return UUID(_serializer().loads(ticket, max_age=TICKET_LIFE))
    except (BadSignature, ValueError, TypeError, AttributeError):
        return None


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="form-ticket")
