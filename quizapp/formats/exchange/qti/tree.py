"""The XML of QTI: the names of its versions made one, and what its elements say as text.

QTI 2.1 and 2.2 write ``choiceInteraction``, QTI 3.0 ``qti-choice-interaction``; here both are
``choice-interaction``, and attributes likewise.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from html import escape
from typing import TypeAlias

from quizapp.formats.exchange.plain import from_html
from quizapp.formats.exchange.xml_tree import Element

GAP = "_____"
"""Stands in a text where something is to be filled in."""

Instead: TypeAlias = Callable[[Element], str | None]
"""What is said in the place of an element, as HTML; None for the element itself."""

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def with_one_spelling(root: Element) -> Element:
    """Return the element with all names in it spelt as here; the element itself is changed."""
    for element in root.walk():
        element.name = _name(element.name)
        if element.attributes:
            element.attributes = {_attribute(name): told for name, told in element.attributes.items()}
    return root


@lru_cache(maxsize=2000)
def _name(name: str) -> str:
    return _HUMP.sub("-", name).lower().removeprefix("qti-")


@lru_cache(maxsize=2000)
def _attribute(name: str) -> str:
    return _HUMP.sub("-", name).lower()


def name_in_2(name: str) -> str:
    """Return how QTI 2 spells a name, by which people know it: ``choiceInteraction``."""
    first, *others = name.split("-")
    return first + "".join(word.title() for word in others)


def is_true(element: Element, attribute: str, *, default: bool = False) -> bool:
    """Tell whether an attribute says yes."""
    told = element.attributes.get(attribute)
    return default if told is None else told.strip().lower() in {"true", "1"}


def named(element: Element, name: str) -> list[Element]:
    """Return all elements of that name in it, at whatever depth."""
    return [one for one in element.walk() if one.name == name]


class Texts:
    """Says elements as plain text, and keeps what of all of them was lost."""

    def __init__(self) -> None:
        self.lost: set[str] = set()

    def said(self, *elements: Element, instead: Instead = lambda _: None) -> str:
        """Return what elements say, one below the other."""
        return self.plain("<br>".join("".join(_pieces(element, instead)) for element in elements))

    def plain(self, html: str) -> str:
        """Return what HTML says."""
        # A line break within XML is a space.
        found = from_html(html.replace("\n", " ").replace("\r", " "), is_xml=True)
        self.lost |= found.lost
        return found.text

    def html(self, element: Element, instead: Instead) -> str:
        """Return what stands in an element as HTML, with other words in the place of some elements."""
        return "".join(_pieces(element, instead))


def _pieces(element: Element, instead: Instead) -> Iterator[str]:
    yield escape(element.text, quote=False)
    # Elements, and what is said after them; not by recursion, which takes long where very many lie deep.
    waiting: list[Element | str] = [*reversed(element.children)]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
            continue
        after = escape(one.tail, quote=False)
        other = instead(one)
        if other is not None:
            yield f"{other}{after}"
            continue
        yield f"<{one.name}{_told(one.attributes)}>{escape(one.text, quote=False)}"
        waiting.append(f"</{one.name}>{after}")
        waiting += reversed(one.children)


def _told(attributes: Mapping[str, str]) -> str:
    alt = attributes.get("alt")
    return f' alt="{escape(alt)}"' if alt else ""
