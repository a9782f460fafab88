"""What is provably true and provably false; everything else is open, and never asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TypeVar

from quizapp.core.entities import Entity, Relation, Triple
from quizapp.core.facts import Fact, FactUse, Knowledge

Key = TypeVar("Key")


class Verdict(StrEnum):
    """What can be proved of a triple. “Not mentioned” is open, not false."""

    TRUE = "true"
    FALSE = "false"
    OPEN = "open"


@dataclass(frozen=True, kw_only=True)
class Ruling:
    """A verdict, and what it rests on: ids of facts, closed lists or false statements."""

    verdict: Verdict
    grounds: tuple[str, ...] = ()


OPEN = Ruling(verdict=Verdict.OPEN)


@dataclass(frozen=True, kw_only=True)
class Whole:
    """All objects of a subject in a relation, and what says that there are no others."""

    objects: frozenset[str]
    ground: str


class Truth:
    """Rulings on triples, from facts that stand, closed lists and false statements.

    Whatever any fact claims, also one to be avoided, is never ruled false; what is claimed and ruled out at
    once is open. What holds for a part, a kind or a parent of something is never ruled false of it.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.world = knowledge.entities
        self._claims: dict[Triple, list[Fact]] = {}
        self._objects: dict[tuple[str, str], list[str]] = {}
        self._subjects: dict[tuple[str, str], list[str]] = {}
        for triple, fact in _claims(knowledge):
            if self.is_known(triple):
                self._claims.setdefault(triple, []).append(fact)
                _note(self._objects, (triple.subject, triple.relation), triple.object)
                _note(self._subjects, (triple.relation, triple.object), triple.subject)
        self._false: dict[Triple, list[str]] = {}
        for false in self.world.false.values():
            _note(self._false, false.triple, false.id)
        self._closed = {(one.subject, one.relation): one for one in self.world.closed.values()}
        self.rule = cache(self._rule)
        self.facts_for = cache(self._facts_for)
        self.family = cache(self._family)
        self._below: dict[str, set[str]] = {}
        self._company: dict[str, set[str]] = {name: set() for name in self.world.entities}
        for entity in self.world.entities.values():
            for above in self.family(entity.id):
                self._below.setdefault(above, set()).add(entity.id)
            for other in self.world.entities.keys() & set(entity.goes_with):
                self._company[entity.id].add(other)
                self._company[other].add(entity.id)

    @property
    def triples(self) -> Iterator[Triple]:
        """Return the triples that are true, in the order of their facts."""
        return (triple for triple in self._claims if self.rule(triple).verdict is Verdict.TRUE)

    def entity(self, name: str) -> Entity:
        """Return the entity of an id."""
        return self.world.entities[name]

    def relation(self, name: str) -> Relation:
        """Return the relation of an id."""
        return self.world.relations[name]

    def _facts_for(self, triple: Triple) -> tuple[Fact, ...]:
        """Return the facts that may be used to say a triple, the plainest first."""
        usable = [fact for fact in self._claims.get(triple, ()) if stands(fact)]
        return tuple(sorted(usable, key=lambda fact: (fact.use is not FactUse.TEACH, fact.id)))

    def objects(self, subject: str, relation: str) -> tuple[str, ...]:
        """Return whatever is claimed to be an object of a subject."""
        return tuple(self._objects.get((subject, relation), ()))

    def subjects(self, relation: str, object_: str) -> tuple[str, ...]:
        """Return whatever is claimed to be a subject of an object."""
        return tuple(self._subjects.get((relation, object_), ()))

    def whole(self, subject: str, relation: str) -> Whole | None:
        """Return the objects of a subject where they are known to be all."""
        if closed := self._closed.get((subject, relation)):
            return Whole(objects=closed.objects, ground=closed.id)
        if self.relation(relation).single:
            for object_ in self.objects(subject, relation):
                if taught := tuple(self._taught(Triple(subject=subject, relation=relation, object=object_))):
                    return Whole(objects=frozenset({object_}), ground=taught[0])
        return None

    def are_kin(self, first: str, second: str) -> bool:
        """Tell whether two are the same, or one is a kind or a part of the other, at any distance."""
        return first in self.family(second) or second in self.family(first)

    def overlap(self, first: str, second: str) -> bool:
        """Tell whether two must not be options of one question: kin, opposites, or going together."""
        a, b = self.entity(first), self.entity(second)
        opposite = second in a.opposite or first in b.opposite
        return opposite or second in self._company[first] or self.are_kin(first, second)

    def _family(self, name: str) -> frozenset[str]:
        """Return an entity and everything above it."""
        found: set[str] = set()
        waiting = [name]
        while waiting:
            one = waiting.pop()
            if one not in found and one in self.world.entities:
                found.add(one)
                waiting += self.world.entities[one].parents
        return frozenset(found)

    def _rule(self, triple: Triple) -> Ruling:
        if not self.is_known(triple):
            return OPEN
        against = self.against(triple)
        if triple in self._claims:
            facts = self.facts_for(triple)
            if not facts or against:
                return OPEN
            return Ruling(verdict=Verdict.TRUE, grounds=tuple(fact.id for fact in facts))
        if against and not self._is_near_a_claim(triple):
            return Ruling(verdict=Verdict.FALSE, grounds=against)
        return OPEN

    def against(self, triple: Triple) -> tuple[str, ...]:
        """Return what rules a triple out, the most telling first."""
        return (
            *self._false.get(triple, ()),
            *self._outside_closed(triple),
            *self._other_subject(triple),
            *self._other_object(triple),
        )

    def _outside_closed(self, triple: Triple) -> Iterator[str]:
        closed = self._closed.get((triple.subject, triple.relation))
        if closed and not any(self.are_kin(triple.object, one) for one in closed.objects):
            yield closed.id

    def _other_object(self, triple: Triple) -> Iterator[str]:
        if self.relation(triple.relation).single:
            for other in self.objects(triple.subject, triple.relation):
                if not self.are_kin(other, triple.object):
                    yield from self._taught(
                        Triple(subject=triple.subject, relation=triple.relation, object=other)
                    )

    def _other_subject(self, triple: Triple) -> Iterator[str]:
        if self.relation(triple.relation).exclusive:
            for other in self.subjects(triple.relation, triple.object):
                if not self.are_kin(other, triple.subject):
                    yield from self._taught(
                        Triple(subject=other, relation=triple.relation, object=triple.object)
                    )

    def _taught(self, triple: Triple) -> Iterator[str]:
        """Return the facts that say a triple plainly: what is only attributed rules nothing out."""
        return (fact.id for fact in self.facts_for(triple) if fact.use is FactUse.TEACH)

    def _is_near_a_claim(self, triple: Triple) -> bool:
        """Tell whether it is claimed of kin or company of the subject, with the object or kin of it."""
        relatives = self.family(triple.subject) | self._below[triple.subject] | self._company[triple.subject]
        return any(
            self.are_kin(object_, triple.object)
            for subject in relatives
            for object_ in self.objects(subject, triple.relation)
        )

    def is_known(self, triple: Triple) -> bool:
        """Tell whether subject, relation and object are there."""
        return (
            triple.subject in self.world.entities
            and triple.object in self.world.entities
            and triple.relation in self.world.relations
        )


def _claims(knowledge: Knowledge) -> Iterator[tuple[Triple, Fact]]:
    for fact in knowledge.facts.values():
        if fact.relation:
            yield Triple(subject=fact.subject, relation=fact.relation, object=fact.object), fact
    for said in knowledge.entities.said:
        if said.fact in knowledge.facts:
            yield said.triple, knowledge.facts[said.fact]


def stands(fact: Fact) -> bool:
    """Tell whether a fact may be asked, plainly or with who says it."""
    return fact.use in (FactUse.TEACH, FactUse.ATTRIBUTE) and not fact.superseded_by


def _note(table: dict[Key, list[str]], key: Key, value: str) -> None:
    if value not in table.setdefault(key, []):
        table[key].append(value)
