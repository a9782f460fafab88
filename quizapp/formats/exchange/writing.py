"""A bank for another system, and what its format does not carry."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from quizapp.core.banks import Bank, Finding, Severity
from quizapp.core.facts import Knowledge, Source
from quizapp.core.items import Choices, Item, ItemType, Numeric, ShortAnswer


@dataclass(frozen=True, kw_only=True)
class WrittenBank:
    """A file for another system, and a finding for each thing of each item that it could not carry."""

    data: bytes
    findings: tuple[Finding, ...]


Writer: TypeAlias = Callable[[Bank, Knowledge], WrittenBank]


def not_carried(item: Item, what: str) -> Finding:
    """Return that a part of an item stays behind; ``what`` is the subject of a sentence: “The picture”."""
    return Finding(
        item=item.id,
        rule="not-carried",
        severity=Severity.WARNING,
        message=f"{what} cannot be said in this format and stays behind.",
        fix="Look at the question after it was read elsewhere.",
    )


def left_out(item: Item) -> Finding:
    """Return that an item is not in the file, because its format has no such type."""
    return Finding(
        item=item.id,
        rule="no-such-type",
        severity=Severity.WARNING,
        message=f"This format has no questions of the type “{item.type}”, so this one is not in the file.",
        fix="Choose another format for it; Moodle XML and QTI carry more types than the others.",
    )


def carried(items: Iterable[Item], types: Collection[ItemType]) -> tuple[list[Item], list[Finding]]:
    """Return the items whose types a format has, and a finding for each of the others."""
    items = list(items)
    kept = [item for item in items if item.type in types]
    return kept, [left_out(item) for item in items if item.type not in types]


SOURCE_LINE = "Source: "
"""How a line begins that names a source to learners, by which it is told from an item's own words."""

CORRECTION_LINE = "In short: "
"""How a line begins that says the statement of a true/false item as it is right."""


def feedback_lines(item: Item, knowledge: Knowledge) -> list[str]:
    """Return what is told after every answer: the statement put right or the one reason, and the sources."""
    match item.body:
        case Choices(correction=correction) if correction:
            own = [CORRECTION_LINE + " ".join(correction.split("\n"))]
        case ShortAnswer(rationale=rationale) | Numeric(rationale=rationale) if rationale:
            own = [rationale]
        case _:
            own = []
    return [*own, *source_lines(item, knowledge)]


def correction_in(text: str) -> str:
    """Return the statement put right, if a feedback says it in a line of ours."""
    lines = (
        line.removeprefix(CORRECTION_LINE) for line in text.split("\n") if line.startswith(CORRECTION_LINE)
    )
    return next(lines, "").strip()


def source_lines(item: Item, knowledge: Knowledge) -> list[str]:
    """Return a line for each source of an item that is known, as learners elsewhere are shown it."""
    return [
        f"{SOURCE_LINE}{_cited(knowledge.sources[id_])}" for id_ in item.sources if id_ in knowledge.sources
    ]


def without_source_lines(text: str) -> str:
    """Return a feedback without the lines of ours: those that name sources or put a statement right."""
    ours = (SOURCE_LINE, CORRECTION_LINE)
    return "\n".join(line for line in text.split("\n") if not line.startswith(ours)).strip()


def _cited(source: Source) -> str:
    year = source.year if source.year is not None else (source.date_note or "no date")
    return f"{source.publisher}, “{source.title}” ({year})"
