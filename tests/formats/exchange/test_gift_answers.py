"""Answers of questions in GIFT, as Moodle reads them."""

from decimal import Decimal

import pytest

from quizapp.core.banks import Severity
from quizapp.core.items import Numeric
from tests.formats.exchange.gift_reading import (
    numbers,
    options,
    pairs,
    read_one,
    reasons,
    steps,
    told,
    typed,
)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Which?{=a ~b}", "single-choice"),
        ("Which?{~%50%a ~%50%b ~%-100%c}", "select-all"),
        ("It is so.{T}", "true-false"),
        ("It is so.{FALSE#No.}", "true-false"),
        ("It is so.{true}", "short-answer"),
        ("Which?{=a =b}", "short-answer"),
        ("Which?{insulin}", "short-answer"),
        ("Match.{=a -> b =c -> d}", "matching"),
        ("Which?{=a -> b ~c}", "single-choice"),
        ("Which?{a -> b}", "short-answer"),
        ("How many?{#3}", "numeric"),
        ("How many?{#3 ~#No}", "numeric"),
        ("Sort.{>3 ALL VERTICAL\na\nb}", "ordering"),
        ("Which?{=>3 cells}", "short-answer"),
        ("Write.{}", "essay"),
        ("Write.{####Thank you.}", "essay"),
        ("Read this.", "description"),
    ],
)
def test_the_answers_tell_the_type(text: str, kind: str) -> None:
    assert read_one(text).kind == kind


def test_each_option_has_its_feedback() -> None:
    text = "Which?{\n =yes # Right\\# \n ~no#Wrong # really\n ~so####In general.}"
    assert reasons(text) == {"yes": "Right#", "no": "Wrong # really", "so": ""}
    assert read_one(text).feedback == "In general."


def test_the_last_four_hashes_begin_the_general_feedback() -> None:
    assert read_one("Is it?{T#a#b####c####d}").feedback == "d"


def test_positive_weights_are_keys_of_a_select_all() -> None:
    text = "Which?{~%33.33333%a ~%33.33333%b ~%33.33333%c ~%-100%d ~e ~%0%f}"
    assert {text for text, is_key in options(text).items() if is_key} == {"a", "b", "c"}
    assert told(text) == []


def test_weights_that_are_not_all_or_nothing_are_kept_and_told() -> None:
    text = "Which?{~%50%half =full ~none}"
    assert sorted(read_one(text).weights.values()) == [0, 50, 100]
    assert told(text) == [("weights", Severity.WARNING)]
    assert told("Which?{~%50%a ~%25%b ~c}") == [("weights", Severity.WARNING)]
    assert told("Which?{~%50%a ~b}") == [("weights", Severity.WARNING)]


def test_what_is_no_weight_is_text() -> None:
    assert options("Which?{=a ~%abc%x ~5% of it ~%b}") == {
        "a": True,
        "%abc%x": False,
        "5% of it": False,
        "%b": False,
    }


def test_a_weight_after_the_mark_of_the_right_option_is_text_and_this_is_told() -> None:
    text = "Which?{=%100%a ~b}"
    assert options(text) == {"%100%a": True, "b": False}
    assert told(text) == [("weight-as-text", Severity.WARNING)]


def test_several_right_answers_of_a_single_choice_are_an_error() -> None:
    text = "Which?{=a =b ~c}"
    assert options(text) == {"a": True, "b": True, "c": False}
    assert told(text) == [("several-keys", Severity.ERROR)]


@pytest.mark.parametrize(
    ("answers", "wrong", "right"),
    [("T#no#yes", "no", "yes"), ("TRUE##yes", "", "yes"), ("T#no", "no", ""), ("T####fine", "", "")],
)
def test_a_true_statement_tells_wrong_first_and_right_then(answers: str, wrong: str, right: str) -> None:
    assert reasons(f"It is so.{{{answers}}}") == {"True": right, "False": wrong}
    assert options(f"It is so.{{{answers}}}") == {"True": True, "False": False}


def test_a_false_statement_tells_who_thought_it_true_that_it_is_wrong() -> None:
    assert reasons("It is so.{F#no#yes}") == {"True": "no", "False": "yes"}
    assert options("It is so.{F#no#yes}") == {"True": False, "False": True}


def test_a_verdict_in_small_letters_is_typed_and_this_is_told() -> None:
    assert typed("It is so.{true}").answers == ("true",)
    assert told("It is so.{true}") == [("true-false-case", Severity.WARNING)]


def test_typed_answers_are_those_that_earn_the_whole_mark() -> None:
    text = "Which?{=Frog#Good =%100%a frog =%50%Cat#Half =%0%*#No ####Learn this.}"
    assert typed(text).answers == ("Frog", "a frog")
    assert typed(text).rationale == "Learn this.\nGood"
    assert told(text) == [("weights", Severity.WARNING)]


def test_a_pattern_is_no_answer_but_an_escaped_star_is() -> None:
    text = "Which?{=HLA-B\\\\*27 =HLA*}"
    assert typed(text).answers == ("HLA-B*27",)
    assert told(text) == [("wildcard", Severity.WARNING)]


