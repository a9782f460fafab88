"""What the banks ask of what is known, as lines for people and as plain values for JSON."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from quizapp.core.coverage import Coverage, FactCoverage
from quizapp.core.facts import FactUse
from quizapp.core.items import Item
from quizapp.web.filters import count_of


def coverage_lines(found: Coverage) -> Iterator[str]:
    """Return the figures that an educator asks for first, and each fact that still waits for a question."""
    yield f"{count_of(len(found.items), 'published question', 'published questions')}."
    for name, counts in _shares(found).items():
        yield f"{name}: " + ", ".join(f"{value} {count}" for value, (count, _) in counts.items())
    for use, facts in _by_use(found.facts).items():
        asked = sum(one.is_asked for one in facts)
        yield f"{use}: {count_of(len(facts), 'fact', 'facts')}, {asked} asked"
    yield f"Keyed on facts to be avoided: {len(found.avoided)}, on disputed ones: {len(found.disputed)}."
    for number, places in found.key_positions.items():
        yield f"Place of the key among {number} options: {', '.join(map(str, places))}"
    yield from (f"not asked: {one.fact.id} {one.fact.statement}" for one in found.owed)


def coverage_as_json(found: Coverage) -> dict[str, object]:
    """Return everything that is known of the coverage."""
    return {
        "ok": not (found.owed or found.avoided or found.disputed),
        "facts": {
            "total": len(found.facts),
            "outside": sum(one.outside for one in found.facts),
            "by_use": {use: _counts(facts) for use, facts in _by_use(found.facts).items()},
            "by_topic": {topic: _counts(facts) for topic, facts in _by_topic(found.facts).items()},
            "by_use_and_topic": {
                use: {topic: _counts(some) for topic, some in _by_topic(facts).items()}
                for use, facts in _by_use(found.facts).items()
            },
            "not_asked": [one.fact.id for one in found.owed],
            "left_out": [{"id": one.fact.id, "reason": one.fact.left_out} for one in found.left_out],
            "each": [_fact(one) for one in found.facts],
        },
        "keyed": {
            "avoid": list(found.avoided),
            "avoid_count": len(found.avoided),
            "conflict": list(found.disputed),
            "conflict_count": len(found.disputed),
            "about_disagreement": list(found.about_disagreement),
        },
        "items": {
            "total": len(found.items),
            **{
                f"by_{name}": {
                    value: {"items": count, "share": round(share, 4)}
                    for value, (count, share) in counts.items()
                }
                for name, counts in _shares(found).items()
            },
            "by_topic_and_level": _table(found.items),
        },
        "key_positions": {
            name: {str(number): list(places) for number, places in counts.items()}
            for name, counts in (("shown", found.key_positions), ("stored", found.stored_positions))
        },
    }


def _shares(found: Coverage) -> dict[str, dict[str, tuple[int, float]]]:
    return {
        "topic": found.share(lambda item: [item.topic]),
        "type": found.share(lambda item: [item.type]),
        "level": found.share(lambda item: [item.level]),
        "audience": found.share(lambda item: item.audience),
        "making": found.share(lambda item: ["by rule" if item.made_by else "by hand"]),
    }


def _table(items: Sequence[Item]) -> dict[str, dict[str, int]]:
    counts = Counter((item.topic, item.level) for item in items)
    topics = sorted({topic for topic, _ in counts})
    return {topic: {level: counts[topic, level] for t, level in counts if t == topic} for topic in topics}


def _counts(facts: Iterable[FactCoverage]) -> dict[str, int]:
    facts = list(facts)
    return {
        "facts": len(facts),
        "asked": sum(one.is_asked for one in facts),
        "left_out": sum(not one.is_asked and bool(one.fact.left_out) for one in facts),
        "not_asked": sum(one.is_owed for one in facts),
        "items": len({item for one in facts for item in one.items}),
    }


def _fact(one: FactCoverage) -> dict[str, object]:
    fact = one.fact
    return {
        "id": fact.id,
        "use": fact.use,
        "topic": fact.topic,
        "group": fact.group,
        "sources": list(fact.sources),
        "years": list(one.years),
        "outside": one.outside,
        "asked": one.is_asked,
        "items": list(one.items),
        "background": list(one.background),
        "through": list(one.through),
        "left_out": fact.left_out,
    }


def _by_use(facts: Iterable[FactCoverage]) -> dict[str, list[FactCoverage]]:
    facts = list(facts)
    return {use: [one for one in facts if one.fact.use is use] for use in FactUse}


def _by_topic(facts: Iterable[FactCoverage]) -> dict[str, list[FactCoverage]]:
    facts = list(facts)
    topics = dict.fromkeys(one.fact.topic for one in facts)
    return {topic: [one for one in facts if one.fact.topic == topic] for topic in topics}
