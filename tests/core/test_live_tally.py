"""What a room answered, as counts that expose nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.grading import grade
from quizapp.core.items import Response
from quizapp.core.live_tally import (
    Confidence,
    Outcome,
    Tally,
    count_confidence,
    count_item,
    known,
)
from tests.core.builders import make_choices, make_item, make_ordering, make_select_all, make_short_answer

ONE = make_item(make_choices("Nerve*", "Gland", "Blood"))
ALL = make_select_all("Insulin*", "Gastrin*", "Bile", "Saliva")
TYPED = make_short_answer("gastrin")
ORDERED = make_ordering("One", "Two", "Three")

choices = st.builds(Response, chosen=st.frozensets(st.sampled_from("abcd")))
one_choice = st.builds(Response, chosen=st.frozensets(st.sampled_from("abc"), max_size=1))
typed = st.builds(
    Response, text=st.one_of(st.sampled_from(["gastrin", "Gastrin ", "insulin", "", "  "]), st.text())
)
orders = st.builds(Response, order=st.one_of(st.just(()), st.permutations("abc").map(tuple)))
numbers = st.integers(0, 40)


@st.composite
def rooms(draw):
    """Draw an item and what a room answered to it."""
    item, responses = draw(
        st.sampled_from([(ONE, one_choice), (ALL, choices), (TYPED, typed), (ORDERED, orders)])
    )
    return item, draw(st.lists(responses, max_size=15))


@st.composite
def tallies(draw):
    """Draw a tally as rooms give them."""
    answered = draw(numbers)
    right = draw(st.one_of(st.none(), st.integers(0, answered)))
    return Tally(answered=answered, skipped=draw(numbers), right=right, counts={})


def each_once(responses):
    """Return responses of which each is told for itself."""
    return [(response, 1) for response in responses]


@given(rooms())
def test_everybody_is_counted_once_as_an_answer_or_as_somebody_who_would_rather_skip(room):
    item, responses = room
    tally = count_item(item, each_once(responses))
    assert tally.answered == sum(not response.is_empty for response in responses)
    assert tally.answered + tally.skipped == len(responses)


@given(rooms())
def test_right_answers_are_those_that_a_quiz_would_mark_right(room):
    item, responses = room
    right = sum(grade(item, response).is_right for response in responses if not response.is_empty)
    assert count_item(item, each_once(responses)).right == right


@given(st.lists(choices, max_size=15))
def test_an_option_is_counted_for_each_answer_that_chose_it(responses):
    counts = count_item(ALL, each_once(responses)).counts
    assert list(counts) == ["a", "b", "c", "d"]
    assert all(count == sum(option in one.chosen for one in responses) for option, count in counts.items())


@given(
    st.sampled_from([(TYPED, typed), (ORDERED, orders)]).flatmap(
        lambda one: st.tuples(st.just(one[0]), st.lists(one[1]))
    )
)
def test_of_what_was_typed_or_placed_nothing_but_how_right_it_was_is_counted(room):
    item, responses = room
    tally = count_item(item, each_once(responses))
    assert list(tally.counts) == list(Outcome)
    assert sum(tally.counts.values()) == tally.answered


@given(rooms(), st.randoms(use_true_random=False))
def test_in_which_order_people_answered_makes_no_difference(room, chance):
    item, responses = room
    shuffled = list(responses)
    chance.shuffle(shuffled)
    assert count_item(item, each_once(shuffled)) == count_item(item, each_once(responses))


@given(rooms(), st.integers(0, 9))
def test_equal_answers_may_be_told_together(room, times):
    item, responses = room
    together = count_item(item, [(response, times) for response in responses])
    assert together == count_item(item, each_once(responses * times))


@given(st.lists(st.one_of(st.none(), st.sampled_from(Confidence)), max_size=20))
def test_how_sure_people_feel_is_counted_and_never_right_or_wrong(felt):
    tally = count_confidence(each_once(Response(chosen=frozenset(filter(None, [how]))) for how in felt))
    assert tally.right is None
    assert tally.skipped == felt.count(None)
    assert tally.counts == {str(how): felt.count(how) for how in Confidence}


@given(st.lists(tallies(), max_size=8))
def test_the_room_is_scored_on_items_that_five_answered_and_on_no_others(room):
    knew, of = known(room)
    counted = [tally for tally in room if tally.answered >= 5 and tally.right is not None]
    assert of == len(counted)
    assert knew == sum((tally.right or 0) > tally.answered / 2 for tally in counted)


@given(st.lists(tallies(), max_size=8), tallies())
def test_what_too_few_answered_changes_no_score(room, other):
    if not other.is_shown:
        assert known([*room, other]) == known(room)


@pytest.mark.parametrize(("right", "of", "knew"), [(2, 5, False), (3, 5, True), (3, 6, False), (4, 6, True)])
def test_the_room_knew_an_item_when_more_than_half_were_right(right, of, knew):
    assert Tally(answered=of, skipped=0, right=right, counts={}).room_knew is knew
