"""By which words an item is found."""

import pytest

from quizapp.core.card_search import CardSearch, wording
from quizapp.core.items import ItemType, ShortAnswer
from tests.core.builders import make_item, make_matching


def finds(words: str, text: str) -> bool:
    return all(part in text for part in CardSearch(words=words).parts)


@pytest.mark.parametrize(
    "words", ["tumour", "TUMOR", "neuro-endocrine", "endocrine  neuro", "hôrmone", "“neuro”", ""]
)
def test_case_accents_hyphens_and_spelling_make_no_difference(words: str) -> None:
    assert finds(words, wording(make_item(stem="What does a neuro-endocrine tumour make? A hormone.")))


def test_each_word_must_be_there() -> None:
    text = wording(make_item(stem="What does a tumour make?"))
    assert not finds("tumour liver", text)


def test_what_can_be_chosen_or_typed_is_found_and_what_is_only_a_reason_is_not() -> None:
    typed = ShortAnswer(answers=("Insulinoma", "insulin-making NET"), rationale="It makes too much.")
    text = wording(make_item(type=ItemType.SHORT_ANSWER, body=typed))
    assert finds("insulinoma", text)
    assert finds("making net", text)
    assert not finds("too much", text)
    pairs = wording(make_matching({"insulin": "lowers blood sugar"}, "raises it"))
    assert finds("insulin sugar raises", pairs)
