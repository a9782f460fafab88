"""Words explained in place."""

from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.facts import Term
from quizapp.core.glossing import before_answer, split
from tests.core.builders import make_choices, make_item

NET = Term(term="NET", forms=("NETs",), meaning="neuroendocrine tumour", facts=("F035",))
PNET = Term(term="pNET", forms=(), meaning="NET of the pancreas", facts=("F039",))
SPREAD = Term(term="metastasis", forms=("metastases",), meaning="spread", facts=("F223",))


def words(text, *terms, seen=()):
    segments, _ = split(text, terms, seen=seen)
    return [segment.text for segment in segments if segment.meaning]


def test_a_word_is_explained_where_it_stands_first():
    assert words("Metastasis, or metastases. A NET.", NET, SPREAD) == ["Metastasis", "NET"]


def test_a_word_inside_another_word_is_left_alone():
    assert words("A pNET is in the network of NET-like cells.", NET) == []


def test_a_word_explained_before_on_the_page_is_not_explained_again():
    assert words("A NET and metastasis", NET, SPREAD, seen={"NET"}) == ["metastasis"]


def test_a_word_that_an_open_question_asks_for_is_not_explained():
    asks = make_item(facts=("F223",))
    other = make_item(facts=("F001",))
    assert before_answer([NET, SPREAD], asks, []) == (NET,)
    assert before_answer([NET, SPREAD], other, [asks]) == (NET,)
    assert before_answer([NET, PNET], make_item(no_gloss=("net",)), []) == (PNET,)


def test_a_word_that_tells_what_a_wrong_option_is_waits_until_the_answer():
    item = make_item(facts=("F001",), background=("F223",))
    assert before_answer([NET, SPREAD], item, []) == (NET,)
    assert before_answer([NET, SPREAD], make_item(facts=("F001",)), [item]) == (NET, SPREAD)


def test_where_one_option_s_word_waits_every_option_s_word_waits():
    item = make_item(
        make_choices("Metastasis*", "pNET", "Gland"), facts=("F223",), stem="What is it in a NET?"
    )
    assert before_answer([NET, PNET, SPREAD], item, []) == (NET,)


@given(st.text(alphabet="NETs pmetasi,.-", max_size=80))
def test_no_letter_is_lost_or_added(text):
    segments, _ = split(text, [NET, PNET, SPREAD], seen=())
    assert "".join(segment.text for segment in segments) == text
