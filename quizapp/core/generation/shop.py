"""What every kind of item needs: rulings, and wrong options that are provably wrong."""

from collections.abc import Callable, Iterable
from functools import cached_property
from itertools import islice

from quizapp.core.entities import Entity, Triple
from quizapp.core.facts import FactUse, Knowledge
from quizapp.core.generation import wording
from quizapp.core.generation.chance import Ring, number
from quizapp.core.generation.drafts import Choice
from quizapp.core.generation.truth import Ruling, Truth, Verdict

WINDOW = 24
"""How many things of a kind are looked at as wrong options; more would make a large table slow."""
WRONG_OPTIONS = 2
ABOUT_THE_SAME = 10
"""Characters by which texts may differ before a nearer one is taken."""


class Shop:
    """Knowledge with its rulings and a seed: the same two make the same items, in every process."""

    def __init__(self, knowledge: Knowledge, *, seed: int) -> None:
        self.knowledge = knowledge
        self.seed = seed
        self.truth = Truth(knowledge)
        alike: dict[tuple[str, str], list[Entity]] = {}
        for entity in knowledge.entities.entities.values():
            alike.setdefault((entity.kind, entity.grain), []).append(entity)
        self._rings = {
            kind: Ring(((entity.id, entity) for entity in entities), seed=seed)
            for kind, entities in alike.items()
        }

    @cached_property
    def triples(self) -> tuple[Triple, ...]:
        """What is true and may be asked, in an order by chance."""
        order = {one: number(self.seed, one.subject, one.relation, one.object) for one in self.truth.triples}
        return tuple(sorted(order, key=lambda one: (order[one], one.subject, one.object)))

    def like(self, entity: Entity, *about: object) -> list[Entity]:
        """Return some things of the same kind and grain, in an order by chance; never the thing itself."""
        walk = self._rings[entity.kind, entity.grain].walk(number(self.seed, *about))
        return [other for other in islice(walk, WINDOW) if other.id != entity.id]

    def is_taught(self, triple: Triple) -> bool:
        """Tell whether a triple is true and may be said plainly."""
        if self.truth.rule(triple).verdict is not Verdict.TRUE:
            return False
        return self.truth.facts_for(triple)[0].use is FactUse.TEACH

    def own_truth(self, entity: Entity, relation: str, *, as_object: bool) -> Triple | None:
        """Return what may be said plainly of a wrong option itself, in the same relation."""
        if as_object:
            found = (
                Triple(subject=subject, relation=relation, object=entity.id)
                for subject in self.truth.subjects(relation, entity.id)
            )
        else:
            found = (
                Triple(subject=entity.id, relation=relation, object=object_)
                for object_ in self.truth.objects(entity.id, relation)
            )
        return next(filter(self.is_taught, found), None)

    def wrong_choice(self, entity: Entity, false: Triple, pointer: str = "") -> Choice | None:
        """Return a wrong option with its reason; None where it is not provably wrong, or has no reason."""
        ruling = self.truth.rule(false)
        if ruling.verdict is not Verdict.FALSE:
            return None
        because = ruling.grounds[0]
        if told := wording.reason_against(self.truth, ruling):
            return Choice(text=wording.shown(entity), rationale=told, because=because)
        own = self.own_truth(entity, false.relation, as_object=false.object == entity.id)
        if own is None:
            return None
        facts = (self.truth.facts_for(own)[0].id, because)
        told = f"{wording.reason_for(self.truth, own)} {pointer}".strip()
        return Choice(text=wording.shown(entity), rationale=told, because=because, facts=facts)

    def wrong_choices(
        self, key: Entity, make: Callable[[Entity], Choice | None], about: Triple, direction: str
    ) -> list[Choice]:
        """Return wrong options beside a key: of its kind, apart from it and from each other.

        Known mistakes come first, then what shares a parent with the key, then what is about as long.
        """
        near = self.like(key, about.subject, about.relation, about.object, direction)
        mistakes = {
            end
            for triple in (false.triple for false in self.truth.world.false.values())
            if triple.relation == about.relation
            for end in (triple.subject, triple.object)
        }
        near.sort(key=lambda other: _distance(other, key, mistakes))
        taken: list[str] = []
        found: list[Choice] = []
        for other in near:
            apart = not any(self.truth.overlap(other.id, one) for one in (key.id, *taken))
            if len(found) < WRONG_OPTIONS and apart and (choice := make(other)):
                taken.append(other.id)
                found.append(choice)
        return found

    def false_of(self, triple: Triple) -> Ruling | None:
        """Return the ruling on a triple where it is provably false."""
        ruling = self.truth.rule(triple)
        return ruling if ruling.verdict is Verdict.FALSE else None


def _distance(other: Entity, key: Entity, mistakes: set[str]) -> tuple[bool, bool, int]:
    """Return how far a wrong option is from the key; one much longer or shorter would be a cue."""
    longer = abs(len(other.name) - len(key.name)) // ABOUT_THE_SAME
    return other.id not in mistakes, set(other.parents).isdisjoint(key.parents), longer


def facts_of(choices: Iterable[Choice], knowledge: Knowledge) -> tuple[str, ...]:
    """Return the facts that options rest on, and those that their reasons use."""
    used = (fact for choice in choices for fact in (*choice.facts, choice.because))
    return tuple(fact for fact in dict.fromkeys(used) if fact in knowledge.facts)
