"""One item of QTI as an item of ours, or as what it was where we have no type for it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from quizapp.core.exchange import ForeignItem, Numbers
from quizapp.formats.exchange.qti.bodies import converted
from quizapp.formats.exchange.qti.item import QtiItem, item_of
from quizapp.formats.exchange.qti.keys import OtherTypeError, UnaskableError
from quizapp.formats.exchange.qti.parts import Converted, Parts, Say
from quizapp.formats.exchange.qti.rules import Marking, Steps
from quizapp.formats.exchange.qti.stimuli import Stimuli
from quizapp.formats.exchange.qti.tree import name_in_2
from quizapp.formats.exchange.reading import Findings
from quizapp.formats.exchange.xml_tree import Document, Element


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """Where an item stands, and what its reading shares with that of others."""

    findings: Findings
    steps: Steps
    stimuli: Stimuli | None = None
    file: str = ""
    tags: tuple[str, ...] = ()


def foreign(document: Document, around: Surroundings) -> ForeignItem:
    """Return the item of a document whose names have one spelling."""
    item = item_of(document.root)
    name = item.name or item.title or around.file
    warn = _saying(around.findings.warn, name, document.root)
    error = _saying(around.findings.error, name, document.root)
    parts = Parts(
        item=item,
        marking=Marking(item=item, steps=around.steps),
        tags=around.tags,
        before="".join(_stimuli(document.root, around, warn)),
        warn=warn,
        error=error,
    )
    found = _converted(parts)
    if parts.texts.lost:
        lost = ", ".join(sorted(parts.texts.lost))
        warn("markup", f"It held what plain text cannot show: {lost}.", "Say in words what is missing.")
    return ForeignItem(
        kind=found.kind if found else _kind(item),
        stem=found.stem if found else parts.whole(),
        body=found.body if found else None,
        id=item.name,
        name=item.title,
        tags=around.tags,
        feedback=found.feedback if found else "",
        weights=found.weights if found else {},
        raw="" if found and not isinstance(found.body, Numbers) else document.source(document.root),
        line=item.line,
        file=around.file,
    )


def _converted(parts: Parts) -> Converted | None:
    try:
        found = converted(parts)
    except UnaskableError as why:
        parts.error(why.rule, why.message, why.fix)
        return None
    except OtherTypeError:
        parts.warn("no-such-type", _no_such_type(parts.item), "Ask the same in another way, if you need it.")
        return None
    if not found.stem:
        parts.warn("no-stem", "It asks nothing in words.", "Write the question.")
    return found


def _no_such_type(item: QtiItem) -> str:
    if item.is_template:
        return (
            "Its numbers or words are drawn anew each time, which is not done here; it is kept as it stood."
        )
    if item.is_adaptive:
        return "It is answered in several steps, which is not done here; it is kept as it stood in the file."
    return f"There are no questions of the type “{_kind(item)}” here, so it is kept as it stood in the file."


def _kind(item: QtiItem) -> str:
    names = dict.fromkeys(name_in_2(one.name) for one in item.interactions)
    return ", ".join(names)[:200] or "no interaction"


def _saying(say: Callable[..., None], name: str, root: Element) -> Say:
    def to(rule: str, message: str, fix: str) -> None:
        say(rule, message, fix=fix, item=name, line=root.line, column=root.column)

    return to


def _stimuli(root: Element, around: Surroundings, warn: Say) -> Iterator[str]:
    """Yield the texts, as HTML, that an item shares with others."""
    references = root.all("assessment-stimulus-ref")
    for href in dict.fromkeys(one.attributes.get("href", "") for one in references):
        html = around.stimuli.html(href, beside=around.file) if around.stimuli else None
        if html is None:
            warn(
                "stimulus",
                "It belongs to a text in another file, which is missing or too long, so it was left out.",
                "Put what is needed of that text into the question.",
            )
        else:
            yield html
