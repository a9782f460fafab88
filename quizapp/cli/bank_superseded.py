"""What rests on superseded facts, as lines for people and as plain values for JSON."""

from collections.abc import Iterable, Iterator

from quizapp.banks.replaced import ReplacedFact
from quizapp.banks.superseding_queries import Use
from quizapp.core.superseding import Renewal
from quizapp.web.filters import count_of

STATES = {
    Renewal.BEING_UPDATED: "to be mended or retired",
    Renewal.UPDATED: "mended since",
    Renewal.WITHDRAWN: "no longer offered",
}


def superseded_lines(facts: Iterable[ReplacedFact]) -> Iterator[str]:
    """Return each superseded fact with what used it."""
    lines = [line for fact in facts for line in _fact_lines(fact)]
    yield from lines or ["No fact was superseded."]


def superseded_as_json(facts: Iterable[ReplacedFact]) -> dict[str, object]:
    """Return the same for programs; “ok” when nothing waits to be mended."""
    facts = list(facts)
    waits = any(use.renewal is Renewal.BEING_UPDATED for fact in facts for use in fact.uses)
    return {"ok": not waits, "facts": [_fact(fact) for fact in facts]}


def _fact_lines(fact: ReplacedFact) -> Iterator[str]:
    yield f"{fact.id}, superseded by {fact.newer_id} since {fact.noticed_at:%Y-%m-%d}: {fact.statement}"
    yield f"  now: {fact.newer_statement}"
    for use in fact.uses:
        cards = count_of(use.cards, "card", "cards")
        yield f"  {use.slug} ({use.bank}), version {use.number}: {STATES[use.renewal]}; {cards}"
    if fact.sets:
        yield f"  sets and their sheets: {', '.join(ready.id for ready in fact.sets)}"


def _fact(fact: ReplacedFact) -> dict[str, object]:
    return {
        "id": fact.id,
        "statement": fact.statement,
        "newer_id": fact.newer_id,
        "newer_statement": fact.newer_statement,
        "noticed_at": fact.noticed_at.isoformat(),
        "cards": fact.cards,
        "items": [_use(use) for use in fact.uses],
        "sets": [ready.id for ready in fact.sets],
    }


def _use(use: Use) -> dict[str, object]:
    return {
        "id": use.slug,
        "bank": use.bank,
        "version": use.number,
        "state": use.renewal.value,
        "cards": use.cards,
    }
