"""Every route, called by everybody, answers as its declaration says."""

from collections.abc import Iterator
from enum import StrEnum

import pytest
from flask import Flask

from quizapp.web import access
from quizapp.web.access import Access, Door
from tests.support.visitor import Reply
from tests.web import names
from tests.web.belongings import Belongings
from tests.web.callers import PROGRAMS, Caller, Kind, make_caller
from tests.web.normal import without_nonces

BEGUN_LOGINS = frozenset(
    {
        "security.two_factor_token_validation",
        "security.two_factor_rescue",
        "security.tf_select",
        "security.mf_recovery",
    }
)
"""Second steps of logging in; without the first one they lead back to it."""


class Outcome(StrEnum):
    """What an answer amounts to."""

    ALLOWED = "allowed"
    LOGIN = "sent to log in"
    NOT_THERE = "not there"
    REFUSED = "refused"
    BROKEN = "broken"


@pytest.fixture
def content() -> str:
    return "banks"


@pytest.fixture
def theirs(app: Flask) -> Belongings:
    """What somebody else has."""
    own = make_caller(app, Kind.LEARNER, deck=1).own
    assert own
    return own


def outcome(reply: Reply) -> Outcome:
    """Return what an answer amounts to."""
    if reply.status >= 500 or "open too long" in reply.text:
        return Outcome.BROKEN
    if reply.status in {401, 403}:
        return Outcome.REFUSED
    if reply.status == 404:
        return Outcome.NOT_THERE
    if reply.status in {302, 303} and reply.location.startswith("/account/login"):
        return Outcome.LOGIN
    return Outcome.ALLOWED


def is_known(caller: Caller, allowed: Access) -> bool:
    """Tell whether a caller brings what such a route knows them by."""
    if allowed.seat:
        return caller.is_known_in_sessions
    return caller.is_known_to_programs if allowed.by_program else caller.is_known_to_pages


def promised(door: Door, caller: Caller, *, own: bool) -> set[Outcome]:
    """Return what the declaration of a route promises a caller; ``own``: for what they have themselves."""
    allowed = door.access
    known = is_known(caller, allowed)
    if allowed.scope and (not known or caller.scope is not allowed.scope):
        return {Outcome.REFUSED}
    if allowed.login and not caller.logged_in:
        return {Outcome.LOGIN}
    if allowed.roles and not allowed.roles & caller.roles:
        return {Outcome.NOT_THERE}
    if allowed.own and not (own and known):
        nothing = not names.names_something(door) or door.endpoint in names.NOTHING_TO_UNDO
        return {Outcome.NOT_THERE, Outcome.ALLOWED} if nothing else {Outcome.NOT_THERE}
    if allowed.unnamed and names.names_something(door):  # a join code or a secret link, which may be made up
        return {Outcome.ALLOWED, Outcome.NOT_THERE}
    return {Outcome.ALLOWED, Outcome.LOGIN} if door.endpoint in BEGUN_LOGINS else {Outcome.ALLOWED}


def calls(app: Flask, caller: Caller) -> Iterator[tuple[Door, bool]]:
    """Return every call of a caller: of each route, for what is not theirs and for their own."""
    for door in access.doors(app):
        if door.access.own and names.names_something(door):
            yield door, False
        if caller.own or not (door.access.own and names.names_something(door)):
            yield door, True


def test_it_is_known_how_to_call_every_route(app: Flask) -> None:
    unknown = {door.endpoint for door in access.doors(app) if not names.is_known(door)}
    assert unknown == set(), (
        "tests/web/names.py does not say how to call these: add the parts of their addresses to PERSONAL or"
        " SHARED; where a route is each one's own and its address names nothing, add it to BODIES or"
        " OF_WHOEVER_ASKS"
    )


@pytest.mark.parametrize("kind", Kind)
def test_every_route_answers_each_caller_as_it_declares(app: Flask, theirs: Belongings, kind: Kind) -> None:
    app.testing = False  # a route that breaks is told with the others
    caller, wrong = make_caller(app, kind), []
    for door, own in list(calls(app, caller)):
        named = (caller.own or Belongings()) if own else theirs
        reply = caller.call(door.method, names.address(door, named), names.body(door, named))
        if door.method != "GET" and not caller.mend():
            caller = make_caller(app, kind)
        if outcome(reply) not in promised(door, caller, own=own):
            whose = "own" if own else "somebody else's"
            wrong.append(f"{door.method} {door.path} ({door.access.words}), {whose}: {reply.status}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("kind", [Kind.GUEST, Kind.LEARNER, *PROGRAMS])
def test_what_belongs_to_others_looks_like_what_is_not_there(
    app: Flask, theirs: Belongings, kind: Kind
) -> None:
    caller, compared = make_caller(app, kind), 0
    for door in access.doors(app):
        if not (door.access.own and names.names_something(door)):
            continue
        not_theirs, not_there = (
            caller.call(door.method, names.address(door, owned), names.body(door, owned))
            for owned in (theirs, Belongings())
        )
        assert without_nonces(not_theirs) == without_nonces(not_there), (door.method, door.path)
        compared += 1
    assert compared
