"""One question of a Moodle XML file while it is read: its texts made plain, and what is to be said of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isfinite

from quizapp.core.exchange import FULL, ForeignItem, Numbers
from quizapp.core.items import Body
from quizapp.formats.exchange.bodies import MOST_OPTIONS, Answer
from quizapp.formats.exchange.moodle.texts import HTML, PLAIN, made_plain, source_text
from quizapp.formats.exchange.reading import Findings
from quizapp.formats.exchange.writing import without_source_lines
from quizapp.formats.exchange.xml_tree import Element

LONGEST_LABEL = 60
"""Characters of a name by which findings call a question."""

LONGEST_TEXT = 200_000
"""Characters, markup included."""

LONGEST_NUMBER = 40
"""Characters that a number may be written with."""

_ALMOST = 0.001


class UnreadableError(Exception):
    """The question cannot be read as one that can be asked; ``at`` is the element that keeps it from that."""

    def __init__(self, rule: str, message: str, *, fix: str, at: Element | None = None) -> None:
        """Say why, and how to mend it."""
        super().__init__(message)
        self.rule, self.message, self.fix, self.at = rule, message, fix, at


@dataclass(frozen=True, kw_only=True)
class Read:
    """What the answers make of a question; ``weights`` as in ``ForeignItem``."""

    kind: str
    body: Body | Numbers | None
    weights: Mapping[str, float] = field(default_factory=dict)


@dataclass(kw_only=True)
class Question:
    """A question while it is read.

    ``kind`` is what Moodle calls it, ``markup`` the one of its text, which its other texts share if they name
    none. ``label`` tells it from others in findings. ``lost`` says what plain text cannot show, ``unused``
    what else of it has no place here.
    """

    element: Element
    findings: Findings
    label: str
    kind: str
    category: tuple[str, ...] = ()
    id: str = ""
    name: str = ""
    markup: str = HTML
    stem: str = ""
    feedback: str = ""
    tags: tuple[str, ...] = ()
    lost: set[str] = field(default_factory=set)
    unused: list[str] = field(default_factory=list)

    def read_headers(self) -> None:
        """Read what questions of all types have."""
        element = self.element
        self.id = self.say_as(PLAIN, source_text(element.find("idnumber")))
        self.name = self.say_as(HTML, source_text(element.find("name")))
        if self.id or self.name:
            self.label = self.id or self.name[:LONGEST_LABEL]
        self.tags = tuple(
            tag
            for holder in (element.find("tags"), element.find("coursetags"))
            for one in (holder.all("tag") if holder else ())
            if (tag := self.say_as(PLAIN, source_text(one)))
        )
        asked = element.find("questiontext")
        self.markup = asked.attributes.get("format", HTML).strip() if asked else HTML
        self.stem = self.say(asked)
        self.feedback = self.say(element.find("generalfeedback"))
        if source_text(element.find("image")):
            self.lost.add("a picture")

    def value(self, name: str, default: str = "") -> str:
        """Return a setting of the question; in Moodle's files it stands without a text element."""
        found = self.element.find(name)
        return found.words().strip() if found else default

    def say(self, holder: Element | None) -> str:
        """Return the text of an element as plain text; what is lost with its markup is remembered."""
        if holder is None:
            return ""
        return self.say_as(holder.attributes.get("format", self.markup).strip(), source_text(holder))

    def say_as(self, markup: str, text: str) -> str:
        """Return a text in that markup as plain text; what is lost with it is remembered."""
        if not text:
            return ""
        if len(text) > LONGEST_TEXT:
            raise UnreadableError(
                "too-long",
                f"One of its texts has over {LONGEST_TEXT:,} characters.",
                fix="See whether something was pasted there that is no text, such as a picture.",
            )
        made = made_plain(text, markup)
        self.lost |= made.lost
        return made.text

    def answers(self) -> list[Answer]:
        """Return the answers that say something, each with its weight and feedback."""
        found = [self._answer(one) for one in self.element.all("answer") if source_text(one)]
        at_most(found)
        return found

    def _answer(self, element: Element) -> Answer:
        text = self.say(element)
        if not text:
            raise UnreadableError(
                "empty-option",
                "An option has no text, perhaps because it is a picture.",
                fix="Say in words what is to be chosen.",
                at=element,
            )
        return Answer(text=text, weight=weight_of(element), feedback=self.say(element.find("feedback")))

    def warn(self, rule: str, message: str, *, fix: str, at: Element | None = None) -> None:
        """Say what is to be looked at."""
        place = at or self.element
        self.findings.warn(rule, message, fix=fix, item=self.label, line=place.line, column=place.column)

    def error(self, rule: str, message: str, *, fix: str, at: Element | None = None) -> None:
        """Say why the question cannot be asked."""
        place = at or self.element
        self.findings.error(rule, message, fix=fix, item=self.label, line=place.line, column=place.column)

    def item(self, read: Read, *, raw: str = "") -> ForeignItem:
        """Return the question with what its answers make of it."""
        return ForeignItem(
            kind=read.kind,
            stem=self.stem,
            body=read.body,
            id=self.id,
            name=self.name,
            category=self.category,
            tags=self.tags,
            feedback=without_source_lines(self.feedback),
            weights=read.weights,
            raw=raw,
            line=self.element.line,
        )


def weight_of(answer: Element) -> float:
    """Return what an answer earns, in percent; Moodle takes what names nothing for wrong."""
    told = answer.attributes.get("fraction", "0").strip() or "0"
    weight = number(told)
    if weight is None or abs(weight) > FULL + _ALMOST:
        raise UnreadableError(
            "weight",
            f"The fraction “{told[:20]}” is not a number from -100 to 100.",
            fix="Write 100 for an answer that is right, 0 for one that is wrong.",
            at=answer,
        )
    # Moodle writes parts with five digits, and takes what is that close for the same.
    return FULL if abs(weight - FULL) < _ALMOST else weight


def number(text: str) -> float | None:
    """Return the number that a text says, with a point or a comma; None if it says none."""
    text = text.strip().replace(",", ".")
    if len(text) > LONGEST_NUMBER or "_" in text:
        return None
    try:
        found = float(text)
    except ValueError:
        return None
    return found if isfinite(found) else None


def at_most(options: list[Answer] | list[str]) -> None:
    """Refuse more options than have letters."""
    if len(options) > MOST_OPTIONS:
        raise UnreadableError(
            "too-many-options",
            f"The question has {len(options)} options; there can be {MOST_OPTIONS}.",
            fix="Leave some out, or make two questions of it.",
        )


def at_least_two(options: list[Answer] | list[str] | list[tuple[str, str]], what: str) -> None:
    """Refuse a question that leaves nothing to choose."""
    if len(options) < 2:
        raise UnreadableError(
            "too-few-options", f"The question has fewer than two {what}.", fix="Add some in Moodle."
        )
