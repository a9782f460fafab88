"""A live session as a state machine: what the facilitator may do next, and whether answers are taken.

Nothing advances by itself: every change is a command, and each command counts ``seq`` up by one, so that of
two commands given from the same state one wins.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from quizapp.core.errors import NotNowError

GRACE = timedelta(seconds=3)
"""How long after closing an answer under way is still taken, unless the chart or the key was shown."""


class Phase(StrEnum):
    """What everybody sees."""

    LOBBY = "lobby"
    OPEN = "open"
    CLOSED = "closed"
    REVEALED = "revealed"
    PAUSED = "paused"
    ENDED = "ended"


class Command(StrEnum):
    """What the facilitator can do."""

    NEXT = "next"
    """Go to the step that follows, and open it if it was not yet."""

    CLOSE = "close"
    """Take no more answers."""

    OPEN = "open"
    """Take answers again."""

    CHART = "chart"
    """Show the room how it answered."""

    REVEAL = "reveal"
    """Show the right answer and why."""

    SKIP = "skip"
    """Leave a step without an answer shown, and go to the one that follows."""

    BACK = "back"
    """Go to the step before."""

    PAUSE = "pause"
    """Stop for everybody, and show the support card."""

    RESUME = "resume"
    """Go on where the pause began."""

    END = "end"
    """End the session for good."""


class Reached(StrEnum):
    """How far a step got; each includes those before it."""

    WAITING = "waiting"
    OPENED = "opened"
    CLOSED = "closed"
    CHARTED = "charted"
    REVEALED = "revealed"


ORDER = tuple(Reached)


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of a session; ``has_key`` tells that there is a right answer to show.

    ``closed_at`` is when it was last closed.
    """

    reached: Reached = Reached.WAITING
    has_key: bool = True
    closed_at: datetime | None = None

    def got(self, reached: Reached) -> bool:
        """Tell whether the step got that far."""
        return ORDER.index(self.reached) >= ORDER.index(reached)


@dataclass(frozen=True, kw_only=True)
class LiveState:
    """A session between two commands; ``position`` counts steps from 1, and is 0 in the lobby."""

    steps: tuple[Step, ...]
    seq: int = 0
    position: int = 0
    paused: bool = False
    ended: bool = False

    @property
    def step(self) -> Step | None:
        """The step that the session is at, if it began."""
        return self.steps[self.position - 1] if self.position else None

    @property
    def is_last(self) -> bool:
        """Tell whether no step follows."""
        return self.position == len(self.steps)

    @property
    def phase(self) -> Phase:
        """What everybody sees now."""
        if self.ended:
            return Phase.ENDED
        return Phase.PAUSED if self.paused else self.phase_beneath

    @property
    def phase_beneath(self) -> Phase:
        """What everybody would see without a pause."""
        if self.step is None:
            return Phase.LOBBY
        if self.step.got(Reached.REVEALED):
            return Phase.REVEALED
        return Phase.CLOSED if self.step.got(Reached.CLOSED) else Phase.OPEN

    def takes_answers(self, position: int, *, now: datetime) -> bool:
        """Tell whether an answer to a step is taken: while it is open, a pause included, and shortly after.

        An answer that was under way when the step was closed or left is not lost, but none is taken once the
        room's chart or the right answer was shown.
        """
        if self.ended or not 1 <= position <= len(self.steps):
            return False
        step = self.steps[position - 1]
        if step.reached is Reached.OPENED:
            return True
        return step.reached is Reached.CLOSED and step.closed_at is not None and now - step.closed_at <= GRACE


def allowed(state: LiveState) -> tuple[Command, ...]:
    """Return the commands that can be given now; first what a session most often goes on with."""
    if state.ended:
        return ()
    if state.paused:
        return Command.RESUME, Command.END
    after = (Command.PAUSE, Command.END)
    if state.step is None:
        return Command.NEXT, *after
    onward = _onward(state, state.step)
    back = (Command.BACK,) if state.position > 1 else ()
    return (*onward, *back, *after) if onward else (Command.END, *back, Command.PAUSE)


def _onward(state: LiveState, step: Step) -> tuple[Command, ...]:
    if state.is_last:
        following: tuple[Command, ...] = ()
    elif step.has_key and not step.got(Reached.REVEALED):
        following = (Command.SKIP,)
    else:
        following = (Command.NEXT,)
    match step.reached:
        case Reached.REVEALED:
            return following
        case Reached.CHARTED:
            return (Command.REVEAL, *following) if step.has_key else following
        case Reached.CLOSED if step.has_key:
            return Command.CHART, Command.REVEAL, *following, Command.OPEN
        case Reached.CLOSED:
            return *following, Command.CHART, Command.OPEN
        case _:
            return Command.CLOSE, *(() if state.is_last else (Command.SKIP,))


def apply(state: LiveState, command: Command, *, now: datetime) -> LiveState:
    """Return the state after a command.

    :raises NotNowError: the command does not fit what is shown now.
    """
    if command not in allowed(state):
        raise NotNowError
    after = replace(state, seq=state.seq + 1)
    if command in {Command.PAUSE, Command.RESUME}:
        return replace(after, paused=command is Command.PAUSE)
    if command in REACHING:
        return _reaching(after, REACHING[command])
    left = _left(after, now=now)
    if command is Command.END:
        return replace(left, ended=True, paused=False)
    return _at(left, state.position + MOVING.get(command, 0))


REACHING = {
    Command.OPEN: Reached.OPENED,
    Command.CHART: Reached.CHARTED,
    Command.REVEAL: Reached.REVEALED,
}

MOVING = {Command.NEXT: 1, Command.SKIP: 1, Command.BACK: -1}


def _at(state: LiveState, position: int) -> LiveState:
    """Go to a step, and open it if nobody was at it yet."""
    moved = replace(state, position=position)
    is_new = moved.step is not None and moved.step.reached is Reached.WAITING
    return _reaching(moved, Reached.OPENED) if is_new else moved


def _left(state: LiveState, *, now: datetime) -> LiveState:
    """Close the step that the session is at, if it is open."""
    if state.step is None or state.step.reached is not Reached.OPENED:
        return state
    return _with_step(state, replace(state.step, reached=Reached.CLOSED, closed_at=now))


def _reaching(state: LiveState, reached: Reached) -> LiveState:
    return _with_step(state, replace(state.steps[state.position - 1], reached=reached))


def _with_step(state: LiveState, step: Step) -> LiveState:
    before, after = state.steps[: state.position - 1], state.steps[state.position :]
    return replace(state, steps=(*before, step, *after))


ALPHABET = "BCDFGHJKMNPQRSTVWXZ"
"""The letters of a join code: no vowels, so that no words come up, and none that look like another."""

CODE_LENGTH = 6


def typed_code(text: str, *, length: int = CODE_LENGTH) -> str:
    """Return a join code as it is looked for, however it was typed; nothing when it can be none."""
    code = "".join(text.split()).replace("-", "").upper()
    return code if len(code) == length and set(code) <= set(ALPHABET) else ""
