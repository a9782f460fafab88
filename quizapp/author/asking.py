"""Who asks, and what their items are held against."""

from flask import current_app, g

from quizapp.banks import known as banks_known
from quizapp.core.facts import Knowledge
from quizapp.core.people import Role
from quizapp.web import learners

WRITERS = frozenset({Role.EDUCATOR, Role.ADMIN})
"""The roles that may write items and review them."""


def account_id() -> int:
    """Return the account of the educator who asks; the route lets nobody else in."""
    account = learners.account()
    if account is None:
        raise LookupError("nobody is logged in")
    return account.id


def may_write() -> bool:
    """Tell whether who is asking may write items and review them."""
    account = learners.account()
    return account is not None and bool({Role(role.name) for role in account.roles} & WRITERS)


def known() -> Knowledge:
    """Return the facts, sources, terms and pictures that items are held against; looked up once a request."""
    if "known" not in g:
        g.known = banks_known.knowledge(current_app.config["QUESTIONS_DIR"])
    found: Knowledge = g.known
    return found
