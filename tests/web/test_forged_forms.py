"""A form counts only when one of our own pages sent it, for whoever that page was made for."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from flask import Flask
from itsdangerous import URLSafeTimedSerializer

from quizapp.web import access, learners
from quizapp.web.access import Door
from tests.services.databases import SECRET_KEY
from tests.support.people import LOGIN, make_account
from tests.support.visitor import AppConnection, Reply, Visitor
from tests.web import names
from tests.web.belongings import Belongings
from tests.web.callers import Caller, Kind, make_caller

TOLD_SO = "open too long"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
OURS = {"Origin": AppConnection.origin}


@pytest.fixture
def content() -> str:
    return "banks"


def doors(app: Flask) -> Iterator[Door]:
    """Return every route of a page that a form is sent to."""
    for door in access.doors(app):
        if door.method != "GET" and not (door.access.by_program or door.access.by_script):
            yield door


def let_in(caller: Caller) -> list[str]:
    """Send every form of a caller; return the routes that did not refuse theirs."""
    own = caller.own or Belongings()
    replies = {
        door: caller.call(door.method, names.address(door, own), names.body(door, own))
        for door in doors(caller.app)
    }
    assert replies
    return [f"{door.method} {door.path}" for door, reply in replies.items() if not is_refused(reply)]


def is_refused(reply: Reply) -> bool:
    """Tell whether a form was refused as one of nobody's."""
    return reply.status == 400 and TOLD_SO in reply.text


def send(app: Flask, path: str, body: str, headers: Mapping[str, str]) -> Reply:
    """Send a form as it stands, with these headers and no others."""
    return AppConnection(app).send("POST", path, body, {**FORM, **headers})


def ticket_of(app: Flask, learner: UUID) -> str:
    """Return the ticket that a page made for a guest carries."""
    with app.test_request_context():
        learners.remember(learner)
        return learners.form_ticket()


@pytest.mark.parametrize("kind", [Kind.GUEST, Kind.LEARNER])
def test_no_form_is_let_in_without_its_token(app: Flask, kind: Kind) -> None:
    assert let_in(replace(make_caller(app, kind), csrf_token="")) == []


@pytest.mark.parametrize("kind", [Kind.GUEST, Kind.LEARNER])
def test_no_form_is_let_in_with_the_token_of_another(app: Flask, kind: Kind) -> None:
    other = make_caller(app, Kind.NOBODY)
    assert let_in(replace(make_caller(app, kind), csrf_token=other.csrf_token)) == []


def test_nobody_is_logged_in_by_a_form_of_another_site(app: Flask) -> None:
    person = make_account(app)
    body = f"email={person.email}&password={person.password}&ticket={ticket_of(app, uuid4())}"
    reply = send(app, LOGIN, body, {"Origin": "https://evil.example"})
    assert is_refused(reply)


@pytest.mark.parametrize(
    "origin",
    [None, "null", "", "https://evil.example", "http://localhost.evil.example", "http://localhost:81"],
)
def test_a_ticket_counts_only_on_a_page_of_ours(app: Flask, origin: str | None) -> None:
    body = f"ticket={ticket_of(app, uuid4())}&how=wrongly"
    assert not is_refused(send(app, "/quiz/", body, OURS))
    assert is_refused(send(app, "/quiz/", body, {} if origin is None else {"Origin": origin}))


def test_a_made_up_ticket_does_not_count(app: Flask) -> None:
    guest = uuid4()
    good = ticket_of(app, guest)
    forged = [
        "",
        "made-up",
        guest.hex,
        good[:-1],
        good[1:],
        good + "x",
        URLSafeTimedSerializer("another key", salt="form-ticket").dumps(guest.hex),
        URLSafeTimedSerializer(SECRET_KEY, salt="another salt").dumps(guest.hex),
        URLSafeTimedSerializer(SECRET_KEY, salt="form-ticket").dumps(["a", "list"]),
        URLSafeTimedSerializer(SECRET_KEY, salt="form-ticket").dumps(None),
    ]
    assert [
        ticket for ticket in forged if not is_refused(send(app, "/quiz/", f"ticket={ticket}", OURS))
    ] == []


def test_a_ticket_does_not_count_for_ever(app: Flask) -> None:
    start = datetime(2026, 11, 21, 12, tzinfo=UTC)
    with time_machine.travel(start, tick=False):
        body = f"ticket={ticket_of(app, uuid4())}"
        assert not is_refused(send(app, "/quiz/", body, OURS))
    with time_machine.travel(start + timedelta(seconds=learners.TICKET_LIFE + 2), tick=False):
        assert is_refused(send(app, "/quiz/", body, OURS))


@pytest.mark.parametrize("kind", [Kind.GUEST, Kind.LEARNER])
def test_a_ticket_of_another_takes_nobody_over_who_has_something(app: Flask, kind: Kind) -> None:
    caller = replace(make_caller(app, kind), csrf_token="")
    reply = caller.call("POST", "/quiz/quick", {"ticket": ticket_of(app, uuid4())})
    assert is_refused(reply)


def test_a_ticket_never_stands_in_for_a_login(app: Flask) -> None:
    guest = Visitor(AppConnection(app))
    ticket = dict(guest.get("/").form("/quiz/quick").as_it_stands())["ticket"]
    for door in doors(app):
        if door.access.login:
            reply = send(app, names.address(door, Belongings()), f"ticket={ticket}", OURS)
            assert (reply.status, reply.location) == (303, LOGIN), door.path


def test_a_page_of_an_account_carries_no_ticket(app: Flask) -> None:
    account = make_caller(app, Kind.LEARNER)
    assert dict(account.call("GET", "/", {}).form("/quiz/quick").as_it_stands())["ticket"] == ""
