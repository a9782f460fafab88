"""Ready-made sets and the steps of the course as the text that is stored."""

from functools import lru_cache

from pydantic import TypeAdapter

from quizapp.core.ready_sets import CourseStep, ReadySet

SET = TypeAdapter(ReadySet)
STEP = TypeAdapter(CourseStep)


def dump_ready(ready: ReadySet | CourseStep) -> str:
    """Return a set or a step as JSON; the same one is always the same text."""
    text = SET.dump_json(ready) if isinstance(ready, ReadySet) else STEP.dump_json(ready)
    return text.decode()


@lru_cache(maxsize=64)
def load_set(text: str) -> ReadySet:
    """Return the set that was stored as ``text``."""
    return SET.validate_json(text)


@lru_cache(maxsize=64)
def load_step(text: str) -> CourseStep:
    """Return the step that was stored as ``text``."""
    return STEP.validate_json(text)
