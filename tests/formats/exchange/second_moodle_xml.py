"""A second reader of Moodle XML, which looks at a file as Moodle does and refuses what Moodle would.

It shares nothing with the reader that is tested: the standard library parses XML and HTML, and a question is
what somebody taking it would find right.
"""

import re
from collections import Counter
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree as ET

FRACTIONS = [
    *(100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667, 14.28571, 12.5),
    *(11.11111, 10, 5, 0),
]
"""Percentages that Moodle takes, and the same below zero."""


@dataclass(frozen=True, kw_only=True)
class SeenQuestion:
    """A question: ``right`` is what would be marked as right, in whatever form its type has."""

    kind: str
    id: str
    text: list[str]
    right: Any
    wrong: Any = None
    told: Any = None
    feedback: list[str]
    tags: list[str]
    category: str


def seen(data: bytes) -> list[SeenQuestion]:
    """Return the questions of a file; raises ``AssertionError`` for what Moodle would not take."""
    category, questions = "", []
    for question in ET.fromstring(data):  # noqa: S314  (our own output)
        assert question.tag == "question"
        if question.attrib["type"] == "category":
            category = _own(question.find("category"))
        else:
            questions.append(_seen(question, category))
    counts = Counter(question.id for question in questions)
    assert all(count == 1 for count in counts.values())
    return questions


def _seen(question: ET.Element, category: str) -> SeenQuestion:
    kind = question.attrib["type"]
    assert _own(question.find("name"))
    right, wrong, told = _ANSWERS[kind](question)
    id_ = question.findtext("idnumber") or ""
    assert len(id_) <= 100
    return SeenQuestion(
        kind=kind,
        id=id_,
        text=_said(question.find("questiontext")),
        right=right,
        wrong=wrong,
        told=told,
        feedback=_said(question.find("generalfeedback")),
        tags=[_own(tag) for tag in question.iterfind("tags/tag")],
        category=category,
    )


def _multichoice(question: ET.Element) -> tuple[Any, Any, Any]:
    answers = {_line(one): _fraction(one) for one in question.iterfind("answer")}
    assert len(answers) == len(question.findall("answer")) >= 2
    earning = [part for part in answers.values() if part > 0]
    if question.findtext("single") == "true":
        assert max(answers.values()) == 100
    else:
        assert abs(sum(earning) - 100) < 0.5
        # Whoever ticks everything does not earn the whole mark, where there is something wrong to tick.
        assert sum(answers.values()) < 99 or len(earning) == len(answers)
    told = {_line(one): _line(one.find("feedback")) for one in question.iterfind("answer")}
    right = {text for text, part in answers.items() if part > 0}
    return right, set(answers) - right, told


def _truefalse(question: ET.Element) -> tuple[Any, Any, Any]:
    parts = {_own(one): _fraction(one) for one in question.iterfind("answer")}
    assert sorted(parts) == ["false", "true"]
    assert sorted(parts.values()) == [0, 100]
    told = {_own(one): _line(one.find("feedback")) for one in question.iterfind("answer")}
    return parts["true"] == 100, None, told


def _shortanswer(question: ET.Element) -> tuple[Any, Any, Any]:
    answers = [_own(one) for one in question.iterfind("answer") if _fraction(one) == 100]
    assert answers
    assert not any(re.search(r"(?<!\\)\*", one) for one in answers)
    return [one.replace("\\*", "*") for one in answers], None, None


def _matching(question: ET.Element) -> tuple[Any, Any, Any]:
    rows = [(_line(row), _plain(_own(row.find("answer")))) for row in question.iterfind("subquestion")]
    assert all(right for _, right in rows)
    return [row for row in rows if row[0]], list(dict.fromkeys(right for _, right in rows)), None


def _ordering(question: ET.Element) -> tuple[Any, Any, Any]:
    steps = question.findall("answer")
    assert len(steps) >= 2
    assert question.findtext("selecttype") == "ALL"
    assert [step.attrib["fraction"] for step in steps] == [str(n) for n in range(1, len(steps) + 1)]
    return [_line(step) for step in steps], None, [_line(step.find("feedback")) for step in steps]


def _gapselect(question: ET.Element) -> tuple[Any, Any, Any]:
    words = [(_plain(_own(one)), one.findtext("group")) for one in question.iterfind("selectoption")]
    places = [int(place) - 1 for place in re.findall(r"\[\[(\d+)\]\]", _own(question.find("questiontext")))]
    assert places
    assert all(0 <= place < len(words) for place in places)
    right = [words[place][0] for place in places]
    offered = [{text for text, group in words if group == words[place][1]} for place in places]
    return right, offered, None


def _numerical(question: ET.Element) -> Any:
    (answer,) = question.findall("answer")
    assert _fraction(answer) == 100
    units = [(unit.findtext("unit_name"), unit.findtext("multiplier")) for unit in question.iter("unit")]
    assert all(name and multiplier == "1" for name, multiplier in units)
    assert question.findtext("showunits") == ("0" if units else "3")
    return (answer.findtext("text"), answer.findtext("tolerance"), [name for name, _ in units]), None, None


_ANSWERS = {
    "multichoice": _multichoice,
    "truefalse": _truefalse,
    "shortanswer": _shortanswer,
    "numerical": _numerical,
    "matching": _matching,
    "ordering": _ordering,
    "gapselect": _gapselect,
}


def _fraction(answer: ET.Element) -> float:
    fraction = float(answer.attrib["fraction"])
    assert any(abs(abs(fraction) - known) < 0.001 for known in FRACTIONS)
    return fraction


def _own(holder: ET.Element | None) -> str:
    assert holder is not None
    return (holder.findtext("text") or "").strip()


def _said(holder: ET.Element | None) -> list[str]:
    """Return the lines of a text that is HTML."""
    assert holder is not None
    assert holder.attrib["format"] == "html"
    return [line for line in _plain(_own(holder)).split("\n") if line]


def _line(holder: ET.Element | None) -> str:
    return "\n".join(_said(holder))


def _plain(html: str) -> str:
    words = _Words()
    words.feed(html)
    words.close()
    return re.sub("\n+", "\n", "".join(words.found)).strip()


class _Words(HTMLParser):
    """Collects the words of HTML in which nothing but paragraphs and line breaks is marked."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in {"p", "br"}
        assert not attrs
        self.found.append("\n")

    def handle_endtag(self, tag: str) -> None:
        assert tag == "p"
        self.found.append("\n")

    def handle_data(self, data: str) -> None:
        self.found.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)
