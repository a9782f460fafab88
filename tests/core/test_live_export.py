"""Nothing that is left out of an export can be worked out from what is in it, even by who knows the rules."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.live_export import SURE, Exported, felt, of_one_each, of_several_each, suppressed, whole
from quizapp.core.live_tally import FEWEST, Confidence, Tally

numbers = st.integers(0, 60)


def rooms_of_one_each(options: int, people: int) -> Iterator[Tally]:
    """Return every room of at most so many people in which each answer counts once."""
    for counts in product(range(people + 1), repeat=options):
        if sum(counts) <= people:
            named = dict(zip("abcd", counts, strict=False))
            yield Tally(answered=sum(counts), skipped=0, right=counts[0], counts=named)


def rooms_of_several_each(people: int) -> Iterator[Tally]:
    """Return every room of at most so many people who chose a right option, another, both, or neither."""
    for right, both, other, neither in product(range(people + 1), repeat=4):
        answered = right + both + other + neither
        if answered <= people:
            yield Tally(
                answered=answered, skipped=0, right=right, counts={"a": right + both, "b": both + other}
            )


def worked_out(rooms: Iterable[Tally], export: Callable[[Tally], Exported]) -> list[Exported]:
    """Return the exports in which a count was left out that is the same in every room they fit."""
    fitting = defaultdict(list)
    for room in rooms:
        exported = export(room)
        fitting[tuple(exported.counts.items()), exported.answered, exported.right].append((exported, room))
    return [
        seen[0][0]
        for seen in fitting.values()
        for name, count in seen[0][0].counts.items()
        if count is None and len({room.counts[name] for _, room in seen}) == 1
    ]


def right_worked_out(rooms: Iterable[Tally]) -> list[object]:
    """Return the exports of several each that leave out how many were right, and tell it nevertheless."""
    fitting = defaultdict(set)
    for room in rooms:
        exported = of_several_each(room)
        if exported.right is None:
            fitting[tuple(exported.counts.items()), exported.answered].add(room.right)
    return [key for key, possible in fitting.items() if len(possible) == 1]


@pytest.mark.parametrize(("options", "people"), [(2, 40), (3, 30), (4, 24)])
def test_nothing_left_out_can_be_worked_out_where_each_answer_counts_once(options: int, people: int) -> None:
    assert worked_out(rooms_of_one_each(options, people), of_one_each) == []


def test_nothing_left_out_can_be_worked_out_where_an_answer_may_choose_several() -> None:
    rooms = list(rooms_of_several_each(22))
    assert worked_out(rooms, of_several_each) == []
    assert right_worked_out(rooms) == []


def test_leaving_out_only_what_is_under_five_could_be_worked_out() -> None:
    def naive(tally: Tally) -> Exported:
        counts = {name: count if count >= FEWEST else None for name, count in tally.counts.items()}
        return Exported(answered=tally.answered, skipped=None, right=None, counts=counts)

    assert worked_out(rooms_of_one_each(3, 20), naive)


@given(st.dictionaries(st.sampled_from("abcdefgh"), numbers))
def test_no_count_under_five_is_left_and_no_other_is_bent(counts: dict[str, int]) -> None:
    kept = suppressed(counts)
    assert list(kept) == list(counts)
    for name, count in kept.items():
        assert count is None or (count == counts[name] and count >= FEWEST)


@given(st.dictionaries(st.sampled_from("abcdefgh"), numbers))
def test_those_who_are_left_out_are_five_or_more_together_or_the_whole_room(counts: dict[str, int]) -> None:
    kept = suppressed(counts)
    hidden = [counts[name] for name, count in kept.items() if count is None]
    assert not hidden or len(hidden) == len(counts) or (len(hidden) > 1 and sum(hidden) >= FEWEST)


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(FEWEST, 60)))
def test_nothing_is_left_out_where_every_count_is_large_enough(counts: dict[str, int]) -> None:
    assert suppressed(counts) == counts


@given(numbers, numbers, st.dictionaries(st.sampled_from("abcd"), numbers))
def test_in_a_class_everything_is_told(answered: int, skipped: int, counts: dict[str, int]) -> None:
    tally = Tally(answered=answered, skipped=skipped, right=1, counts=counts)
    assert whole(tally) == Exported(answered=answered, skipped=skipped, right=1, counts=counts)


def test_how_sure_a_room_felt_tells_no_number_of_less_than_five_nor_lets_it_be_worked_out() -> None:
    fitting = defaultdict(list)
    for room in rooms_that_felt(24):
        told = felt(room, is_whole=False)
        if told is None:
            continue
        assert min(told.sure, told.answered - told.sure) >= FEWEST
        if told.counts is None:
            fitting[told.answered, told.sure].append(room)
        else:
            assert told.counts == room.counts
            assert min(room.counts.values()) >= FEWEST
    for rooms in fitting.values():
        assert all(len({room.counts[how] for room in rooms}) > 1 for how in Confidence)


@given(st.lists(numbers, min_size=4, max_size=4))
def test_of_how_sure_a_class_felt_everything_is_told_from_five_answers_on(counts: list[int]) -> None:
    room = felt_by(counts)
    told = felt(room, is_whole=True)
    assert (told is None) == (sum(counts) < FEWEST)
    if told:
        assert (told.counts, told.sure) == (room.counts, sum(room.counts[how] for how in SURE))


def felt_by(counts: Sequence[int]) -> Tally:
    """Return the answers of a room of which so many felt each way."""
    named = {str(how): count for how, count in zip(Confidence, counts, strict=True)}
    return Tally(answered=sum(counts), skipped=0, right=None, counts=named)


def rooms_that_felt(people: int) -> Iterator[Tally]:
    """Return every room of at most so many people who said how sure they felt."""
    for counts in product(range(people + 1), repeat=4):
        if sum(counts) <= people:
            yield felt_by(counts)
