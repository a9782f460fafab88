"""How an answer came out is the first thing the feedback page says, in its title too."""

import re

import pytest

from quizapp.core.items import ItemType
from tests.quiz.taking import answer_pairs, fixed, item_form


def title(page) -> str:
    titles: list[str] = re.findall(r"<title>(.*?) – NET Learning</title>", page.text)
    return titles[0]


@pytest.mark.parametrize(("right", "name"), [(True, "Right"), (False, "Not quite")])
def test_the_title_says_whether_the_answer_was_right(taker, right, name):
    page = taker.start(length="5")
    assert title(taker.answer(page, "check", right=right)) == f"{name} · question 1 of 5"


def test_the_title_says_that_a_question_was_partly_right_or_skipped(taker):
    page = taker.start(length="30")
    names = {}
    while "/check" not in page.path:
        item = taker.item(page)
        if item.type in {ItemType.SELECT_ALL, ItemType.MATRIX, ItemType.DROPDOWN_CLOZE}:
            form = item_form(page)
            in_parts = item.type is not ItemType.SELECT_ALL
            partly = answer_pairs(item, right=True)[:1]
            partly += answer_pairs(item, right=False)[1:] if in_parts else []
            feedback = taker.visitor.submit(form, [*fixed(form), *partly, ("action", "check")])
            names["partly"] = title(feedback)
            break
        page = taker.answer(page, "skip")
    assert re.fullmatch(r"Partly right · question \d+ of \d+", names["partly"])
