"""Questions in GIFT, read as Moodle reads them, but each for itself: one that cannot be read stops no other.

What the rules rest on is told in docs/formats/gift.md.
"""

import re

from quizapp.core.exchange import ForeignItem, Numbers
from quizapp.formats.exchange.gift.answers import kind_of, read_answers
from quizapp.formats.exchange.gift.blocks import LONGEST, Block, blocks, shown
from quizapp.formats.exchange.gift.question import Question, Span, UnreadableError, markup_of
from quizapp.formats.exchange.plain import tidy
from quizapp.formats.exchange.reading import MOST_ITEMS, Findings, ReadBank
from quizapp.formats.exchange.texts import decoded

MOST_BLOCKS = 2 * MOST_ITEMS
"""Questions and categories."""

LONGEST_NAME = 80
"""Characters of a name that is made of a question's text."""

BLANK = "_____"
"""Stands in the text where answers stood within it."""

DESCRIPTION = "description"

_CATEGORY = "$CATEGORY:"
_SLASH = re.compile(r"(?<!/)/(?!/)")
_CONTEXT = re.compile(r"\$[a-z0-9]+\$")


def read_gift(data: bytes) -> ReadBank:
    """Return the questions of a GIFT file, and what is to be said of them; never raises."""
    text = decoded(data)
    if isinstance(text, ReadBank):
        return text
    findings, items = Findings(), list[ForeignItem]()
    category: tuple[str, ...] = ()
    for number, block in enumerate(blocks(text)):
        if len(items) == MOST_ITEMS or number == MOST_BLOCKS:
            _say_more_items(block, findings)
            break
        start = block.start
        if block.text.startswith(_CATEGORY, start):
            category, start = _category(block, findings)
            if not block.text[start:].strip():
                continue
            start += len(block.text[start:]) - len(block.text[start:].lstrip())
        label = block.id or f"item {len(items) + 1}"
        question = Question(block=block, findings=findings, label=label, category=category)
        items.append(_read(question, start))
    if not items and not findings.all():
        findings.error(
            "empty", "There is no question in the file.", fix="See that it is the file that you meant."
        )
    return ReadBank(items=tuple(items), findings=findings.all())


def _read(question: Question, start: int) -> ForeignItem:
    """Return the question whose name or text begins there in its block."""
    try:
        answers = _up_to_answers(question, start)
        return _asked(question, answers)
    except UnreadableError as error:
        question.error(error.rule, error.message, fix=error.fix, at=error.at)
        return question.kept()
    finally:
        if question.lost:
            question.warn(
                "markup",
                f"What plain text cannot show is left out: {', '.join(sorted(question.lost))}.",
                fix="Say it in words where it matters.",
            )


def _up_to_answers(question: Question, start: int) -> Span:
    """Read the name, the text and the feedback of a question; return its answers without braces."""
    text = question.block.text
    if len(text) > LONGEST:
        raise UnreadableError(
            "too-long",
            f"The question has over {LONGEST:,} characters.",
            fix="See whether blank lines between questions are missing.",
        )
    start = _name(question, start)
    opening, closing = text.find("{", start), text.find("}", start)
    if opening < 0 and closing < 0:
        question.kind = DESCRIPTION
        _stem(question, text[start:])
        return Span(text="", at=start)
    if not 0 <= opening < closing:
        _stem(question, text[start:])
        raise UnreadableError(
            "braces",
            "The braces around the answers are not a pair.",
            fix="Write { before the answers and } after them, and \\{ or \\} for a brace in a text.",
        )
    after = text[closing + 1 :].rstrip()
    # As in Moodle: a closing brace at the end of all tells that nothing was to be filled in.
    is_last = not after or after.endswith("}")
    _stem(question, text[start:opening] + ("" if is_last else BLANK) + after)
    if "{" in after:
        question.error(
            "second-braces",
            "Only the first pair of braces holds answers; what stands in others is shown as text.",
            fix="Put a blank line between two questions, and make a question of each gap.",
            at=closing + 1 + after.index("{"),
        )
    return _without_feedback(question, Span(text=text[opening + 1 : closing], at=opening + 1))


def _name(question: Question, start: int) -> int:
    """Read the name of a question; return where its text begins."""
    text = question.block.text
    if not text.startswith("::", start):
        return start
    end = text.find("::", start + 2)
    if end < 0:
        return start + 2
    question.name = tidy(shown(text[start + 2 : end]))
    if question.name and not question.block.id:
        question.label = question.name
    return end + 2


def _stem(question: Question, text: str) -> None:
    text = text.strip()
    question.markup = markup_of(text)
    question.stem = question.say(text)
    question.name = question.name or _name_made_of(question.stem)


def _name_made_of(stem: str) -> str:
    line = stem.replace("\n", " ")
    return line if len(line) <= LONGEST_NAME else line[: LONGEST_NAME - 1].rsplit(" ", 1)[0] + "…"


def _without_feedback(question: Question, answers: Span) -> Span:
    """Read what is told after every answer; return the answers without it."""
    end = answers.text.rfind("####")
    if end < 0:
        return answers
    question.feedback = question.say(answers.text[end + 4 :])
    return Span(text=answers.text[:end], at=answers.at)


def _asked(question: Question, answers: Span) -> ForeignItem:
    """Return the question with what its answers make of it."""
    if question.kind != DESCRIPTION:
        question.kind = kind_of(answers.text.strip())
        if not question.stem:
            raise UnreadableError("no-stem", "The question has no text.", fix="Write it before the answers.")
    read = read_answers(question, answers)
    item = question.item(read.kind, read.body, read.weights)
    if item.type is None and not isinstance(item.body, Numbers):
        question.warn(
            "no-such-type",
            f"There are no questions of the type “{read.kind}” here; it is kept as it stands in the file.",
            fix="Make a question of it whose answer is chosen or typed, or leave it out.",
        )
    return item


def _category(block: Block, findings: Findings) -> tuple[tuple[str, ...], int]:
    """Return the folders that a block names, outermost first, and where what follows in it begins."""
    start = block.start + len(_CATEGORY)
    end = block.raw.find("\n", start)
    end = len(block.raw) if end < 0 else end
    # Not unescaped: a category is no text of a question.
    names = [tidy(name.replace("//", "/")) for name in _SLASH.split(block.raw[start:end])]
    if names and _CONTEXT.fullmatch(names[0]):
        del names[0]
    if names and names[0] == "top":
        del names[0]
    if block.text[end:].strip():
        line, column = block.place(block.start)
        findings.warn(
            "category-line",
            "A category stands right above a question; other systems take both for the name of the category.",
            fix="Put a blank line between them.",
            line=line,
            column=column,
        )
    return tuple(filter(None, names)), end


def _say_more_items(block: Block, findings: Findings) -> None:
    line, column = block.place(block.start)
    findings.error(
        "more-items",
        f"The file has over {MOST_ITEMS:,} questions or categories; what stands from here on is not read.",
        fix="Split it into several files.",
        line=line,
        column=column,
    )
