"""A script asks what a session shows, and sends an answer: to the hub, and to a server without one."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask

from quizapp.core.live import Command
from quizapp.live import tickets
from quizapp.live.tickets import Ticket
from quizapp.web.clock import utcnow
from quizapp.web.guard import SCRIPT_HEADER
from tests.live.hall import Hall, Phone
from tests.live.served_hub import served_hub
from tests.live.test_service import OPENED
from tests.support.visitor import AppConnection, Connection, HttpConnection, Reply

ANSWER = {"position": 2, "revision": 1, "response": {"chosen": ["a"]}}

REFUSED: list[tuple[Any, int, str]] = [
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
]
"""Answers to the second step, which is open, with what they are refused with."""

ON_SQLITE = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


@pytest.fixture
def content() -> str:
    return "banks"


@pytest.fixture(params=["hub", "flask"])
def connection(app: Flask, request: pytest.FixtureRequest) -> Iterator[Connection]:
    """The way to a server."""
    if request.param == "flask":
        yield AppConnection(app)
        return
    with served_hub(app) as server:
        connection = HttpConnection(server.address)
        yield connection
        connection.close()


@dataclass(kw_only=True)
class Script:
    """What a page's script does in a session."""

    connection: Connection
    code: str
    cookie: str

    def asks(self, query: str = "", **headers: str) -> Reply:
        """Ask for the state."""
        return self._sends("GET", f"state{query}", None, headers)

    def sends(self, answer: Any, **headers: str) -> Reply:
        """Send an answer."""
        body = answer if isinstance(answer, str) else json.dumps(answer)
        return self._sends(
            "POST", "answers", body, {"Content-Type": "application/json", SCRIPT_HEADER: "1", **headers}
        )

    def _sends(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Reply:
        return self.connection.send(
            method, f"/live/{self.code}/{path}", body, {"Cookie": self.cookie, **headers}
        )


def cookie_of(code: str, phone: Phone) -> str:
    """Return what a phone's browser sends."""
    ticket = Ticket(participant_id=phone.id, secret=phone.secret)
    return f"{tickets.participant_cookie(code)}={ticket.value}"


def begin(app: Flask, connection: Connection, *commands: Command) -> tuple[Hall, Script]:
    """Begin a session with one phone in it, and carry out commands."""
    with app.app_context():
        hall = Hall(now=utcnow())
        phone = hall.phone()
        if commands:
            hall.does(*commands, now=utcnow())
    return hall, Script(connection=connection, code=hall.code, cookie=cookie_of(hall.code, phone))


def header(reply: Reply, name: str) -> str:
    """Return a header of an answer, or nothing."""
    return next((value for found, value in reply.headers if found.lower() == name), "")


def test_an_answer_is_stored_and_shown_to_whoever_gave_it(app: Flask, connection: Connection) -> None:
    _, script = begin(app, connection, *OPENED)
    assert json.loads(script.asks().text)["mine"] is None
    assert json.loads(script.sends(ANSWER).text) == {"position": 2, "revision": 1}
    assert script.sends({"position": 2, "revision": 2, "skip": True}).status == 200
    told = json.loads(script.asks().text)
    assert told["mine"] == {"position": 2, "revision": 2, "response": None, "skipped": True}


def test_what_did_not_change_is_not_sent_again(app: Flask, connection: Connection) -> None:
    _, script = begin(app, connection, *OPENED)
    first = script.asks()
    unchanged = script.asks(**{"If-None-Match": header(first, "etag")})
    assert (unchanged.status, unchanged.text) == (304, "")
    seq = json.loads(first.text)["state"]["seq"]
    assert json.loads(script.asks(f"?seq={seq}").text) == {"counts": {"joined": 1, "ready": 0}}
    assert script.asks(f"?seq={seq - 1}").text == first.text


@ON_SQLITE
def test_an_answer_that_does_not_fit_is_refused_with_a_reason(app: Flask, connection: Connection) -> None:
    _, script = begin(app, connection, *OPENED)
    replies = [script.sends(answer) for answer, _, _ in REFUSED]
    assert [(reply.status, json.loads(reply.text)["code"]) for reply in replies] == [
        (status, code) for _, status, code in REFUSED
    ]
    assert json.loads(script.asks().text)["mine"] is None


@ON_SQLITE
def test_an_answer_that_a_form_of_another_site_could_send_is_refused(
    app: Flask, connection: Connection
) -> None:
    _, script = begin(app, connection, *OPENED)
    assert script.sends(ANSWER, **{SCRIPT_HEADER: ""}).status == 403
    assert script.sends(ANSWER, Origin="https://evil.example").status == 403
    assert script.sends(ANSWER, Origin="null").status == 403
    assert script.sends(ANSWER, **{"Content-Type": "text/plain"}).status == 415
    assert script.sends(ANSWER, Origin=connection.origin).status == 200


@ON_SQLITE
def test_to_whoever_did_not_join_a_session_is_not_there(app: Flask, connection: Connection) -> None:
    hall, _ = begin(app, connection, *OPENED)
    other, stranger = begin(app, connection)
    stranger.code = hall.code
    assert stranger.asks().status == stranger.sends(ANSWER).status == 404
    stranger.cookie = stranger.cookie.replace(other.code, hall.code)
    refusals = stranger.asks(), stranger.sends(ANSWER)
    stranger.code = "ZZZZZZ"
    stranger.cookie = stranger.cookie.replace(hall.code, stranger.code)
    nothings = stranger.asks(), stranger.sends(ANSWER)
    assert [(one.status, one.text) for one in refusals] == [(one.status, one.text) for one in nothings]


@ON_SQLITE
def test_the_state_names_no_learner_and_gives_no_cookie(app: Flask, connection: Connection) -> None:
    _, script = begin(app, connection, *OPENED)
    assert header(script.asks(), "set-cookie") == header(script.sends(ANSWER), "set-cookie") == ""


@ON_SQLITE
def test_the_leaders_state_opens_to_the_leaders_secret_alone(app: Flask, connection: Connection) -> None:
    hall, script = begin(app, connection, *OPENED)

    def ask(secret: str) -> Reply:
        cookie = f"{tickets.leader_cookie(hall.code)}={secret}"
        return connection.send("GET", f"/live/lead/{hall.code}/state", None, {"Cookie": cookie})

    told = json.loads(ask(hall.secret).text)
    assert told["state"]["commands"][0] == Command.CLOSE
    assert "mine" not in told
    assert ask("made-up").status == ask(script.cookie.partition("=")[2]).status == 404


@ON_SQLITE
def test_the_hub_tells_the_same_as_a_server_without_one(app: Flask) -> None:
    kept = {
        "content-security-policy",
        "cache-control",
        "content-type",
        "permissions-policy",
        "referrer-policy",
    }
    with served_hub(app) as server:
        http = HttpConnection(server.address)
        hall, script = begin(app, http, *OPENED, Command.CLOSE, Command.REVEAL)
        by_hub = script.asks()
        lead = {"Cookie": f"{tickets.leader_cookie(hall.code)}={hall.secret}"}
        led_by_hub = http.send("GET", f"/live/lead/{hall.code}/state", None, lead)
        http.close()
    script.connection = AppConnection(app)
    by_flask = script.asks()
    led_by_flask = script.connection.send("GET", f"/live/lead/{hall.code}/state", None, lead)
    assert json.loads(by_hub.text) == json.loads(by_flask.text)
    assert json.loads(led_by_hub.text) == json.loads(led_by_flask.text)
    assert {name: header(by_hub, name) for name in kept} == {name: header(by_flask, name) for name in kept}
