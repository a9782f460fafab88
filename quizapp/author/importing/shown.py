"""What somebody sees of a question of a file: how it was understood, and what is said of it."""

from dataclasses import dataclass
from uuid import UUID

from quizapp.author.importing import queries
from quizapp.author.importing.answer_lines import Line, lines
from quizapp.author.importing.standing import Standing
from quizapp.core.banks import Finding
from quizapp.core.exchange import ForeignItem, own_words
from quizapp.core.items import Numeric, ShortAnswer
from quizapp.formats.exchange.prepared import load_findings, load_foreign
from quizapp.web.filters import TYPE_NAMES

STANDING_NAMES = {
    Standing.NEW: "New",
    Standing.FAULTY: "To be mended",
    Standing.RAW: "Kept as it stands",
    Standing.SAME_NAME: "In this bank already, by its name",
    Standing.SAME_WORDS: "In this bank already, in the same words",
    Standing.TWICE: "Twice in this file",
}


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A question of a file. ``kind`` is what it is called here, or there where we have no such type."""

    foreign: ForeignItem
    kind: str
    lines: tuple[Line, ...]
    rationale: str
    tags: tuple[str, ...]
    findings: tuple[Finding, ...]


def shown(content: str, findings: str) -> Shown:
    """Return a question as it was stored."""
    foreign = load_foreign(content)
    body = foreign.body
    return Shown(
        foreign=foreign,
        kind=TYPE_NAMES[foreign.type] if foreign.type else foreign.kind,
        lines=tuple(lines(foreign)),
        rationale=body.rationale if isinstance(body, ShortAnswer | Numeric) else "",
        tags=own_words(foreign.tags),
        findings=load_findings(findings),
    )


@dataclass(frozen=True, kw_only=True)
class Imported:
    """What a file said of an item in work."""

    file_name: str
    shown: Shown


def imported_as(draft_id: UUID) -> Imported | None:
    """Return what a file said of an item in work; None for one that came from none."""
    row = queries.imported_as(draft_id)
    return Imported(file_name=row.file_name, shown=shown(row.content, row.findings)) if row else None
