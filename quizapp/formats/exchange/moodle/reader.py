"""Questions in Moodle XML, read as Moodle reads them; one that cannot be read stops no other.

What the rules rest on is told in docs/formats/moodle-xml.md.
"""

import re
from collections.abc import Callable, Mapping

from quizapp.core.exchange import ForeignItem, Numbers
from quizapp.formats.exchange.moodle.choices import multichoice, select_all, truefalse
from quizapp.formats.exchange.moodle.gaps import choose_words, embedded
from quizapp.formats.exchange.moodle.question import Question, Read, UnreadableError
from quizapp.formats.exchange.moodle.rows import match, matrix, order
from quizapp.formats.exchange.moodle.sources import PICTURES, Sources
from quizapp.formats.exchange.moodle.texts import source_text
from quizapp.formats.exchange.moodle.typed import numerical, shortanswer
from quizapp.formats.exchange.moodle.unused import look_for_unused
from quizapp.formats.exchange.plain import tidy
from quizapp.formats.exchange.reading import MOST_ITEMS, Findings, ReadBank, refused
from quizapp.formats.exchange.xml_tree import Element, read_xml

READ_BY: Mapping[str, Callable[[Question], Read]] = {
    "multichoice": multichoice,
    "multichoiceset": select_all,
    "oumultiresponse": select_all,
    "truefalse": truefalse,
    "shortanswer": shortanswer,
    "numerical": numerical,
    "matching": match,
    "match": match,
    "ordering": order,
    "matrix": matrix,
    "gapselect": choose_words,
    "ddwtos": choose_words,
    "cloze": embedded,
    "multianswer": embedded,
}
"""What makes a body of a question of a type, by the name that Moodle or a plugin gives the type."""

_SLASH = re.compile(r"(?<!/)/(?!/)")
_CONTEXT = re.compile(r"\$[a-z]+\$")


def read_moodle(data: bytes) -> ReadBank:
    """Return the questions of a Moodle XML file, and what is to be said of them; never raises."""
    document = read_xml(data, without_text=PICTURES)
    if isinstance(document, ReadBank):
        return document
    root = document.root
    if root.name not in {"quiz", "question"}:
        return refused(
            "format",
            f"The file is XML, but not of Moodle: its outermost element is <{root.name[:40]}>, not <quiz>.",
            fix="See whether it is in another format, such as QTI.",
            line=root.line,
            column=root.column,
        )
    elements = root.children if root.name == "quiz" else [root]
    if not any(element.name == "question" for element in elements):
        return refused(
            "empty", "There is no question in the file.", fix="See that it is the file that you meant."
        )
    sources, findings, items = Sources(document=document), Findings(), list[ForeignItem]()
    category: tuple[str, ...] = ()
    for element in elements:
        kind = element.attributes.get("type", "").strip()
        if element.name != "question":
            _say_no_question(element, findings)
        elif kind == "category":
            category = _category(element, findings)
        elif len(items) == MOST_ITEMS:
            _say_more_items(element, findings)
            break
        else:
            label = f"item {len(items) + 1}"
            question = Question(
                element=element, findings=findings, label=label, kind=kind or "unknown", category=category
            )
            items.append(_read(sources, question))
    return ReadBank(items=tuple(items), findings=findings.all())


def _read(sources: Sources, question: Question) -> ForeignItem:
    try:
        question.read_headers()
        return _asked(sources, question)
    except UnreadableError as error:
        question.error(error.rule, error.message, fix=error.fix, at=error.at)
        return question.item(Read(kind=question.kind, body=None), raw=sources.of(question))


def _asked(sources: Sources, question: Question) -> ForeignItem:
    """Return the question with what its answers make of it."""
    read_by = READ_BY.get(question.kind)
    if read_by and not question.stem:
        raise UnreadableError(
            "no-stem",
            "The question has no text, perhaps because it is a picture.",
            fix="Say in words what is asked.",
        )
    read = read_by(question) if read_by else Read(kind=question.kind, body=None)
    if read.body is not None and not isinstance(read.body, Numbers):
        look_for_unused(question)
        return question.item(read)
    if isinstance(read.body, Numbers):
        return question.item(read, raw=sources.of(question))
    question.warn(
        "no-such-type",
        f"There are no questions of the type “{read.kind[:40]}” here; it is kept as it stands in the file.",
        fix="Make a question of it whose answer is chosen or typed, or leave it out.",
    )
    return question.item(read, raw=sources.of(question))


def _category(element: Element, findings: Findings) -> tuple[str, ...]:
    """Return the folders that a path names, outermost first, without where in Moodle it begins."""
    path = source_text(element.find("category"))
    names = [tidy(name.replace("//", "/")) for name in _SLASH.split(path)]
    if names and _CONTEXT.fullmatch(names[0]):
        del names[0]
    if names and names[0] == "top":
        del names[0]
    info = element.find("info")
    if source_text(info) and info is not None:
        findings.warn(
            "not-read",
            "The description of a category has no place here, and is left out.",
            fix="Copy it from the file if it matters.",
            line=info.line,
            column=info.column,
        )
    return tuple(filter(None, names))


def _say_no_question(element: Element, findings: Findings) -> None:
    findings.warn(
        "no-question",
        f"Here stands <{element.name[:40]}>, which is no question; it is left out.",
        fix="Look at this place of the file if something is missing.",
        line=element.line,
        column=element.column,
    )


def _say_more_items(element: Element, findings: Findings) -> None:
    findings.error(
        "more-items",
        f"The file has over {MOST_ITEMS:,} questions; those from here on are not read.",
        fix="Split it into several files.",
        line=element.line,
        column=element.column,
    )
