"""What a program is told when something went wrong: one shape for every error (RFC 9457)."""

from collections.abc import Iterable
from typing import Any

from flask import Response, g, request
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails
from werkzeug.exceptions import HTTPException, MethodNotAllowed

PREFIX = "/api/"
"""Where programs are answered; no page lies below it."""

DOCS = "/api/v1/docs"
MEDIA_TYPE = "application/problem+json"


class FieldProblem(BaseModel):
    """What is wrong with one part of a request."""

    model_config = ConfigDict(frozen=True)

    pointer: str | None = Field(None, description="JSON pointer to a part of the body; empty for all of it.")
    parameter: str | None = Field(None, description="Name of a query parameter.")
    detail: str = Field(description="What to put right, in a sentence.")


class Problem(BaseModel):
    """An error. `type` and `code` never change; `title` and `detail` are for people."""

    # Some problems carry what helps to go on, such as the card as it stands now.
    model_config = ConfigDict(frozen=True, extra="allow")

    type: str = Field(description="Address of the explanation, below this service's own.")
    code: str = Field(description="The kind of error, for programs.")
    title: str = Field(description="The kind of error, for people.")
    status: int = Field(description="The HTTP status.")
    detail: str = Field(description="What happened and what to do.")
    errors: list[FieldProblem] | None = Field(None, description="What is wrong with which part.")


class ProblemError(Exception):
    """A request is answered with a problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


BY_STATUS = {
    400: ("malformed", "That could not be read", "The body is not JSON. Send one JSON object in UTF-8."),
    401: (
        "token-needed",
        "A token is needed",
        "Send a token that is still valid, in the header “Authorization: Bearer …”.",
    ),
    403: ("scope-missing", "The token does not allow this", "Make a token with the scope that this needs."),
    404: (
        "not-found",
        "There is nothing here",
        "The address may be mistyped, or what it names belongs to somebody else.",
    ),
    405: ("method-not-allowed", "Not that way", "The header “Allow” names the methods of this address."),
    409: (
        "conflict",
        "This changed in the meantime",
        "It was changed somewhere else, so nothing was stored now. Read it again.",
    ),
    413: ("too-large", "That was too much at once", "A body has at most 256 KB."),
    415: (
        "not-json",
        "Only JSON is read here",
        "Send the body as JSON, with “Content-Type: application/json”.",
    ),
    422: (
        "not-valid",
        "Something in it does not fit",
        "Nothing was stored. “errors” says what to put right.",
    ),
    429: ("too-often", "Too often in a short time", "Wait as long as the header “Retry-After” says."),
    500: ("our-fault", "Something went wrong on our side", "This is not your fault. Try again later."),
    503: (
        "away",
        "We cannot answer just now",
        "What was stored before is kept. Send the same request once more, with the same ids.",
    ),
}


def problem(status: int, **more: Any) -> Problem:
    """Return the problem of an HTTP status; ``more`` says it more exactly."""
    code, title, detail = BY_STATUS.get(status) or BY_STATUS[400 if status < 500 else 500]
    said = {"code": code, "title": title, "status": status, "detail": detail} | more
    return Problem(type=f"{DOCS}#{said['code']}", **said)


NOT_OURS = problem(
    403,
    code="not-from-here",
    title="This came from another page",
    detail="What a script sends needs the header “X-Live: 1”, and no “Origin” but this site's own.",
)


def is_for_programs() -> bool:
    """Tell whether the request came to an address where programs are answered, or scripts."""
    return request.path.startswith(PREFIX) or g.get("answer_with_problems", False)


def answer_with_problems() -> None:
    """Let this request be answered with a problem where others get a page."""
    g.answer_with_problems = True


def answer(problem: Problem) -> Response:
    """Return a problem as it is sent."""
    body = problem.model_dump_json(exclude_none=True)
    response = Response(body, problem.status, content_type=MEDIA_TYPE)
    if problem.status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="NET Learning"'
    return response


def of_http_error(error: HTTPException) -> Response:
    """Return the problem for an error that Flask or Werkzeug raised."""
    response = answer(problem(error.code or 500))
    if isinstance(error, MethodNotAllowed):
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods or ()))
    retry_after = error.get_response().headers.get("Retry-After") if error.code == 429 else None
    if retry_after:
        response.headers["Retry-After"] = retry_after
    return response


def invalid(*errors: FieldProblem) -> ProblemError:
    """Return the error for parts of a request that do not fit."""
    return ProblemError(problem(422, errors=list(errors)))


def in_body(*path: str | int, words: str) -> FieldProblem:
    """Return what is wrong with the part of the body at ``path``."""
    return FieldProblem(pointer=_pointer(path), detail=words)


def in_query(parameter: str, *, words: str) -> FieldProblem:
    """Return what is wrong with a query parameter."""
    return FieldProblem(parameter=parameter, detail=words)


def of_body(error: ValidationError) -> ProblemError:
    """Return the error for a body that is not JSON, or not as it should be."""
    found = error.errors(include_url=False, include_input=False, include_context=False)
    if any(one["type"] == "json_invalid" for one in found):
        return ProblemError(problem(400))
    return invalid(*(FieldProblem(pointer=_pointer(one["loc"]), detail=_words(one)) for one in found))


def of_query(error: ValidationError) -> ProblemError:
    """Return the error for query parameters that are not as they should be."""
    found = error.errors(include_url=False, include_input=False, include_context=False)
    return invalid(*(FieldProblem(parameter=str(one["loc"][0]), detail=_words(one)) for one in found))


WORDS = {
    "extra_forbidden": "There is no field of this name.",
    "missing": "This field is needed.",
    "uuid_parsing": "This needs a UUID, such as 0b0f6c1c-6f0a-4c43-9d7e-2a8f0f3a1f5e.",
    "uuid_type": "This needs a UUID, such as 0b0f6c1c-6f0a-4c43-9d7e-2a8f0f3a1f5e.",
    "model_type": "This needs a JSON object.",
}


def _words(error: ErrorDetails) -> str:
    known = WORDS.get(error["type"])
    return known or error["msg"].replace("Input should", "This should") + "."


def _pointer(path: Iterable[str | int]) -> str:
    """Return a JSON pointer (RFC 6901)."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)
