"""Which cards can be typed."""

import pytest

from quizapp.core import cards
from quizapp.core.items import Item, ItemType
from quizapp.core.typed_cards import ToType, to_type
from tests.core.builders import (
    make_choices,
    make_cloze,
    make_hotspot,
    make_item,
    make_matching,
    make_matrix,
    make_ordering,
    make_select_all,
    make_short_answer,
)

PAIRS = make_matching({"cow": "moos", "cat": "meows"}, "sings", reverse={"cow": "Which animal moos?"})


@pytest.mark.parametrize("wished", [True, False])
def test_a_short_answer_can_always_be_typed(*, wished: bool) -> None:
    item = make_short_answer("tumour", "growth")
    assert to_type(item, "main", wished=wished) == ToType(answers=("tumour", "growth"))


def test_what_asks_to_recall_a_few_words_can_be_typed_on_request() -> None:
    assert to_type(make_item(), "main", wished=False) is None
    found = to_type(make_item(), "main", wished=True)
    assert found
    assert (found.answers, set(found.others)) == (("Nerve",), {"Gland", "Blood"})
    back = to_type(PAIRS, cards.faces_of(PAIRS)[-1], wished=True)
    assert back == ToType(answers=("COW",), others=("CAT",))


@pytest.mark.parametrize(
    "item",
    [
        make_item(stem="Which of these is a nerve?"),
        make_item(make_choices("A whole sentence that nobody knows by heart*", "No")),
        make_item(make_choices("True", "False*"), type=ItemType.TRUE_FALSE),
        make_select_all("A*", "B*", "C"),
        make_ordering("A", "B"),
        make_hotspot("gill*", "tail"),
        make_cloze("A [cat].", cat=("purrs*", "barks")),
        make_matrix(("Day", "Night"), owl="Night", hen="Day"),
    ],
    ids=lambda item: item.type,
)
def test_recognising_and_whole_sentences_are_not_typed(item: Item) -> None:
    assert to_type(item, cards.faces_of(item)[0], wished=True) is None
