"""Nothing that can be put on the wire breaks the server, and nothing forged is believed."""

import re
import shutil
import socket
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface

from quizapp import create_app
from tests.services.databases import make_settings
from tests.support.html_forms import Form
from tests.support.served import Served, served
from tests.support.visitor import AppConnection, HttpConnection, Visitor

LIMIT = 256 * 1024
REFUSED = range(400, 500)
FORM = "Content-Type: application/x-www-form-urlencoded"


class Wire:
    """Sends bytes as they are to a running server."""

    def __init__(self, server: Served) -> None:
        self.server = server
        self.where = (str(urlsplit(server.address).hostname), int(urlsplit(server.address).port or 0))

    def status(self, *head: str, body: bytes = b"") -> int:
        """Return the status of the answer; 0 when the server just hangs up."""
        return self.answer(*head, body=body)[0]

    def answer(self, *head: str, body: bytes = b"") -> tuple[int, str]:
        """Send a request line, headers and a body; return status and everything that came back."""
        lines = [head[0], *([] if any(line.startswith("Host:") for line in head) else ["Host: x"]), *head[1:]]
        request = "\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1")
        with socket.create_connection(self.where, timeout=20) as connection:
            try:
                connection.sendall(request + body)
                said = b"".join(iter(lambda: connection.recv(65536), b""))
            except (ConnectionResetError, BrokenPipeError):
                return 0, ""
        found = re.match(rb"HTTP/1\.1 (\d+)", said)
        return (int(found[1]) if found else 0), said.decode("latin-1")

    def is_well(self) -> bool:
        """Tell whether the server answers as before, without any fault in its log."""
        return self.status("GET /readyz HTTP/1.1") == 200 and "fault" not in self.server.output


@pytest.fixture(scope="module")
def wire(tmp_path_factory: pytest.TempPathFactory, installed: Path) -> Iterator[Wire]:
    instance = shutil.copytree(installed, tmp_path_factory.mktemp("hostile") / "instance")
    with served(instance) as server:
        yield Wire(server)


@pytest.mark.parametrize(
    "length",
    ["-1", "1e3", "abc", "", "0x10", "99999999999999999999999", str(LIMIT + 1), "10000000000", "5, 6", "+5"],
)
def test_an_odd_length_is_refused(wire: Wire, length: str) -> None:
    head = ("POST /quiz/quick HTTP/1.1", FORM, f"Content-Length: {length}")
    assert wire.status(*head, body=b"a=b&c") in {0, *REFUSED}
    assert wire.is_well()


@pytest.mark.parametrize(
    "headers",
    [
        ("Content-Length: 5", "Content-Length: 6"),
        ("Content-Length: 5", "Transfer-Encoding: chunked"),
        ("Transfer-Encoding: chunked, identity",),
        ("Transfer-Encoding: gzip",),
        ("Transfer-Encoding: \x0bchunked",),
    ],
)
def test_two_ways_to_tell_the_length_are_no_way_to_smuggle_a_request(
    wire: Wire, headers: tuple[str, ...]
) -> None:
    smuggled = b"0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
    status, said = wire.answer("POST /quiz/quick HTTP/1.1", FORM, *headers, body=smuggled)
    assert status in {0, *REFUSED}
    assert '"ok"' not in said
    assert wire.is_well()


@pytest.mark.parametrize("path", ["/quiz/quick", "/nothing", "/account/login", "/api/v1/attempts"])
def test_far_too_much_is_refused_without_being_read_to_the_end(wire: Wire, path: str) -> None:
    length = 50 * 1024 * 1024
    head = (f"POST {path} HTTP/1.1", FORM, f"Content-Length: {length}")
    assert wire.status(*head, body=b"a" * (LIMIT * 2)) in {0, *REFUSED}
    assert wire.is_well()


def test_far_too_much_in_pieces_is_refused_too(wire: Wire) -> None:
    piece = b"10000\r\n" + b"a" * 0x10000 + b"\r\n"
    head = ("POST /quiz/quick HTTP/1.1", FORM, "Transfer-Encoding: chunked")
    assert wire.status(*head, body=piece * 20 + b"0\r\n\r\n") in {0, *REFUSED}
    assert wire.is_well()


def test_a_form_of_thousands_of_parts_is_refused(wire: Wire) -> None:
    body = b"".join(
        b'--b\r\nContent-Disposition: form-data; name="%d"\r\n\r\nx\r\n' % number for number in range(2000)
    )
    head = (
        "POST /quiz/quick HTTP/1.1",
        "Content-Type: multipart/form-data; boundary=b",
        f"Content-Length: {len(body) + 5}",
    )
    assert wire.status(*head, body=body + b"--b--") in REFUSED
    assert wire.is_well()


