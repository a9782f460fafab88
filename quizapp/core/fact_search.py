"""Facts found by words, for whoever looks for what an item can rest on."""

from collections.abc import Iterator, Sequence

from quizapp.core.facts import Fact, FactUse, Knowledge
from quizapp.core.typed_answers import bare, fold

MOST_SOUGHT = 100
"""Characters that are looked for at most."""

ARTICLES = frozenset({"a", "an", "the"})


def found_facts(knowledge: Knowledge, words: str) -> list[Fact]:
    """Return the facts in which all of ``words`` are found, the best first; without words all facts.

    A word is found in the statement or the id, whole or as part of a longer one, or else in the topic and
    in the id, publisher or title of a source. Whole words and beginnings in the statement come first. Case,
    accents, hyphens, UK or US spelling make no difference. Facts that no item may ask for come last.
    """
    sought = list(_sought(words[:MOST_SOUGHT]))
    found = []
    for fact in knowledge.facts.values():
        places = [_place(ways, fact, knowledge) for ways in sought]
        if NOWHERE not in places:
            found.append((fact.use is FactUse.AVOID, sum(places), fact))
    return [fact for *_, fact in sorted(found, key=lambda one: one[:2])]


# “Rarely” begins with “rare” only as they are spelled, “tumors” with “tumour” only when both are folded.
WAYS = (bare, fold)


def _sought(words: str) -> Iterator[tuple[str, ...]]:
    """Return each word that is looked for, in the ways in which it is held against a text."""
    for word in bare(words).split():
        if word not in ARTICLES:
            yield tuple(way(word) for way in WAYS)


WHOLE, BEGUN, INSIDE, BESIDE, NOWHERE = range(5)


def _place(ways: Sequence[str], fact: Fact, knowledge: Knowledge) -> int:
    held = [(word, way(f"{fact.id} {fact.statement}")) for word, way in zip(ways, WAYS, strict=True)]
    if any(word in text.split() for word, text in held):
        return WHOLE
    if any(f" {word}" in f" {text}" for word, text in held):
        return BEGUN
    if any(word in text for word, text in held):
        return INSIDE
    beside = _beside(fact, knowledge)
    return BESIDE if any(word in way(beside) for word, way in zip(ways, WAYS, strict=True)) else NOWHERE


def _beside(fact: Fact, knowledge: Knowledge) -> str:
    sources = [knowledge.sources[id_] for id_ in fact.sources if id_ in knowledge.sources]
    told = (part for source in sources for part in (source.id, source.publisher, source.title))
    return " ".join((fact.topic, *told))
