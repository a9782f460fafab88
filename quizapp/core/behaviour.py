"""When an answer may still change, and when its feedback is shown; separate from the item's type."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from quizapp.core.errors import AttemptFinishedError, ItemFinishedError
from quizapp.core.grading import grade
from quizapp.core.items import Audience, Item, Response
from quizapp.core.penalties import most_tries


class Behaviour(StrEnum):
    """When feedback is given, and how often an item may be tried.

    Immediate: after each item. Deferred: at the end. Interactive: some tries, with a hint after each that
    was not right. Adaptive: as many tries as somebody likes, of which the best counts. Certainty: after each
    item, and how sure somebody said they were counts, too.
    """

    IMMEDIATE = "immediate"
    DEFERRED = "deferred"
    INTERACTIVE = "interactive"
    ADAPTIVE = "adaptive"
    CERTAINTY = "certainty"

    @property
    def has_tries(self) -> bool:
        """Tell whether an item may be tried again after it was told that an answer is not right."""
        return self in {Behaviour.INTERACTIVE, Behaviour.ADAPTIVE}

    def suits(self, audience: Audience | None) -> bool:
        """Tell whether quizzes for an audience may behave so: no patient is marked by how sure they are."""
        return self is not Behaviour.CERTAINTY or audience is Audience.STUDENT


class StepKind(StrEnum):
    """What a learner did with an item: kept an answer, left it for later, tried one, or ended the item.

    A try leaves the item open. Checking ends it, and its feedback is shown.
    """

    SAVE = "save"
    SKIP = "skip"
    TRY = "try"
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
class Try:
    """An answer that was tried or checked, and how sure the learner said they were of it."""

    response: Response = NOTHING
    confidence: int | None = None


@dataclass(frozen=True, kw_only=True)
class AnswerState:
    """Where an item of an attempt stands: its newest response, and whether it was checked.

    ``confidence`` is how sure the learner said they were of that response. ``is_put_aside``: the newest step
    was to skip it, with or without an answer. ``tries`` are the answers of which it was told how right they
    are, oldest first.
    """

    response: Response = NOTHING
    confidence: int | None = None
    is_checked: bool = False
    is_put_aside: bool = False
    tries: tuple[Try, ...] = ()

    @property
    def is_answered(self) -> bool:
        """Tell whether there is an answer."""
        return not self.response.is_empty

    @property
    def is_skipped(self) -> bool:
        """Tell whether it was skipped and has no answer: one that was there before is kept."""
        return self.is_put_aside and not self.is_answered

    @property
    def is_left(self) -> bool:
        """Tell whether its learner went on from it: it was checked, or skipped with the newest step."""
        return self.is_checked or self.is_put_aside

    @property
    def given(self) -> tuple[Try, ...]:
        """Return the answers that count, oldest first: those tried, and the newest if it was only kept."""
        if not self.is_answered or self.was_just_tried(self.response):
            return self.tries
        return (*self.tries, Try(response=self.response, confidence=self.confidence))

    @property
    def first(self) -> Try:
        """Return the first answer, what was known before anything was told; an empty one if there is none."""
        return self.given[0] if self.given else Try()

    def tells_level(self, *, handed_in: bool) -> bool:
        """Tell whether the first answer says where its learner stands, and how hard the item is.

        It does once it was checked, or tried or kept until handing in. What was chosen and then skipped does
        not: skipping is no answer, and it must make no difference whether something was ticked before.
        """
        if self.is_checked:
            return bool(self.given)
        return handed_in and bool(self.tries or (self.is_answered and not self.is_put_aside))

    def was_just_tried(self, response: Response) -> bool:
        """Tell whether a response is the one that was tried last: trying it again is no further try."""
        return bool(self.tries) and self.tries[-1].response == response


def after(before: AnswerState, step: Step) -> AnswerState:
    """Return where an item stands after a step at it.

    A checked item no longer changes; skipping an item that was answered keeps its answer.
    """
    if before.is_checked:
        return before
    if step.kind is StepKind.SKIP:
        return replace(before, is_put_aside=True)
    tells = step.kind in {StepKind.TRY, StepKind.CHECK}
    is_new = tells and not step.response.is_empty and not before.was_just_tried(step.response)
    newest = Try(response=step.response, confidence=step.confidence)
    return AnswerState(
        response=step.response,
        confidence=step.confidence,
        is_checked=step.kind is StepKind.CHECK,
        tries=(*before.tries, newest) if is_new else before.tries,
    )


def replay(steps: Iterable[Step]) -> dict[int, AnswerState]:
    """Return where each item touched stands after ``steps``, by position."""
    states: dict[int, AnswerState] = {}
    for step in steps:
        states[step.position] = after(states.get(step.position, AnswerState()), step)
    return states


def allow(
    kind: StepKind,
    state: AnswerState,
    *,
    item: Item,
    response: Response,
    behaviour: Behaviour,
    finished: bool,
) -> StepKind:
    """Return the step that is taken when a learner asks for one with a response, or raise.

    With deferred feedback there is nothing to tell before the end, so trying and checking are saving. A try
    leaves the item open while the behaviour has further tries, and ends it where it has none, or is right.

    :raises AttemptFinishedError: the attempt was handed in.
    :raises ItemFinishedError: the item's feedback was shown.
    """
    if finished:
        raise AttemptFinishedError
    if state.is_checked:
        raise ItemFinishedError
    if kind not in {StepKind.TRY, StepKind.CHECK}:
        return kind
    if behaviour is Behaviour.DEFERRED:
        return StepKind.SAVE
    if kind is StepKind.CHECK or not behaviour.has_tries:
        return StepKind.CHECK
    if state.was_just_tried(response):
        return StepKind.SAVE
    used = len(state.tries) + 1
    is_last = behaviour is Behaviour.INTERACTIVE and used >= most_tries(item)
    return StepKind.CHECK if is_last or grade(item, response).is_right else StepKind.TRY
