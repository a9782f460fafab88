"""Rules about facts, sources and glossary."""

from collections.abc import Iterator, Sequence

from quizapp.core.banks import Severity
from quizapp.core.coverage import coverage
from quizapp.core.facts import FactUse, Knowledge
from quizapp.core.flaws.rule import Fault, rule
from quizapp.core.items import Item


@rule(source="PIF TICK 4")
def fact_without_source(knowledge: Knowledge) -> Iterator[Fault]:
    """Every source of a fact stands in sources.toml."""
    for fact in knowledge.facts.values():
        for source in fact.sources:
            if source not in knowledge.sources:
                yield Fault(
                    name=fact.id,
                    message=f"There is no source “{source}” in sources.toml.",
                    fix="Mend the id, or add the source.",
                )


@rule(source="PEMAT 4")
def term_without_ground(knowledge: Knowledge) -> Iterator[Fault]:
    """Every fact and source of a term is known, and none of its facts is one to be avoided."""
    for term in knowledge.terms.values():
        for fact in term.facts:
            known = knowledge.facts.get(fact)
            if known is None or known.use is FactUse.AVOID:
                message = (
                    f"There is no fact {fact} in facts.toml."
                    if known is None
                    else f"{fact} is to be avoided."
                )
                yield Fault(name=term.term, message=message, fix="Rest the meaning on another fact.")
        for source in term.sources:
            if source not in knowledge.sources:
                yield Fault(
                    name=term.term,
                    message=f"There is no source “{source}” in sources.toml.",
                    fix="Mend the id, or add the source.",
                )


@rule(source="PEMAT 4")
def ambiguous_form(knowledge: Knowledge) -> Iterator[Fault]:
    """No spelling belongs to two terms of the glossary."""
    owners: dict[str, str] = {}
    for term in knowledge.terms.values():
        for form in {form.casefold() for form in (term.term, *term.forms)}:
            owner = owners.setdefault(form, term.term)
            if owner != term.term:
                yield Fault(
                    name=term.term, message=f"“{form}” belongs to “{owner}” too.", fix="Keep it in one."
                )


@rule(source="own", severity=Severity.WARNING)
def unasked_fact(knowledge: Knowledge, items: Sequence[Item]) -> Iterator[Fault]:
    """Every TEACH fact, or one of its group, is asked; an ATTRIBUTE fact is, or is left out with a reason."""
    for owed in coverage(items, knowledge).owed:
        yield Fault(
            name=owed.fact.id,
            message="No published item asks for this fact, nor for one of its group.",
            fix="Write an item on it"
            + (
                "."
                if owed.fact.use is FactUse.TEACH and not owed.outside
                else ", or say in left_out why none is."
            ),
        )


@rule(source="own", severity=Severity.WARNING)
def idle_reason(knowledge: Knowledge, items: Sequence[Item]) -> Iterator[Fault]:
    """A fact says why it is left out just where nothing asks for it."""
    for one in coverage(items, knowledge).facts:
        if one.items and one.fact.left_out:
            yield Fault(
                name=one.fact.id,
                message=f"The fact is said to be left out, but {one.items[0]} asks for it.",
                fix="Remove left_out, or the item.",
            )


@rule(source="own", severity=Severity.WARNING)
def unused_source(knowledge: Knowledge) -> Iterator[Fault]:
    """Every source says a fact."""
    used = {source for fact in knowledge.facts.values() for source in fact.sources}
    for source in knowledge.sources:
        if source not in used:
            yield Fault(name=source, message="No fact rests on this source.", fix="Remove it, or use it.")
