"""A typed answer beside the accepted one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.typed_answers import accepts
from quizapp.core.typed_diff import Difference, Piece, compare

MARKS = {Difference.SAME: "{}", Difference.EXTRA: "-{}-", Difference.MISSING: "+{}+"}
LETTERS = st.text(st.sampled_from("aeiourstnz -'’éßﬁ?İ"), max_size=30)
TEXTS = LETTERS | st.text(max_size=30)


def marked(typed: str, *answers: str) -> str:
    """Return the answer as it is shown: -too much-, +left out+."""
    pieces = compare(typed, answers).pieces
    marks = (MARKS[one.difference].format(one.answer or one.typed) + " " * one.is_replaced for one in pieces)
    return "".join(marks)


@pytest.mark.parametrize(
    ("typed", "answer", "shown"),
    [
        ("insulnoma", "insulinoma", "insul+i+noma"),
        ("Metastassis", "metastasis", "metastas-s-is"),
        ("glucagen", "glucagon", "glucag-e-+o+n"),
        ("hemorhage", "haemorrhage", "haemor+r+hage"),
        ("lymf node", "lymph node", "lym-f-+ph+ node"),
        ("neuroendocrine tumor of", "neuroendocrine tumour", "neuroendocrine tumour- of-"),
        ("insulin", "insulinoma", "insulin+oma+"),
        ("glucagon", "insulin", "-glucagon- +insulin+"),
        ("nervous system", "endocrine system", "-nervous- +endocrine+ system"),
        ("nervus system of hormones", "system of hormones", "-nervus -system of hormones"),
        ("system of hormones", "endocrine system of hormones", "+endocrine +system of hormones"),
        ("tumour in the liver", "tumours of the liver", "tumour+s+ -in- +of+ the liver"),
        ("", "insulin", "+insulin+"),
        ("???", "insulin", "-???- +insulin+"),
    ],
)
def test_letters_too_much_and_left_out_are_marked_where_they_are(typed: str, answer: str, shown: str) -> None:
    assert marked(typed, answer) == shown


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("  TUMOR ", "tumour"),
        ("esophagus", "oesophagus"),
        ("non functioning", "non-functioning"),
        ("neuro endocrine", "neuroendocrine"),
        ("the Zollinger Ellison syndrome", "Zollinger–Ellison syndrome"),
        ("computerized tomography", "computerised tomography"),
    ],
)
def test_what_is_never_tested_is_never_marked(typed: str, answer: str) -> None:
    assert compare(typed, [answer]).pieces == (
        Piece(difference=Difference.SAME, typed=typed.strip(), answer=answer),
    )


def test_the_nearest_accepted_answer_is_the_one_beside_it() -> None:
    assert compare("VIPomma", ["vasoactive tumour", "VIPoma", "VIPomas"]).answer == "VIPoma"
    assert compare("tum", ["vasoactive tumour", "VIPoma"]).answer == "vasoactive tumour"


@pytest.mark.parametrize(
    ("typed", "accepted"), [("glucagen", True), ("glucagonoma", False), ("insulin", False), ("", False)]
)
def test_it_counts_as_it_does_in_a_quiz(typed: str, *, accepted: bool) -> None:
    assert compare(typed, ["glucagon"]).is_accepted is accepted is accepts(typed, ["glucagon"])


def test_what_may_as_well_be_another_choice_does_not_count() -> None:
    assert compare("hypotenson", ["hypotension"]).is_accepted
    assert not compare("hypertensiom", ["hypertensions"], others=["hypertension"]).is_accepted


@given(TEXTS, st.lists(TEXTS, min_size=1, max_size=4))
def test_the_marks_make_the_answer_of_what_was_typed(typed: str, answers: list[str]) -> None:
    found = compare(typed, answers)
    assert "".join(piece.typed for piece in found.pieces) == found.typed == " ".join(typed.split())
    assert "".join(piece.answer for piece in found.pieces) == found.answer
    assert found.answer in answers


@given(TEXTS.map(str.split).map(" ".join), TEXTS)
def test_an_answer_typed_as_it_stands_bears_no_mark(answer: str, other: str) -> None:
    found = compare(answer, [other, answer])
    assert (found.is_same, found.extra, found.missing) == (True, (), ())
