"""An item of QTI 1.2 as its file says it: its words, what can be answered, and how answers are scored."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from quizapp.formats.exchange.plain import Plain, from_html, plain
from quizapp.formats.exchange.xml_tree import Element

RESPONSES = {"response_lid", "response_str", "response_num", "response_xy", "response_grp", "response_na"}

_TEXTS = {"mattext", "matemtext", "mat_formattedtext"}
_LOST = {
    "mataudio": "a recording",
    "matapplet": "an object",
    "matapplication": "an object",
    "matimage": "a picture",
    "matvideo": "a film",
}
_MARKUP = re.compile(
    r"<(?:p|div|span|br|b|i|u|em|strong|sub|sup|img|ul|ol|li|table|font|a)[\s/>]", re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True)
class Label:
    """Something that can be chosen."""

    ident: str
    text: str
    attributes: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Part:
    """One place for an answer; ``prompt`` is what stands beside it."""

    ident: str
    kind: str
    cardinality: str
    fib: str | None
    prompt: str
    labels: tuple[Label, ...]


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What a condition does to a score."""

    variable: str
    action: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Condition:
    """One rule of scoring: what is asked of an answer, and what follows; ``feedback`` are idents."""

    test: Element | None
    goes_on: bool
    settings: tuple[Setting, ...]
    feedback: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SourceItem:
    """An item; ``fields`` are its metadata by label, ``pieces`` the texts before and between its parts.

    ``lost`` says in words what of its texts could not stay.
    """

    element: Element
    ident: str
    title: str
    fields: Mapping[str, list[str]]
    pieces: tuple[str, ...]
    parts: tuple[Part, ...]
    conditions: tuple[Condition, ...]
    feedback: Mapping[str, str]
    lost: frozenset[str]

    @property
    def stem(self) -> str:
        """What is asked."""
        return "\n".join(self.pieces) or (self.parts[0].prompt if len(self.parts) == 1 else "")

    @property
    def told_type(self) -> str:
        """What Canvas calls its type; empty where the file does not say."""
        return self.fields.get("question_type", [""])[0]


class _Words:
    """Reads texts, and remembers what they lose."""

    def __init__(self) -> None:
        self.lost: set[str] = set()

    def of(self, element: Element) -> str:
        """Return what all texts within an element say, a line for each; a picture alone is told as such."""
        before = set(self.lost)
        self.lost.clear()
        said = "\n".join(self._texts(element)) or "".join(f"[{what}]" for what in sorted(self.lost))
        self.lost |= before
        return said

    def _texts(self, element: Element) -> Iterator[str]:
        for part in element.walk():
            if part.name in _LOST:
                self.lost.add(_LOST[part.name])
            if part.name in _TEXTS:
                said = _said(part)
                self.lost |= said.lost
                if said.text:
                    yield said.text


def _said(text: Element) -> Plain:
    told = (text.attributes.get("texttype") or text.attributes.get("type") or "").lower()
    if text.children:
        return from_html(text.inner_markup(), is_xml=True)
    if "html" in told or (told != "text/plain" and _MARKUP.search(text.text)):
        return from_html(text.text)
    return plain(text.text)


def source_item(element: Element) -> SourceItem:
    """Return what an ``item`` element says."""
    words = _Words()
    presentation = element.find("presentation")
    pieces, parts = _presented(presentation, words) if presentation else ((), ())
    feedback = {one.attributes.get("ident", ""): words.of(one) for one in element.all("itemfeedback")}
    return SourceItem(
        element=element,
        ident=element.attributes.get("ident", ""),
        title=element.attributes.get("title", "").strip(),
        fields=fields_of(element.find("itemmetadata")),
        pieces=pieces,
        parts=parts,
        conditions=tuple(
            _condition(one)
            for processing in element.all("resprocessing")
            for one in processing.all("respcondition")
        ),
        feedback=feedback,
        lost=frozenset(words.lost),
    )


def fields_of(metadata: Element | None) -> dict[str, list[str]]:
    """Return metadata by their labels."""
    fields: dict[str, list[str]] = {}
    for one in metadata.walk() if metadata else ():
        label, entry = one.find("fieldlabel"), one.find("fieldentry")
        if one.name == "qtimetadatafield" and label and entry:
            fields.setdefault(label.words().strip(), []).append(entry.words().strip())
    return fields


def _presented(presentation: Element, words: _Words) -> tuple[tuple[str, ...], tuple[Part, ...]]:
    """Return the texts, and the places for answers, each in their order."""
    pieces: list[str] = []
    parts: list[Part] = []
    waiting = [presentation]
    while waiting:
        element = waiting.pop()
        if element.name in RESPONSES:
            parts.append(_part(element, words))
        elif element.name == "material":
            pieces.append(words.of(element))
        else:
            waiting.extend(reversed(element.children))
    return tuple(filter(None, pieces)), tuple(parts)


def _part(response: Element, words: _Words) -> Part:
    labels = tuple(
        Label(ident=one.attributes.get("ident", "").strip(), text=words.of(one), attributes=one.attributes)
        for one in response.walk()
        if one.name == "response_label"
    )
    fib = next((one for one in response.walk() if one.name == "render_fib"), None)
    return Part(
        ident=response.attributes.get("ident", "").strip(),
        kind=response.name,
        cardinality=response.attributes.get("rcardinality", "Single").lower(),
        fib=fib.attributes.get("fibtype", "String").lower() if fib else None,
        prompt="\n".join(filter(None, map(words.of, response.all("material")))),
        labels=labels,
    )


def _condition(element: Element) -> Condition:
    return Condition(
        test=element.find("conditionvar"),
        goes_on=element.attributes.get("continue", "No").lower() == "yes",
        settings=tuple(
            Setting(
                variable=(one.attributes.get("varname") or one.attributes.get("variablename") or "SCORE"),
                action=one.attributes.get("action", "Set").lower(),
                value=one.words().strip(),
            )
            for one in element.all("setvar")
        ),
        feedback=tuple(one.attributes.get("linkrefid", "") for one in element.all("displayfeedback")),
    )
