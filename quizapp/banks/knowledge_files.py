"""The files of knowledge beside the banks: facts, sources, glossary, and pictures where there are some."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from quizapp.banks.files import read_text
from quizapp.core.banks import Finding, Severity
from quizapp.core.entities import Entities
from quizapp.core.facts import Fact, Knowledge, Source, Term
from quizapp.core.flaws import check
from quizapp.core.items import Item
from quizapp.core.pictures import Picture
from quizapp.formats.located import Located
from quizapp.formats.toml_entities import ParsedEntities, parse_entities
from quizapp.formats.toml_knowledge import ParsedTables, parse_facts, parse_glossary, parse_sources
from quizapp.formats.toml_pictures import parse_pictures

Value = TypeVar("Value")
PICTURES = "pictures.toml"
ENTITIES = "entities.toml"
NAMES = ("facts.toml", "sources.toml", "glossary.toml", PICTURES, ENTITIES)


@dataclass(frozen=True, kw_only=True)
class KnowledgeFiles:
    """What the files of a questions folder say; ``pictures`` and ``entities`` are None where it has none."""

    facts: ParsedTables[Fact]
    sources: ParsedTables[Source]
    glossary: ParsedTables[Term]
    pictures: ParsedTables[Picture] | None
    entities: ParsedEntities | None

    @property
    def knowledge(self) -> Knowledge:
        """Return what could be read of them."""
        return Knowledge(
            facts=dict(self.facts.values),
            sources=dict(self.sources.values),
            terms=dict(self.glossary.values),
            pictures=dict(self.pictures.values) if self.pictures else {},
            entities=self.entities.entities if self.entities else Entities(),
        )

    @property
    def can_be_held_against(self) -> bool:
        """Tell whether there are facts and sources; without them every item would seem to rest on nothing."""
        return bool(self.facts.values and self.sources.values)

    def findings(self, all_items: Sequence[Item] | None) -> dict[str, tuple[Located, ...]]:
        """Return what is wrong with each file; what is unused can be told only of ``all_items`` there are."""
        known = self.knowledge
        of_facts = [*_nothing_in(self.facts), *check.check_facts(known)]
        of_sources = _nothing_in(self.sources)
        if all_items is not None:
            of_facts += check.unasked_facts(known, all_items)
            of_sources += check.unused_sources(known)
        findings = {
            "facts.toml": in_order(self.facts.findings, of_facts, self.facts.lines),
            "sources.toml": in_order(self.sources.findings, of_sources, self.sources.lines),
            "glossary.toml": in_order(self.glossary.findings, check.check_terms(known), self.glossary.lines),
        }
        if self.pictures:
            unused = check.unused_pictures(known, all_items) if all_items is not None else ()
            findings[PICTURES] = in_order(self.pictures.findings, unused, self.pictures.lines)
        if self.entities:
            of_entities = check.check_entities(known)
            findings[ENTITIES] = in_order(self.entities.findings, of_entities, self.entities.lines)
        return findings


def read_knowledge(folder: Path) -> KnowledgeFiles:
    """Read the files of a questions folder that stand beside its banks."""
    has_pictures = (folder / PICTURES).exists()
    return KnowledgeFiles(
        facts=_tables(folder / "facts.toml", parse_facts),
        sources=_tables(folder / "sources.toml", parse_sources),
        glossary=_tables(folder / "glossary.toml", parse_glossary),
        pictures=_tables(folder / PICTURES, _with_drawings(folder)) if has_pictures else None,
        entities=_entities(folder / ENTITIES) if (folder / ENTITIES).exists() else None,
    )


def _entities(path: Path) -> ParsedEntities:
    text = read_text(path)
    return parse_entities(text) if isinstance(text, str) else ParsedEntities(findings=(text,))


def _with_drawings(folder: Path) -> Callable[[str], ParsedTables[Picture]]:
    return lambda text: parse_pictures(text, lambda name: read_text(folder / name))


def in_order(
    located: Iterable[Located], findings: Iterable[Finding], lines: Mapping[str, int]
) -> tuple[Located, ...]:
    """Return findings of both kinds by line; ``lines`` says where the things are that findings are about."""
    placed = (Located(line=lines.get(finding.item, 1), column=1, finding=finding) for finding in findings)
    return tuple(sorted((*located, *placed), key=lambda found: (found.line, found.column)))


def _nothing_in(tables: ParsedTables[Value]) -> list[Finding]:
    """Return a fault for a sound file in which nothing stands, as nothing can rest on it."""
    if tables.values or tables.findings:
        return []
    return [
        Finding(
            item="",
            rule="empty-file",
            severity=Severity.ERROR,
            message="There is nothing in this file, so no question can rest on it.",
            fix="Write down the facts, and the sources that say them; or take the file back from a copy.",
        )
    ]


def _tables(path: Path, parse: Callable[[str], ParsedTables[Value]]) -> ParsedTables[Value]:
    text = read_text(path)
    return parse(text) if isinstance(text, str) else ParsedTables(values={}, lines={}, findings=(text,))
