"""Whether an address has an account is told to nobody but whoever reads its mails."""

from collections.abc import Mapping

import pytest
from flask import Flask
from sqlalchemy import update

from quizapp.database import db
from quizapp.models import AccountRow
from tests.support.outbox import links, mails
from tests.support.people import LOGIN, Person, log_in, make_account
from tests.support.visitor import AppConnection, Reply, Visitor
from tests.web.normal import without_nonces

# As long as each other, so that the length of an answer can be compared, too.
HELD, UNCONFIRMED, CLOSED, FREE = (f"{name}@example.org" for name in ("kim", "lee", "max", "sam"))
PASSWORD = "a quiet garden gate"
REGISTER, CONFIRM, RESET, CHANGE = (
    f"/account/{page}" for page in ("register", "confirm", "reset", "change-email")
)


@pytest.fixture
def person(app: Flask) -> Person:
    """Somebody with an account, beside one who did not confirm it and one whose account was closed."""
    for email, state in ((UNCONFIRMED, {"confirmed_at": None}), (CLOSED, {"active": False})):
        make_account(app, email, PASSWORD)
        with app.app_context():
            db.session.execute(update(AccountRow).filter_by(email=email).values(state))
            db.session.commit()
    return make_account(app, HELD, PASSWORD)


def answer(visitor: Visitor, path: str, values: Mapping[str, str]) -> tuple[Reply, Reply]:
    """Send a form; return the answer and the page that it leads to."""
    form = visitor.get(path).form(path)
    reply = visitor.send(form, form.with_values(**values))
    return reply, visitor.get(reply.location) if reply.status == 303 else reply


def told(app: Flask, path: str, email: str, *, by: Person | None = None, **values: str) -> object:
    """Return all that somebody is told who sends a form with an address."""
    visitor = Visitor(AppConnection(app))
    if by:
        log_in(visitor, by)
    replies = answer(visitor, path, {"email": email, **values})
    text, headers = zip(*map(without_nonces, replies), strict=True)
    return [reply.status for reply in replies], [part.replace(email, "") for part in text], headers


@pytest.mark.parametrize("password", ["not the password", "", "x" * 5000])
@pytest.mark.parametrize("email", [HELD, UNCONFIRMED, CLOSED])
def test_logging_in_tells_nothing(app: Flask, person: Person, email: str, password: str) -> None:
    assert told(app, LOGIN, email, password=password) == told(app, LOGIN, FREE, password=password)
    assert mails(app) == []


@pytest.mark.parametrize("email", [HELD, UNCONFIRMED, CLOSED])
def test_registering_tells_nothing_and_sends_one_mail_either_way(
    app: Flask, person: Person, email: str
) -> None:
    held = told(app, REGISTER, email, password=PASSWORD)
    assert len(mails(app)) == 1
    assert held == told(app, REGISTER, FREE, password=PASSWORD)
    assert len(mails(app)) == 2


@pytest.mark.parametrize("password", ["short", ""])
def test_registering_wrongly_tells_nothing_and_sends_nothing(
    app: Flask, person: Person, password: str
) -> None:
    assert told(app, REGISTER, HELD, password=password) == told(app, REGISTER, FREE, password=password)
    assert mails(app) == []


@pytest.mark.parametrize("path", [CONFIRM, RESET])
@pytest.mark.parametrize("email", [HELD, UNCONFIRMED, CLOSED])
def test_asking_for_a_mail_tells_nothing(app: Flask, person: Person, path: str, email: str) -> None:
    assert told(app, path, email) == told(app, path, FREE)


@pytest.mark.parametrize("email", [UNCONFIRMED, CLOSED])
def test_taking_another_address_tells_nothing(app: Flask, person: Person, email: str) -> None:
    assert told(app, CHANGE, email, by=person) == told(app, CHANGE, FREE, by=person)


@pytest.mark.parametrize("email", [HELD, UNCONFIRMED, CLOSED, FREE])
def test_a_program_is_told_nothing_either(app: Flask, person: Person, email: str) -> None:
    body = {"email": email, "password": "not the password", "name": "x", "scopes": ["read"]}
    reply = app.test_client().post("/api/v1/tokens", json=body)
    assert reply.status_code == 401
    assert email not in reply.text
    assert reply.json == app.test_client().post("/api/v1/tokens", json=body | {"email": FREE}).json


def test_a_mail_leads_to_our_own_site_whatever_the_request_says_it_is_called(app: Flask) -> None:
    client = app.test_client()
    app.config.update(WTF_CSRF_ENABLED=False, WTF_CSRF_METHODS=())
    for header in ("Host", "X-Forwarded-Host", "Forwarded", "X-Original-Host"):
        value = "host=evil.example" if header == "Forwarded" else "evil.example"
        client.post(REGISTER, data={"email": FREE, "password": PASSWORD}, headers={header: value})
    found = [link for mail in mails(app) for link in links(mail)]
    assert found
    assert [link for link in found if not link.startswith("http://localhost/")] == []
