"""Rules about what an item rests on: facts, sources, dates."""

import re
from collections.abc import Iterator
from datetime import date

from quizapp.core import contents
from quizapp.core.banks import Severity
from quizapp.core.facts import Fact, FactUse, Knowledge, Source
from quizapp.core.flaws.rule import Fault, rule
from quizapp.core.items import Item

UNNAMED = "publisher not named"
A_PAGE = re.compile(r"(?<![\w-])(page|leaflet|site|website)(?![\w-])", re.IGNORECASE)


def _known_facts(item: Item, knowledge: Knowledge) -> list[Fact]:
    return [knowledge.facts[fact] for fact in item.all_facts if fact in knowledge.facts]


@rule(source="PIF TICK 4")
def unknown_fact(item: Item, knowledge: Knowledge) -> Iterator[Fault]:
    """Every fact that an item names stands in facts.toml."""
    for fact in item.all_facts:
        if fact not in knowledge.facts:
            yield Fault(
                place="facts",
                message=f"There is no fact {fact} in facts.toml.",
                fix="Mend the id, or add the fact.",
            )


@rule(source="PIF TICK 4")
def unknown_source(item: Item, knowledge: Knowledge) -> Iterator[Fault]:
    """Every source that an item names stands in sources.toml."""
    for source in item.sources:
        if source not in knowledge.sources:
            yield Fault(
                place="sources",
                message=f"There is no source “{source}” in sources.toml.",
                fix="Mend the id, or add the source.",
            )


@rule(source="PIF TICK 4")
def idle_source(item: Item, knowledge: Knowledge) -> Iterator[Fault]:
    """Every source that an item names stands behind at least one of its facts."""
    if not knowledge.facts.keys() >= set(item.all_facts):
        return  # the source may stand behind the fact that is not known
    behind = {source for fact in _known_facts(item, knowledge) for source in fact.sources}
    for source in item.sources:
        if source in knowledge.sources and source not in behind:
            yield Fault(
                place="sources",
                message=f"The source “{source}” says none of the item's facts.",
                fix="Remove it, or add the fact that it says.",
            )


@rule(source="PIF TICK 4")
def unsourced_fact(item: Item, knowledge: Knowledge) -> Iterator[Fault]:
    """Every fact of an item is said by at least one of the sources that the item names."""
    for fact in _known_facts(item, knowledge):
        if not set(fact.sources) & set(item.sources):
            yield Fault(
                place="sources",
                message=f"No source of the fact {fact.id} is among the item's sources.",
                fix=f"Add one of: {', '.join(fact.sources)}.",
            )


@rule(source="own")
def avoided_fact(item: Item, knowledge: Knowledge) -> Iterator[Fault]:
    """No item rests on an AVOID fact."""
    for fact in _known_facts(item, knowledge):
        if fact.use is FactUse.AVOID:
            yield Fault(
                place="facts",
                message=f"The fact {fact.id} must not be taught.",
                fix="Rest the item on another fact.",
            )


@rule(source="own")
def disputed_fact(item: Item, knowledge: Knowledge) -> Iterator[Fault]:
    """An item rests on a CONFLICT fact only where it is about the disagreement."""
    for fact in _known_facts(item, knowledge):
        if fact.use is FactUse.CONFLICT and not item.disagreement:
            yield Fault(
                place="facts",
                message=f"Sources differ on the fact {fact.id}.",
                fix="Rest the item on another fact, or ask about the disagreement (disagreement = true).",
            )


@rule(source="PIF TICK 4")
def unattributed_fact(item: Item, knowledge: Knowledge) -> Iterator[Fault]:
    """An item on an ATTRIBUTE fact names publisher and year of one of its sources in stem or rationale.

    For a page without a year, “undated” stands in its place; one without a publisher is called a page.
    """
    said = " ".join(contents.texts(item))
    for fact in _known_facts(item, knowledge):
        sources = [knowledge.sources[source] for source in fact.sources if source in knowledge.sources]
        if fact.use is FactUse.ATTRIBUTE and not any(names(said, source) for source in sources):
            wanted = " or ".join(f"“{source.publisher} ({source.year or 'undated'})”" for source in sources)
            yield Fault(
                message=f"The item does not say who says the fact {fact.id}, and when.",
                fix=f"Name {wanted} in the stem or a rationale.",
            )


def names(text: str, source: Source) -> bool:
    """Tell whether a text names the publisher and the year of a source, as for an ATTRIBUTE fact."""
    plain = text.casefold()
    publisher = source.publisher.casefold()
    named = publisher in plain or (publisher == UNNAMED and A_PAGE.search(plain) is not None)
    return named and re.search(rf"(?<!\w){source.year or 'undated'}(?!\w)", plain) is not None


@rule(source="PEMAT 4", severity=Severity.WARNING)
def unknown_term(item: Item, knowledge: Knowledge) -> Iterator[Fault]:
    """Every word that an item keeps from being explained stands in the glossary."""
    known = {term.casefold() for term in knowledge.terms}
    for word in item.no_gloss:
        if word.casefold() not in known:
            yield Fault(
                place="no_gloss",
                message=f"“{word}” is no term of the glossary.",
                fix="Mend it, or remove it.",
            )


@rule(source="PIF TICK 4", severity=Severity.WARNING)
def review_overdue(item: Item, today: date) -> Iterator[Fault]:
    """The day on which an item is to be reviewed lies ahead."""
    if item.due_for_review(today):
        yield Fault(
            place="review_due",
            message=f"The item was due for review on {item.review_due:%d %B %Y}.",
            fix="Look at the sources again, mend the item, and set the next day.",
        )
