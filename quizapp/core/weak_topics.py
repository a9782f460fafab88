"""Which topics a quiz should hold so that it helps most: those that are likely to be forgotten."""

from collections.abc import Mapping
from dataclasses import dataclass

from quizapp.core.assembly import Cell, spread
from quizapp.core.items import Topic


@dataclass(frozen=True, kw_only=True)
class TopicMemory:
    """What is known of a learner in a topic: cards with their mean retrievability, answers and right ones."""

    cards: int
    retrievability: float
    answers: int
    right: int


def weakness(memory: TopicMemory) -> float | None:
    """Return the share of a topic that is likely not known now, from 0 to 1; None where nothing tells.

    Cards say it best. Where there are none, answers do; one right and one wrong answer are added to them, so
    that a single answer does not say all or nothing (Laplace's rule of succession).
    """
    if memory.cards:
        return 1 - memory.retrievability
    if memory.answers:
        return 1 - (memory.right + 1) / (memory.answers + 2)
    return None


def weak_cells(weaknesses: Mapping[Topic, float | None], length: int) -> tuple[Cell, ...]:
    """Return cells that share ``length`` items among topics in proportion to their weakness.

    Where no topic is weak, or nothing is known, all topics share evenly. What does not come out even goes to
    the topics with the largest remainders (Hamilton's method), of equals to the first.
    """
    weights = {topic: weight for topic, weight in weaknesses.items() if weight}
    whole = sum(weights.values())
    if not weights:
        return spread(tuple(weaknesses), None, length)
    quotas = {topic: length * weight / whole for topic, weight in weights.items()}
    counts = {topic: int(quota) for topic, quota in quotas.items()}
    by_remainder = sorted(quotas, key=lambda topic: counts[topic] - quotas[topic])
    for topic in by_remainder[: length - sum(counts.values())]:
        counts[topic] += 1
    return tuple(Cell(topic=topic, level=None, count=count) for topic, count in counts.items() if count)
