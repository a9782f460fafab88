"""A supervisor learns whether the process lives and whether it can serve."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from quizapp import create_app
from quizapp.database import db
from tests.services.databases import make_settings
from tests.support.queries import statements


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_working_application_says_so_and_sets_no_cookie(app: Flask, path: str) -> None:
    response = app.test_client().get(path)
    assert (response.status_code, response.json) == (200, {"ok": True})
    assert "Set-Cookie" not in response.headers
    assert response.headers["Cache-Control"] == "no-store"


def test_whether_the_process_lives_is_said_without_the_database(app: Flask) -> None:
    with statements(app) as sent:
        app.test_client().get("/healthz")
    assert sent == []


def test_tables_of_another_version_are_not_ready(app: Flask) -> None:
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'another'"))
    response = app.test_client().get("/readyz")
    assert response.status_code == 503
    assert "quizapp init" in str(response.json)


def test_a_database_without_tables_is_not_ready(tmp_path: Path) -> None:
    app = create_app(make_settings(tmp_path, ""))
    assert app.test_client().get("/readyz").status_code == 503


@pytest.mark.parametrize(
    "address", ["sqlite:////nowhere/at/all.sqlite", "postgresql+psycopg://nobody@/none?host="]
)
def test_a_database_out_of_reach_is_not_ready_while_the_process_lives(tmp_path: Path, address: str) -> None:
    app = create_app(make_settings(tmp_path, address + (str(tmp_path) if address.endswith("=") else "")))
    client = app.test_client()
    assert client.get("/readyz").json == {"ok": False, "reason": "The database does not answer."}
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200
