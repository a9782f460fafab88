"""Every error has a page that says what happened and what to do, and tells nobody more than that."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, abort
from playwright.sync_api import Browser
from sqlalchemy import event, text
from werkzeug.exceptions import default_exceptions

from quizapp import create_app
from quizapp.database import db
from quizapp.web import access
from tests.services.databases import make_settings
from tests.support import accessibility
from tests.support.visitor import AppConnection, Visitor

PAGES = {400: 400, 403: 404, 404: 404, 409: 409, 413: 413, 422: 422, 429: 429, 500: 500, 503: 503}
"""Which status a page has for which error."""


@pytest.fixture
def database_kind() -> str:
    return "sqlite"


@pytest.fixture
def failing(app: Flask) -> Flask:
    """The application with a page that fails as it is told to."""

    @app.get("/fail/<int:status>")
    @access.anybody
    def fail(status: int) -> str:
        abort(status)

    @app.get("/break")
    @access.anybody
    def break_down() -> str:
        raise ValueError("my own secret")

    app.testing = False
    return app


@pytest.mark.parametrize(("status", "shown"), PAGES.items())
def test_every_error_has_a_page_that_says_what_to_do(failing: Flask, status: int, shown: int) -> None:
    reply = Visitor(AppConnection(failing)).get(f"/fail/{status}")
    assert reply.status == shown
    assert reply.text.count("<h1") == 1
    assert "Go to Today" in reply.text
    assert str(default_exceptions[status].description) not in reply.text


def test_what_is_not_yours_looks_exactly_like_what_is_not_there(failing: Flask) -> None:
    visitor = Visitor(AppConnection(failing))
    forbidden, missing = visitor.get("/fail/403"), visitor.get("/fail/404")
    assert (forbidden.status, forbidden.text) == (missing.status, missing.text)


def test_a_fault_of_ours_names_its_request_and_nothing_else(
    failing: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    reply = Visitor(AppConnection(failing)).get("/break")
    number = dict(reply.headers)["X-Request-ID"]
    assert reply.status == 500
    assert f"<b>{number}</b>" in reply.text
    assert "secret" not in reply.text
    (fault,) = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert vars(fault)["request"] == number


def test_every_answer_has_a_number_that_we_made(app: Flask) -> None:
    sent = app.test_client().get("/about", headers={"X-Request-ID": "forged"}).headers["X-Request-ID"]
    assert re.fullmatch(r"[0-9a-f]{12}", sent)


@contextmanager
def impatient(app: Flask) -> Iterator[None]:
    """Let the database wait for a lock no longer than a moment."""
    with app.app_context():
        engine = db.engine
    shortly = {"sqlite": "PRAGMA busy_timeout=20", "postgresql": "SET lock_timeout = 20"}

    def hurry(connection: Any, _record: Any) -> None:
        connection.execute(shortly[engine.dialect.name])
        connection.commit()

    engine.dispose()
    event.listen(engine, "connect", hurry)
    yield
    event.remove(engine, "connect", hurry)


@pytest.mark.parametrize("database_kind", ["sqlite", "postgresql"])
def test_a_locked_database_asks_to_send_the_answer_once_more_and_then_takes_it(app: Flask) -> None:
    visitor = Visitor(AppConnection(app))
    settings = visitor.get("/settings").form("/settings")
    visitor.send(settings, settings.as_it_stands())
    pairs = settings.with_values(new_per_day="7", buttons="4")
    with impatient(app):
        with app.app_context(), db.engine.connect() as other:
            other.execute(text("UPDATE learner SET time_zone = time_zone"))
            refused = visitor.send(settings, pairs)
        assert refused.status == 503
        assert dict(refused.headers)["Retry-After"] == "10"
        assert "send your answer once more" in refused.text
        assert visitor.send(settings, pairs).status == 303


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_database_out_of_reach_asks_for_patience(tmp_path: Path, kind: str) -> None:
    urls = {
        "sqlite": f"sqlite:///{tmp_path}/none/at/all.sqlite",
        "postgresql": f"postgresql+psycopg://nobody@/none?host={tmp_path}",
    }
    reply = Visitor(AppConnection(create_app(make_settings(tmp_path, urls[kind])))).get("/sources")
    assert reply.status == 503
    assert "Wait a moment" in reply.text


def test_a_missing_table_is_a_fault_of_ours(app: Flask) -> None:
    app.testing = False
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(text("DROP TABLE report"))
        connection.execute(text("DROP TABLE item"))
    assert Visitor(AppConnection(app)).get("/sources").status == 500


@pytest.mark.parametrize("status", [429, 500, 503])
@pytest.mark.browser
def test_a_page_about_an_error_is_accessible_on_a_phone(
    failing: Flask, live_server: str, browser: Browser, status: int
) -> None:
    with browser.new_context(viewport={"width": 320, "height": 640}, reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto(f"{live_server}/fail/{status}")
        assert accessibility.faults(page) == []
        assert not accessibility.is_too_wide(page)


def test_programs_get_the_same_answers_as_json(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/none/at/all.sqlite"
    settings = make_settings(tmp_path, address).model_copy(update={"limit_sign_in_account": "1 per hour"})
    client = create_app(settings).test_client()
    who = {"email": "rosa@example.org", "password": "not the right one", "name": "x", "scopes": ["study"]}
    away, often = (client.post("/api/v1/tokens", json=who) for _ in range(2))
    assert (away.status_code, often.status_code) == (503, 429)
    assert (away.json or {})["code"] == "away"
    assert (often.json or {})["code"] == "too-often"
    assert int(away.headers["Retry-After"]) == 10
    assert 3500 < int(often.headers["Retry-After"]) <= 3601
