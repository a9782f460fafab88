"""The API as OpenAPI 3.1: what APIFlask finds in the views, completed by what all of them share."""

import json
import re
from collections.abc import Iterable
from typing import Any, cast

from apiflask import APIFlask
from flask import Flask
from werkzeug.routing import Rule

from quizapp.web import access
from quizapp.web.access import Access
from quizapp.web.problems import BY_STATUS, MEDIA_TYPE, Problem, problem

Spec = dict[str, Any]

ABOUT = (
    "Quizzes and flashcards about neuroendocrine tumours, for programs. A token, made from an e-mail address "
    "and a password or on the account page, says who a program acts for. Ids of what a program makes are its "
    "own, so that a request sent twice is stored once. A right answer never leaves before its "
    "learner may see it. For learning, not medical advice."
)
CONVERTERS: dict[str, Spec] = {
    "uuid": {"type": "string", "format": "uuid"},
    "int": {"type": "integer", "minimum": 0},
}
REF = "#/components/schemas/"


def build(app: Flask) -> Spec:
    """Return the description of the API."""
    spec: Spec = json.loads(json.dumps(cast("APIFlask", app).spec))
    _name_schemas_plainly(spec)
    spec["info"]["description"] = ABOUT
    spec["servers"] = [{"url": "/"}]
    spec["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    spec["components"]["schemas"] |= _problem_schemas()
    found, spec["paths"] = spec["paths"], {}
    for rule in app.url_map.iter_rules():  # in the order in which the views stand
        path = re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", r"{\1}", rule.rule)
        if path not in found:
            continue
        operations = spec["paths"][path] = found[path]
        for method in {method.lower() for method in rule.methods or ()} & operations.keys():
            _complete(operations[method], rule, access.of(app, rule.endpoint) or Access())
    return spec


def _complete(operation: Spec, rule: Rule, declared: Access) -> None:
    operation["operationId"] = rule.endpoint.partition(".")[2]
    operation["security"] = [{"token": [str(declared.scope)]}] if declared.scope else []
    for parameter in operation.get("parameters", ()):
        if parameter["in"] == "path":
            parameter.update(_path_parameter(rule, parameter["name"]))
    if "requestBody" in operation:
        operation["requestBody"]["required"] = True
    told = operation["responses"]
    for status in _statuses(operation, declared):
        told.setdefault(str(status), {})
    for status in [status for status in told if status >= "400"]:
        told[status] = _problem_response(int(status), told[status])
    operation["responses"] = dict(sorted(told.items()))


def _statuses(operation: Spec, declared: Access) -> Iterable[int]:
    """Return the errors that follow from what an operation takes and who may call it."""
    yield from (500, 503)
    if declared.scope:
        yield from (401, 403)
    if any(parameter["in"] == "path" for parameter in operation.get("parameters", ())):
        yield 404
    if "requestBody" in operation:
        yield from (400, 413, 415, 422)
    if any(parameter["in"] == "query" for parameter in operation.get("parameters", ())):
        yield 422


def _path_parameter(rule: Rule, name: str) -> Spec:
    found = re.search(rf"<(\w+)(?:\([^)]*\))?:{name}>", rule.rule)
    schema = dict(CONVERTERS.get(found[1] if found else "", {"type": "string"}))
    highest = re.search(rf"<int\(max=(\d+)\):{name}>", rule.rule)
    if highest:
        schema["maximum"] = int(highest[1])
    return {"required": True, "schema": schema}


def _problem_response(status: int, told: Spec) -> Spec:
    """Return how an error is described; ``told`` is what its operation says of it."""
    example = problem(status).model_dump(exclude_none=True)
    usual = {"schema": {"$ref": REF + "Problem"}, "example": example}
    response: Spec = {
        "description": told.get("description") or BY_STATUS[status][1] + ".",
        "content": {MEDIA_TYPE: told.get("content", {}).get(MEDIA_TYPE, usual)},
    }
    if status == 401:
        response["headers"] = {"WWW-Authenticate": {"schema": {"type": "string"}}}
    if status == 429:
        response["headers"] = {"Retry-After": {"schema": {"type": "integer"}}}
    return response


def _problem_schemas() -> Spec:
    schema = Problem.model_json_schema(ref_template=REF + "{model}")
    return {"Problem": schema, **schema.pop("$defs")}


def _name_schemas_plainly(spec: Spec) -> None:
    """Call each shape by its own name; APIFlask puts the name of the shape around it before that."""
    schemas = spec["components"].get("schemas", {})
    schemas.pop("HTTPError", None)
    spec["components"]["schemas"] = {name.rpartition(".")[2]: schema for name, schema in schemas.items()}
    for part in _parts(spec):
        if isinstance(part.get("$ref"), str):
            part["$ref"] = REF + re.split(r"[./]", part["$ref"])[-1]


def _parts(value: Any) -> Iterable[Spec]:
    if isinstance(value, dict):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _parts(part)
