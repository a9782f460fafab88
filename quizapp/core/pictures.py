"""Drawn pictures, and the places on them that can be asked for."""

from dataclasses import dataclass, replace

MARKER_SHARE = 0.045
"""Radius of a marker as a share of the picture's width: 26 px across where the picture is 288 px wide."""

LETTER_SHARE = 0.055
"""Height of the letter in it, likewise: 16 px where the picture is 300 px wide."""


@dataclass(frozen=True, kw_only=True)
class Region:
    """A place on a picture: where its marker stands, and how far around a touch counts, in viewBox units."""

    id: str
    name: str
    x: float
    y: float
    r: float


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A drawing or a photograph with its places; ``description`` says in words what is to be seen on it.

    ``svg`` is markup that holds shapes and words, or one image with all its bytes: no script, no style,
    nothing from elsewhere. ``credit`` says who made it and how it may be used; empty for what was drawn for
    this project.
    """

    id: str
    title: str
    description: str
    width: float
    height: float
    svg: str
    regions: tuple[Region, ...]
    credit: str = ""

    @property
    def region_by_id(self) -> dict[str, Region]:
        """The places by their ids."""
        return {region.id: region for region in self.regions}


GONE = "A picture that was removed"


def removed(picture: Picture) -> Picture:
    """Return what stands for a picture that nobody may see any more: its size and places, and nothing on it.

    Its words go with it, since they may tell what it showed. The places stay, because options name them.
    """
    size = f"{picture.width:g}", f"{picture.height:g}"
    return replace(
        picture,
        title=GONE,
        description="This picture was removed by those who run this site. It is not kept any more.",
        credit="",
        svg=f'<svg class="pic" viewBox="0 0 {size[0]} {size[1]}"></svg>',
    )


def changed_parts(before: Picture, after: Picture) -> tuple[str, ...]:
    """Return what of a picture's words and places differs, in words."""
    parts = {
        "title": (before.title, after.title),
        "what it shows in words": (before.description, after.description),
        "who made it": (before.credit, after.credit),
        "places": (before.regions, after.regions),
    }
    return tuple(name for name, (then, now) in parts.items() if then != now)
