"""Facts, sources and glossary in TOML to core values."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Generic, Literal, Self, TypeVar

from pydantic import Field, ValidationError, model_validator

from quizapp.core.facts import Fact, FactUse, Source, Term
from quizapp.core.items import Audience, Topic
from quizapp.formats.located import Located, fault
from quizapp.formats.shapes import Id, Shape, Slug, Text, shape_faults
from quizapp.formats.toml_text import read_toml, table_lines

Value = TypeVar("Value")
Note = Annotated[str, Field(strict=True, max_length=2000)]


class FactShape(Shape):
    """A statement of ``facts.toml``."""

    id: Id
    topic: Topic
    statement: Text
    use: FactUse
    sources: list[Id] = Field(min_length=1)
    group: Slug | Literal[""] = ""
    audience: list[Audience] = Field(default=[*Audience], min_length=1, max_length=2)
    caution: Note = ""
    left_out: Note = ""
    superseded_by: Id | Literal[""] = ""
    signed: Literal[""] = ""
    subject: Slug | Literal[""] = ""
    relation: Slug | Literal[""] = ""
    object: Slug | Literal[""] = ""

    @model_validator(mode="after")
    def is_said_by_ids_wholly_or_not_at_all(self) -> Self:
        """Refuse half a triple."""
        if len({bool(self.subject), bool(self.relation), bool(self.object)}) > 1:
            raise ValueError("subject, relation and object belong together: give all three, or none")
        return self

    def to_core(self) -> Fact:
        """Return the fact."""
        return Fact(
            id=self.id,
            topic=self.topic,
            statement=self.statement,
            use=self.use,
            sources=tuple(self.sources),
            group=self.group,
            audience=frozenset(self.audience),
            caution=self.caution,
            left_out=self.left_out,
            superseded_by=self.superseded_by,
            signed=self.signed,
            subject=self.subject,
            relation=self.relation,
            object=self.object,
        )


class SourceShape(Shape):
    """A document of ``sources.toml``; ``read`` says how much of it was read, or that it was only cited."""

    id: Id
    publisher: Text
    title: Text
    year: Annotated[int, Field(strict=True, ge=1900, le=2100)] | None = None
    date_note: Note = ""
    caveat: Note = ""
    standing: Text
    where: Note = ""
    read: Literal["whole", "abstract", "part", "cited"]
    outside: Annotated[bool, Field(strict=True)] = False

    def to_core(self) -> Source:
        """Return the source."""
        return Source(
            id=self.id,
            publisher=self.publisher,
            title=self.title,
            year=self.year,
            date_note=self.date_note,
            caveat=self.caveat,
            standing=self.standing,
            where=self.where,
            read=self.read,
            outside=self.outside,
        )


class TermShape(Shape):
    """A word of ``glossary.toml``."""

    term: Text
    forms: list[Text] = Field(default=[])
    meaning: Text
    facts: list[Id] = Field(min_length=1)
    sources: list[Id] = Field(default=[])

    def to_core(self) -> Term:
        """Return the term."""
        return Term(
            term=self.term,
            forms=tuple(self.forms),
            meaning=self.meaning,
            facts=tuple(self.facts),
            sources=tuple(self.sources),
        )


@dataclass(frozen=True, kw_only=True)
class ParsedTables(Generic[Value]):
    """What a file of facts, sources or terms says: its tables by name, the line of each, its faults."""

    values: Mapping[str, Value]
    lines: Mapping[str, int]
    findings: tuple[Located, ...]


def parse_facts(text: str) -> ParsedTables[Fact]:
    """Return the facts by id; never raises, whatever the text."""
    return parse_tables(text, "fact", "id", lambda table: FactShape.model_validate(table).to_core())


def parse_sources(text: str) -> ParsedTables[Source]:
    """Return the sources by id; never raises, whatever the text."""
    return parse_tables(text, "source", "id", lambda table: SourceShape.model_validate(table).to_core())


def parse_glossary(text: str) -> ParsedTables[Term]:
    """Return the terms by word; never raises, whatever the text."""
    return parse_tables(text, "term", "term", lambda table: TermShape.model_validate(table).to_core())


def parse_tables(text: str, kind: str, key: str, read: Callable[[object], Value]) -> ParsedTables[Value]:
    """Return the [[kind]] tables of a file by what stands under ``key`` in each; never raises."""
    data = read_toml(text)
    if isinstance(data, Located):
        return ParsedTables(values={}, lines={}, findings=(data,))
    tables = take_tables(data, text, kind, key, read)
    return replace(tables, findings=(*not_known(data), *tables.findings))


def not_known(data: Iterable[str]) -> list[Located]:
    """Return a fault for each table left in a file's data when all known ones were taken out."""
    return [fault("shape", f"“{other}” is not known here.", fix="Remove it.") for other in data]


def take_tables(
    data: dict[str, object], text: str, kind: str, key: str, read: Callable[[object], Value]
) -> ParsedTables[Value]:
    """Take the [[kind]] tables out of a file's data, and read each; ``key`` names them."""
    tables = data.pop(kind, [])
    findings: list[Located] = []
    if not isinstance(tables, list):
        tables, findings = (
            [],
            [fault("shape", f"“{kind}” must be written as [[{kind}]].", fix="Write it so.")],
        )
    places = table_lines(text, kind, key=key)
    if len(places) != len(tables):  # tables written in one line have no line of their own
        places = [1] * len(tables)
    values: dict[str, Value] = {}
    lines: dict[str, int] = {}
    for number, (table, line) in enumerate(zip(tables, places, strict=True), start=1):
        name = _name(table, key) or f"{kind} {number}"
        if name in lines:
            findings.append(
                fault("duplicate-id", f"“{name}” stands twice.", fix="Keep one.", item=name, line=line)
            )
            continue
        lines[name] = line
        try:
            values[name] = read(table)
        except ValidationError as error:
            findings += shape_faults(error, item=name, line=line)
    return ParsedTables(values=values, lines=lines, findings=tuple(findings))


def _name(table: object, key: str) -> str:
    name = table.get(key) if isinstance(table, dict) else None
    return name.strip()[:120] if isinstance(name, str) and name.isprintable() else ""
