"""A script asks what a session shows, and sends an answer."""

import json
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from quizapp.core.live import Command
from quizapp.live import tickets
from quizapp.live.tickets import Ticket
from quizapp.web.clock import utcnow
from quizapp.web.guard import SCRIPT_HEADER
from tests.live.hall import Hall, Phone
from tests.live.test_service import OPENED

ANSWER = {"position": 2, "revision": 1, "response": {"chosen": ["a"]}}


@pytest.fixture
def content() -> str:
    return "banks"


class Script:
    """What a page's script does in a session."""

    def __init__(self, app: Flask, hall: Hall, phone: Phone) -> None:
        ticket = Ticket(participant_id=phone.id, secret=phone.secret)
        self._client, self._code = app.test_client(use_cookies=False), hall.code
        self._cookie = f"{tickets.participant_cookie(hall.code)}={ticket.value}"

    def asks(self, path: str = "state", **headers: str) -> TestResponse:
        """Ask for the state."""
        return self._client.get(f"/live/{self._code}/{path}", headers={"Cookie": self._cookie, **headers})

    def sends(self, answer: Any, **headers: str) -> TestResponse:
        """Send an answer."""
        sent = {"Cookie": self._cookie, "Content-Type": "application/json", SCRIPT_HEADER: "1", **headers}
        body = answer if isinstance(answer, str) else json.dumps(answer)
        return self._client.post(f"/live/{self._code}/answers", data=body, headers=sent)


def begin(app: Flask, *commands: Command) -> tuple[Hall, Script]:
    """Begin a session with one phone in it, and carry out commands."""
    with app.app_context():
        hall = Hall(now=utcnow())
        phone = hall.phone()
        if commands:
            hall.does(*commands, now=utcnow())
    return hall, Script(app, hall, phone)


def test_an_answer_is_stored_and_shown_to_whoever_gave_it(app: Flask) -> None:
    _, script = begin(app, *OPENED)
    assert script.asks().json["mine"] is None
    assert script.sends(ANSWER).json == {"position": 2, "revision": 1}
    assert script.sends({"position": 2, "revision": 2, "skip": True}).status_code == 200
    told = script.asks().json
    assert told["mine"] == {"position": 2, "revision": 2, "response": None, "skipped": True}
    assert told["counts"] == {"joined": 1, "ready": 1}


def test_what_did_not_change_is_not_sent_again(app: Flask) -> None:
    _, script = begin(app, *OPENED)
    first = script.asks()
    assert script.asks(**{"If-None-Match": first.headers["ETag"]}).status_code == 304
    seq = first.json["state"]["seq"]
    assert script.asks(f"state?seq={seq}").json == {"counts": {"joined": 1, "ready": 0}}
    assert script.asks(f"state?seq={seq - 1}").json == first.json


@pytest.mark.parametrize(
    ("answer", "status", "code"),
    [
        ("not JSON", 400, "malformed"),
        ("[]", 422, "not-valid"),
        ({"position": 2, "revision": 1}, 422, "not-valid"),
        ({**ANSWER, "skip": True}, 422, "not-valid"),
        ({**ANSWER, "revision": 0}, 422, "not-valid"),
        ({**ANSWER, "position": 99}, 422, "not-valid"),
        ({**ANSWER, "name": "Ada"}, 422, "not-valid"),
        ({**ANSWER, "response": {"chosen": ["no such option"]}}, 422, "not-valid"),
        ({**ANSWER, "response": {"text": "a"}}, 422, "not-valid"),
        ({**ANSWER, "response": {}}, 422, "not-valid"),
        ({**ANSWER, "position": 1}, 422, "not-valid"),
        ({**ANSWER, "position": 4, "response": {"text": "a"}}, 409, "no-answers-now"),
        ({**ANSWER, "response": {"text": "a" * 20_000}}, 413, "too-large"),
    ],
)
@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_an_answer_that_does_not_fit_is_refused_with_a_reason(
    app: Flask, answer: Any, status: int, code: str
) -> None:
    _, script = begin(app, *OPENED)
    reply = script.sends(answer)
    assert (reply.status_code, reply.json["code"]) == (status, code)
    assert script.asks().json["counts"]["ready"] == 0


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "headers",
    [{SCRIPT_HEADER: ""}, {"Origin": "https://evil.example"}, {"Origin": "null"}],
)
def test_an_answer_from_another_page_is_refused(app: Flask, headers: dict[str, str]) -> None:
    _, script = begin(app, *OPENED)
    assert script.sends(ANSWER, **headers).status_code == 403


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_to_whoever_did_not_join_a_session_is_not_there(app: Flask) -> None:
    hall, _ = begin(app, *OPENED)
    other, stranger = begin(app)
    stranger._code = hall.code
    assert stranger.asks().status_code == stranger.sends(ANSWER).status_code == 404
    stranger._cookie = stranger._cookie.replace(other.code, hall.code)
    assert stranger.asks().status_code == stranger.sends(ANSWER).status_code == 404


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_the_state_names_no_learner_and_gives_no_cookie(app: Flask) -> None:
    _, script = begin(app, *OPENED)
    assert "Set-Cookie" not in script.asks().headers
    assert "Set-Cookie" not in script.sends(ANSWER).headers


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_the_leaders_state_opens_to_the_leaders_secret_alone(app: Flask) -> None:
    hall, script = begin(app, *OPENED)
    client = app.test_client(use_cookies=False)

    def ask(secret: str) -> TestResponse:
        cookie = f"{tickets.leader_cookie(hall.code)}={secret}"
        return client.get(f"/live/lead/{hall.code}/state", headers={"Cookie": cookie})

    told = ask(hall.secret).json
    assert told["state"]["commands"][0] == Command.CLOSE
    assert "mine" not in told
    assert ask("made-up").status_code == ask(script._cookie.partition("=")[2]).status_code == 404
