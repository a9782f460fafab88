"""Pictures in TOML to core values; their drawings stand in files of their own."""

from collections.abc import Callable
from typing import Annotated, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from quizapp.core.pictures import Picture, Region
from quizapp.formats.located import Located, fault
from quizapp.formats.shapes import Shape, ShortText, Slug, printable
from quizapp.formats.svg import Refusal, read_svg
from quizapp.formats.toml_knowledge import ParsedTables, parse_tables

Length = Annotated[float, Field(strict=True, gt=0, le=10_000, allow_inf_nan=False)]
InWords = Annotated[
    str,
    StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=3000),
    AfterValidator(printable),
]


class RegionShape(Shape):
    """A place on a picture."""

    id: Slug
    name: ShortText
    x: Length
    y: Length
    r: Length = Field(description="How far around it a touch counts")


class PictureShape(Shape):
    """A picture of ``pictures.toml``."""

    id: Slug
    file: Annotated[str, StringConstraints(strict=True, pattern=r"^media/[a-z0-9-]+\.svg$", max_length=80)]
    title: ShortText
    description: InWords
    width: Length
    height: Length
    region: list[RegionShape] = Field(default=[], max_length=40)

    @model_validator(mode="after")
    def regions_lie_inside(self) -> Self:
        """Refuse two regions of one name, and a region beyond the edge."""
        if len({region.id for region in self.region}) < len(self.region):
            raise ValueError("two regions have the same id")
        for region in self.region:
            if region.x > self.width or region.y > self.height:
                raise ValueError(f"the region “{region.id}” lies outside the picture")
        return self


def parse_pictures(text: str, read_drawing: Callable[[str], str | Located]) -> ParsedTables[Picture]:
    """Return the pictures by id; never raises. ``read_drawing`` returns the text of the file of that name."""
    parsed = parse_tables(text, "picture", "id", PictureShape.model_validate)
    pictures: dict[str, Picture] = {}
    findings = list(parsed.findings)
    for name, shape in parsed.values.items():
        picture = _picture(shape, read_drawing(shape.file))
        if isinstance(picture, Picture):
            pictures[name] = picture
        else:
            findings.append(
                fault("unsafe-picture", picture.message, fix=picture.fix, item=name, line=parsed.lines[name])
            )
    return ParsedTables(values=pictures, lines=parsed.lines, findings=tuple(findings))


def _picture(shape: PictureShape, text: str | Located) -> Picture | Refusal:
    if isinstance(text, Located):
        return Refusal(message=f"{shape.file}: {text.finding.message}", fix=text.finding.fix)
    drawing = read_svg(text)
    if isinstance(drawing, Refusal):
        return Refusal(message=f"{shape.file}: {drawing.message}", fix=drawing.fix)
    if (drawing.width, drawing.height) != (shape.width, shape.height):
        return Refusal(
            message=f"{shape.file} is {drawing.width:g} wide and {drawing.height:g} high.",
            fix="Write its viewBox as width and height.",
        )
    return Picture(
        id=shape.id,
        title=shape.title,
        description=" ".join(shape.description.split()),
        width=shape.width,
        height=shape.height,
        svg=drawing.markup,
        regions=tuple(
            Region(id=region.id, name=region.name, x=region.x, y=region.y, r=region.r)
            for region in shape.region
        ),
    )
