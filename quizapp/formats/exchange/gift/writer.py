"""A bank in GIFT, for Moodle and what reads its files.

Texts are written as plain text with every mark of the format escaped, and each question begins its line with
its name, so nothing in an item can be taken for a comment, a category or another question.
"""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from quizapp.core.banks import Bank, Finding, Severity
from quizapp.core.exchange import TYPE, tags_of
from quizapp.core.facts import Knowledge
from quizapp.core.items import Choices, Item, ItemType, Matching, Matrix, Numeric, Option, ShortAnswer
from quizapp.core.numbers import in_file
from quizapp.formats.exchange.plain import tidy
from quizapp.formats.exchange.writing import WrittenBank, carried, feedback_lines, not_carried

TYPES = frozenset(
    {
        ItemType.SINGLE_CHOICE,
        ItemType.SELECT_ALL,
        ItemType.TRUE_FALSE,
        ItemType.MATCHING,
        ItemType.MATRIX,
        ItemType.SHORT_ANSWER,
        ItemType.NUMERIC,
    }
)
"""What GIFT carries; a matrix as a matching question."""

_ESCAPES = str.maketrans({mark: f"\\{mark}" for mark in "\\:#={}~"} | {"\n": "\\n"})

# Moodle takes these shares of a mark and no others; there is none for more right options.
_SHARES = {
    1: "100",
    2: "50",
    3: "33.33333",
    4: "25",
    5: "20",
    6: "16.66667",
    7: "14.28571",
    8: "12.5",
    9: "11.11111",
    10: "10",
}
_SHARE_OF_WRONG = "-100"
"""A wrong option costs the whole mark: who chooses all of them has not answered the question."""

_ARROW = "->"
_STAR = "\\*"


def write_gift(bank: Bank, knowledge: Knowledge) -> WrittenBank:
    """Return the bank as a GIFT file, and what of it GIFT cannot carry."""
    items, findings = carried(bank.items, TYPES)
    blocks = [_category(bank.title)]
    for item in items:
        if reason := _unsayable(item):
            findings.append(_left_out(item, reason))
            continue
        blocks.append(_block(item, "\n".join(feedback_lines(item, knowledge))))
        findings += [not_carried(item, what) for what in _lost(item)]
    return WrittenBank(data="\n\n".join([*blocks, ""]).encode(), findings=tuple(findings))


def _category(title: str) -> str:
    name = _line(title).replace("/", "//")
    start, end = (" " if name.startswith("/") else ""), (" " if name.endswith("/") else "")
    return f"$CATEGORY: $course$/top/{start}{name}{end}"


def _block(item: Item, feedback: str) -> str:
    tags = [*tags_of(item), *([f"{TYPE}:{item.type}"] if item.type is ItemType.MATRIX else [])]
    told = " ".join([_bracketed("id", item.id), *(_bracketed("tag", tag) for tag in tags)])
    lines = [
        f"// {told}",
        f"::{_escaped(item.id)}::[plain]{_escaped(item.stem)}{{",
        *(f"\t{answer}" for answer in _answers(item)),
        *([f"\t####{_text(feedback)}"] if feedback else []),
        "}",
    ]
    return "\n".join(lines)


def _bracketed(name: str, value: str) -> str:
    inside = _line(value).replace("]", "\\]")
    # A backslash at the end would make the bracket a part of the value.
    end = " ]" if inside.endswith("\\") else "]"
    return f"[{name}:{inside}{end}"


def _line(text: str) -> str:
    return tidy(text).replace("\n", " ")


