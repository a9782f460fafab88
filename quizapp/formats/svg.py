"""Drawings in SVG: what is read is written anew, and holds shapes and words only."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from io import StringIO
from itertools import chain
from xml.etree import ElementTree as ET

LONGEST_DRAWING = 60_000
"""Characters. A drawing is stored with every version of an item that shows it."""

DEEPEST = 20
NAMESPACE = "{http://www.w3.org/2000/svg}"
SHAPES = frozenset({"g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan"})
LEFT_OUT = frozenset({"title", "desc"})
"""What a picture is called and shows stands in pictures.toml, where it is read and explained."""

ATTRIBUTES = frozenset(
    """
    class cx cy d dominant-baseline dx dy fill fill-opacity fill-rule font-size font-weight height opacity
    pathLength points r rx ry stroke stroke-dasharray stroke-linecap stroke-linejoin stroke-opacity
    stroke-width text-anchor transform vector-effect viewBox width x x1 x2 y y1 y2
    """.split()  # noqa: SIM905  (one word a line would hide the list)
)
PLAIN = re.compile(r"[\w\s.,#%()+-]*")
VIEW_BOX = re.compile(r"0 0 (\d+(?:\.\d+)?) (\d+(?:\.\d+)?)")
DECLARATION = re.compile(r"\s*<\?xml\s[^?]*\?>")


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A drawing as markup that can stand inside a page, and the size of its viewBox."""

    markup: str
    width: float
    height: float


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """What keeps a drawing from being shown, and how to mend it."""

    message: str
    fix: str


def read_svg(text: str) -> Drawing | Refusal:
    """Return the drawing, or the first thing that it must not hold; never raises, whatever the text."""
    if len(text) > LONGEST_DRAWING:
        return Refusal(
            message=f"The drawing has {len(text):,} characters; at most {LONGEST_DRAWING:,} are shown.",
            fix="Draw it with fewer points, or with fewer digits.",
        )
    if "<!DOCTYPE" in text or "<!ENTITY" in text or "<?" in DECLARATION.sub("", text, count=1):
        return Refusal(
            message="The drawing has a document type, entities or instructions.",
            fix="Keep the <svg> element and what is in it.",
        )
    try:
        root = _parse(text)
    except (ET.ParseError, ValueError) as error:
        return Refusal(message=f"The drawing is not sound XML: {error}.", fix="Mend this place.")
    return _drawing(root)


def _parse(text: str) -> ET.Element:
    """Return the drawing's outermost element; what lies too deep is refused before it is walked through."""
    # Entities, which make such parsers dangerous, need a document type, and one was refused before.
    depth = 0
    for event, _ in ET.iterparse(StringIO(text), ["start", "end"]):  # noqa: S314
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            raise ValueError(f"elements lie more than {DEEPEST} deep in each other")
    return ET.fromstring(text)  # noqa: S314


def _drawing(root: ET.Element) -> Drawing | Refusal:
    if root.tag != f"{NAMESPACE}svg":
        return Refusal(
            message="The file holds no <svg> element.",
            fix='Begin with <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300">.',
        )
    box = VIEW_BOX.fullmatch(root.get("viewBox", ""))
    if not box or not (float(box[1]) and float(box[2])):
        return Refusal(
            message="The drawing has no viewBox that begins at 0 0.",
            fix='Give it one: viewBox="0 0 400 300".',
        )
    if refusal := next(chain.from_iterable(map(_refusals, root.iter())), None):
        return refusal
    return Drawing(markup=_markup(root), width=float(box[1]), height=float(box[2]))


def _refusals(element: ET.Element) -> Iterator[Refusal]:
    name = element.tag.removeprefix(NAMESPACE)
    if name not in SHAPES | LEFT_OUT | {"svg"}:
        yield Refusal(
            message=f"The drawing holds <{name}>, which pictures here may not.",
            fix=f"Use {', '.join(sorted(SHAPES))} only; colours come from classes.",
        )
    for attribute, value in element.attrib.items():
        if attribute not in ATTRIBUTES:
            yield Refusal(
                message=f"In the drawing, <{name}> has “{attribute}”, which pictures here may not.",
                fix="Leave it out; say colours with a class or a plain attribute.",
            )
        elif not PLAIN.fullmatch(value) or "url" in value.casefold():
            yield Refusal(
                message=f"In the drawing, “{attribute}” of <{name}> refers to something else.",
                fix="Write a plain value.",
            )


def _markup(element: ET.Element) -> str:
    """Return an element and all in it, as HTML reads it."""
    name = element.tag.removeprefix(NAMESPACE)
    attributes = "".join(f' {key}="{escape(value)}"' for key, value in element.attrib.items())
    attributes += f' xmlns="{NAMESPACE[1:-1]}"' if name == "svg" else ""
    inside = escape(_words(element.text)) + "".join(
        ("" if child.tag.removeprefix(NAMESPACE) in LEFT_OUT else _markup(child)) + escape(_words(child.tail))
        for child in element
    )
    return f"<{name}{attributes}>{inside}</{name}>"


def _words(text: str | None) -> str:
    """Return a text; the spaces by which a file is laid out are none."""
    return text if text and text.strip() else ""
