"""What every answer carries, whatever was asked and whoever asked; and what the cookies are like."""

from collections.abc import Iterator
from pathlib import Path

import flask_migrate
import pytest
from flask import Flask

from quizapp import create_app
from quizapp.config import Settings
from quizapp.web import access
from tests.services.databases import SECRET_KEY
from tests.support.visitor import Reply
from tests.web import names
from tests.web.belongings import Belongings
from tests.web.callers import Kind, make_caller

ON_EVERY_ANSWER = {
    "Content-Security-Policy",
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy",
    "Permissions-Policy",
    "Referrer-Policy",
    "X-Content-Type-Options",
}
FILES = {"GET /static/<filename>", "GET /account/fs-static/<filename>"}
KINDS = [Kind.NOBODY, Kind.LEARNER, Kind.READ]


@pytest.fixture
def database_kind() -> str:
    """Pinned, because headers do not depend on the database."""
    return "sqlite"


@pytest.fixture
def content() -> str:
    return "banks"


def answers(app: Flask, kind: Kind) -> Iterator[tuple[str, Reply]]:
    """Call every route, in every way that routes are called, and some that are not there."""
    caller = make_caller(app, kind)
    own = caller.own or Belongings()
    for door in access.doors(app):
        for method in (door.method, "DELETE"):
            path = names.address(door, own)
            yield f"{method} {door.path}", caller.call(method, path, names.body(door, own))
        if not caller.mend():
            caller = make_caller(app, kind)
    for path in (
        "/nothing",
        "/api/v1/nothing",
        "/static/nothing.css",
        "/account/nothing",
        "/quiz//",
        "/cards",
    ):
        yield path, caller.call("GET", path, {})


@pytest.mark.parametrize("kind", KINDS)
def test_every_answer_keeps_to_itself(app: Flask, kind: Kind) -> None:
    for what, reply in answers(app, kind):
        headers = {name for name, _ in reply.headers}
        assert headers >= ON_EVERY_ANSWER, (what, reply.status, ON_EVERY_ANSWER - headers)
        policy = dict(reply.headers)["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        assert policy.count("data:") == policy.count("img-src 'self' data:;") == 1
        assert "Server" not in headers


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_but_files_lies_in_a_cache_and_those_carry_no_cookie(app: Flask, kind: Kind) -> None:
    for what, reply in answers(app, kind):
        headers = dict(reply.headers)
        if what in FILES:
            assert "Set-Cookie" not in headers, what
        else:
            assert headers["Cache-Control"] == "no-store", (what, reply.status)


def test_a_program_is_never_given_a_cookie(app: Flask) -> None:
    for what, reply in answers(app, Kind.READ):
        if "/api/" in what and not what.endswith("/docs"):
            assert "Set-Cookie" not in dict(reply.headers), what


@pytest.mark.parametrize("secure", [True, False])
def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites(tmp_path: Path, secure: bool) -> None:
    cookies = cookies_set(tmp_path, secure=secure)
    assert len(cookies) == 2
    for cookie in cookies:
        assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
        assert ("Secure" in cookie.split("; ")) is secure
        assert "Domain=" not in cookie


@pytest.mark.parametrize(("secure", "name"), [(True, "__Host-quizapp"), (False, "quizapp")])
def test_where_there_is_encryption_no_sister_site_can_lay_our_cookie(
    tmp_path: Path, secure: bool, name: str
) -> None:
    assert any(cookie.startswith(f"{name}=") for cookie in cookies_set(tmp_path, secure=secure))


@pytest.mark.parametrize("secure", [True, False])
def test_browsers_are_told_to_stay_with_encryption_where_there_is_some(tmp_path: Path, secure: bool) -> None:
    answer = make_app(tmp_path, secure=secure).test_client().get("/healthz")
    assert ("Strict-Transport-Security" in answer.headers) is secure


def make_app(folder: Path, *, secure: bool) -> Flask:
    """Return the application as it is reached with encryption or without."""
    settings = Settings(
        instance_dir=folder,
        database_url=f"sqlite:///{folder / 'quizapp.sqlite'}",
        secret_key=SECRET_KEY,
        secure_cookies=secure,
    )
    app = create_app(settings)
    with app.app_context():
        flask_migrate.upgrade()
    return app


def cookies_set(folder: Path, *, secure: bool) -> list[str]:
    """Return the cookies that a guest is given who chooses larger type."""
    app = make_app(folder, secure=secure)
    app.config.update(WTF_CSRF_ENABLED=False, WTF_CSRF_METHODS=())
    return app.test_client().post("/accessibility", data={"size": "large"}).headers.getlist("Set-Cookie")
