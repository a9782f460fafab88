"""What the banks ask of what is known: fact by fact, and how the items are made up."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from quizapp.core.facts import Fact, FactUse, Knowledge
from quizapp.core.items import Choices, Item, ItemType, Status
from quizapp.core.option_order import as_shown

MAY_BE_ASKED = frozenset({FactUse.TEACH, FactUse.ATTRIBUTE})
"""Uses of facts that stand for each other within a group."""

ONE_ATTEMPT = "coverage"
"""The seed of the attempt in which the places of keys are counted."""


@dataclass(frozen=True, kw_only=True)
class FactCoverage:
    """One fact: the published items that are keyed on it, those whose reasons use it, or why none asks.

    ``through`` names the facts of the same group that are asked in its place. ``outside`` marks a fact that
    stands in none of the documents the service began with.
    """

    fact: Fact
    years: tuple[int, ...]
    items: tuple[str, ...]
    background: tuple[str, ...]
    through: tuple[str, ...]
    outside: bool

    @property
    def is_asked(self) -> bool:
        """Tell whether an item asks for the fact, or for one that says the same."""
        return bool(self.items or self.through)

    @property
    def is_owed(self) -> bool:
        """Tell whether the fact should be asked and is not: it may be taught, and no reason is given.

        A fact from outside was fetched to be used: asked, or in the reasons of an item.
        """
        if self.is_asked or self.fact.superseded_by or self.fact.use not in MAY_BE_ASKED:
            return False
        if self.outside:
            return not (self.background or self.fact.left_out)
        return self.fact.use is FactUse.TEACH or not self.fact.left_out


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """The facts and the published items of all banks, held against each other.

    ``key_positions``: for single choices by number of options, how often the key stands at each place, as
    one attempt shows them; ``stored_positions``: the same in the order of the alphabet, as they are stored.
    ``avoided`` are the items keyed on an AVOID fact, ``disputed`` those keyed on a CONFLICT fact though they
    are not about the disagreement: there must be none.
    """

    facts: tuple[FactCoverage, ...]
    items: tuple[Item, ...]
    key_positions: Mapping[int, tuple[int, ...]]
    stored_positions: Mapping[int, tuple[int, ...]]
    avoided: tuple[str, ...]
    disputed: tuple[str, ...]
    about_disagreement: tuple[str, ...]

    @property
    def owed(self) -> tuple[FactCoverage, ...]:
        """Return the facts that should be asked and are not."""
        return tuple(one for one in self.facts if one.is_owed)

    @property
    def left_out(self) -> tuple[FactCoverage, ...]:
        """Return the facts that nothing asks for, with the reason given."""
        return tuple(one for one in self.facts if not one.is_asked and one.fact.left_out)

    def share(self, of: Callable[[Item], Iterable[str]]) -> dict[str, tuple[int, float]]:
        """Return for each name that ``of`` gives an item the number of items and their share of all."""
        counts = Counter(name for item in self.items for name in of(item))
        return {name: (count, count / len(self.items)) for name, count in sorted(counts.items())}


def coverage(items: Iterable[Item], knowledge: Knowledge) -> Coverage:
    """Hold those of the items that are published against the facts."""
    items = tuple(item for item in items if item.status is Status.PUBLISHED)
    keyed = _items_of(items, lambda item: item.facts)
    used = _items_of(items, lambda item: item.background)
    groups: dict[str, list[str]] = {}
    for fact in knowledge.facts.values():
        if fact.group and fact.id in keyed and fact.use in MAY_BE_ASKED:
            groups.setdefault(fact.group, []).append(fact.id)
    return Coverage(
        facts=tuple(
            FactCoverage(
                fact=fact,
                years=_years(fact, knowledge),
                items=tuple(keyed.get(fact.id, ())),
                background=tuple(used.get(fact.id, ())),
                through=tuple(
                    other
                    for other in groups.get(fact.group, ())
                    if other != fact.id and fact.use in MAY_BE_ASKED
                ),
                outside=all(knowledge.sources[source].outside for source in _known_sources(fact, knowledge)),
            )
            for fact in knowledge.facts.values()
        ),
        items=items,
        key_positions=_key_positions(as_shown(item, seed=ONE_ATTEMPT) for item in items),
        stored_positions=_key_positions(items),
        avoided=_keyed_on(items, knowledge, FactUse.AVOID),
        disputed=_keyed_on([item for item in items if not item.disagreement], knowledge, FactUse.CONFLICT),
        about_disagreement=tuple(item.id for item in items if item.disagreement),
    )


def _key_positions(items: Iterable[Item]) -> dict[int, tuple[int, ...]]:
    """Return for single choices, by number of options, how often the key stands at each place."""
    places: dict[int, Counter[int]] = {}
    for item in items:
        if item.type is ItemType.SINGLE_CHOICE and isinstance(item.body, Choices):
            options = item.body.options
            place = next(place for place, option in enumerate(options) if option.is_key)
            places.setdefault(len(options), Counter())[place] += 1
    return {
        number: tuple(counts[place] for place in range(number)) for number, counts in sorted(places.items())
    }


def _items_of(items: Iterable[Item], facts: Callable[[Item], Iterable[str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for item in items:
        for fact in facts(item):
            found.setdefault(fact, []).append(item.id)
    return found


def _years(fact: Fact, knowledge: Knowledge) -> tuple[int, ...]:
    years = {knowledge.sources[source].year for source in _known_sources(fact, knowledge)}
    return tuple(sorted(year for year in years if year is not None))


def _known_sources(fact: Fact, knowledge: Knowledge) -> list[str]:
    return [source for source in fact.sources if source in knowledge.sources]


def _keyed_on(items: Iterable[Item], knowledge: Knowledge, use: FactUse) -> tuple[str, ...]:
    known = knowledge.facts
    return tuple(
        item.id for item in items if any(fact in known and known[fact].use is use for fact in item.facts)
    )
