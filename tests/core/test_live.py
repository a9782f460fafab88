"""Whatever a facilitator presses, a session keeps its promises."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.errors import NotNowError
from quizapp.core.live import (
    ALPHABET,
    CODE_LENGTH,
    GRACE,
    ORDER,
    Command,
    LiveState,
    Phase,
    Reached,
    Step,
    allowed,
    apply,
    typed_code,
)

EVENING = datetime(2026, 5, 4, 19, 0, tzinfo=UTC)
MOST_STEPS = 5


@dataclass(frozen=True, kw_only=True)
class Pressed:
    """One command, what it was given to and what came of it; ``after`` is None where it was refused."""

    before: LiveState
    command: Command
    now: datetime
    after: LiveState | None


@st.composite
def evenings(draw: st.DrawFn) -> list[Pressed]:
    """Draw a session and what is pressed in it: mostly what is offered, now and then anything."""
    has_keys = draw(st.lists(st.booleans(), min_size=1, max_size=MOST_STEPS))
    state, now = LiveState(steps=tuple(Step(has_key=has_key) for has_key in has_keys)), EVENING
    pressed = []
    for place, seconds in draw(st.lists(st.tuples(st.integers(0, 23), st.integers(0, 5)), max_size=40)):
        # The end comes last in what is offered, and would cut most evenings short.
        likely = [command for command in allowed(state) if command is not Command.END]
        choices = [*likely * 3, *Command]
        command, now = choices[place % len(choices)], now + timedelta(seconds=seconds)
        after = None
        if command in allowed(state):
            after = apply(state, command, now=now)
        pressed.append(Pressed(before=state, command=command, now=now, after=after))
        state = after or state
    return pressed


def carried_out(evening: list[Pressed]) -> Iterator[tuple[Pressed, LiveState]]:
    return ((one, one.after) for one in evening if one.after is not None)


def states(evening: list[Pressed]) -> list[LiveState]:
    """Return every state that an evening went through, in order."""
    return [one.before for one in evening[:1]] + [after for _, after in carried_out(evening)]


@given(evenings())
def test_each_command_that_is_carried_out_counts_one_and_no_other_does(evening):
    assert [state.seq for state in states(evening)] == list(range(len(states(evening))))


@given(evenings())
def test_what_is_not_offered_is_refused(evening):
    for one in evening:
        if one.after is None:
            with pytest.raises(NotNowError):
                apply(one.before, one.command, now=one.now)


@given(evenings())
def test_at_most_one_step_is_open_and_the_session_is_at_it(evening):
    for state in states(evening):
        opened = [place for place, step in enumerate(state.steps, 1) if step.reached is Reached.OPENED]
        assert opened in ([], [state.position])


@given(evenings())
def test_no_step_falls_back_unless_it_is_opened_again_before_its_chart_was_shown(evening):
    for one, after in carried_out(evening):
        for old, new in zip(one.before.steps, after.steps, strict=True):
            reopened = (old.reached, new.reached, one.command) == (
                Reached.CLOSED,
                Reached.OPENED,
                Command.OPEN,
            )
            assert reopened or new.got(old.reached)


@given(evenings())
def test_a_command_touches_no_step_but_the_one_left_and_the_one_reached(evening):
    for one, after in carried_out(evening):
        changed = {
            place
            for place, (old, new) in enumerate(zip(one.before.steps, after.steps, strict=True), 1)
            if old != new
        }
        assert changed <= {one.before.position, after.position}


@given(evenings(), st.integers(0, 100))
def test_once_its_chart_or_its_answer_was_shown_a_step_takes_no_answer_ever_again(evening, seconds):
    shown: set[int] = set()
    for one, after in carried_out(evening):
        shown |= {place for place, step in enumerate(after.steps, 1) if step.got(Reached.CHARTED)}
        for place in shown:
            assert not after.takes_answers(place, now=one.now + timedelta(seconds=seconds))


@given(evenings(), st.integers(-1, 5_000))
def test_answers_are_taken_by_the_open_step_and_for_three_seconds_by_one_just_closed(evening, milliseconds):
    for one, after in carried_out(evening):
        now = one.now + timedelta(milliseconds=milliseconds)
        for place, step in enumerate(after.steps, 1):
            is_open = step.reached is Reached.OPENED
            just_closed = (
                step.reached is Reached.CLOSED
                and step.closed_at is not None
                and now <= step.closed_at + GRACE
                and after.phase is not Phase.ENDED
            )
            assert after.takes_answers(place, now=now) == (is_open or just_closed)


@given(evenings(), st.integers())
def test_a_step_that_is_not_there_takes_no_answers(evening, position):
    for state in states(evening):
        if not 1 <= position <= len(state.steps):
            assert not state.takes_answers(position, now=EVENING)


@given(evenings())
def test_after_a_pause_everything_is_as_it_was(evening):
    for state in states(evening):
        if Command.PAUSE in allowed(state):
            paused = apply(state, Command.PAUSE, now=EVENING)
            assert paused.phase is Phase.PAUSED
            resumed = apply(paused, Command.RESUME, now=EVENING)
            assert resumed == replace(state, seq=state.seq + 2)


@given(evenings())
def test_everything_but_the_end_can_be_paused_or_goes_on_from_a_pause(evening):
    for state in states(evening):
        offered = {Command.PAUSE, Command.RESUME} & set(allowed(state))
        assert len(offered) == (0 if state.phase is Phase.ENDED else 1)


@given(evenings())
def test_the_end_is_offered_until_it_comes_and_nothing_after_it(evening):
    for state in states(evening):
        assert (Command.END in allowed(state)) == (state.phase is not Phase.ENDED)
        assert bool(allowed(state)) == (state.phase is not Phase.ENDED)


@given(evenings())
def test_after_the_end_no_step_is_open(evening):
    for state in states(evening):
        if state.phase is Phase.ENDED:
            assert all(step.reached is not Reached.OPENED for step in state.steps)


@given(evenings())
def test_whoever_always_presses_what_is_offered_first_comes_over_every_step_to_the_end(evening):
    for state in states(evening):
        passed, most = {state.position}, 1 + len(ORDER) * (len(state.steps) + 1)
        here = state
        for _ in range(most):
            if here.phase is not Phase.ENDED:
                here = apply(here, allowed(here)[0], now=EVENING)
                passed.add(here.position)
        assert here.phase is Phase.ENDED
        assert state.phase is Phase.ENDED or passed == set(range(state.position, len(state.steps) + 1))


@given(evenings())
def test_an_answer_is_shown_only_by_the_command_for_it_and_only_where_there_is_one(evening):
    for one, after in carried_out(evening):
        new = {
            place
            for place, (old, step) in enumerate(zip(one.before.steps, after.steps, strict=True), 1)
            if step.got(Reached.REVEALED) and not old.got(Reached.REVEALED)
        }
        assert new == ({one.before.position} if one.command is Command.REVEAL else set())
        assert all(after.steps[place - 1].has_key for place in new)


@given(evenings())
def test_the_position_moves_by_one_step_at_most_and_stays_inside_the_session(evening):
    for one, after in carried_out(evening):
        assert abs(after.position - one.before.position) <= 1
        assert min(1, one.before.position) <= after.position <= len(after.steps)


@given(st.text(ALPHABET, min_size=CODE_LENGTH, max_size=CODE_LENGTH), st.data())
def test_a_join_code_is_found_however_it_is_typed(code, data):
    typed = "".join(
        data.draw(st.sampled_from(["", " ", "-", "\t"]))
        + data.draw(st.sampled_from([letter, letter.lower()]))
        for letter in code
    )
    assert typed_code(typed) == code


@given(st.text())
def test_what_is_no_join_code_is_looked_for_nowhere(text):
    found = typed_code(text)
    assert found == "" or (len(found) == CODE_LENGTH and set(found) <= set(ALPHABET))
