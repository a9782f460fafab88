"""Practice that changes no plan: its order, what comes again, its end, and what it foretells."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.cramming import (
    AGAIN_AFTER,
    DeckCard,
    Key,
    Practised,
    count_known_at_once,
    count_left,
    in_order,
    next_card,
    outlook,
)
from quizapp.core.forgetting import DEFAULT_SCHEDULER, forgetting_curve

CURVE = forgetting_curve(DEFAULT_SCHEDULER)
TODAY = 20_778

days = st.integers(TODAY - 400, TODAY + 1)
cards = st.lists(
    st.builds(
        lambda number, memory: DeckCard((number, "main"), *memory),
        st.integers(1, 60),
        st.just((None, None)) | st.tuples(st.floats(0.01, 36_500), days),
    ),
    unique_by=lambda card: card.key,
    max_size=40,
)


def deck(size: int) -> list[Key]:
    return [(number, "main") for number in range(1, size + 1)]


def practise(order: list[Key], said: list[bool]) -> list[Practised]:
    """Go through a practice to its end, or as far as the answers reach; after them all is known."""
    answers: list[Practised] = []
    while key := next_card(order, answers):
        answers.append(Practised(key, said[len(answers)] if len(answers) < len(said) else True))
    return answers


@given(cards, st.integers(0, 400))
def test_the_least_likely_to_be_known_on_the_day_comes_first(deck: list[DeckCard], ahead: int) -> None:
    by_key = {card.key: card for card in deck}
    order = in_order(deck, day=TODAY + ahead, curve=CURVE)
    assert sorted(order) == sorted(by_key)
    chances = [
        0.0
        if (card := by_key[key]).stability is None
        else CURVE.retrievability(card.stability, days=max(0, TODAY + ahead - (card.last_day or 0)))
        for key in order
    ]
    assert all(one <= other for one, other in pairwise(chances))


def test_the_day_of_the_exam_can_change_the_order() -> None:
    # R = (1 + factor·t/S)^decay falls with t/S: today 10/20 against 1/4, in thirty days 40/20 against 31/4.
    steady, fresh = DeckCard((1, "main"), 20.0, TODAY - 10), DeckCard((2, "main"), 4.0, TODAY - 1)
    assert in_order([fresh, steady], day=TODAY, curve=CURVE) == [steady.key, fresh.key]
    assert in_order([fresh, steady], day=TODAY + 30, curve=CURVE) == [fresh.key, steady.key]


def test_a_card_that_was_not_known_comes_again_after_five_others() -> None:
    answers = practise(deck(20), [False])
    assert [place for place, answer in enumerate(answers) if answer.key == (1, "main")] == [
        0,
        AGAIN_AFTER + 1,
    ]


def test_a_card_comes_again_sooner_when_no_other_is_left() -> None:
    assert [answer.key[0] for answer in practise(deck(2), [False, True, False])] == [1, 2, 1, 1]


@given(st.integers(0, 15), st.lists(st.booleans(), max_size=60))
def test_a_practice_ends_when_each_card_was_known_once(size: int, said: list[bool]) -> None:
    answers = practise(deck(size), said)
    assert sorted(answer.key for answer in answers if answer.knew) == deck(size)
    for place in range(len(answers) + 1):
        known = sum(answer.knew for answer in answers[:place])
        assert count_left(deck(size), answers[:place]) == size - known


@given(st.lists(st.booleans(), max_size=30), st.integers(1, 8))
def test_a_card_that_is_taken_out_meanwhile_is_passed_over(said: list[bool], gone: int) -> None:
    answers = practise(deck(8), said)[: len(said)]
    order = [key for key in deck(8) if key != (gone, "main")]
    assert next_card(order, answers) in {None, *order}
    assert count_left(order, answers) <= len(order)


def test_only_the_first_try_says_what_was_known_at_once() -> None:
    a, b = deck(2)
    missed, known = Practised(a, knew=False), Practised(b, knew=True)
    assert count_known_at_once([missed, known, Practised(a, knew=True)]) == 1


@pytest.mark.parametrize(
    ("ahead", "left", "cards_a_day"), [(0, 48, 48), (1, 48, 48), (9, 48, 6), (60, 48, 1), (9, 0, 0)]
)
def test_each_card_left_can_be_seen_once_more_before_the_exam(
    ahead: int, left: int, cards_a_day: int
) -> None:
    found = outlook([], left=left, today=TODAY, exam_day=TODAY + ahead, curve=CURVE)
    assert (found.days_left, found.cards_a_day) == (ahead, cards_a_day)


def test_what_can_be_expected_is_the_mean_over_cards_that_were_studied() -> None:
    # By definition of stability, 90 % are known S days later.
    deck = [DeckCard((1, "main"), 10.0, TODAY - 1), DeckCard((2, "main"), 19.0, TODAY - 10)]
    found = outlook(
        [*deck, DeckCard((3, "main"), None, None)], left=3, today=TODAY, exam_day=TODAY + 9, curve=CURVE
    )
    assert (found.learned, found.untouched) == (2, 1)
    assert found.share == pytest.approx(0.9)


def test_nothing_is_expected_of_cards_that_nobody_studied() -> None:
    found = outlook([DeckCard((1, "main"), None, None)], left=1, today=TODAY, exam_day=TODAY, curve=CURVE)
    assert (found.share, found.untouched) == (None, 1)
