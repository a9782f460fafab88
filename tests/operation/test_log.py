"""The log tells what happened, and nothing by which somebody could be known."""

import json
import logging
import socket
import sqlite3
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from quizapp import logs
from tests.support.html_forms import Form
from tests.support.served import Served, served
from tests.support.visitor import HttpConnection, Visitor

MARK = "xyzzy"
"""Part of every value that is sent."""


def lose_a_table(instance: Path) -> None:
    """Make the server fail on what a form brings."""
    with closing(sqlite3.connect(instance / "quizapp.sqlite")) as connection:
        connection.execute("DROP TABLE report")


def events(server: Served) -> list[dict[str, object]]:
    return [json.loads(line) for line in server.output.splitlines() if line.startswith("{")]


def send_marks_everywhere(server: Served) -> None:
    """Put something recognisable into every part of a request, and make the server fail on some."""
    headers = {
        "User-Agent": f"{MARK}-agent",
        "Cookie": f"quizapp={MARK}-cookie; other={MARK}",
        "Referer": f"http://{MARK}/",
        "X-Forwarded-For": f"203.0.113.77, {MARK}",
        "X-Request-ID": f"{MARK}-id",
        "Authorization": f"Bearer {MARK}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    form = urlencode({"email": f"{MARK}@example.org", "note": MARK, "answer": MARK, "csrf_token": MARK})
    for method, path, body in [
        ("GET", f"/{MARK}?q={MARK}", None),
        ("GET", f"/cards/next?scope={MARK}", None),
        ("GET", f"/questions/{MARK}/1/report/", None),
        ("POST", f"/quiz/quick?{MARK}", form),
        (MARK.upper(), f"/{MARK}", None),
        ("GET", "/readyz", None),
    ]:
        with closing(HTTPConnection(urlsplit(server.address).netloc, timeout=20)) as connection:
            connection.request(method, path, body, headers)
            connection.getresponse().read()
    host, port = urlsplit(server.address).hostname, urlsplit(server.address).port
    with socket.create_connection((str(host), int(port or 0))) as nonsense:
        nonsense.sendall(f"{MARK} no HTTP at all\r\n\r\n".encode())
        nonsense.recv(1000)


@pytest.mark.parametrize("shape", ["plain", "json"])
def test_nothing_that_a_visitor_sends_and_no_address_is_in_the_log(instance: Path, shape: str) -> None:
    lose_a_table(instance)
    with served(instance, QUIZAPP_LOG_FORMAT=shape, QUIZAPP_LOG_LEVEL="debug") as server:
        send_marks_everywhere(server)
        with closing(HttpConnection(server.address)) as connection:
            visitor = Visitor(connection)
            form = visitor.get("/questions/1/1/report/").form("/report/")
            assert visitor.send(form, form.with_values(reason="wrong", note=MARK)).status == 500
            server.wait_for("no such table: report")
        said = server.output.replace(server.address, "")
    assert "endpoint" in said
    for secret in (MARK, MARK.upper(), "127.0.0.1", "203.0.113.77", "example.org"):
        assert secret not in said


def test_one_line_tells_of_each_request_by_the_name_of_its_page(instance: Path) -> None:
    with (
        served(instance, QUIZAPP_LOG_FORMAT="json") as server,
        closing(HttpConnection(server.address)) as http,
    ):
        reply = Visitor(http).get("/questions/1/1/report/")
        number = dict(reply.headers)["x-request-id"]
        server.wait_for(number)
        (event,) = [event for event in events(server) if event["event"] == "request"]
    assert event["endpoint"] == "reports.index"
    assert (event["method"], event["status"], event["request"]) == ("GET", 200, number)
    assert float(str(event["ms"])) > 0


def test_a_fault_is_logged_with_its_trace_and_the_number_on_the_page(instance: Path) -> None:
    lose_a_table(instance)
    with (
        served(instance, QUIZAPP_LOG_FORMAT="json") as server,
        closing(HttpConnection(server.address)) as http,
    ):
        visitor = Visitor(http)
        form = visitor.get("/questions/1/1/report/").form("/report/")
        reply = visitor.send(form, form.with_values(reason="wrong", note=MARK))
        number = dict(reply.headers)["x-request-id"]
        assert number in reply.text
        server.wait_for(f"fault.*{number}|{number}.*fault")
        (fault,) = [event for event in events(server) if event["event"] == "fault"]
    assert "no such table: report" in str(fault["trace"])
    assert "quizapp/quiz/" in str(fault["trace"])
    assert MARK not in server.output


def test_less_is_logged_when_less_is_asked_for(instance: Path) -> None:
    with (
        served(instance, QUIZAPP_LOG_LEVEL="warning") as server,
        closing(HttpConnection(server.address)) as http,
    ):
        Visitor(http).send(Form(action="/quiz/quick", method="post"), [])
        assert Visitor(http).get("/about").status == 200
    assert "pages.about" not in server.output


def test_the_words_of_an_error_stay_out_of_its_trace() -> None:
    try:
        try:
            int(MARK)
        except ValueError as error:
            raise LookupError(f"{MARK} is not there") from error
    except LookupError as error:
        trace = logs.trace(error)
    assert "ValueError" in trace
    assert "LookupError" in trace
    assert f"invalid literal for int() with base 10: '{MARK}'" not in trace
    assert f"{MARK} is not there" not in trace


def test_a_library_says_only_its_fixed_words() -> None:
    record = logging.LogRecord("asyncio", logging.WARNING, "", 0, f"lost %s\npeer {MARK}", (MARK,), None)
    event = logs.without_what_others_say(None, "", {"_record": record, "event": record.getMessage()})
    assert event["event"] == "lost %s"
