"""Rules about what is said by ids: entities, relations, whole lists, statements known to be false."""

from collections.abc import Iterable, Iterator

from quizapp.core.entities import Entities, Triple
from quizapp.core.facts import Knowledge
from quizapp.core.flaws.rule import Fault, rule
from quizapp.core.generation.truth import Truth, Verdict, stands
from quizapp.core.typed_answers import fold

WORDS = frozenset(
    {"abbreviation", "full-form", "letter", "meaning", "name", "short-form", "word", "word-of-tnm"}
)
"""Classes of words. A word may be named like a thing, or like a word of another class: “VIP” is both."""


@rule(source="own")
def unknown_entity(knowledge: Knowledge) -> Iterator[Fault]:
    """Whatever a fact says by ids is an entity, a relation and an entity of entities.toml."""
    world = knowledge.entities
    if world.relations:
        for fact in knowledge.facts.values():
            if fact.relation:
                triple = Triple(subject=fact.subject, relation=fact.relation, object=fact.object)
                yield from _unknown(fact.id, triple, world)


@rule(source="own")
def unknown_in_entities(knowledge: Knowledge) -> Iterator[Fault]:
    """Whatever entities.toml names is there: entities, relations, facts, sources."""
    world = knowledge.entities
    for entity in world.entities.values():
        yield from _missing(
            entity.id, "entity", (*entity.parents, *entity.opposite, *entity.goes_with), world.entities
        )
    for said in world.said:
        yield from _missing(said.fact, "fact", (said.fact,), knowledge.facts)
        yield from _unknown(said.fact, said.triple, world)
    for closed in world.closed.values():
        yield from _missing(closed.id, "entity", (closed.subject, *sorted(closed.objects)), world.entities)
        yield from _missing(closed.id, "relation", (closed.relation,), world.relations)
        yield from _missing(closed.id, "source", closed.sources, knowledge.sources)
    for false in world.false.values():
        yield from _unknown(false.id, false.triple, world)
        yield from _missing(false.id, "source", false.sources, knowledge.sources)
        yield from _missing(false.id, "fact", filter(None, (false.put_right_by,)), knowledge.facts)
    for chain in world.chains.values():
        yield from _missing(chain.id, "relation", (chain.first, chain.second), world.relations)


def _unknown(name: str, triple: Triple, world: Entities) -> Iterator[Fault]:
    yield from _missing(name, "entity", (triple.subject, triple.object), world.entities)
    yield from _missing(name, "relation", (triple.relation,), world.relations)


def _missing(name: str, what: str, ids: Iterable[str], known: Iterable[str]) -> Iterator[Fault]:
    for one in ids:
        if one not in known:
            yield Fault(name=name, message=f"There is no {what} “{one}”.", fix="Mend the id, or add it.")


@rule(source="own")
def family_circle(knowledge: Knowledge) -> Iterator[Fault]:
    """Nothing is a kind or a part of itself, at any distance."""
    world = knowledge.entities
    truth = Truth(knowledge)
    for entity in world.entities.values():
        if any(entity.id in truth.family(parent) for parent in entity.parents):
            yield Fault(
                name=entity.id,
                message=f"“{entity.name}” comes back above itself in is_a or part_of.",
                fix="Take one of the steps of the circle away.",
            )


@rule(source="own")
def shared_name(knowledge: Knowledge) -> Iterator[Fault]:
    """No name or alias belongs to two things, nor to two words of a class."""
    owners: dict[tuple[str, str], str] = {}
    for entity in knowledge.entities.entities.values():
        side = entity.kind if entity.kind in WORDS else ""
        for name in dict.fromkeys(map(fold, entity.names)):
            owner = owners.setdefault((side, name), entity.id)
            if owner != entity.id:
                yield Fault(
                    name=entity.id, message=f"“{name}” is a name of “{owner}” too.", fix="Keep it in one."
                )


@rule(source="own")
def contradiction(knowledge: Knowledge) -> Iterator[Fault]:
    """Nothing is true and false at once: of two that contradict each other, no item is made."""
    truth = Truth(knowledge)
    for fact in knowledge.facts.values():
        triple = Triple(subject=fact.subject, relation=fact.relation, object=fact.object)
        may_be_asked = bool(fact.relation) and stands(fact) and truth.is_known(triple)
        if may_be_asked and truth.rule(triple).verdict is not Verdict.TRUE:
            yield Fault(
                name=fact.id,
                message=f"What the fact says by ids is ruled out by {', '.join(truth.against(triple))}.",
                fix="Mend one of them; until then nothing is asked about it.",
            )
