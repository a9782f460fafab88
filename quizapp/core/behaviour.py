"""When an answer may still change, and when its feedback is shown; separate from the item's type."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from quizapp.core.errors import AttemptFinishedError, ItemFinishedError
from quizapp.core.items import Response


class Behaviour(StrEnum):
    """When feedback is given: at once, question by question, or at the end."""

    IMMEDIATE = "immediate"
    DEFERRED = "deferred"


class StepKind(StrEnum):
    """What a learner did with an item: kept an answer, left it for later, or asked for the feedback."""

    SAVE = "save"
    SKIP = "skip"
    CHECK = "check"


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing a learner did with the item at ``position``; ``confidence`` only where they stated it."""

    position: int
    kind: StepKind
    response: Response
    confidence: int | None = None


NOTHING = Response()


@dataclass(frozen=True, kw_only=True)
class AnswerState:
    """Where an item of an attempt stands: its newest response, and whether it was checked or skipped.

    ``confidence`` is how sure the learner said they were of that response.
    """

    response: Response = NOTHING
    confidence: int | None = None
    is_checked: bool = False
    is_skipped: bool = False

    @property
    def is_answered(self) -> bool:
        """Tell whether there is an answer."""
        return not self.response.is_empty


def after(before: AnswerState, step: Step) -> AnswerState:
    """Return where an item stands after a step at it.

    A checked item no longer changes; skipping an item that was answered keeps its answer.
    """
    if before.is_checked:
        return before
    skips = step.kind is StepKind.SKIP
    return AnswerState(
        response=before.response if skips else step.response,
        confidence=before.confidence if skips else step.confidence,
        is_checked=step.kind is StepKind.CHECK,
        is_skipped=skips and not before.is_answered,
    )


def replay(steps: Iterable[Step]) -> dict[int, AnswerState]:
    """Return where each item touched stands after ``steps``, by position."""
    states: dict[int, AnswerState] = {}
    for step in steps:
        states[step.position] = after(states.get(step.position, AnswerState()), step)
    return states


def allow(kind: StepKind, state: AnswerState, *, behaviour: Behaviour, finished: bool) -> StepKind:
    """Return the step that may be taken, or raise.

    With deferred feedback there is nothing to check before the end, so checking is saving.

    :raises AttemptFinishedError: the attempt was handed in.
    :raises ItemFinishedError: the item's feedback was shown.
    """
    if finished:
        raise AttemptFinishedError
    if state.is_checked:
        raise ItemFinishedError
    if kind is StepKind.CHECK and behaviour is Behaviour.DEFERRED:
        return StepKind.SAVE
    return kind


def shows_feedback(state: AnswerState, *, finished: bool) -> bool:
    """Tell whether key, rationales and sources may be shown."""
    return finished or state.is_checked