@pytest.mark.parametrize(
    "path",
    [
        "/" + "a" * 8_000,
        "/" + "a" * 200_000,
        "/cards/next?scope=" + "a" * 30_000,
        "/%00",
        "/cards/next?scope=%00",
        "/questions/%00/1/report/",
        "/quiz/%0d%0aSet-Cookie:%20a=b",
        "/account/login?next=%0d%0aSet-Cookie:%20a=b",
        "/../../etc/passwd",
        "/static/..%2f..%2f..%2fetc%2fpasswd",
        "/static/%2e%2e/%2e%2e/config.py",
        "//elsewhere.example/cards",
        "/\\elsewhere.example",
        "/%ff%fe",
        "/cards/\xff",
        "http://elsewhere.example/about",
        "*",
        "elsewhere.example:443",
    ],
)
def test_an_odd_address_breaks_nothing_and_sets_no_header(wire: Wire, path: str) -> None:
    status, said = wire.answer(f"GET {path} HTTP/1.1")
    head = said.split("\r\n\r\n")[0].lower()
    assert status < 500
    assert "set-cookie: a=b" not in head
    assert "elsewhere.example" not in head
    assert "root:" not in said
    assert wire.is_well()


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PUT", "DELETE", "PATCH", "PROPFIND", "X" * 5000])
def test_a_method_that_a_page_does_not_know_is_refused(wire: Wire, method: str) -> None:
    assert wire.status(f"{method} /about HTTP/1.1") in {0, *REFUSED}
    assert wire.is_well()


