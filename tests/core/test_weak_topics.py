"""A quiz on what fades: how many items of which topic."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.items import Topic
from quizapp.core.weak_topics import TopicMemory, weak_cells, weakness

TERMS, SITES, HORMONES = Topic.TERMINOLOGY, Topic.SITES, Topic.PANCREATIC_HORMONES


def memory(*, cards: int = 0, retrievability: float = 0.0, answers: int = 0, right: int = 0) -> TopicMemory:
    return TopicMemory(cards=cards, retrievability=retrievability, answers=answers, right=right)


def counts(weaknesses: dict[Topic, float | None], length: int = 8) -> dict[Topic | None, int]:
    return {cell.topic: cell.count for cell in weak_cells(weaknesses, length)}


def test_cards_say_how_weak_a_topic_is_whatever_the_answers_were() -> None:
    assert weakness(memory(cards=3, retrievability=0.8, answers=50, right=1)) == pytest.approx(0.2)


def test_answers_say_it_where_there_are_no_cards() -> None:
    assert weakness(memory(answers=8, right=2)) == pytest.approx(0.7)
    assert weakness(memory(answers=1, right=1)) == pytest.approx(1 / 3)


def test_of_a_topic_that_was_never_met_nothing_is_known() -> None:
    assert weakness(memory()) is None


def test_the_weaker_a_topic_the_more_of_it_a_quiz_holds() -> None:
    assert counts({TERMS: 0.1, SITES: 0.3, HORMONES: 0.4}) == {TERMS: 1, SITES: 3, HORMONES: 4}


def test_what_does_not_come_out_even_goes_to_the_largest_remainders() -> None:
    # Quotas 0.8, 1.12 and 6.08 of 8.
    assert counts({TERMS: 0.05, SITES: 0.07, HORMONES: 0.38}) == {TERMS: 1, SITES: 1, HORMONES: 6}


def test_a_topic_that_was_never_met_is_left_for_later() -> None:
    assert counts({TERMS: 0.2, SITES: None}) == {TERMS: 8}


@pytest.mark.parametrize("known", [None, 0.0])
def test_where_nothing_is_weak_all_topics_share_evenly(known: float | None) -> None:
    assert counts({TERMS: known, SITES: known, HORMONES: known}) == {TERMS: 3, SITES: 3, HORMONES: 2}


def test_without_topics_a_quiz_is_of_anything() -> None:
    assert counts({}) == {None: 8}


@given(
    st.dictionaries(st.sampled_from(Topic), st.none() | st.floats(0, 1, width=16), min_size=1),
    st.integers(1, 30),
)
def test_a_quiz_is_as_long_as_asked_and_no_weaker_topic_has_fewer(
    weaknesses: dict[Topic, float | None], length: int
) -> None:
    found = weak_cells(weaknesses, length)
    assert sum(cell.count for cell in found) == length
    if any(weaknesses.values()):
        pairs = sorted((weaknesses[cell.topic or TERMS] or 0.0, cell.count) for cell in found)
        assert [count for _, count in pairs] == sorted(count for _, count in pairs)
