"""Who may call which route: declared beside each view, checked at the start, enforced before the view runs.

::

    @bp.get("/quiz/<uuid:attempt_id>/result")
    @access.owner
    def result(attempt_id): ...

A route without a declaration stops the start. The table in docs/routes.md is made from the same declarations
(``quizapp routes --write docs/routes.md``).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask

from quizapp.core.people import Role, Scope

View = TypeVar("View", bound=Callable[..., Any])

FREE = frozenset({"static"})
"""Endpoints that serve files which are the same for everybody."""

LEADERS = frozenset({Role.FACILITATOR, Role.EDUCATOR, Role.ADMIN})
"""The roles that may lead live sessions."""

CONVERTER = re.compile(r"<[a-z_]+(\([^)]*\))?:")


class UndeclaredRouteError(Exception):
    """A route does not say who may call it."""


class Seat(StrEnum):
    """What somebody can be in a live session, in the words of the table."""

    PARTICIPANT = "whoever joined, in their own session"
    LEADER = "whoever leads it"


@dataclass(frozen=True, kw_only=True)
class Access:
    """Who may call a route.

    ``login``: only with an account that is logged in; guests are asked to log in. ``own``: only for what
    belongs to whoever asks; to others it is not there. ``roles``: only accounts with one of them; guests are
    asked to log in, to other accounts the route is not there. ``scope``: only programs with a token for it.
    ``by_program``: answers programs; a cookie says nothing here. ``seat``: only who has it in the live
    session of the address. ``unnamed``: whoever asks is no learner here, and no cookie of theirs is made or
    read. ``by_script``: sent by our page's script or a program in its place, and answered with JSON.
    ``in_hall``: whoever opened the secret link of the hall that is served may, too, without an account.
    """

    login: bool = False
    own: bool = False
    roles: frozenset[Role] = frozenset()
    scope: Scope | None = None
    by_program: bool = False
    seat: Seat | None = None
    unnamed: bool = False
    by_script: bool = False
    in_hall: bool = False

    @property
    def words(self) -> str:
        """Say who may call it, as the table of the documentation does."""
        if self.seat:
            return self.seat
        if self.scope:
            who, theirs = f"a program with a token for “{self.scope}”", "for what its learner owns"
        elif self.by_program:
            who, theirs = "any program", ""
        elif self.roles:
            some = " or ".join(
                f"an {role}" if role[0] in "ae" else f"a {role}" for role in sorted(self.roles)
            )
            who, theirs = f"whoever is {some}", "each for their own"
        elif self.login:
            who, theirs = "whoever is logged in", "each for their own"
        else:
            who, theirs = "anybody", "each for their own"
        hall = ", or opened the link of the hall" if self.in_hall else ""
        return f"{who}, {theirs}" if self.own else f"{who}{hall}"


@dataclass(frozen=True, kw_only=True)
class Door:
    """One method of one route, with its path as a reader writes it, and who may call it."""

    method: str
    path: str
    endpoint: str
    rule: str
    access: Access


def anybody(view: View) -> View:
    """Let anybody call a view."""
    return _declare(view, Access())


def owner(view: View) -> View:
    """Let guests and accounts call a view, each for what is their own."""
    return _declare(view, Access(own=True))


def account(view: View) -> View:
    """Let whoever is logged in call a view."""
    return _declare(view, Access(login=True))


def account_owner(view: View) -> View:
    """Let whoever is logged in call a view, for what is their own."""
    return _declare(view, Access(login=True, own=True))


def roles(*some: Role, own: bool = False) -> Callable[[View], View]:
    """Let accounts with one of some roles call a view; ``own``: for what is their own."""
    return lambda view: _declare(view, Access(login=True, roles=frozenset(some), own=own))


def leading(view: View) -> View:
    """Let whoever may lead live sessions call a view."""
    return _declare(view, Access(login=True, roles=LEADERS, in_hall=True))


def program(view: View) -> View:
    """Let any program call a view, without a token and without a cookie."""
    return _declare(view, Access(by_program=True))


def token(scope: Scope, *, own: bool = False) -> Callable[[View], View]:
    """Let programs call a view with a token for ``scope``; ``own``: for what its learner owns."""
    return lambda view: _declare(view, Access(scope=scope, own=own, by_program=True))


def unnamed(view: View) -> View:
    """Let anybody call a view, who is no learner there and gets no cookie that names one."""
    return _declare(view, Access(unnamed=True))


def participant(view: View) -> View:
    """Let whoever joined a live session call a view, in their own session; they are no learner there."""
    return _declare(view, Access(own=True, seat=Seat.PARTICIPANT, unnamed=True))


def participant_script(view: View) -> View:
    """Let a participant's script call a view, which answers with JSON; what it sends is no form."""
    return _declare(view, Access(own=True, seat=Seat.PARTICIPANT, unnamed=True, by_script=True))


def leader(view: View) -> View:
    """Let whoever leads a live session call a view."""
    return _declare(view, Access(own=True, seat=Seat.LEADER, unnamed=True))


def leader_script(view: View) -> View:
    """Let a facilitator's script call a view, which answers with JSON; what it sends is no form."""
    return _declare(view, Access(own=True, seat=Seat.LEADER, unnamed=True, by_script=True))


def declare(app: Flask, endpoint: str, access: Access) -> None:
    """Say who may call a view that another library brings."""
    _declared(app)[endpoint] = access


def of(app: Flask, endpoint: str) -> Access | None:
    """Return who may call an endpoint, or None when nobody said."""
    if endpoint in FREE:
        return Access()
    view = app.view_functions.get(endpoint)
    found: Access | None = _declared(app).get(endpoint) or getattr(view, "access", None)
    return found


def doors(app: Flask) -> list[Door]:
    """Return every method of every route, by path and method.

    :raises UndeclaredRouteError: a route does not say who may call it.
    """
    found, undeclared = [], set()
    for rule in app.url_map.iter_rules():
        declared = of(app, rule.endpoint)
        if declared is None:
            undeclared.add(rule.endpoint)
            continue
        found += [
            Door(
                method=method, path=plain(rule.rule), endpoint=rule.endpoint, rule=rule.rule, access=declared
            )
            for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        ]
    if undeclared:
        raise UndeclaredRouteError(
            f"nobody said who may call {', '.join(sorted(undeclared))}: put one of the decorators of"
            " quizapp.web.access under the route's own"
        )
    return sorted(found, key=lambda door: (door.path, door.method))


def plain(rule: str) -> str:
    """Return the path of a rule without what its parts are made of: ``/quiz/<attempt_id>/``."""
    return CONVERTER.sub("<", rule)


def _declare(view: View, access: Access) -> View:
    view.access = access  # type: ignore[attr-defined]
    return view


def _declared(app: Flask) -> dict[str, Access]:
    found: dict[str, Access] = app.extensions.setdefault("access", {})
    return found
