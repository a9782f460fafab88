"""The description of the API is sound, and tells of everything that a program may meet."""

from collections import Counter
from typing import Any

import jsonschema_rs
import pytest
from flask import Flask
from schemathesis.specs.openapi.definitions import OPENAPI_31_VALIDATOR

from quizapp.web import access
from quizapp.web.api.blueprint import Query, Shape
from tests.api.programs import Program


@pytest.fixture
def database_kind() -> str:
    return "sqlite"


@pytest.fixture
def content() -> str:
    return "empty"


@pytest.fixture
def described(app: Flask) -> Any:
    return Program(app=app).get("/openapi.json")


def operations(described: Any) -> list[Any]:
    return [one for methods in described["paths"].values() for one in methods.values()]


def test_the_description_keeps_to_openapi_3_1(described: Any) -> None:
    assert described["openapi"].startswith("3.1")
    assert [error.message for error in OPENAPI_31_VALIDATOR.iter_errors(described)] == []


def test_the_description_has_every_route_of_the_api_and_no_page(app: Flask, described: Any) -> None:
    doors = {
        (door.method, door.path.replace("<", "{").replace(">", "}"))
        for door in access.doors(app)
        if door.path.startswith("/api/v1/")
    }
    told = {(method.upper(), path) for path, methods in described["paths"].items() for method in methods}
    assert doors - told == {("GET", "/api/v1/docs"), ("GET", "/api/v1/openapi.json")}
    assert told - doors == set()


def test_every_operation_has_a_name_of_its_own_a_summary_and_a_scope_or_none(described: Any) -> None:
    names = [operation["operationId"] for operation in operations(described)]
    assert len(set(names)) == len(names)
    without = [one["operationId"] for one in operations(described) if not one["security"]]
    assert without == ["make_token"]
    assert all(operation["summary"] for operation in operations(described))


def test_whatever_takes_a_body_needs_it_and_tells_how_it_refuses_one(described: Any) -> None:
    taking = [operation for operation in operations(described) if "requestBody" in operation]
    assert taking
    for operation in taking:
        assert operation["requestBody"]["required"] is True
        assert {"400", "413", "415", "422"} <= operation["responses"].keys(), operation["operationId"]


def test_every_example_keeps_to_its_shape(described: Any) -> None:
    contents = [
        content
        for operation in operations(described)
        for part in [operation.get("requestBody", {}), *operation["responses"].values()]
        for content in part.get("content", {}).values()
        if "example" in content
    ]
    assert contents
    for content in contents:
        schema = content["schema"] | {"components": described["components"]}
        jsonschema_rs.validate(schema, content["example"])


def test_no_two_shapes_have_one_name() -> None:
    names = Counter(shape.__name__ for shape in [*Shape.__subclasses__(), *Query.__subclasses__()])
    assert [name for name, count in names.items() if count > 1] == []


def test_every_answer_that_went_well_has_an_example_where_it_is_json(described: Any) -> None:
    contents = {
        operation["operationId"]: answer.get("content", {}).get("application/json")
        for operation in operations(described)
        for status, answer in operation["responses"].items()
        if status in {"200", "201"}
    }
    assert {name for name, content in contents.items() if content and "example" not in content} == set()


def test_a_review_that_is_refused_is_described_with_the_card_it_carries(described: Any) -> None:
    path = "/api/v1/cards/{item_id}/{face}/reviews"
    refused = described["paths"][path]["post"]["responses"]["409"]["content"]["application/problem+json"]
    schema = refused["schema"] | {"components": described["components"]}
    without = {name: part for name, part in refused["example"].items() if name != "card"}
    assert jsonschema_rs.is_valid(schema, refused["example"])
    assert not jsonschema_rs.is_valid(schema, without)


def test_every_body_has_an_example(described: Any) -> None:
    bodies = [one["requestBody"]["content"] for one in operations(described) if "requestBody" in one]
    assert all("example" in body["application/json"] for body in bodies)
