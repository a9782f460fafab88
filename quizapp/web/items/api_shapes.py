"""An item and an answer to it as programs see them."""

from typing import Annotated

from pydantic import Field, StringConstraints

from quizapp.core.items import Response
from quizapp.web.api.blueprint import Shape
from quizapp.web.forms import plain

Name = Annotated[str, StringConstraints(max_length=80)]


class MarkerView(Shape):
    """Where the place of an option is on a picture, in units of its `svg`."""

    option: str
    x: float
    y: float
    r: float = Field(description="How far around it a touch counts.")


class PictureView(Shape):
    """A picture. Whoever cannot see it answers by the options alone."""

    title: str
    description: str = Field(
        description="What is to be seen on it, in words. Empty while one of its places is asked for, because "
        "it would tell which: until then the options say where the places are."
    )
    width: float
    height: float
    svg: str = Field(
        description="Shapes and words with classes instead of colours, or one image with all its bytes."
    )
    credit: str = Field(description="Who made it and how it may be used; empty where it was drawn for this.")
    markers: list[MarkerView] = Field(description="The places that can be chosen; empty for an illustration.")


class Answer(Shape):
    """An answer; which field it has follows from the question's type."""

    # Factories, because defaults that can change are copied part by part for each answer.
    chosen: list[Name] = Field(default_factory=list, max_length=20, description="Choices: ids of options.")
    order: list[Name] = Field(
        default_factory=list, max_length=20, description="Ordering: ids of all options, first to last."
    )
    matches: dict[Name, Name] = Field(
        default_factory=dict,
        max_length=20,
        description="Matching, matrix and cloze: id of a subject, row or blank to id of an option.",
    )
    text: str = Field("", max_length=1000, description="Short answer and numeric: what was typed.")

    @property
    def response(self) -> Response:
        """The answer as the rules know it."""
        return Response(
            chosen=frozenset(self.chosen),
            order=tuple(self.order),
            matches=self.matches,
            text=plain(self.text),
        )


class OptionView(Shape):
    """One thing that can be chosen; the id tells nothing about the answer."""

    id: str
    text: str


class SubjectView(Shape):
    """One row of a matching question or of a matrix, or one blank of a cloze."""

    id: str
    text: str = Field(description="Empty for a blank.")
    options: list[OptionView] = Field(description="What a blank can be filled with; empty for a row.")


class ReasonView(Shape):
    """Why an option is, or is not, the answer. What is typed has one reason, without an option."""

    subject: str | None = Field(description="The row of a matrix or the blank of a cloze that it is about.")
    option: str | None
    text: str


class SourceView(Shape):
    """Where a fact behind the question was read."""

    publisher: str
    title: str
    year: int | None
