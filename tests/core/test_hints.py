"""What helps after a try that was not right, and tells no key."""

from dataclasses import replace

import pytest

from quizapp.core.hints import hints
from quizapp.core.items import Choices, Response
from tests.core.builders import (
    make_cloze,
    make_item,
    make_matching,
    make_numeric,
    make_ordering,
    make_select_all,
    make_short_answer,
)

CLOZE = make_cloze("A [one] chases a [two].", one=("cat*", "cup"), two=("mouse*", "spoon"))


@pytest.mark.parametrize(
    ("item", "response", "said"),
    [
        (make_item(), Response(chosen=frozenset("b")), ("This is why it is so with gland.",)),
        (
            make_select_all("One*", "Two*", "Three"),
            Response(chosen=frozenset("ac")),
            ("1 of the 2 that you chose belong to the answer.", "This is why it is so with three."),
        ),
        (
            make_matching({"a": "Alpha", "b": "Beta"}, "Gamma"),
            Response(matches={"a": "a", "b": "c"}),
            ("Right so far: “A”.",),
        ),
        (
            make_matching({"a": "Alpha", "b": "Beta"}, "Gamma"),
            Response(matches={"a": "b", "b": "a"}),
            ("None of them is right yet.",),
        ),
        (CLOZE, Response(matches={"one": "b", "two": "a"}), ("Right so far: blank 2.",)),
        (
            make_ordering("First", "Second", "Third"),
            Response(order=("a", "c", "b")),
            ("1 of 3 steps stand in their right place.",),
        ),
        (make_numeric("5", "1"), Response(text="3,9"), ("The right number is larger.",)),
        (make_numeric("5", "1"), Response(text="6.01"), ("The right number is smaller.",)),
        (make_short_answer("gastrin"), Response(text="insulin"), ("The answer begins with “g”.",)),
    ],
)
def test_a_hint_says_what_is_right_so_far_and_why_a_choice_is_not(item, response, said):
    assert hints(item, response) == said


def test_a_reason_that_names_the_key_is_no_hint():
    item = make_item()
    assert isinstance(item.body, Choices)
    nerve, gland, blood = item.body.options
    telling = replace(gland, rationale="“Neuro” stands for a nerve.")
    item = replace(item, body=replace(item.body, options=(nerve, telling, blood)))
    assert hints(item, Response(chosen=frozenset("b"))) == ()
