"""Questions of Moodle that are a text with gaps."""

import re
from collections.abc import Sequence

from quizapp.core.exchange import FULL
from quizapp.core.items import Blank, Cloze, ItemType
from quizapp.formats.exchange.bodies import ASKS_FOR_GAPS, Answer, choices
from quizapp.formats.exchange.moodle.embedded import MOST_GAPS, Gap, looks_like_gap, parts
from quizapp.formats.exchange.moodle.question import (
    Question,
    Read,
    UnreadableError,
    at_least_two,
    at_most,
)
from quizapp.formats.exchange.moodle.texts import HTML, source_text

_PLACE = re.compile(r"\[\[([0-9]{1,4})\]\]")
_MARK = "\ue000"
"""Stands around the number of a gap while the text is made plain; a text of its own holds none."""

_MARKED = re.compile(f"{_MARK}([0-9]+){_MARK}")
_LIKE_OURS = re.compile(r"\[([a-z0-9]+(?:-[a-z0-9]+)*)\]")


def choose_words(question: Question) -> Read:
    """Return a text whose gaps take words of the same group: by a menu, or by dragging them there."""
    options = [*question.element.all("selectoption"), *question.element.all("dragbox")]
    texts = [question.say_as(HTML, source_text(one)) for one in options]
    groups = [group.words().strip() if (group := one.find("group")) else "1" for one in options]
    pieces = _PLACE.split(_text(question), maxsplit=MOST_GAPS + 1)
    keys = [int(number) - 1 for number in pieces[1::2]]
    _some_gaps(keys)
    if any(not (0 <= key < len(texts)) or not texts[key] for key in keys):
        raise UnreadableError(
            "no-key", "A gap names a word that is not there.", fix="Add the word, or take the gap out."
        )
    blanks = [
        [
            Answer(text=text, weight=FULL if place == key else 0)
            for place, (text, group) in enumerate(zip(texts, groups, strict=True))
            if text and group == groups[key]
        ]
        for key in keys
    ]
    return _cloze(question, pieces[::2], blanks)


def embedded(question: Question) -> Read:
    """Return a text in which the answers stand themselves, where every gap has one option to choose."""
    found = parts(_text(question))
    gaps = [part for part in found if isinstance(part, Gap)]
    _some_gaps(gaps)
    texts = [part for part in found if isinstance(part, str)]
    if not all(gap.is_choice for gap in gaps):
        question.stem = question.say_as(question.markup, "_____".join(texts))
        return Read(kind=question.kind, body=None)
    if unread := next(filter(None, map(looks_like_gap, texts)), ""):
        question.error(
            "gap-as-text",
            f"“{unread[:60]}” looks like a gap, but is written in another way than Moodle's, so it is text.",
            fix="Mend its name or its braces in Moodle, or the answer is shown to whoever is asked.",
        )
    if len({gap.mark for gap in gaps}) > 1:
        question.unused.append("that its gaps have unequal marks")
    return _cloze(question, texts, [_shown(question, gap.answers) for gap in gaps])


def _shown(question: Question, answers: Sequence[Answer]) -> list[Answer]:
    shown = [
        Answer(
            text=question.say_as(HTML, answer.text),
            weight=answer.weight,
            feedback=question.say_as(HTML, answer.feedback),
        )
        for answer in answers
    ]
    if not all(answer.text for answer in shown):
        raise UnreadableError(
            "empty-option",
            "An option has no text, perhaps because it is a picture.",
            fix="Say in words what is to be chosen.",
        )
    return shown


def _text(question: Question) -> str:
    return source_text(question.element.find("questiontext")).replace(_MARK, "")


def _some_gaps(gaps: Sequence[object]) -> None:
    if not gaps:
        raise UnreadableError(
            "no-gap",
            "The text has no gap, or none that is written as Moodle writes them.",
            fix="Add a gap such as [[1]] or {1:MULTICHOICE:=right~wrong}.",
        )
    if len(gaps) > MOST_GAPS:
        raise UnreadableError(
            "too-many-gaps",
            f"The text has over {MOST_GAPS} gaps.",
            fix="Make several questions of it.",
        )


def _cloze(question: Question, texts: Sequence[str], gaps: Sequence[list[Answer]]) -> Read:
    """Return the text with its gaps, in which ``texts`` are what stands before, between and after them."""
    blanks = tuple(_blank(question, number, gap) for number, gap in enumerate(gaps, start=1))
    marks = [f"{_MARK}{number}{_MARK}" for number in range(1, len(gaps) + 1)]
    source = "".join(part for pair in zip(texts, [*marks, ""], strict=True) for part in pair)
    question.stem, text = _parted(question, source)
    # What stands in brackets and is no gap keeps round ones, so that it is not taken for one.
    text = _MARKED.sub(r"[blank-\1]", _LIKE_OURS.sub(r"(\1)", text))
    return Read(kind=ItemType.DROPDOWN_CLOZE, body=Cloze(text=text, blanks=blanks))


def _blank(question: Question, number: int, answers: list[Answer]) -> Blank:
    at_most(answers)
    at_least_two(answers, f"options for gap {number}")
    keys = [answer for answer in answers if answer.weight >= FULL]
    if not keys:
        raise UnreadableError(
            "no-key", f"Nothing fits gap {number} wholly.", fix="Put = before the option that does."
        )
    if len(keys) > 1:
        raise UnreadableError(
            "several-keys",
            f"Several options of gap {number} are marked as the one right answer.",
            fix="Leave = before one of them.",
        )
    if any(0 < answer.weight < FULL for answer in answers):
        question.warn(
            "weights",
            f"Some options of gap {number} earn part of the mark; here only the right one earns it.",
            fix="See that it is the only right one.",
        )
    options = choices(answers, ItemType.SINGLE_CHOICE).body.options
    return Blank(id=f"blank-{number}", options=options)


def _parted(question: Question, source: str) -> tuple[str, str]:
    """Return what is asked, and the text, which begins with the paragraph or line that first holds a gap."""
    cut = source.rfind("</p>", 0, source.index(_MARK))
    if cut >= 0:
        stem, text = (
            question.say_as(question.markup, source[: cut + 4]),
            question.say_as(question.markup, source[cut + 4 :]),
        )
    else:
        lines = question.say_as(question.markup, source).split("\n")
        first = next(place for place, line in enumerate(lines) if _MARK in line)
        stem, text = "\n".join(lines[:first]), "\n".join(lines[first:])
    return stem or ASKS_FOR_GAPS, text
