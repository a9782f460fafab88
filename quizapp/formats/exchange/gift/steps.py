"""Steps to be put in order: what Moodle's type “ordering” writes between the braces of a GIFT question."""

import re

from quizapp.core.items import Ordering
from quizapp.formats.exchange.bodies import Answer, ordering
from quizapp.formats.exchange.gift.pieces import at_least, at_most_options
from quizapp.formats.exchange.gift.question import Question, Span

ALL_ASKED = frozenset({"ALL", "EXACT"})

MOST_ASKED = 6
"""Steps that Moodle asks where the file names no number that it can."""

_WORDS = (
    "ALL|EXACT|RANDOM|REL|CONTIGUOUS|CONTIG",
    "HORIZONTAL|HORI|H|1|VERTICAL|VERT|V|0",
    "[A-Z]+(?:_[A-Z]+)+|ABSOLUTE|ABS|RELATIVE|REL",
    "SHOW|TRUE|YES|1|HIDE|FALSE|NO|0",
    "none|123|abc|ABCD|iii|IIII",
)
"""Which steps are asked, how they lie, how they are marked, whether that is shown, how they are numbered."""

_HEAD = re.compile(
    r"\s*>\s*(?P<count>[0-9]{1,9})" + "".join(rf"(?:[^\S\n]*({words})(?!\S))?" for words in _WORDS)
)


def tells_steps(answers: str) -> bool:
    """Tell whether answers are steps to be put in order; they begin with ``>`` and a number."""
    return _HEAD.match(answers) is not None


def steps(question: Question, answers: Span) -> Ordering:
    """Return the steps, which stand in their right order, each on its line."""
    head = _HEAD.match(answers.text)
    told = answers.text[head.end() :] if head else ""
    found = [text for line in told.split("\n") if (text := question.say_as("moodle", line))]
    at_least(2, found, "steps to be put in order, which is what > and a number begin")
    at_most_options(found)
    if head and _asked(head, len(found)) < len(found):
        question.warn(
            "not-read",
            "Elsewhere only some of its steps are asked; here all of them are.",
            fix="See that all of them can be put in order together.",
        )
    return ordering(Answer(text=text) for text in found)


def _asked(head: re.Match[str], count: int) -> int:
    """Return how many of the steps Moodle asks at a time."""
    if head[2] in ALL_ASKED:
        return count
    asked = int(head["count"])
    return asked if 2 <= asked <= count else min(MOST_ASKED, count)
