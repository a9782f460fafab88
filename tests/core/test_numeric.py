"""Items that are answered by a number: marked exactly, told in words, corrected and studied."""

from dataclasses import replace
from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core import cards
from quizapp.core.corrections import KeyChange, as_corrected, in_general, key_change, mark_now
from quizapp.core.fitting import is_whole, misfits
from quizapp.core.grading import grade
from quizapp.core.items import Item, Numeric, Response
from quizapp.core.numbers import between, counts, exact, in_file, key_in_words, range_of
from quizapp.core.own_words import in_words
from tests.core.builders import make_item, make_numeric

TAIL = make_numeric("5", "0.5", "mm", "millimetres")
HELD = st.decimals(-(10**14), 10**14, places=10, allow_nan=False)
MARGINS = st.decimals(0, 10**14, places=10, allow_nan=False)
HAIR = Decimal("1e-30")


def numeric(item: Item) -> Numeric:
    assert isinstance(item.body, Numeric)
    return item.body


def points(item: Item, typed: str) -> int:
    return grade(item, Response(text=typed)).points


@pytest.mark.parametrize("typed", ["5", "5 mm", "4.5", "5.5", "5,50 millimetres", "4.5000000000000000000000"])
def test_what_lies_within_the_tolerance_is_right(typed: str) -> None:
    assert points(TAIL, typed) == 1


@pytest.mark.parametrize("typed", ["4.4999999999999999999999", "5.5000000000000000000001", "-5", "50"])
def test_what_lies_outside_by_a_hair_is_not(typed: str) -> None:
    mark = grade(TAIL, Response(text=typed))
    assert (mark.points, mark.maximum, mark.answered) == (0, 1, True)


def test_a_sum_that_no_binary_fraction_can_tell_is_marked_exactly() -> None:
    item = make_numeric("0.3", "0.1")
    assert (points(item, "0.4"), points(item, "0.2"), points(item, "0.41")) == (1, 1, 0)


@given(HELD, MARGINS)
def test_both_ends_count_and_nothing_beyond_them(answer: Decimal, margin: Decimal) -> None:
    body = Numeric(answer=answer, tolerance=margin, rationale="")
    low, high = range_of(body)
    assert counts(body, low)
    assert counts(body, high)
    with localcontext() as context:
        context.prec = 80
        assert not counts(body, low - HAIR)
        assert not counts(body, high + HAIR)
        assert (low + margin, high - margin) == (answer, answer)


@given(HELD, MARGINS)
def test_a_range_is_its_middle_and_half_its_width(answer: Decimal, margin: Decimal) -> None:
    body = Numeric(answer=answer, tolerance=margin, rationale="")
    assert between(*range_of(body)) == (answer, margin)


@given(HELD)
def test_a_number_comes_back_from_a_file(number: Decimal) -> None:
    assert exact(in_file(number)) == number


@pytest.mark.parametrize(
    "text", ["", "nan", "inf", "1e999", "1e16", "1e-11", "1,5", "five", "٣", "1" * 61, "--1"]
)
def test_what_cannot_be_held_is_no_number(text: str) -> None:
    assert exact(text) is None


def test_an_answer_that_cannot_be_read_does_not_fit() -> None:
    assert [one.words for one in misfits(TAIL, Response(text="5 cm"))] == [
        "“cm” is not the unit asked for. Type the number in mm, with “mm” after it or alone."
    ]
    assert misfits(TAIL, Response(text="5 mm")) == ()
    assert misfits(TAIL, Response(chosen=frozenset("a")))
    assert is_whole(TAIL, Response(text="5"))
    assert not is_whole(TAIL, Response())


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (TAIL, "5 mm (4.5 to 5.5 mm counts)"),
        (make_numeric("5"), "5"),
        (make_numeric("4.50", "0.5", "h"), "4.50 h (4 to 5 h counts)"),
        (make_numeric("100", "10"), "100 (90 to 110 counts)"),
        (make_numeric("-5", "2", "°C"), "−5 °C (−7 to −3 °C counts)"),
        (make_numeric("20", "5", "%"), "20% (15 to 25% counts)"),
        (make_numeric("1500"), "1500"),
        (make_numeric("15000.25"), "15\N{NARROW NO-BREAK SPACE}000.25"),
    ],
)
def test_the_answer_is_told_with_what_else_counts(item: Item, words: str) -> None:
    assert key_in_words(numeric(item)) == words
    assert [answer.text for answer in cards.back(item, "main").answers] == [words]


