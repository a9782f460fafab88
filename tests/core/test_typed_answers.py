"""When a typed answer counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.typed_answers import accepts, fold, is_one_slip

WORDS = st.text(alphabet="abcdefghijklmnop", min_size=7, max_size=14)


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("Glucagon", "glucagon"),
        ("  glucagon. ", "glucagon"),
        ("the pancreas", "pancreas"),
        ("esophagus", "oesophagus"),
        ("diarrhea", "diarrhoea"),
        ("neuroendocrine tumor", "neuroendocrine tumour"),
        ("non functioning", "non-functioning"),
        ("nonfunctioning", "non-functioning"),
        ("neuro-endocrine tumour", "neuroendocrine tumour"),
        ("glucagen", "glucagon"),
        ("glucgaon", "glucagon"),
        ("metastsis", "metastasis"),
        ("computerized tomography", "computerised tomography"),
    ],
)
def test_spelling_is_never_what_is_tested(typed, answer):
    assert accepts(typed, [answer])


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("glucagonoma", "glucagon"),
        ("glucagon", "glucagonoma"),
        ("inulin", "insulin"),
        ("insulinoma", "insulin"),
        ("gastric", "gastrin"),
        ("vap", "vip"),
        ("glucogen", "glucagon"),
        ("", "glucagon"),
        ("...", "glucagon"),
        ("x" * 5000, "glucagon"),
    ],
)
def test_another_word_is_another_answer(typed, answer):
    assert not accepts(typed, [answer])


@given(WORDS, st.data())
def test_one_letter_left_out_of_a_long_word_is_forgiven(word, data):
    place = data.draw(st.integers(0, len(word) - 1))
    slipped = word[:place] + word[place + 1 :]
    assert slipped == word or is_one_slip(slipped, word)


@given(WORDS, WORDS)
def test_a_slip_is_the_same_both_ways(first, second):
    assert is_one_slip(first, second) == is_one_slip(second, first)


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing_that_an_answer_turns_on(text):
    assert accepts(text, [text]) == bool(fold(text))
