"""Every error has one shape, wherever it comes from."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import text
from werkzeug.test import TestResponse

from quizapp import create_app
from quizapp.core.people import Scope
from quizapp.database import db
from quizapp.web import access
from tests.api.programs import Program, make_program
from tests.services.databases import make_settings


def told(answer: TestResponse) -> tuple[int, str]:
    """Return status and code of a problem, after a look at its shape."""
    assert answer.content_type == "application/problem+json", answer.text
    problem: Any = answer.json
    assert problem["status"] == answer.status_code
    assert problem["type"] == f"/api/v1/docs#{problem['code']}"
    assert problem["title"]
    assert problem["detail"]
    assert "Set-Cookie" not in answer.headers
    return answer.status_code, problem["code"]


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/nothing"), ("POST", "/nothing"), ("GET", "/../nothing"), ("DELETE", "/attempts/1/x")],
)
def test_an_address_that_leads_nowhere(program: Program, method: str, path: str) -> None:
    assert told(program.call(method, path)) == (404, "not-found")


def test_an_address_outside_the_version(app: Flask) -> None:
    assert told(app.test_client().get("/api/")) == (404, "not-found")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"{", 400, "malformed"),
        (b"", 400, "malformed"),
        (b"\xff\xfe", 400, "malformed"),
        (b'{"id": "\\ud800"}', 400, "malformed"),
        (b"[" * 100_000, 400, "malformed"),
        (b"[]", 422, "not-valid"),
        (b"null", 422, "not-valid"),
        (b'{"id": 7}', 422, "not-valid"),
        (b" " * 300_000, 413, "too-large"),
    ],
)
def test_a_body_that_cannot_be_taken(program: Program, body: bytes, status: int, code: str) -> None:
    answer = program.call("POST", "/attempts", data=body, content_type="application/json")
    assert told(answer) == (status, code)


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_a_body_that_does_not_say_that_it_is_json(program: Program, content_type: str) -> None:
    answer = program.call("POST", "/attempts", data=b"{}", content_type=content_type)
    assert told(answer) == (415, "not-json")


def test_each_field_that_does_not_fit_is_pointed_at(program: Program) -> None:
    body = {"id": "no", "topics": ["moon"], "count": 0, "extra/field": 1}
    problem = program.post("/attempts", body, status=422)
    assert {error["pointer"]: bool(error["detail"]) for error in problem["errors"]} == {
        "/id": True,
        "/topics/0": True,
        "/count": True,
        "/extra~1field": True,
    }


def test_a_query_parameter_that_does_not_fit_is_named(program: Program) -> None:
    problem = program.get("/cards/next?scope=moon", status=422)
    assert [error["parameter"] for error in problem["errors"]] == ["scope"]


def test_what_was_sent_is_not_told_back(program: Program) -> None:
    body = {"id": "SECRET-VALUE", "topics": ["SECRET-VALUE"], "count": "SECRET-VALUE"}
    assert "SECRET-VALUE" not in str(program.post("/attempts", body, status=422))


def test_a_method_that_is_not_there_names_those_that_are(program: Program) -> None:
    answer = program.call("PUT", "/banks")
    assert told(answer) == (405, "method-not-allowed")
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_a_token_without_the_scope_is_told_which_one_is_missing(app: Flask) -> None:
    reader = make_program(app, scopes=[Scope.READ])
    answer = reader.call("POST", "/attempts", json={"id": str(uuid4())})
    assert told(answer) == (403, "scope-missing")
    assert "“study”" in answer.text


def test_a_missing_table_is_a_fault_of_ours_and_says_no_more(app: Flask, program: Program) -> None:
    with app.app_context():
        db.session.execute(text("ALTER TABLE api_token RENAME TO elsewhere"))
        db.session.commit()
    app.config["PROPAGATE_EXCEPTIONS"] = False
    answer = program.call("GET", "/banks")
    assert told(answer) == (500, "our-fault")
    assert "api_token" not in answer.text


@pytest.mark.parametrize(
    "url", ["sqlite:////nowhere/at/all.sqlite", "postgresql+psycopg://test@/test?host=/nowhere/at/all"]
)
def test_a_database_out_of_reach_asks_to_send_the_same_once_more(tmp_path: Path, url: str) -> None:
    away = Program(app=create_app(make_settings(tmp_path, url)), token="any")
    answer = away.call("GET", "/banks")
    assert told(answer) == (503, "away")
    assert int(answer.headers["Retry-After"]) > 0


def test_no_answer_to_a_program_sets_a_cookie_or_heeds_one(app: Flask, program: Program) -> None:
    visitor = app.test_client()
    visitor.get("/")
    assert visitor.get_cookie("quizapp")
    for door in access.doors(app):
        if door.path.startswith("/api/") and door.access.by_program:
            path = door.rule.replace("<uuid:attempt_id>", str(uuid4()))
            answer = visitor.open(path, method=door.method)
            assert "Set-Cookie" not in answer.headers, door
            if door.access.scope:
                assert told(answer) in {(401, "token-needed"), (404, "not-found")}, door


def test_every_route_that_wants_a_token_refuses_who_has_none(app: Flask) -> None:
    client = app.test_client(use_cookies=False)
    wanting = [door for door in access.doors(app) if door.access.scope]
    assert len(wanting) >= 15
    for door in wanting:
        with app.test_request_context():
            url = app.url_map.bind("localhost")
            values = {
                name: SAMPLES[name]
                for rule in app.url_map.iter_rules(door.endpoint)
                for name in rule.arguments
            }
            path = url.build(door.endpoint, values, method=door.method)
        for headers in NO_TOKENS:
            answer = client.open(path, method=door.method, headers=headers)
            assert told(answer) == (401, "token-needed"), door
            assert answer.headers["WWW-Authenticate"].startswith("Bearer")


SAMPLES: dict[str, Any] = {
    "attempt_id": uuid4(),
    "review_id": uuid4(),
    "token_id": uuid4(),
    "item_id": 1,
    "face": "main",
    "set_id": "what-the-words-mean",
    "step_id": "words",
}
NO_TOKENS: list[dict[str, str]] = [
    {},
    {"Authorization": "Bearer"},
    {"Authorization": "Bearer netq_made-up"},
    {"Authorization": "Basic a2ltOmdhdGU="},
    {"Authorization": "Bearer \xff\xfe"},
]