def test_a_card_asks_for_the_number_in_its_unit() -> None:
    assert cards.faces_of(TAIL) == ("main",)
    front = cards.front(TAIL, "main", seed="")
    assert (front.subject, front.choices, front.needs_choices) == ("In mm", (), False)
    assert cards.faces_by_mark(TAIL, Response(text="4.6")) == (frozenset({"main"}), frozenset())


def test_what_was_typed_is_told_as_it_was_typed() -> None:
    assert in_words(TAIL, Response(text="4,6 millimetres")) == "4,6 millimetres"


@pytest.mark.parametrize(
    ("now", "change"),
    [
        (make_numeric("5", "0.5", "mm", "millimetres"), KeyChange.NONE),
        (make_numeric("5.0", "0.50", "mm", "millimetres", "millimeters"), KeyChange.NONE),
        (make_numeric("5", "1", "mm", "millimetres"), KeyChange.CORRECTED),
        (make_numeric("6", "0.5", "mm", "millimetres"), KeyChange.CORRECTED),
        (make_numeric("5", "0.5", "mm"), KeyChange.NONE),
        (make_numeric("5", "0.5", "m m", "millimeters"), KeyChange.NONE),
        (make_numeric("5", "0.5", "millimetres", "mm"), KeyChange.NONE),
        (make_numeric("6", "0.5", "millimetres", "mm"), KeyChange.CORRECTED),
        (make_numeric("5", "0.5", "millimetres"), KeyChange.UNCLEAR),
        (make_numeric("5", "0.5", "cm"), KeyChange.UNCLEAR),
        (make_numeric("5", "0.5", "cm", "mm"), KeyChange.UNCLEAR),
        (make_numeric("5", "0.5"), KeyChange.UNCLEAR),
        (replace(make_numeric("-5", "0.5", "mm"), stem="How cold is it?"), KeyChange.UNCLEAR),
        (replace(TAIL, stem="How wide is it?"), KeyChange.NONE),
        (make_item(), KeyChange.UNCLEAR),
    ],
)
def test_a_newer_version_corrects_the_number_or_how_far_off_it_may_be(now: Item, change: KeyChange) -> None:
    assert key_change(TAIL, now) is change


def test_answers_are_marked_again_by_the_corrected_number_and_not_by_another_unit() -> None:
    given = Response(text="6")
    assert mark_now(TAIL, make_numeric("6", "0", "mm"), given).is_right
    assert not mark_now(TAIL, make_numeric("6", "0", "cm"), given).is_right


@pytest.mark.parametrize(
    "now", [make_numeric("5", "1", "mm"), make_numeric("5", "1", "millimetres", "mm", "millimeters")]
)
@pytest.mark.parametrize("typed", ["5", "5 mm", "5 millimetres"])
def test_an_answer_stays_right_where_its_way_to_write_the_unit_is_dropped(now: Item, typed: str) -> None:
    assert mark_now(TAIL, now, Response(text=typed)).is_right


def test_an_answer_is_marked_in_the_unit_that_was_shown() -> None:
    corrected = as_corrected(TAIL, make_numeric("6", "1", "millimetres", "mm", "millimeters"))
    assert corrected is not None
    assert numeric(corrected).units == ("mm", "millimetres", "millimeters")


def test_a_correction_says_both_numbers() -> None:
    assert in_general(TAIL, make_numeric("6", "1", "mm")) == (
        "This question gave “5 mm (4.5 to 5.5 mm counts)” as the right answer; "
        "right is “6 mm (5 to 7 mm counts)”."
    )
