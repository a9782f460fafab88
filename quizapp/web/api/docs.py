"""The API explained: as OpenAPI for programs, and as a page for people that needs nothing from elsewhere."""

import json
from dataclasses import dataclass

from flask import Blueprint, Response, current_app, render_template
from flask.typing import ResponseReturnValue

from quizapp.web import access, error_pages, errors
from quizapp.web.api import spec
from quizapp.web.api.blueprint import V1
from quizapp.web.api.spec import Spec
from quizapp.web.problems import BY_STATUS, problem

bp = Blueprint("api", __name__, url_prefix=V1)


@dataclass(frozen=True, kw_only=True)
class FieldLine:
    """One field of a body, or one parameter."""

    name: str
    type: str
    needed: bool
    about: str


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What may come back: the name of its shape, or what it means in words."""

    status: str
    shape: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One method of one path, as the page shows it."""

    id: str
    method: str
    path: str
    summary: str
    about: str
    scope: str
    fields: list[FieldLine]
    example: str
    answers: list[Answer]
    answer_example: str


@dataclass(frozen=True, kw_only=True)
class Part:
    """What belongs together."""

    name: str
    about: str
    operations: list[Operation]

    @property
    def id(self) -> str:
        """The name as an address writes it."""
        return self.name.lower().replace(" ", "-")


@dataclass(frozen=True, kw_only=True)
class ShapeLines:
    """What is sent or answered, field by field."""

    name: str
    about: str
    fields: list[FieldLine]


@bp.get("/openapi.json")
@access.program
def openapi() -> ResponseReturnValue:
    """Return the description of the API."""
    return Response(_text(), mimetype="application/json")


@bp.get("/docs")
@access.anybody
def docs() -> ResponseReturnValue:
    """Explain the API on a page."""
    described = json.loads(_text())
    return render_template(
        "api/docs.html",
        section="more",
        about=described["info"]["description"],
        parts=[
            Part(
                name=tag["name"],
                about=tag["description"],
                operations=_operations(described, tag["name"]),
            )
            for tag in described["tags"]
        ],
        shapes=[
            ShapeLines(name=name, about=schema.get("description", ""), fields=_fields(schema))
            for name, schema in sorted(described["components"]["schemas"].items())
            if "properties" in schema
        ],
        problems=[
            *map(problem, BY_STATUS),
            *(errors.problem_of(code, page) for code, page in error_pages.BY_CODE.items()),
        ],
    )


def _text() -> str:
    """Return the description as JSON, made once for each application."""
    made: dict[str, str] = current_app.extensions.setdefault("api", {})
    if "spec" not in made:
        made["spec"] = json.dumps(spec.build(current_app._get_current_object()), indent=1)  # type: ignore[attr-defined]  # noqa: SLF001
    return made["spec"]


def _operations(described: Spec, tag: str) -> list[Operation]:
    return [
        _operation(described, path, method, operation)
        for path, operations in described["paths"].items()
        for method, operation in operations.items()
        if tag in operation["tags"]
    ]


def _operation(described: Spec, path: str, method: str, operation: Spec) -> Operation:
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    schema = described["components"]["schemas"][_last(body["schema"]["$ref"])] if body else {}
    parameters = [
        FieldLine(
            name=parameter["name"],
            type=_type(parameter["schema"]),
            needed=parameter["required"],
            about=parameter["schema"].get("description", ""),
        )
        for parameter in operation.get("parameters", ())
    ]
    return Operation(
        id=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=operation["summary"],
        about=operation.get("description", ""),
        scope=next((scope for need in operation["security"] for scope in need["token"]), ""),
        fields=[*parameters, *_fields(schema)],
        example=_example(body),
        answers=[_answer(status, response) for status, response in operation["responses"].items()],
        answer_example=next(
            (_example(part) for response in operation["responses"].values() for part in _json_of(response)),
            "",
        ),
    )


def _json_of(response: Spec) -> list[Spec]:
    return [part for name, part in response.get("content", {}).items() if name == "application/json"]


def _example(part: Spec) -> str:
    return json.dumps(part["example"], indent=2, ensure_ascii=False) if "example" in part else ""


def _answer(status: str, response: Spec) -> Answer:
    refs = [content["schema"].get("$ref", "") for content in response.get("content", {}).values()]
    shape = next((_last(ref) for ref in refs if _last(ref) != "Problem"), "")
    return Answer(status=status, shape=shape, words=response["description"])


def _fields(schema: Spec) -> list[FieldLine]:
    needed = schema.get("required", ())
    return [
        FieldLine(name=name, type=_type(part), needed=name in needed, about=part.get("description", ""))
        for name, part in schema.get("properties", {}).items()
    ]


def _type(schema: Spec) -> str:
    """Return in words what a value is."""
    if "$ref" in schema:
        return _last(schema["$ref"])
    if "anyOf" in schema:
        return " or ".join(_type(part) for part in schema["anyOf"])
    if "enum" in schema:
        return " | ".join(json.dumps(value) for value in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {_type(schema.get('items', {}))}"
    return str(schema.get("format") or schema.get("type", "anything"))


def _last(ref: str) -> str:
    return ref.rpartition("/")[2]
