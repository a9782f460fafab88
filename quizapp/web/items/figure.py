"""An item's picture as a page shows it: the drawing, and the markers of the places that are asked for."""

from dataclasses import dataclass
from math import hypot

from markupsafe import Markup

from quizapp.core.facts import ItemContent
from quizapp.core.items import Choices, Option, Response
from quizapp.core.pictures import LETTER_SHARE, MARKER_SHARE, Picture, Region

WORDS_SHARE = 0.048
"""Height of words as a share of the width: 14 px where the picture is 300 px wide."""

LETTER_WIDTH = 0.56
"""Width of a letter as a share of the height of words: the words at markers are 0.52, and have an edge."""

TOUCH_SHARE = 0.0734
"""Radius of a touch target of 44 px where the picture is 300 px wide, as it is on the narrowest screens."""


@dataclass(frozen=True, kw_only=True)
class Marker:
    """A lettered marker. ``touch`` is how far around it a touch chooses it, ``control`` what that presses.

    ``verdict`` is ``right`` or ``again`` where an answer is shown, and ``words`` say so.
    """

    option: str
    x: float
    y: float
    touch: float
    control: str = ""
    verdict: str = ""
    words: str = ""

    @property
    def letter(self) -> str:
        """Return the letter that stands in it."""
        return self.option.upper()


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A picture with its markers."""

    picture: Picture
    markers: tuple[Marker, ...]

    @property
    def drawing(self) -> Markup:
        """Return the drawing as a part of a page."""
        return Markup(self.picture.svg)  # noqa: S704  (read_svg or read_picture wrote it anew)

    @property
    def dot(self) -> float:
        """Return the radius of a marker."""
        return MARKER_SHARE * self.picture.width

    @property
    def letter_height(self) -> float:
        """Return the height of the letters in markers."""
        return LETTER_SHARE * self.picture.width

    @property
    def words_height(self) -> float:
        """Return the height of the words at markers."""
        return WORDS_SHARE * self.picture.width

    def words_x(self, marker: Marker) -> float:
        """Return the middle of the words of a marker: as near to it as they stay on the picture."""
        half = self._words_width(marker) / 2
        return min(max(marker.x, half), self.picture.width - half)

    def words_y(self, marker: Marker) -> float:
        """Return where the words of a marker stand: under it, or above it where there is no room."""
        below = marker.y + self.dot + self.words_height
        # A third is for what hangs below the line, as of a “g”.
        fits = below + self.words_height / 3 < self.picture.height
        earlier = self.markers[: self.markers.index(marker)]
        if fits and not any(self._in_the_way(one, marker) for one in earlier if one.words):
            return below
        return marker.y - self.dot - self.words_height / 3

    def _in_the_way(self, one: Marker, other: Marker) -> bool:
        """Tell whether the words of two markers would meet, each under its own."""
        room = (self._words_width(one) + self._words_width(other)) / 2
        beside = abs(self.words_x(one) - self.words_x(other)) >= room
        return not beside and abs(one.y - other.y) < 4 / 3 * self.words_height

    def _words_width(self, marker: Marker) -> float:
        return len(marker.words) * LETTER_WIDTH * self.words_height


def figure_to_answer(content: ItemContent) -> Figure | None:
    """Return the picture of an item that is being asked: touching a marker chooses its option."""
    return _figure(content, {}, can_choose=True)


def figure_to_see(content: ItemContent) -> Figure | None:
    """Return the picture of an item where nothing can be chosen."""
    return _figure(content, {}, can_choose=False)


def figure_answered(content: ItemContent, response: Response) -> Figure | None:
    """Return the picture of an item with the right place, and the one that was chosen instead."""
    options = content.item.body.options if isinstance(content.item.body, Choices) else ()
    verdicts = {
        option.id: ("right", "Right answer") if option.is_key else ("again", "Your answer")
        for option in options
        if option.is_key or option.id in response.chosen
    }
    return _figure(content, verdicts, can_choose=False)


def _figure(content: ItemContent, verdicts: dict[str, tuple[str, str]], *, can_choose: bool) -> Figure | None:
    picture, body = content.picture, content.item.body
    if picture is None:
        return None
    options = sorted((o for o in body.options if o.region), key=_letter) if isinstance(body, Choices) else []
    regions = {option.id: picture.region_by_id[option.region] for option in options}
    return Figure(
        picture=picture,
        markers=tuple(
            Marker(
                option=id_,
                x=region.x,
                y=region.y,
                touch=_touch(region, list(regions.values()), picture),
                # The radio buttons stand in the order of the letters, too.
                control=f"chosen-{place}" if can_choose else "",
                verdict=verdicts.get(id_, ("", ""))[0],
                words=verdicts.get(id_, ("", ""))[1],
            )
            for place, (id_, region) in enumerate(regions.items())
        ),
    )


def _letter(option: Option) -> str:
    return option.id


def _touch(region: Region, regions: list[Region], picture: Picture) -> float:
    """Return how far around a place a touch counts: large enough for a finger, but never over a neighbour."""
    distances = [hypot(region.x - one.x, region.y - one.y) for one in regions if one != region]
    wanted = max(region.r, TOUCH_SHARE * picture.width)
    return min([wanted, *(distance / 2 for distance in distances)])
