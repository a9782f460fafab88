"""What tests share: the application on both databases, a server, and a real browser.

A test that asks for ``app`` (or for anything that rests on it) runs twice, on SQLite and on PostgreSQL.
Its database has the tables and no rows; a module whose tests need the shipped banks says so by a fixture of
its own::

    @pytest.fixture
    def content() -> str:
        return "banks"

Services and queries are called inside ``with app.app_context():``, pages through ``client`` or ``page``,
never both at once: Flask would share one context between them.
"""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import Browser, Page, Playwright, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from quizapp import create_app
from quizapp.config import Settings
from quizapp.database import db
from tests.services import postgresql
from tests.services.databases import Databases, PostgresqlDatabases, SqliteDatabases, make_settings
from tests.support.browser import launch, watched_page
from tests.support.compiled import Templates, compile_routes_once
from tests.support.served import run

# How long an example takes says how busy the machine is, not whether the rule holds.
hypothesis_settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("unhurried")

compile_routes_once()


@pytest.fixture(scope="session")
def postgresql_databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    with postgresql.cluster(postgresql.quickest_folder()) as cluster:
        yield PostgresqlDatabases(tmp_path_factory.mktemp("postgresql"), cluster)


@pytest.fixture(scope="session")
def sqlite_databases(tmp_path_factory: pytest.TempPathFactory) -> Databases:
    return SqliteDatabases(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(params=["sqlite", "postgresql"])
def database_kind(request: pytest.FixtureRequest) -> str:
    kind: str = request.param
    return kind


@pytest.fixture
def content() -> str:
    """Return what the database holds before the test: ``empty`` tables, or the shipped ``banks``."""
    return "empty"


@pytest.fixture
def database_url(request: pytest.FixtureRequest, database_kind: str, content: str) -> Iterator[str]:
    databases: Databases = request.getfixturevalue(f"{database_kind}_databases")
    with databases.copy(content) as url:
        yield url


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    return make_settings(tmp_path / "instance", database_url)


@pytest.fixture(scope="session")
def templates() -> Templates:
    """What templates became, for all applications."""
    return Templates()


@pytest.fixture
def app(settings: Settings, templates: Templates) -> Iterator[Flask]:
    """The application as it is served, on a database of its own."""
    app = create_app(settings)
    app.testing = True
    app.jinja_env.bytecode_cache = templates
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client that may send a form without having fetched it first."""
    app.config.update(WTF_CSRF_ENABLED=False, WTF_CSRF_METHODS=())
    return app.test_client()


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as ``quizapp init`` leaves it: to be copied, never used itself."""
    folder = tmp_path_factory.mktemp("installed") / "instance"
    made = run("init", instance=folder)
    assert made.returncode == 0, made.stderr
    return folder


@pytest.fixture
def instance(tmp_path: Path, installed: Path) -> Path:
    """A fresh installation of the test's own, for commands and what is served."""
    return shutil.copytree(installed, tmp_path / "instance")


class QuietHandler(WSGIRequestHandler):
    """Keeps each request out of the report of a failed test."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        pass


@pytest.fixture
def live_server(app: Flask) -> Iterator[str]:
    """Serve the application in a thread; the address has no slash at its end."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=QuietHandler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What drives browsers; a process can have one only."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    with launch(playwright) as browser:
        yield browser


@pytest.fixture
def page(browser: Browser, live_server: str) -> Iterator[Page]:
    """A desktop page with scripts in light colours; ``page.goto("/")`` opens the first page."""
    with watched_page(browser, live_server) as page:
        yield page