@pytest.mark.parametrize(
    "header",
    [
        "X-Odd: a\x00b",
        "X-Odd: a\rb",
        "X Odd: a",
        ": nothing",
        "X-Long: " + "a" * 200_000,
        "Cookie: quizapp=" + "a" * 30_000,
        "Cookie: " + "; ".join(f"c{number}=1" for number in range(2000)),
        "Cookie: quizapp=\xff\xfe",
        "Accept-Language: " + "a," * 5000,
        "If-Modified-Since: never",
        "Range: bytes=0-1,2-3,5-4,-1",
        "Content-Type: multipart/form-data",
        "Content-Type: text/html; charset=nonsense",
        "Authorization: Bearer \xff",
        "Authorization: Basic !!!",
        "Accept: " + "*/*;q=0.1," * 3000,
        "Upgrade: websocket",
        "Expect: 100-continue",
        "Expect: 200-maybe",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_odd_header_breaks_nothing(wire: Wire, header: str, method: str) -> None:
    assert wire.status(f"{method} /cards/ HTTP/1.1", header, "Content-Length: 0") < 500
    assert wire.is_well()


def test_a_request_cut_short_leaves_the_server_well(wire: Wire) -> None:
    for part in (
        b"GET",
        b"GET / HTTP/1.1\r\nHost:",
        b"POST /quiz/quick HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\na",
    ):
        with socket.create_connection(wire.where, timeout=20) as connection:
            connection.sendall(part)
    assert wire.is_well()


@pytest.fixture
def database_kind() -> str:
    return "sqlite"


def signed(app: Flask, key: str, **values: object) -> str:
    """Return a cookie of ours, signed with a key."""
    other = Flask("other")
    other.secret_key = key
    serializer = SecureCookieSessionInterface().get_signing_serializer(other)
    assert serializer is not None
    return str(serializer.dumps(values))


@pytest.mark.parametrize("cookie", ["", "a.b.c", "eyJhIjoxfQ.x.y", "..", "." * 3000, "é", "null", "%00"])
def test_a_forged_cookie_is_as_good_as_none(app: Flask, cookie: str) -> None:
    client = app.test_client(use_cookies=False)
    reply = client.get("/settings", headers={"Cookie": f"quizapp={cookie}"})
    assert reply.status_code == 200
    assert "quizapp=" in reply.headers["Set-Cookie"]


def test_a_cookie_signed_with_another_key_names_nobody(app: Flask) -> None:
    visitor = Visitor(AppConnection(app))
    settings = visitor.get("/settings").form("/settings")
    visitor.send(settings, settings.with_values(new_per_day="77", buttons="4"))
    assert 'value="77"' in visitor.get("/settings").text
    with app.test_request_context(headers={"Cookie": f"quizapp={visitor.cookies['quizapp']}"}):
        from flask import session as cookie

        mine = dict(cookie)
    visitor.cookies["quizapp"] = signed(app, "another key that is long enough", **mine)
    assert 'value="77"' not in visitor.get("/settings").text


@pytest.mark.parametrize("value", [None, "x", "0" * 3000, "\x00"])
@pytest.mark.parametrize("name", ["learner", "_user_id", "login", "tf_user_id", "csrf_token", "fs_paa"])
def test_an_odd_value_in_a_cookie_of_ours_breaks_nothing(app: Flask, name: str, value: object) -> None:
    cookie = signed(app, app.config["SECRET_KEY"], **{name: value})
    client = app.test_client(use_cookies=False)
    for path in ("/", "/settings", "/account/login"):
        assert client.get(path, headers={"Cookie": f"quizapp={cookie}"}).status_code < 500


def served_as(app: Flask, path: str = "/about", **headers: str) -> tuple[str, str]:
    """Return the address that the application sees, and the host, for a request with some headers."""
    seen: list[str] = []

    @app.after_request
    def note(response):
        from flask import request

        seen.extend([str(request.remote_addr), request.host_url])
        return response

    app.test_client().get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    return seen[0], seen[1]


@pytest.mark.parametrize("proxies", [0, 1, 2])
def test_a_proxy_is_believed_only_as_far_as_the_settings_say(
    tmp_path: Path, database_url: str, proxies: int
) -> None:
    settings = make_settings(tmp_path, database_url).model_copy(update={"trusted_proxies": proxies})
    address, site = served_as(
        create_app(settings),
        X_Forwarded_For="203.0.113.66, 203.0.113.2, 203.0.113.1",
        X_Forwarded_Proto="https, https, https",
        X_Forwarded_Host="elsewhere.example",
        Forwarded="for=203.0.113.99;host=elsewhere.example",
    )
    assert address == ["127.0.0.1", "203.0.113.1", "203.0.113.2"][proxies]
    assert site == ("https://localhost/" if proxies else "http://localhost/")


@pytest.mark.skipif(sys.platform == "win32", reason="asks the server as Unix does")
def test_the_served_site_believes_no_proxy_unless_told(instance: Path) -> None:
    limits = {"QUIZAPP_LIMIT_SIGN_IN_ADDRESS": "2 per 15 minutes"}
    with served(instance, **limits) as server:
        replies = [log_in(server, number, claim=f"203.0.113.{number}") for number in range(4)]
    assert [status == 429 for status in replies] == [False, False, True, True]


def log_in(server: Served, number: int, *, claim: str) -> int:
    """Try to log in from this machine, claiming to come from elsewhere; return the status."""
    with closing(HttpConnection(server.address)) as connection:
        visitor = Visitor(connection, headers={"X-Forwarded-For": claim})
        form = visitor.get("/account/login").form("/account/login")
        pairs = form.with_values(email=f"person{number}@example.org", password="not the right one")
        return visitor.send(form, pairs).status


@pytest.mark.parametrize(
    ("update", "host", "status"),
    [
        ({}, "elsewhere.example", 200),
        ({"public_url": "https://learn.example.org"}, "learn.example.org", 200),
        ({"public_url": "https://learn.example.org"}, "learn.example.org:443", 200),
        ({"public_url": "https://learn.example.org"}, "localhost:8000", 200),
        ({"public_url": "https://learn.example.org"}, "elsewhere.example", 400),
        ({"public_url": "https://learn.example.org"}, "learn.example.org.elsewhere.example", 400),
        ({"public_url": "https://learn.example.org"}, "learn.example.org@elsewhere.example", 400),
        ({"public_url": "https://learn.example.org"}, "", 400),
        ({"allowed_hosts": "a.example, b.example"}, "b.example", 200),
        ({"allowed_hosts": "a.example, b.example"}, "localhost", 400),
        ({"allowed_hosts": ".example.org"}, "learn.example.org", 200),
    ],
)
def test_the_site_answers_only_to_its_own_names(
    tmp_path: Path, database_url: str, update: dict[str, str], host: str, status: int
) -> None:
    app = create_app(make_settings(tmp_path, database_url).model_copy(update=update))
    client = app.test_client()
    reply = client.get("/about", headers={"Host": host})
    assert reply.status_code == status
    assert client.post("/quiz/quick", headers={"Host": host}).status_code == 400
    assert "elsewhere" not in str(reply.headers)
    assert status == 200 or "elsewhere" not in reply.text


def test_a_forged_form_is_refused_whatever_it_claims(app: Flask) -> None:
    visitor = Visitor(AppConnection(app))
    visitor.get("/")
    form = Form(action="/quiz/quick", method="post")
    for token in ("", "x", "\x00", "a" * 10_000, "null"):
        assert visitor.send(form, [("csrf_token", token), ("ticket", token)]).status == 400
