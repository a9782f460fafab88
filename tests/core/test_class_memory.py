"""What a class likely knows: means over five people or more, replayed by the formula of the cards."""

from collections.abc import Iterator

import pytest

from quizapp.core.class_memory import Answer, Given, class_memory, next_cells
from quizapp.core.forgetting import DEFAULT_SCHEDULER, Rating, forgetting_curve, plain_schedule
from quizapp.core.items import Level, Topic

CURVE = forgetting_curve(DEFAULT_SCHEDULER)


def given(
    rights: str, *, fact: str = "F001", topic: Topic = Topic.SITES, day: int = 0, first: int = 0
) -> Iterator[Given]:
    """Yield an answer of each of some people on one day: right is +, and - is not."""
    for who, right in enumerate(rights, start=first):
        yield Given(who, Answer(topic=topic, facts=(fact,), right=right == "+", day=day))


def chance(ratings: list[Rating], days: list[int], *, then: int) -> float:
    """Return what the plain formula leaves some days after the last of some reviews."""
    last = plain_schedule(ratings, days, scheduler=DEFAULT_SCHEDULER)[-1]
    return CURVE.retrievability(last.stability, days=then)


def test_each_person_is_replayed_and_the_class_is_their_mean() -> None:
    found = class_memory([*given("+++--"), *given("++++-", day=3)], day=10)
    expected = (
        3 * chance([Rating.GOOD, Rating.GOOD], [0, 3], then=7)
        + chance([Rating.AGAIN, Rating.GOOD], [0, 3], then=7)
        + chance([Rating.AGAIN, Rating.AGAIN], [0, 3], then=7)
    ) / 5
    for known in (found.facts["F001"], found.topics[Topic.SITES]):
        assert known.recall == pytest.approx(expected)
        assert known.interval.low < known.recall < known.interval.high
        assert (known.people, known.last_right) == (5, 0.8)


def test_somebody_who_was_asked_more_counts_no_more_than_others() -> None:
    one = list(given("++++-"))
    more = [given("-", fact=f"F10{number}", first=4) for number in range(9)]
    found = class_memory([*one, *(answer for some in more for answer in some)], day=5)
    assert found.topics[Topic.SITES].last_right == 0.8
    assert found.topics[Topic.SITES].recall == pytest.approx(found.facts["F001"].recall)


def test_of_fewer_than_five_people_nothing_is_told() -> None:
    found = class_memory([*given("++++"), *given("++++", day=4)], day=5)
    assert (found.topics, found.facts) == ({}, {})


def test_of_several_answers_about_a_fact_on_one_day_the_first_counts() -> None:
    found = class_memory([*given("-----"), *given("+++++")], day=1)
    assert found == class_memory(given("-----"), day=1)


def test_a_quiz_that_was_open_for_long_is_taken_in_the_order_of_its_days() -> None:
    early, late = list(given("-----")), list(given("+++++", day=6))
    assert class_memory([*late, *early], day=8) == class_memory([*early, *late], day=8)


def test_what_most_people_missed_comes_first_and_what_all_know_does_not() -> None:
    answers = [
        *given("++++-", fact="F1"),
        *given("+----", fact="F2"),
        *given("+++++", fact="F3"),
    ]
    assert class_memory(answers, day=1).most_missed == ["F2", "F1"]


def test_the_next_set_asks_most_about_what_is_likely_forgotten() -> None:
    answers = [
        *given("++++++", topic=Topic.SITES),
        *given("------", topic=Topic.SYMPTOMS, fact="F002"),
    ]
    memory = class_memory(answers, day=1)
    cells = next_cells(memory, [Topic.SITES, Topic.SYMPTOMS], level=Level.APPLY, length=10)
    counts = {cell.topic: cell.count for cell in cells}
    assert sum(counts.values()) == 10
    assert counts[Topic.SYMPTOMS] > counts[Topic.SITES]
    assert {cell.level for cell in cells} == {Level.APPLY}


def test_a_topic_of_which_nothing_is_known_is_asked_about_all_the_same() -> None:
    memory = class_memory(given("++++++"), day=1)
    cells = next_cells(memory, [Topic.SITES, Topic.DIAGNOSIS], level=None, length=8)
    assert {cell.topic: cell.count for cell in cells}[Topic.DIAGNOSIS] > 4


def test_a_topic_tells_nothing_that_its_facts_do_not_tell() -> None:
    five = [*given("+++++"), *given("+-+-+", fact="F002")]
    alone = list(given("-", fact="F003", first=5))
    found, without = class_memory([*five, *alone], day=4), class_memory(five, day=4)
    assert found.topics == without.topics
    assert found.topics[Topic.SITES].recall == pytest.approx(
        (found.facts["F001"].recall + found.facts["F002"].recall) / 2
    )