def _answers(item: Item) -> Iterator[str]:
    match item.body:
        case Choices(options=options) if item.type is ItemType.TRUE_FALSE:
            yield _verdict(options)
        case Choices(options=options) if item.type is ItemType.SELECT_ALL:
            share = _SHARES[len(item.body.key_ids)]
            for option in options:
                yield _option(f"~%{share if option.is_key else _SHARE_OF_WRONG}%", option)
        case Choices(options=options):
            yield from (_option("=" if option.is_key else "~", option) for option in options)
        case Matching(subjects=subjects, options=options):
            yield from _pairs(((subject.text, subject.key) for subject in subjects), options)
        case Matrix(rows=rows, options=options):
            yield from _pairs(((row.text, row.key) for row in rows), options)
        case ShortAnswer(answers=answers):
            # In Moodle * stands for any letters, and \\* for itself.
            yield from (f"={_text(answer.replace('*', _STAR))}" for answer in answers)
        case Numeric(answer=answer, tolerance=tolerance):
            yield f"#{in_file(answer)}{f':{in_file(tolerance)}' if tolerance else ''}"


def _verdict(options: Iterable[Option]) -> str:
    """Return a verdict, what is told to who got it wrong, and what to who got it right."""
    right, wrong = sorted(options, key=lambda option: not option.is_key)
    told_wrong, told_right = _feedback(wrong), _feedback(right)
    return f"{right.id.upper()}{told_wrong or ('#' if told_right else '')}{told_right}"


def _option(mark: str, option: Option) -> str:
    return f"{mark}{_text(option.text)}{_feedback(option)}"


def _feedback(option: Option) -> str:
    return f"#{_text(option.rationale)}" if option.rationale.strip() else ""


def _pairs(pairs: Iterable[tuple[str, str]], options: Sequence[Option]) -> Iterator[str]:
    texts = {option.id: option.text for option in options}
    pairs = list(pairs)
    for subject, key in pairs:
        yield f"={_subject(subject)} {_ARROW} {_match(texts[key])}"
    used = {texts[key] for _, key in pairs}
    yield from (f"= {_ARROW} {_match(text)}" for text in texts.values() if text not in used)


def _subject(text: str) -> str:
    if _ARROW not in text:
        return _text(text)
    # An arrow cannot be escaped but as HTML.
    return "[html]" + _escaped(escape(text, quote=False).replace("\n", "<br>"))


def _match(text: str) -> str:
    # Moodle shows it as HTML whatever the markup of the question.
    return _escaped(escape(text, quote=False) if "<" in text or "&" in text else text)


def _text(text: str) -> str:
    """Return a text that may stand after any mark."""
    # What begins with a bracket or a percent sign could be taken for a markup or a weight.
    markup = "[plain]" if text.lstrip().startswith(("[", "%")) else ""
    return markup + _escaped(text)


def _escaped(text: str) -> str:
    return tidy(text).translate(_ESCAPES)


def _unsayable(item: Item) -> str:
    """Return why a question of a type that GIFT has cannot be written in it; empty if it can."""
    match item.body:
        case Choices(key_ids=keys) if item.type is ItemType.SELECT_ALL and len(keys) > len(_SHARES):
            return f"Moodle cannot share a mark among more than {len(_SHARES)} right options"
        case Choices(key_ids=keys) if item.type is ItemType.SELECT_ALL and not keys:
            return "None of its options is right"
        case Choices(key_ids=keys) if item.type is not ItemType.SELECT_ALL and len(keys) != 1:
            return "It has not one right option"
        case ShortAnswer(answers=answers) if any(_ARROW in answer for answer in answers):
            return "An answer holds ->, which makes a matching question of it in GIFT"
        case _:
            return ""


def _left_out(item: Item, reason: str) -> Finding:
    return Finding(
        item=item.id,
        rule="left-out",
        severity=Severity.WARNING,
        message=f"{reason}, so this question is not in the file.",
        fix="Change the question, or choose another format for it.",
    )


def _lost(item: Item) -> Iterator[str]:
    """Return what of an item stays behind."""
    if item.picture:
        yield "The picture"
    match item.body:
        case Matching(subjects=subjects, options=options):
            if any(option.rationale for option in options):
                yield "The reason for each pair"
            if any(subject.reverse_stem for subject in subjects):
                yield "The question the other way round"
        case Matrix():
            yield "The reason for each row"
        case Numeric(unit=unit) if unit:
            yield "The unit beside the field"
        case Choices(options=options) if any(option.because for option in options):
            yield "The fact behind each option"
