"""What every kind of item needs: rulings, and wrong options that are provably wrong."""

from collections.abc import Callable, Iterable, Iterator
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
        """What is true and may be asked."""
        return tuple(self.truth.triples)

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

        Known mistakes come first, then what shares a parent with the key.
        """
        near = self.like(key, about.subject, about.relation, about.object, direction)
        made = ((other, make(other)) for other in near if not self.truth.overlap(other.id, key.id))
        found = [(other, choice) for other, choice in made if choice]
        found.sort(key=lambda one: self._distance(one[0], one[1], key))
        return [choice for _, choice in self._apart(found)]

    def _distance(self, other: Entity, choice: Choice, key: Entity) -> tuple[bool, bool, int]:
        """Return how far a wrong option is from the key: one much longer or shorter is a cue."""
        is_known_mistake = choice.because in self.truth.world.false
        longer = abs(len(other.name) - len(key.name)) // ABOUT_THE_SAME
        return not is_known_mistake, not _share_parent(other, key), longer

    def _apart(self, found: Iterable[tuple[Entity, Choice]]) -> Iterator[tuple[Entity, Choice]]:
        taken: list[str] = []
        for entity, choice in found:
            if len(taken) < WRONG_OPTIONS and not any(
                self.truth.overlap(entity.id, other) for other in taken
            ):
                taken.append(entity.id)
                yield entity, choice

    def false_of(self, triple: Triple) -> Ruling | None:
        """Return the ruling on a triple where it is provably false."""
        ruling = self.truth.rule(triple)
        return ruling if ruling.verdict is Verdict.FALSE else None


def _share_parent(first: Entity, second: Entity) -> bool:
    return not set(first.parents).isdisjoint(second.parents)


def facts_of(choices: Iterable[Choice], knowledge: Knowledge) -> tuple[str, ...]:
    """Return the facts that options rest on, and those that their reasons use."""
    used = (fact for choice in choices for fact in (*choice.facts, choice.because))
    return tuple(fact for fact in dict.fromkeys(used) if fact in knowledge.facts)
