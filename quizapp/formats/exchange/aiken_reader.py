"""Questions in Aiken: the question on one line, an option on each of the next, then the right letter.

What the rules rest on is told in docs/formats/aiken.md.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO
from string import ascii_uppercase

from quizapp.core.exchange import FULL, ForeignItem
from quizapp.core.items import ItemType
from quizapp.formats.exchange.bodies import MOST_OPTIONS, Answer, choices
from quizapp.formats.exchange.places import naming_places
from quizapp.formats.exchange.plain import tidy
from quizapp.formats.exchange.reading import MOST_ITEMS, Findings, ReadBank
from quizapp.formats.exchange.texts import decoded

LONGEST = 100_000
"""Characters of one line."""

_OPTION = re.compile(r"([A-Z])[).]")
_ANSWER = "ANSWER:"
SEVERAL_KEYS = "several-keys"
_SEVERAL_LETTERS = re.compile(r"[A-Z](?:[A-Z]| *(?:,|;|&|\+|/|and\b|or\b)? *[A-Z](?![\w)]))")


@dataclass(frozen=True, kw_only=True)
class _Line:
    """A line without the blanks around it; ``at`` and ``end`` are its place in the text."""

    text: str
    number: int
    column: int
    at: int
    end: int


@dataclass(kw_only=True)
class _Question:
    """A question from its first to its last line.

    ``stem`` is empty where options stand without a question, ``answer`` None where no line tells it. Of
    very many ``options`` only the first are kept.
    """

    first: _Line
    last: _Line
    stem: str = ""
    options: list[_Line] = field(default_factory=list)
    answer: str | None = None


@dataclass(frozen=True, kw_only=True)
class _Fault:
    """Why a question cannot be asked, how to mend it, and where."""

    rule: str
    message: str
    fix: str
    line: _Line


def read_aiken(data: bytes) -> ReadBank:
    """Return the questions of an Aiken file, and what is to be said of it; never raises."""
    text = decoded(data)
    if isinstance(text, ReadBank):
        return text
    findings, items = Findings(), list[ForeignItem]()
    for question in _questions(text):
        if len(items) == MOST_ITEMS:
            findings.error(
                "more-items",
                f"The file has over {MOST_ITEMS:,} questions; those from here on are not read.",
                fix="Split it into several files.",
                line=question.first.number,
            )
            break
        fault = _fault(question)
        if fault:
            line = fault.line
            findings.error(
                fault.rule,
                fault.message,
                fix=fault.fix,
                item=f"item {len(items) + 1}",
                line=line.number,
                column=line.column,
            )
        is_asked = fault is None or fault.rule == SEVERAL_KEYS
        if is_asked and (note := naming_places([_text(option) for option in question.options])):
            rule, message, fix = note
            label, at = f"item {len(items) + 1}", question.first.number
            findings.warn(rule, message, fix=fix, item=label, line=at)
        raw = text[question.first.at : question.last.end]
        items.append(_asked(question) if is_asked else _kept(question, raw))
    if not items:
        findings.error(
            "empty", "There is no question in the file.", fix="See that it is the file that you meant."
        )
    return ReadBank(items=tuple(items), findings=findings.all())


def _lines(text: str) -> Iterator[_Line]:
    """Return the lines that say something; as in Moodle, a single character does not."""
    at = 0
    for number, line in enumerate(StringIO(text), start=1):
        stripped = line.strip()
        if len(stripped) > 1:
            column = len(line) - len(line.lstrip()) + 1
            yield _Line(text=stripped, number=number, column=column, at=at, end=at + len(line.rstrip()))
        at += len(line)


def _questions(text: str) -> Iterator[_Question]:
    """Return the questions, finished or not."""
    question: _Question | None = None
    for line in _lines(text):
        is_answer, is_option = line.text.startswith(_ANSWER), bool(_OPTION.match(line.text))
        if not (is_answer or is_option):
            if question:
                yield question
            question = _Question(first=line, last=line, stem=tidy(line.text[:LONGEST]))
            continue
        question = question or _Question(first=line, last=line)
        question.last = line
        if is_answer:
            question.answer = line.text.removeprefix(_ANSWER).strip()
            yield question
            question = None
        elif len(question.options) <= MOST_OPTIONS:
            question.options.append(line)
    if question:
        yield question


def _fault(question: _Question) -> _Fault | None:
    """Return what stands most against asking a question."""
    first, last, letters = question.first, question.last, _letters(question)
    if not question.stem:
        return _Fault(
            rule="no-stem",
            message="There is no question before this line.",
            fix="Write the question on a line above.",
            line=first,
        )
    if question.answer is None:
        return _Fault(
            rule="unfinished",
            message="The question ends without a line that tells the answer.",
            fix="Write the question on one line, and ANSWER: with the right letter below its options.",
            line=first,
        )
    if len(letters) < 2:
        return _Fault(
            rule="too-few-options",
            message="The question has fewer than two options.",
            fix="Add options with letters.",
            line=first,
        )
    if letters != ascii_uppercase[: len(letters)]:
        return _Fault(
            rule="letters",
            message="The options are not A, B, C and so on, so it is in doubt which one is right.",
            fix="Put the letters in order, 26 at most.",
            line=first,
        )
    return _fault_of_texts(question) or _fault_of_answer(question.answer, letters, last)


def _fault_of_texts(question: _Question) -> _Fault | None:
    for line in (question.first, *question.options):
        if len(line.text) > LONGEST:
            return _Fault(
                rule="too-long",
                message=f"The line has over {LONGEST:,} characters.",
                fix="See whether line breaks are missing.",
                line=line,
            )
    for option in question.options:
        if not _text(option):
            return _Fault(
                rule="empty-option",
                message="The option has no text.",
                fix="Add its text, or take it out.",
                line=option,
            )
    return None


def _fault_of_answer(answer: str, letters: str, line: _Line) -> _Fault | None:
    if not answer or answer[0] not in letters:
        return _Fault(
            rule="no-key",
            message=f"“{answer[:20]}” is the letter of none of the options.",
            fix="Write the letter of the right one, as a capital.",
            line=line,
        )
    if _SEVERAL_LETTERS.match(answer):
        return _Fault(
            rule=SEVERAL_KEYS,
            message="The answer names several letters; only the first one is taken, as in Moodle.",
            fix="Name one. Where several are right, choose another format, such as GIFT.",
            line=line,
        )
    return None


def _letters(question: _Question) -> str:
    return "".join(option.text[0] for option in question.options)


def _text(option: _Line) -> str:
    return tidy(option.text[2:])


def _asked(question: _Question) -> ForeignItem:
    right = (question.answer or "")[:1]
    answers = [
        Answer(text=_text(option), weight=FULL if option.text[0] == right else 0)
        for option in question.options
    ]
    return ForeignItem(
        kind=ItemType.SINGLE_CHOICE,
        stem=question.stem,
        body=choices(answers, ItemType.SINGLE_CHOICE).body,
        line=question.first.number,
    )


def _kept(question: _Question, raw: str) -> ForeignItem:
    return ForeignItem(kind="multichoice", stem=question.stem, body=None, raw=raw, line=question.first.number)
