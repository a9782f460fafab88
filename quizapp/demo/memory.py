"""What a simulated student truly remembers, which the service can only guess at."""

import math
from dataclasses import dataclass, field
from random import Random

from quizapp.core.forgetting import Rating
from quizapp.core.fsrs6 import fsrs6
from quizapp.core.items import Item, Level, Topic
from quizapp.demo.students import Student

BY_TOPIC = {
    Topic.TERMINOLOGY: -0.5,
    Topic.SYMPTOMS: -0.3,
    Topic.SITES: 0.0,
    Topic.DIAGNOSIS: 0.2,
    Topic.CAUSES_RISK: 0.2,
    Topic.SPREAD_STAGING: 0.4,
    Topic.TREATMENT: 0.4,
    Topic.PANCREATIC_HORMONES: 0.6,
    Topic.EPIDEMIOLOGY: 0.8,
    Topic.SUPPORT_SAFETY: -0.2,
}
"""How hard a topic is, on the scale of ability."""

BY_LEVEL = {Level.REMEMBER: -0.2, Level.UNDERSTAND: 0.0, Level.APPLY: 0.3, Level.ANALYSE: 0.6}

KNOWN_BEFORE = -0.3
"""How likely a student of middling ability knows a middling item before learning it, as log odds."""

SLIP = -3.2
"""How likely they slip over what they could recall, as log odds."""

HARD_FADES = 0.3
"""How much sooner what is hard fades: stability times exp(−this · how hard it is)."""


def hardness(item: Item) -> float:
    """Return how hard an item is on the scale of ability; the same for every student and class."""
    own = Random(f"hardness of {item.id}").gauss(0, 0.5)  # noqa: S311 - follows from the item's lasting id
    return BY_TOPIC[item.topic] + BY_LEVEL[item.level] + own


@dataclass(frozen=True, kw_only=True)
class Trace:
    """What one face of an item has left in a memory."""

    stability: float
    difficulty: float
    day: int


@dataclass(kw_only=True)
class Memory:
    """A student's memory. It fades by their own parameters of FSRS-6, and sooner where an item is hard."""

    student: Student
    traces: dict[tuple[str, str], Trace] = field(default_factory=dict)

    def recall(self, item: Item, face: str, *, day: int) -> float:
        """Return the probability that the student knows the answer on a study day."""
        harder = hardness(item) - self.student.ability
        trace = self.traces.get((item.id, face))
        if trace is None:
            return _chance(KNOWN_BEFORE - harder)
        stability = trace.stability / math.exp(HARD_FADES * harder)
        kept = fsrs6(self.student.scheduler.parameters).chance(stability, days=max(0, day - trace.day))
        return kept * (1 - _chance(SLIP + harder / 2))

    def practise(self, item: Item, face: str, *, right: bool, day: int) -> None:
        """Strengthen what was recalled, or learn anew what was not and has just been read."""
        trace = self.traces.get((item.id, face))
        memory, rating = fsrs6(self.student.scheduler.parameters), Rating.GOOD if right else Rating.AGAIN
        if trace is None:
            stability, difficulty = memory.first(rating)
        else:
            days = day - trace.day
            stability, difficulty = memory.after(trace.stability, trace.difficulty, rating, days=days)
        self.traces[item.id, face] = Trace(stability=stability, difficulty=difficulty, day=day)


def _chance(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))
