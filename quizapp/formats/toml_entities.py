"""What facts are about, in TOML, to core values: entities, relations, closed lists, false statements."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, StrictBool, StringConstraints, model_validator

from quizapp.core.entities import (
    Chain,
    ClosedList,
    Entities,
    Entity,
    FalseStatement,
    Phrases,
    Relation,
    Said,
    Triple,
)
from quizapp.core.items import Audience
from quizapp.formats.located import Located
from quizapp.formats.shapes import Id, Shape, ShortText, Slug, Text
from quizapp.formats.toml_knowledge import not_known, take_tables
from quizapp.formats.toml_text import read_toml

MARKS = frozenset(
    {
        "{subject}",
        "{Subject}",
        "{subjects}",
        "{Subjects}",
        "{object}",
        "{Object}",
        "{objects}",
        "{count}",
        "{Count}",
    }
)


def _has_known_marks(text: str) -> str:
    for mark in re.findall(r"\{[^}]*\}?", text):
        if mark not in MARKS:
            raise ValueError(f"{mark} stands for nothing; use {{subject}} or {{object}}")
    return text


Phrase = Annotated[
    str,
    StringConstraints(strict=True, strip_whitespace=True, max_length=300),
    AfterValidator(_has_known_marks),
]


class EntityShape(Shape):
    """Something that facts are about."""

    id: Slug
    name: ShortText
    kind: Slug = Field(alias="class")
    grain: Slug
    phrase: ShortText | Literal[""] = ""
    plural: ShortText | Literal[""] = ""
    aliases: list[ShortText] = Field(default=[])
    is_a: list[Slug] = Field(default=[])
    part_of: list[Slug] = Field(default=[])
    opposite: list[Slug] = Field(default=[])
    goes_with: list[Slug] = Field(default=[])

    def to_core(self) -> Entity:
        """Return the entity."""
        return Entity(
            id=self.id,
            name=self.name,
            kind=self.kind,
            grain=self.grain,
            phrase=self.phrase,
            plural=self.plural,
            aliases=tuple(self.aliases),
            is_a=tuple(self.is_a),
            part_of=tuple(self.part_of),
            opposite=tuple(self.opposite),
            goes_with=tuple(self.goes_with),
        )


class RelationShape(Shape):
    """A way in which two entities belong together, and how it is put into words."""

    id: Slug
    statement: Annotated[Phrase, Field(min_length=1)]
    forward: Phrase = ""
    reverse: Phrase = ""
    recall: Phrase = ""
    recall_reverse: Phrase = ""
    match: Phrase = ""
    sort: Phrase = ""
    gaps: Phrase = ""
    odd: Phrase = ""
    single: StrictBool = False
    exclusive: StrictBool = False
    effect: StrictBool = False
    adds: StrictBool = False
    judged: StrictBool = True
    audience: list[Audience] = Field(default=[*Audience], min_length=1, max_length=2)
    reason: Text | Literal[""] = ""

    @model_validator(mode="after")
    def says_why(self) -> Self:
        """Refuse a relation that rules things out without saying why."""
        if (self.single or self.exclusive) and not self.reason:
            raise ValueError("“single” and “exclusive” rule things out: say why in “reason”")
        return self

    def to_core(self) -> Relation:
        """Return the relation."""
        names = Phrases.__dataclass_fields__
        return Relation(
            id=self.id,
            phrases=Phrases(**{name: getattr(self, name) for name in names}),
            single=self.single,
            exclusive=self.exclusive,
            effect=self.effect,
            adds=self.adds,
            judged=self.judged,
            audience=frozenset(self.audience),
            reason=self.reason,
        )


class TripleShape(Shape):
    """Subject, relation and object."""

    subject: Slug
    relation: Slug
    object: Slug

    @property
    def triple(self) -> Triple:
        """Return the three together."""
        return Triple(subject=self.subject, relation=self.relation, object=self.object)


class SaidShape(TripleShape):
    """A further triple that a fact says."""

    id: Id
    fact: Id

    def to_core(self) -> Said:
        """Return the triple with its fact."""
        return Said(fact=self.fact, triple=self.triple)


class ClosedShape(Shape):
    """A list that is known to be whole."""

    id: Id
    subject: Slug
    relation: Slug
    objects: list[Slug] = Field(min_length=1)
    reason: Text
    sources: list[Id] = Field(default=[])
    by_definition: StrictBool = False
    signed: Literal[""] = ""

    @model_validator(mode="after")
    def rests_on_something(self) -> Self:
        """Refuse a list that nobody says is whole."""
        if not self.sources and not self.by_definition:
            raise ValueError("a list is whole because a source says so or by definition: say which")
        return self

    def to_core(self) -> ClosedList:
        """Return the list."""
        return ClosedList(
            id=self.id,
            subject=self.subject,
            relation=self.relation,
            objects=frozenset(self.objects),
            reason=self.reason,
            sources=tuple(self.sources),
            by_definition=self.by_definition,
            signed=self.signed,
        )


class FalseShape(TripleShape):
    """A statement known to be false."""

    id: Id
    statement: Text
    reason: Text
    sources: list[Id] = Field(min_length=1)
    put_right_by: Id | Literal[""] = ""
    signed: Literal[""] = ""

    def to_core(self) -> FalseStatement:
        """Return the statement."""
        return FalseStatement(
            id=self.id,
            statement=self.statement,
            triple=self.triple,
            reason=self.reason,
            sources=tuple(self.sources),
            put_right_by=self.put_right_by,
            signed=self.signed,
        )


class ChainShape(Shape):
    """Two relations in a row, and what is asked of them."""

    id: Slug
    first: Slug
    second: Slug
    stem: Annotated[Phrase, Field(min_length=1)]

    def to_core(self) -> Chain:
        """Return the chain."""
        return Chain(id=self.id, first=self.first, second=self.second, stem=self.stem)


@dataclass(frozen=True, kw_only=True)
class ParsedEntities:
    """What a file of entities says, the line of each thing in it, and its faults."""

    entities: Entities = field(default_factory=Entities)
    lines: Mapping[str, int] = field(default_factory=dict)
    findings: tuple[Located, ...] = ()


def parse_entities(text: str) -> ParsedEntities:
    """Return what a file of entities says; never raises, whatever the text."""
    data = read_toml(text)
    if isinstance(data, Located):
        return ParsedEntities(findings=(data,))
    entities = take_tables(data, text, "entity", "id", lambda one: EntityShape.model_validate(one).to_core())
    relations = take_tables(
        data, text, "relation", "id", lambda one: RelationShape.model_validate(one).to_core()
    )
    said = take_tables(data, text, "also", "id", lambda one: SaidShape.model_validate(one).to_core())
    closed = take_tables(data, text, "closed", "id", lambda one: ClosedShape.model_validate(one).to_core())
    false = take_tables(data, text, "false", "id", lambda one: FalseShape.model_validate(one).to_core())
    chains = take_tables(data, text, "chain", "id", lambda one: ChainShape.model_validate(one).to_core())
    return ParsedEntities(
        entities=Entities(
            entities=dict(entities.values),
            relations=dict(relations.values),
            said=tuple(said.values.values()),
            closed=dict(closed.values),
            false=dict(false.values),
            chains=dict(chains.values),
        ),
        lines={
            **chains.lines,
            **said.lines,
            **closed.lines,
            **false.lines,
            **relations.lines,
            **entities.lines,
        },
        findings=(
            *not_known(data),
            *(
                found
                for tables in (entities, relations, said, closed, false, chains)
                for found in tables.findings
            ),
        ),
    )
