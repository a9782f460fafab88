"""Triples in words: stems, options, reasons; who says what is only attributed."""

from quizapp.core.entities import Entity, Triple
from quizapp.core.facts import Fact, FactUse, Knowledge, Source
from quizapp.core.generation.truth import Ruling, Truth

NUMBERS = {2: "two", 3: "three", 4: "four", 5: "five"}


def capital(text: str) -> str:
    """Return a text with a capital at its start; “pNET” and “5-HT” stay as they are."""
    first = text.split(" ", 1)[0]
    return text if any(map(str.isupper, first[1:])) else text[:1].upper() + text[1:]


def small(text: str) -> str:
    """Return a text as it goes on inside a sentence; a name or a short form keeps its capital."""
    first = text.split(" ", 1)[0]
    return text if any(map(str.isupper, first[1:])) else text[:1].lower() + text[1:]


def shown(entity: Entity) -> str:
    """Return an entity as it is shown among options."""
    return capital(entity.name)


def inside(entity: Entity) -> str:
    """Return an entity as it stands inside a sentence."""
    return entity.phrase or entity.name


def fill(phrase: str, *, subject: Entity | None = None, object_: Entity | None = None, count: int = 0) -> str:
    """Return a phrase with the names of subject and object in it."""
    words = {"{count}": NUMBERS.get(count, ""), "{Count}": NUMBERS.get(count, "").title()}
    for name, entity in (("subject", subject), ("object", object_)):
        if entity:
            words |= {
                f"{{{name}}}": inside(entity),
                f"{{{name.title()}}}": capital(inside(entity)),
                f"{{{name}s}}": entity.plural or entity.name,
                f"{{{name.title()}s}}": capital(entity.plural or entity.name),
            }
    for mark, text in words.items():
        phrase = phrase.replace(mark, text)
    return phrase


def statement(truth: Truth, triple: Triple) -> str:
    """Return a triple as a sentence."""
    return fill(
        truth.relation(triple.relation).phrases.statement,
        subject=truth.entity(triple.subject),
        object_=truth.entity(triple.object),
    )


def reason_for(truth: Truth, triple: Triple) -> str:
    """Return why a triple is true: what its fact says, after the triple itself where that adds something."""
    fact = truth.facts_for(triple)[0]
    if fact.use is FactUse.ATTRIBUTE:
        return capital(attributed(statement(truth, triple), fact, truth.knowledge))
    if truth.relation(triple.relation).adds:
        return f"{statement(truth, triple)} {fact.statement}"
    return fact.statement


def reason_against(truth: Truth, ruling: Ruling) -> str:
    """Return what is told to readers of a triple that is ruled out by a list or a statement; else nothing."""
    ground = ruling.grounds[0]
    if ground in truth.world.false:
        return truth.world.false[ground].reason
    return truth.world.closed[ground].reason if ground in truth.world.closed else ""


def attributed(text: str, fact: Fact, knowledge: Knowledge) -> str:
    """Return a sentence with who says it and when, where the fact may not be said plainly."""
    if fact.use is not FactUse.ATTRIBUTE:
        return text
    return f"According to {_who(knowledge.sources[fact.sources[0]])}, {small(text)}"


def _who(source: Source) -> str:
    when = source.year or "undated"
    named = source.publisher.casefold() != "publisher not named"
    return f"{source.publisher} ({when})" if named else f"one page ({when})"
