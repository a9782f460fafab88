"""Rules about facts that another has taken the place of."""

from collections.abc import Iterator

from quizapp.core.facts import Knowledge
from quizapp.core.flaws.rule import Fault, rule
from quizapp.core.items import Item, Status
from quizapp.core.superseding import superseded


@rule(source="own")
def superseded_fact(item: Item, knowledge: Knowledge) -> Iterator[Fault]:
    """No item that learners get rests on a superseded fact, nor does one of its options."""
    if item.status is not Status.PUBLISHED:
        return
    for name in superseded(item, knowledge.facts):
        newer = knowledge.facts[name].superseded_by
        yield Fault(
            message=f"The fact {name} was superseded by {newer}.",
            fix=f"Rest the item on {newer}, read it again with its reasons, or retire it.",
        )


@rule(source="own")
def idle_successor(knowledge: Knowledge) -> Iterator[Fault]:
    """What takes the place of a fact is another fact, which nothing has superseded in turn."""
    for fact in knowledge.facts.values():
        newer = knowledge.facts.get(fact.superseded_by)
        if fact.superseded_by and (newer is None or newer.superseded_by):
            why = "is not in facts.toml" if newer is None else "was superseded itself"
            yield Fault(
                name=fact.id,
                message=f"The fact that takes its place, {fact.superseded_by}, {why}.",
                fix="Name the fact that holds today.",
            )