@pytest.mark.parametrize(
    ("answers", "answer", "tolerance", "rules"),
    [
        ("#1822", "1822", "0", []),
        ("#3:2", "3", "2", []),
        ("#1..5", "3", "2", ["range"]),
        ("#-10..-5", "-7.5", "2.5", ["range"]),
        ("#-3.5:0.5", "-3.5", "0.5", []),
        ("# =3.1415:0.0005", "3.1415", "0.0005", []),
        ("#=%100%5:1", "5", "1", []),
        ("#.5", "0.5", "0", []),
        ("#1e3", "1000", "0", []),
        ("#3 ~#Look again", "3", "0", ["feedback"]),
    ],
)
def test_one_number_is_asked_for_within_its_margin(
    answers: str, answer: str, tolerance: str, rules: list[str]
) -> None:
    text = f"How many?{{{answers}####So many.}}"
    body = read_one(text).body
    assert body == Numeric(answer=Decimal(answer), tolerance=Decimal(tolerance), rationale="So many.")
    assert told(text) == [(rule, Severity.WARNING) for rule in rules]
    assert (read_one(text).raw, read_one(text).feedback) == ("", "")


@pytest.mark.parametrize(
    "answers", ["#=%0%5.5:0 =5:1", "#=5:1 =%0%4", "#=%-50%5.9:0.2 =5:1", "#=%0%0..9 =5:1"]
)
def test_a_number_of_whose_range_some_earn_nothing_is_kept_as_it_stands(answers: str) -> None:
    text = f"How many?{{{answers}}}"
    assert read_one(text).raw == text
    assert told(text) == [("several-numbers", Severity.WARNING)]


@pytest.mark.parametrize("answers", ["#=%0%6.5:0 =5:1", "#=5:1 =%0%*", "#=5:1 ~"])
def test_numbers_that_earn_nothing_outside_the_range_leave_it_as_it_is(answers: str) -> None:
    body = read_one(f"How many?{{{answers}}}").body
    assert body == Numeric(answer=Decimal(5), tolerance=Decimal(1), rationale="")


def test_what_is_told_after_the_number_is_its_reason() -> None:
    body = read_one("How many?{#3:1#Three.####So many.}").body
    assert isinstance(body, Numeric)
    assert body.rationale == "So many.\nThree."


@pytest.mark.parametrize("answers", ["#=3 =5", "#=%50%3", "#*", "#=3 =%50%3:1", "#1e-11", "#0..1e300"])
def test_numbers_that_are_not_one_are_kept_as_they_stand(answers: str) -> None:
    text = f"How many?{{{answers}}}"
    assert read_one(text).raw == text
    assert told(text) == [("several-numbers", Severity.WARNING)]


def test_several_numbers_have_weights_and_feedback_and_one_may_stand_for_all_others() -> None:
    text = "When?{# =1822:0#Right =%50%1822:2#Close ~#Look again}"
    found = [(one.shown, one.weight, one.feedback) for one in numbers(text)]
    assert found == [("1822", 100, "Right"), ("1822", 50, "Close"), ("*", 0, "Look again")]
    assert read_one(text).raw == text


def test_what_matches_nothing_is_one_option_more() -> None:
    text = "Match.{ =[html]<b>a</b> -> x # y =c->z -> w = -> Chat}"
    assert pairs(text) == ({"a": "x # y", "c": "z -> w"}, {"Chat"})
    assert pairs("Match.{=a -> Chat =b -> Talk = -> Chat}") == ({"a": "Chat", "b": "Talk"}, set())


def test_an_empty_wrong_option_is_left_out_with_a_word_about_it() -> None:
    assert told("Which?{=a ~ ~b}") == [("empty-option", Severity.WARNING)]
    assert options("Which?{=a ~ ~b}") == {"a": True, "b": False}


def test_steps_stand_on_lines_in_their_right_order() -> None:
    text = """::Name::[html]Sort.{>0 ALL VERTICAL ABSOLUTE_POSITION SHOW none
<p style="margin: 0">First</p>
// a comment
second ~ step
####In general.
}"""
    assert steps(text) == ["First", "second ~ step"]
    assert read_one(text).feedback == "In general."
    assert told(text) == []


def test_the_first_step_is_not_taken_for_a_word_of_the_head() -> None:
    assert steps("Sort.{>3\n0\n1\nHeart}") == ["0", "1", "Heart"]


def test_that_only_some_of_the_steps_are_asked_is_told() -> None:
    few, all_ = "Sort.{>2 RANDOM\na\nb\nc}", "Sort.{>3 RANDOM\na\nb\nc}"
    assert (told(few), told(all_)) == ([("not-read", Severity.WARNING)], [])


def test_fewer_than_two_steps_are_kept_and_told() -> None:
    item = read_one("How much?{>5%}")
    assert (item.kind, item.body, item.raw) == ("ordering", None, "How much?{>5%}")
    assert told("How much?{>5%}") == [("too-few-options", Severity.ERROR)]
