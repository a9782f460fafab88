"""Every page of a simulated account says that it is simulated; nobody else's does."""

import re
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from quizapp.accounts.service import create_account
from quizapp.database import db
from quizapp.demo import service
from quizapp.models import AttemptRow, LearnerRow
from quizapp.web import access
from quizapp.web.clock import utcnow
from tests.api.programs import program_of
from tests.support.people import Person, log_in, make_account

LABEL = "Simulated data – nobody real."
FOR_EVERYBODY = "/cards/offline/"
"""The page that devices keep: the same whoever asks, so that it holds nothing of anybody."""


@pytest.fixture
def content() -> str:
    return "banks"


def make_simulated(app: Flask) -> Person:
    with app.app_context():
        email, password = "simulated-learner@example.org", "a lamp beside the door"
        account = create_account(email, password, roles=(), simulated=True, now=utcnow())
        return Person(account_id=account.id, email=email, password=password)


def pages(app: Flask) -> list[str]:
    """Return the addresses of all pages that need no name in them, but for the steps of logging in.

    Where people join a live session, they are nobody, whoever is logged in.
    """
    doors = [door for door in access.doors(app) if door.method == "GET" and "<" not in door.rule]
    named = [door for door in doors if not door.access.unnamed]
    ours = [door for door in named if not door.endpoint.startswith("security.")]
    return sorted({door.rule for door in ours if not door.access.by_program} - {FOR_EVERYBODY})


def shown(client: FlaskClient, path: str) -> str:
    """Return what a page says, or nothing when it leads elsewhere or is no page."""
    with client.get(path) as reply:
        return (
            reply.get_data(as_text=True) if reply.status_code == 200 and reply.mimetype == "text/html" else ""
        )


def test_every_page_of_a_simulated_account_says_so(app: Flask, client: FlaskClient) -> None:
    log_in(client, make_simulated(app))
    texts = {path: shown(client, path) for path in pages(app)}
    texts = {path: text for path, text in texts.items() if text}
    assert len(texts) > 10
    assert [path for path, text in texts.items() if LABEL not in re.sub(r"\s+", " ", text)] == []


@pytest.mark.parametrize("has_account", [True, False])
def test_no_page_of_anybody_else_says_so(app: Flask, client: FlaskClient, has_account: bool) -> None:
    make_simulated(app)
    if has_account:
        log_in(client, make_account(app))
    assert [path for path in pages(app) if "Simulated data" in shown(client, path)] == []


def test_a_page_that_is_not_there_says_so_too(app: Flask, client: FlaskClient) -> None:
    log_in(client, make_simulated(app))
    assert LABEL in client.get("/nowhere").text


def test_a_program_that_reads_progress_is_told(app: Flask) -> None:
    program = program_of(app, make_simulated(app))
    program.start()
    assert program.get("/progress")["simulated"] is True


def test_the_progress_of_anybody_else_is_not_simulated(app: Flask) -> None:
    program = program_of(app, make_account(app))
    program.start()
    assert program.get("/progress")["simulated"] is False


def test_what_a_guest_did_stays_theirs_when_they_log_in_to_a_simulated_account(
    app: Flask, client: FlaskClient
) -> None:
    assert client.post("/quiz/quick", data={"client_id": str(uuid4())}).status_code == 303
    log_in(client, make_simulated(app))
    with app.app_context():
        service.remove()
        (guest,) = db.session.scalars(select(LearnerRow))
        assert (guest.account_id, guest.simulated) == (None, False)
        assert db.session.scalars(select(AttemptRow.learner_id)).all() == [guest.id]
