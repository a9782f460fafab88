"""The language of Moodle's “cloze” questions: {1:MULTICHOICE:=right#why~wrong} within a text."""

import re
from dataclasses import dataclass
from html import unescape

from quizapp.core.exchange import FULL
from quizapp.formats.exchange.bodies import Answer
from quizapp.formats.exchange.moodle.question import number

MOST_GAPS = 100
"""Asked in one text; one more is read, so that it can be told that there are too many."""

MOST_ANSWERS = 200
"""Read of one gap."""

_START = re.compile(
    r"\{([0-9]*):("
    r"NUMERICAL|NM|SHORTANSWER(?:_C)?|SAC?|MWC?"
    r"|MULTICHOICE(?:_(?:S|VS?|HS?))?|MC(?:S|VS?|HS?)?"
    r"|MULTIRESPONSE(?:_(?:S|HS?))?|MR(?:S|HS?)?"
    r"):"
)
_LIKE_START = re.compile(r"\{ ?[0-9]{0,9} ?: ?[A-Za-z_]{2,20} ?:[^{}]{0,200}\}?")
_SIGN = re.compile(r"[~#}]")
_WEIGHT = re.compile(r"=|%(-?[0-9]+(?:[.,][0-9]*)?)%")
_UNESCAPED = re.compile(r"\\([}#~])")


@dataclass(frozen=True, kw_only=True)
class Gap:
    """A gap; ``mark`` is its part of the whole mark. The texts of its answers are HTML."""

    kind: str
    mark: str
    answers: tuple[Answer, ...]

    @property
    def is_choice(self) -> bool:
        """Tell whether one of several options is chosen."""
        return self.kind.startswith(("MULTICHOICE", "MC"))


def parts(text: str) -> list[str | Gap]:
    """Return the text piece by piece, with the gaps between."""
    found: list[str | Gap] = []
    place = last = 0
    while len(found) <= 2 * MOST_GAPS and (start := _START.search(text, place)):
        read = _answers(text, start.end())
        if read is None:
            # Nothing closes it, so nothing closes one that comes later.
            break
        answers, place = read
        if answers:
            found += [text[last : start.start()], Gap(kind=start[2], mark=start[1] or "1", answers=answers)]
            last = place
    return [*found, text[last:]]


def looks_like_gap(text: str) -> str:
    """Return what begins like a gap in a text between gaps, and is none; empty where nothing does."""
    found = _LIKE_START.search(text)
    return found[0] if found else ""


def _answers(text: str, start: int) -> tuple[tuple[Answer, ...], int] | None:
    """Return the answers from there up to the closing brace, and where the text goes on."""
    answers: list[Answer] = []
    feedback: int | None = None
    begin = start
    for sign in _SIGN.finditer(text, start):
        place = sign.start()
        if _is_text(text, place, in_feedback=feedback is not None):
            continue
        if sign[0] == "#":
            feedback = feedback or place
            continue
        if len(answers) < MOST_ANSWERS:
            answers += _answer(
                text[begin : feedback or place], text[feedback + 1 : place] if feedback else ""
            )
        begin, feedback = sign.end(), None
        if sign[0] == "}":
            return tuple(answers), sign.end()
    return None


def _is_text(text: str, place: int, *, in_feedback: bool) -> bool:
    """Tell whether a sign stands for itself: after a backslash, and in an answer also after an ampersand."""
    before = text[max(place - 5, 0) : place]
    return before.endswith("\\") or (not in_feedback and before.endswith(("&", "&amp;")))


def _answer(text: str, feedback: str) -> list[Answer]:
    text = text.strip()
    told = _WEIGHT.match(text)
    text = text[told.end() :] if told else text
    if not text.strip():
        return []
    weight = 0.0
    if told:
        weight = FULL if told[1] is None else number(told[1]) or 0
    return [Answer(text=_shown(text), weight=weight, feedback=_shown(feedback))]


def _shown(text: str) -> str:
    return _UNESCAPED.sub(r"\1", unescape(text)).strip()
