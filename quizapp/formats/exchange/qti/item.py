"""An item of QTI as its file says it: declarations, body, rules of marking."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from quizapp.formats.exchange.qti.tree import is_true
from quizapp.formats.exchange.xml_tree import Element

ITEM = "assessment-item"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What one value earns."""

    key: str
    value: float
    is_case_sensitive: bool = False


@dataclass(frozen=True, kw_only=True)
class Marks:
    """What values of a response earn, and within which bounds their sum stays."""

    entries: tuple[Entry, ...]
    default: float = 0
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, kw_only=True)
class Declared:
    """A variable of an item: ``values`` are the correct ones of a response, the first ones of an outcome."""

    name: str
    cardinality: str
    base_type: str
    values: tuple[str, ...]
    mapping: Marks | None = None


@dataclass(frozen=True, kw_only=True)
class QtiItem:
    """An item; ``modal`` are feedbacks that stand beside its body, ``rules`` how it is marked."""

    name: str
    title: str
    is_adaptive: bool
    is_template: bool
    responses: Mapping[str, Declared]
    outcomes: Mapping[str, Declared]
    body: Element
    rules: Element | None
    modal: tuple[Element, ...]
    line: int

    @cached_property
    def interactions(self) -> list[Element]:
        """What is answered, in the order in which it stands in the body."""
        return [one for one in self.body.walk() if is_interaction(one)]


def is_interaction(element: Element) -> bool:
    """Tell whether an element is something to be answered."""
    return element.name.endswith("-interaction")


def item_of(root: Element) -> QtiItem:
    """Return the item of a tree whose names have one spelling."""
    return QtiItem(
        name=root.attributes.get("identifier", "").strip(),
        title=root.attributes.get("title", "").strip(),
        is_adaptive=is_true(root, "adaptive"),
        is_template=any(child.name.startswith("template-") for child in root.children),
        responses=_declared(root, "response-declaration", "correct-response"),
        outcomes=_declared(root, "outcome-declaration", "default-value"),
        body=root.find("item-body") or _nothing(root),
        rules=root.find("response-processing"),
        modal=tuple(root.all("modal-feedback")),
        line=root.line,
    )


def _nothing(root: Element) -> Element:
    return Element(
        name="item-body", attributes={}, line=root.line, column=root.column, start=root.start, end=root.start
    )


def _declared(root: Element, name: str, values: str) -> dict[str, Declared]:
    found = [_declaration(one, values) for one in root.all(name)]
    return {one.name: one for one in found}


def _declaration(element: Element, values: str) -> Declared:
    told = element.find(values)
    mapping = element.find("mapping")
    return Declared(
        name=element.attributes.get("identifier", ""),
        cardinality=element.attributes.get("cardinality", "single"),
        base_type=element.attributes.get("base-type", ""),
        values=tuple(_one_space(value.words()) for value in told.all("value")) if told else (),
        mapping=_mapping(mapping) if mapping else None,
    )


def _mapping(element: Element) -> Marks:
    entries = [
        Entry(
            key=_one_space(one.attributes.get("map-key", "")),
            value=number(one.attributes.get("mapped-value")) or 0,
            is_case_sensitive=is_true(one, "case-sensitive"),
        )
        for one in element.all("map-entry")
    ]
    return Marks(
        entries=tuple(entries),
        default=number(element.attributes.get("default-value")) or 0,
        low=number(element.attributes.get("lower-bound")),
        high=number(element.attributes.get("upper-bound")),
    )


def _one_space(text: str) -> str:
    return " ".join(text.split())


def number(text: str | None) -> float | None:
    """Return the number that a text is; None for one that is none, or not finite."""
    if text and re.fullmatch(r"\s*[+-]?(\d{1,40}\.?\d{0,40}|\.\d{1,40})([eE][+-]?\d{1,2})?\s*", text):
        return float(text)
    return None
