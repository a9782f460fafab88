"""When an answer may still change, and when its key may be seen."""

import pytest

from quizapp.core.behaviour import AnswerState, Behaviour, Step, StepKind, allow, replay
from quizapp.core.errors import AttemptFinishedError, ItemFinishedError
from quizapp.core.items import Response
from tests.core.builders import make_item

A, B = Response(chosen=frozenset("a")), Response(chosen=frozenset("b"))
NONE = Response()


def make_step(kind, response=A, position=1):
    return Step(position=position, kind=kind, response=response)


def ask(kind, state, *, response=A, behaviour=Behaviour.IMMEDIATE, finished=False):
    return allow(kind, state, item=make_item(), response=response, behaviour=behaviour, finished=finished)


def test_the_answer_saved_last_counts():
    states = replay([make_step(StepKind.SAVE, A), make_step(StepKind.SAVE, B)])
    assert states[1].response == B


def test_an_answer_that_was_checked_stays():
    states = replay([make_step(StepKind.CHECK, A), make_step(StepKind.SAVE, B)])
    assert states[1].response == A


def test_skipping_keeps_the_answer_that_was_there():
    states = replay([make_step(StepKind.SAVE, A), make_step(StepKind.SKIP, Response())])
    assert states[1].response == A
    assert not states[1].is_skipped


def test_a_skipped_item_can_be_answered_later():
    states = replay([make_step(StepKind.SKIP, Response()), make_step(StepKind.SAVE, B)])
    assert states[1].is_answered


@pytest.mark.parametrize(
    ("steps", "while_open", "handed_in"),
    [
        ([], False, False),
        ([(StepKind.SAVE, A)], False, True),
        ([(StepKind.SAVE, NONE)], False, False),
        ([(StepKind.CHECK, A)], True, True),
        ([(StepKind.SKIP, NONE)], False, False),
        ([(StepKind.SAVE, A), (StepKind.SKIP, NONE)], False, False),
        ([(StepKind.SAVE, A), (StepKind.SKIP, NONE), (StepKind.SAVE, A)], False, True),
        ([(StepKind.SKIP, NONE), (StepKind.CHECK, A)], True, True),
        # What was tried was an answer, and stays the first, whatever came after it.
        ([(StepKind.TRY, A)], False, True),
        ([(StepKind.TRY, A), (StepKind.SAVE, B), (StepKind.SKIP, NONE)], False, True),
    ],
)
def test_an_answer_says_where_somebody_stands_once_they_stood_by_it(steps, while_open, handed_in):
    state = replay(make_step(kind, response) for kind, response in steps).get(1, AnswerState())
    assert state.tells_level(handed_in=False) is while_open
    assert state.tells_level(handed_in=True) is handed_in


def test_an_item_is_left_by_checking_or_skipping_it_and_taken_up_again_by_whatever_else():
    kinds = [StepKind.SAVE, StepKind.SKIP, StepKind.SAVE, StepKind.SKIP, StepKind.TRY, StepKind.CHECK]
    states = [replay(map(make_step, kinds[:count]))[1].is_left for count in range(1, len(kinds) + 1)]
    assert states == [False, True, False, True, False, True]


def test_nothing_is_taken_after_handing_in():
    with pytest.raises(AttemptFinishedError):
        ask(StepKind.SAVE, AnswerState(), behaviour=Behaviour.DEFERRED, finished=True)


def test_nothing_is_taken_after_the_feedback_was_seen():
    with pytest.raises(ItemFinishedError):
        ask(StepKind.SAVE, AnswerState(is_checked=True))


def test_with_feedback_at_the_end_nothing_can_be_checked_before():
    kind = ask(StepKind.CHECK, AnswerState(), behaviour=Behaviour.DEFERRED)
    assert kind is StepKind.SAVE
