"""Who is asking. A cookie names a learner; a row is made at the first thing worth keeping."""

from uuid import UUID, uuid4

from flask import current_app, g
from flask import session as cookie
from itsdangerous import BadSignature, URLSafeTimedSerializer

from quizapp.models import LearnerRow
from quizapp.web import guests, queries
from quizapp.web.clock import utcnow

TICKET_LIFE = 30 * 24 * 3600
"""Seconds for which a form can stand in for a lost cookie: as long as an idle guest is kept."""


def public_id() -> UUID:
    """Return the id in the cookie, giving the browser one when it has none."""
    try:
        return UUID(cookie["learner"])
    except (KeyError, TypeError, ValueError):
        return remember(uuid4())


def remember(learner_id: UUID) -> UUID:
    """Name this learner in the cookie."""
    cookie["learner"] = learner_id.hex
    cookie.permanent = True
    return learner_id


def current() -> LearnerRow | None:
    """Return the learner who is asking, or None while nothing is stored for them."""
    if "learner" not in g:
        g.learner = queries.find_learner(public_id())
    learner: LearnerRow | None = g.learner
    return learner


def require() -> LearnerRow:
    """Return the learner who is asking, storing a guest first when there is none."""
    learner = current()
    if learner is None:
        zone = current_app.extensions["settings"].time_zone
        learner = g.learner = guests.begin(public_id(), time_zone=zone, now=utcnow())
    return learner


def form_ticket() -> str:
    """Return what a form carries so that it is still accepted when the cookie was lost meanwhile."""
    return _serializer().dumps(public_id().hex)


def read_ticket(ticket: str) -> UUID | None:
    """Return whose form this is, or None when the ticket is not ours or too old."""
    try:
        return UUID(_serializer().loads(ticket, max_age=TICKET_LIFE))
    except (BadSignature, ValueError, TypeError, AttributeError):
        return None


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="form-ticket")
