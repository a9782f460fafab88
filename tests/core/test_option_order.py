"""In which order options are shown."""

import pytest

from quizapp.core.items import Choices, ItemType, Option
from quizapp.core.option_order import as_shown
from tests.core.builders import make_choices, make_item, make_ordering, make_short_answer


def texts(item, seed="1"):
    return [option.text for option in getattr(as_shown(item, seed=seed).body, "options", ())]


def test_numbers_rise():
    assert texts(make_item(make_choices("1,000 people*", "40 people", "15.5 people"))) == [
        "15.5 people",
        "40 people",
        "1,000 people",
    ]


@pytest.mark.parametrize("odd", ["1.5.2020", "1..2 mm", "2² cm", "٣ people", "5"])
def test_whatever_begins_with_a_digit_has_a_place(odd):
    assert len(texts(make_item(make_choices(odd, "2 mm*", "3 mm")))) == 3


@pytest.mark.parametrize("seed", ["1", "2", "3", "4"])
def test_true_stands_before_false(seed):
    options = (Option(id="false", text="False", rationale=""), Option(id="true", text="True", rationale=""))
    assert texts(make_item(Choices(options=options), type=ItemType.TRUE_FALSE), seed) == ["True", "False"]


def test_one_quiz_shows_one_order_and_another_quiz_another():
    item = make_ordering("One", "Two", "Three", "Four", "Five")
    assert texts(item, seed="1") == texts(item, seed="1")
    assert len({tuple(texts(item, seed=str(seed))) for seed in range(20)}) > 10


def test_what_is_typed_has_no_options():
    assert texts(make_short_answer("gastrin")) == []
