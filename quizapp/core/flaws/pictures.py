"""Rules about pictures, and about items that show one."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations
from math import hypot

from quizapp.core.banks import Severity
from quizapp.core.facts import Knowledge
from quizapp.core.flaws.rule import Fault, rule
from quizapp.core.items import Choices, Item, ItemType
from quizapp.core.parts import place_of
from quizapp.core.pictures import MARKER_SHARE, Picture, Region
from quizapp.core.words import whole_words

ALSO_CALLED = {
    "appendix": ("appendices", "appendiceal"),
    "bowel": ("intestine", "intestines", "gut"),
    "gullet": ("oesophagus", "food pipe"),
    "kidney": ("renal",),
    "large bowel": ("large intestine", "colon"),
    "liver": ("hepatic",),
    "lung": ("pulmonary",),
    "oesophagus": ("gullet", "food pipe"),
    "pancrea": ("pancreas", "pancreatic"),
    "small bowel": ("small intestine",),
    "stomach": ("gastric",),
}
"""Other names of places in the body, by the name without its last “s”."""


@rule(source="own")
def unknown_picture(item: Item, knowledge: Knowledge) -> Iterator[Fault]:
    """The picture of an item is known: it stands in pictures.toml, or was uploaded."""
    if item.picture and item.picture not in knowledge.pictures:
        yield Fault(
            place="picture",
            message=f"There is no picture “{item.picture}” here.",
            fix="Mend the id, or add the picture: upload it under “Pictures”, or put it into pictures.toml.",
        )


@rule(source="own")
def unknown_region(item: Item, knowledge: Knowledge) -> Iterator[Fault]:
    """Every place of a hotspot is a region of its picture."""
    if picture := _picture(item, knowledge):
        for option in _places(item):
            if option not in picture.region_by_id:
                known = ", ".join(picture.region_by_id)
                yield Fault(
                    place="options",
                    message=f"The picture “{picture.id}” has no region “{option}”.",
                    fix=f"Use one of: {known}.",
                )


@rule(source="own")
def crowded_places(item: Item, knowledge: Knowledge) -> Iterator[Fault]:
    """The markers of a hotspot do not cover each other."""
    if picture := _picture(item, knowledge):
        regions = [picture.region_by_id[name] for name in _places(item) if name in picture.region_by_id]
        for first, second in combinations(dict.fromkeys(regions), 2):
            if _distance(first, second) < 2 * MARKER_SHARE * picture.width:
                yield Fault(
                    place="options",
                    message=f"The markers of “{first.id}” and “{second.id}” cover each other.",
                    fix="Ask for one of the two, or move a place on the picture.",
                )


@rule(source="own", severity=Severity.WARNING)
def named_place(item: Item, knowledge: Knowledge) -> Iterator[Fault]:
    """The list of a hotspot tells where a place is, not what it is called."""
    picture = _picture(item, knowledge)
    if picture and isinstance(item.body, Choices):
        for option in item.body.options:
            region = picture.region_by_id.get(option.region)
            if region and (found := _named(region.name).search(option.text)):
                yield Fault(
                    place=place_of(option),
                    message=f"“{option.text}” names the place (“{found.group()}”).",
                    fix="Say where it lies, or what it does; waive this where the name gives nothing away.",
                )


@rule(source="own", severity=Severity.WARNING)
def unused_picture(knowledge: Knowledge, items: Sequence[Item]) -> Iterator[Fault]:
    """Every picture is shown with an item."""
    used = {item.picture for item in items}
    for name in knowledge.pictures:
        if name not in used:
            yield Fault(name=name, message="No item shows this picture.", fix="Remove it, or use it.")


@lru_cache(maxsize=256)
def _named(region: str) -> re.Pattern[str]:
    """Return a pattern that finds the name of a region, as one or many, and by what else it is called."""
    name = region.replace("-", " ")
    stem = name.removesuffix("s") if len(name) > 4 and not name.endswith("ss") else name
    forms = (name, stem, f"{stem}s", f"{stem}es", *ALSO_CALLED.get(stem.casefold(), ()))
    return whole_words(*forms, *(form.replace(" ", "-") for form in forms if " " in form))


def _picture(item: Item, knowledge: Knowledge) -> Picture | None:
    """Return the picture of a hotspot, if it is known."""
    return knowledge.pictures.get(item.picture) if item.type is ItemType.HOTSPOT else None


def _places(item: Item) -> list[str]:
    return [option.region for option in item.body.options] if isinstance(item.body, Choices) else []


def _distance(first: Region, second: Region) -> float:
    return hypot(first.x - second.x, first.y - second.y)
