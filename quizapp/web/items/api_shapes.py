"""A picture as programs see it."""

from pydantic import Field

from quizapp.core.facts import ItemContent
from quizapp.core.items import Choices
from quizapp.web.api.blueprint import Shape


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
    svg: str = Field(description="Shapes and words only, with classes instead of colours.")
    markers: list[MarkerView] = Field(description="The places that can be chosen; empty for an illustration.")


def picture_view(content: ItemContent, *, is_answered: bool) -> PictureView | None:
    """Return the picture of an item, with the places of its options; what gives them away, once answered."""
    picture, body = content.picture, content.item.body
    if picture is None:
        return None
    regions = picture.region_by_id
    places = (
        [(o.id, regions[o.region]) for o in body.options if o.region] if isinstance(body, Choices) else []
    )
    return PictureView(
        title=picture.title,
        description=picture.description if is_answered or not places else "",
        width=picture.width,
        height=picture.height,
        svg=picture.svg,
        markers=[MarkerView(option=id_, x=place.x, y=place.y, r=place.r) for id_, place in places],
    )
