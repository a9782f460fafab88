"""Item and response to mark."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.behaviour import AnswerState, Behaviour
from quizapp.core.grading import grade
from quizapp.core.items import Response
from quizapp.core.outcomes import add_up, outcome
from tests.core.builders import (
    make_item,
    make_matching,
    make_ordering,
    make_select_all,
    make_short_answer,
)

SIX = make_select_all("One*", "Two*", "Three*", "Four*", "Five", "Six")
PAIRS = make_matching({"gi-net": "gut", "pnet": "pancreas", "f-net": "functioning"}, "lung")


@pytest.mark.parametrize(("chosen", "points"), [("a", 1), ("b", 0), ("", 0)])
def test_a_single_choice_earns_one_for_the_key_and_nothing_else(chosen, points):
    mark = grade(make_item(), Response(chosen=frozenset(chosen)))
    assert (mark.points, mark.maximum) == (points, 1)


@pytest.mark.parametrize(
    ("chosen", "points"),
    # All of six options, and one that is not a key: the two cases worked in the scoring rules.
    [("abcdef", 2), ("e", 0), ("abcd", 4), ("abc", 3), ("ae", 0), ("abe", 1), ("", 0)],
)
def test_select_all_earns_right_choices_less_wrong_ones(chosen, points):
    mark = grade(SIX, Response(chosen=frozenset(chosen)))
    assert (mark.points, mark.maximum) == (points, 4)


def test_matching_earns_one_for_each_subject_right():
    mark = grade(PAIRS, Response(matches={"gi-net": "a", "pnet": "c", "f-net": "c"}))
    assert (mark.points, mark.maximum) == (2, 3)
    assert mark.parts_right == {"gi-net", "f-net"}
    assert mark.is_partly_right


def test_an_order_earns_its_point_only_when_it_is_wholly_right():
    item = make_ordering("Nerve message", "Cell", "Hormone")
    assert grade(item, Response(order=("a", "b", "c"))).is_right
    assert grade(item, Response(order=("a", "c", "b"))).points == 0


def test_a_typed_answer_earns_its_point():
    assert grade(make_short_answer("glucagon"), Response(text=" Glucagon ")).is_right


def test_a_skipped_item_is_told_apart_from_a_missed_one():
    score = add_up(
        outcome(make_item(), AnswerState(response=response), Behaviour.DEFERRED)
        for response in (Response(), Response(chosen=frozenset("b")))
    )
    assert (score.right, score.missed, score.skipped) == (0, 1, 1)


def test_every_item_of_a_quiz_counts_the_same():
    outcomes = [
        outcome(SIX, AnswerState(response=Response(chosen=frozenset("ab"))), Behaviour.DEFERRED),
        outcome(make_item(), AnswerState(response=Response(chosen=frozenset("a"))), Behaviour.DEFERRED),
    ]
    assert add_up(outcomes).marks == Fraction(3, 2)


@given(st.frozensets(st.sampled_from("abcdefzy")))
def test_no_choice_earns_less_than_nothing_or_more_than_all(chosen):
    mark = grade(SIX, Response(chosen=chosen))
    assert 0 <= mark.points <= mark.maximum


@given(st.frozensets(st.sampled_from("abcdef")), st.sampled_from("ef"))
def test_choosing_a_wrong_option_besides_never_earns_more(chosen, wrong):
    more = grade(SIX, Response(chosen=chosen | {wrong}))
    assert more.points <= grade(SIX, Response(chosen=chosen)).points


@given(st.dictionaries(st.text(max_size=8), st.text(max_size=3)), st.text(), st.lists(st.text(max_size=3)))
def test_no_response_whatever_breaks_the_grading(matches, text, order):
    response = Response(matches=matches, text=text, order=tuple(order), chosen=frozenset(order))
    for item in (make_item(), SIX, PAIRS, make_short_answer("gastrin"), make_ordering("One", "Two")):
        assert 0 <= grade(item, response).points <= grade(item, response).maximum
