"""What every feature's API is made with: its shapes, and how a request is read and answered."""

from typing import Annotated, Any

from apiflask import APIBlueprint
from apiflask.schema_adapters import registry
from apiflask.schema_adapters.pydantic import PydanticAdapter
from flask import Request
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from quizapp.web import problems

V1 = "/api/v1"


def whole(value: Any) -> Any:
    """Return a number without a part behind the point as a whole one."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


Told = dict[str, str | dict[str, dict[str, Any]]]
"""What the description of an operation says of one of its answers."""

WholeNumber = Annotated[int, BeforeValidator(whole)]
"""A whole number in what is sent; to JSON, 4 and 4.0 are the same."""


class Shape(BaseModel):
    """What is sent or answered. Types are not guessed, and a field nobody knows is refused."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Query(BaseModel):
    """Parameters after the question mark; all of them are texts, and others are passed over."""

    model_config = ConfigDict(frozen=True)


class StrictAdapter(PydanticAdapter):
    """Reads JSON only from what says that it is JSON, and answers with what was said of a shape, no more."""

    def validate_input(self, request: Request, location: str, **_settings: Any) -> BaseModel:
        """Return the body or the query parameters as a shape.

        :raises ProblemError: they are not as they should be.
        """
        if location == "query":
            try:
                return self.model_class.model_validate(request.args.to_dict())
            except ValidationError as error:
                raise problems.of_query(error) from error
        if request.mimetype != "application/json":
            raise problems.ProblemError(problems.problem(415))
        try:
            return self.model_class.model_validate_json(request.get_data())
        except ValidationError as error:
            raise problems.of_body(error) from error

    def serialize_output(self, data: Any, many: bool = False) -> Any:
        """Return an answer as what JSON knows; parts that nobody set are left out."""
        return data.model_dump(mode="json", exclude_unset=True)


def refused_with(
    status: int, words: str, example: dict[str, Any], **members: type[Shape]
) -> dict[int | str, Told]:
    """Return the description of a problem that carries ``members``, which are answered elsewhere, too."""
    carried = {name: {"$ref": f"#/components/schemas/{shape.__name__}"} for name, shape in members.items()}
    more = {"type": "object", "properties": carried, "required": list(carried)}
    schema = {"allOf": [{"$ref": "#/components/schemas/Problem"}, more]}
    content = {problems.MEDIA_TYPE: {"schema": schema, "example": example}}
    return {status: {"description": words, "content": content}}


def without_default(schema: dict[str, Any]) -> None:
    """Say nothing of a default that nobody can send, such as none for a query parameter."""
    schema.pop("default", None)


registry.register("pydantic", StrictAdapter)


def api_blueprint(name: str, import_name: str, *, tag: str, about: str) -> APIBlueprint:
    """Return the blueprint of one feature's API; ``tag`` and ``about`` head its part of the documentation."""
    return APIBlueprint(f"api_{name}", import_name, url_prefix=V1, tag={"name": tag, "description": about})
