"""What is stored of a live session as text: its plan, and the counts that remain of its answers."""

import json
from collections.abc import Mapping
from functools import lru_cache

from pydantic import TypeAdapter

from quizapp.core.live_plan import LivePlan

PLAN = TypeAdapter(LivePlan)


def dump_plan(plan: LivePlan) -> str:
    """Return a plan as JSON."""
    return PLAN.dump_json(plan).decode()


@lru_cache(maxsize=64)
def load_plan(text: str) -> LivePlan:
    """Return the plan that was stored as ``text``."""
    return PLAN.validate_json(text)


def dump_counts(counts: Mapping[str, int]) -> str:
    """Return counts as JSON, in their order."""
    return json.dumps(dict(counts))


def load_counts(text: str) -> dict[str, int]:
    """Return the counts that were stored as ``text``."""
    counts: dict[str, int] = json.loads(text)
    return counts
