"""One GIFT question while it is read: its texts made plain, and what is to be said of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from quizapp.core.exchange import ForeignItem, Numbers
from quizapp.core.items import Body, Numeric, ShortAnswer
from quizapp.formats.exchange.gift.blocks import Block, shown
from quizapp.formats.exchange.plain import from_html, tidy
from quizapp.formats.exchange.reading import Findings
from quizapp.formats.exchange.writing import without_source_lines

MARKUPS = ("moodle", "html", "plain", "markdown")
"""What may stand in square brackets before a text; “moodle”, HTML in which lines stay lines, is usual."""

_MARKUP = re.compile(rf"\s*\[({'|'.join(MARKUPS)})\]")
_BOLD = re.compile(r"\*\*([^*\n]+)\*\*")


class UnreadableError(Exception):
    """The question cannot be read as one that can be asked; ``at`` is where in its block, if known."""

    def __init__(self, rule: str, message: str, *, fix: str, at: int | None = None) -> None:
        """Say why, and how to mend it."""
        super().__init__(message)
        self.rule, self.message, self.fix, self.at = rule, message, fix, at


@dataclass(frozen=True, kw_only=True)
class Span:
    """A part of a block, and where in it it begins."""

    text: str
    at: int


@dataclass(kw_only=True)
class Question:
    """A question while it is read.

    ``kind`` is what Moodle calls it, ``markup`` the one of its text, which its answers share if they name
    none. ``label`` tells it from others in findings.
    """

    block: Block
    findings: Findings
    label: str
    kind: str = "unreadable"
    name: str = ""
    stem: str = ""
    markup: str = MARKUPS[0]
    feedback: str = ""
    category: tuple[str, ...] = ()
    lost: set[str] = field(default_factory=set)

    def say(self, text: str) -> str:
        """Return a text of the question as plain text; what is lost with its markup is remembered."""
        found = _MARKUP.match(text) if "[" in text else None
        return self.say_as(found[1], text[found.end() :]) if found else self.say_as(self.markup, text)

    def say_as(self, markup: str, text: str) -> str:
        """Return a text in that markup as plain text."""
        text = shown(text)
        if markup == "plain":
            return tidy(text)
        if markup == "html":
            text = text.replace("\n", " ")
        elif "<" in text:
            text = _lines_in_html(text)
        if markup == "markdown":
            text = _BOLD.sub(r"\1", text)
        made = from_html(text)
        self.lost |= made.lost
        return made.text

    def as_typed(self, text: str) -> str:
        """Return an answer that is typed; the markup that it names is without meaning."""
        found = _MARKUP.match(text)
        return tidy(shown(text[found.end() :] if found else text))

    def warn(self, rule: str, message: str, *, fix: str, at: int | None = None) -> None:
        """Say what is to be looked at."""
        line, column = self.block.place(self.block.start if at is None else at)
        self.findings.warn(rule, message, fix=fix, item=self.label, line=line, column=column)

    def error(self, rule: str, message: str, *, fix: str, at: int | None = None) -> None:
        """Say why the question cannot be asked."""
        line, column = self.block.place(self.block.start if at is None else at)
        self.findings.error(rule, message, fix=fix, item=self.label, line=line, column=column)

    def kept(self) -> ForeignItem:
        """Return the question as it stands in the file, unread."""
        return self.item(self.kind, None)

    def item(
        self, kind: str, body: Body | Numbers | None, weights: Mapping[str, float] | None = None
    ) -> ForeignItem:
        """Return the question with its answers, and as it stands in the file unless it can be asked."""
        is_asked = body is not None and not isinstance(body, Numbers)
        # What is told after a typed answer is a part of the body.
        told = "" if isinstance(body, ShortAnswer | Numeric) else self.feedback
        return ForeignItem(
            kind=kind,
            stem=self.stem,
            body=body,
            id=self.block.id,
            name=self.name,
            category=self.category,
            tags=self.block.tags,
            feedback=without_source_lines(told),
            weights=weights or {},
            raw="" if is_asked else self.block.raw.strip(),
            line=self.block.place(self.block.start)[0],
        )


def markup_of(text: str) -> str:
    """Return the markup that a text names; the usual one if it names none."""
    found = _MARKUP.match(text)
    return found[1] if found else MARKUPS[0]


def _lines_in_html(text: str) -> str:
    """Return HTML in which a line break ends a line, but for those beside a tag."""
    lines = [line.strip() for line in text.split("\n")]
    ends = [" " if one.endswith(">") or two.startswith("<") else "<br>" for one, two in pairwise(lines)]
    return "".join(part for pair in zip(lines, [*ends, ""], strict=True) for part in pair)
