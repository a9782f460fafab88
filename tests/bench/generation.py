"""Measure making items by rule from ever more knowledge, beside checking the same items; print a table.

``python -m tests.bench.generation``; ``--write`` puts the table into docs/performance.md.
"""

from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import islice, product

from quizapp.core.banks import Finding
from quizapp.core.entities import Entities, Entity, Phrases, Relation
from quizapp.core.facts import Fact, FactUse, Knowledge, Source
from quizapp.core.flaws.check import check_item
from quizapp.core.generation.drafting import Drafts, Wish, generate
from quizapp.core.items import Item, Topic
from tests.bench.guide import run_bench
from tests.bench.timing import Times

ITEMS = (100, 1_000, 10_000)
MOST_SECONDS = {1_000: 2}
FACTS_FOR_AN_ITEM = 2
"""Facts made for each item wished for: the rules allow several items on a fact, but a deck takes few."""
DUE = date(2027, 9, 30)
SOURCES = {"s": Source(id="s", publisher="A Publisher", title="A page", year=2020)}
HAS = Relation(
    id="has",
    single=True,
    exclusive=True,
    reason="By definition.",
    phrases=Phrases(
        statement="The organ {subject} makes {object}.",
        forward="What does the organ {subject} make?",
        reverse="Which of these organs makes {object}?",
        recall="What does the organ {subject} make?",
        match="What does each of these organs make?",
        gaps="Complete the sentences about organs:",
    ),
)


def names(ending: str) -> Iterator[str]:
    """Return made-up words of one length that begin differently."""
    consonants, vowels = "bdfgklmnprstvz", "aeiou"
    return ("".join(parts) + ending for parts in product(consonants, vowels, consonants, vowels, consonants))


def made_knowledge(size: int) -> Knowledge:
    """Return knowledge in which each of ``size`` organs makes one thing, all of one kind and grain."""
    facts: dict[str, Fact] = {}
    entities: dict[str, Entity] = {}
    for number, (organ, thing) in enumerate(islice(zip(names("um"), names("in"), strict=True), size)):
        subject = Entity(id=f"organ-{number}", name=organ, kind="organ", grain="organ")
        made = Entity(id=f"thing-{number}", name=f"{thing[::-1]} salt", kind="thing", grain="thing")
        entities |= {subject.id: subject, made.id: made}
        name = f"F{number:05}"
        facts[name] = Fact(
            id=name,
            topic=Topic.SITES,
            statement=f"The organ {organ} makes {made.name} in the body.",
            use=FactUse.TEACH,
            sources=("s",),
            subject=subject.id,
            relation="has",
            object=made.id,
        )
    world = Entities(entities=entities, relations={"has": HAS})
    return Knowledge(facts=facts, sources=SOURCES, terms={}, entities=world)


def measure(rounds: int) -> Iterator[tuple[int, Drafts, Times, Times]]:
    """Yield how many items were wished for, what was made, and how long making and checking alone took."""
    for wished in ITEMS:
        knowledge = made_knowledge(wished * FACTS_FOR_AN_ITEM)
        ours, floor = Times(), Times()
        for seed in range(rounds):
            make = partial(generate, knowledge, Wish(count=wished), seed=seed, review_due=DUE)
            drafts = ours.measure(make)
            floor.measure(partial(check, drafts.items, knowledge))
        yield wished, drafts, ours, floor


def check(items: tuple[Item, ...], knowledge: Knowledge) -> list[Finding]:
    """Hold items against the rules of item writing, and do nothing else."""
    return [finding for item in items for finding in check_item(item, knowledge, today=DUE)]


def table(rounds: int) -> Iterator[str]:
    """Return the results as a table in Markdown, line by line."""
    yield "| Items | Facts known | s | Checking the same, s | Ratio | At most, s | ms an item |\n"
    yield "|--:|--:|--:|--:|--:|--:|--:|\n"
    for wished, drafts, ours, floor in measure(rounds):
        made = len(drafts.items)
        yield (
            f"| {made:,} | {wished * FACTS_FOR_AN_ITEM:,} | {ours.median:.2f} | {floor.median:.2f} "
            f"| {ours.median / floor.median:.1f} | {MOST_SECONDS.get(wished, '')} "
            f"| {ours.median * 1000 / made:.2f} |\n"
        )


if __name__ == "__main__":
    run_bench(
        "generation",
        lambda _folder, rounds: table(rounds),
        prog="python -m tests.bench.generation",
        rounds=3,
        about=__doc__,
    )
