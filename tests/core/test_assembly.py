"""Assessment blueprint + items + seed -> quiz."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.assembly import (
    AssessmentBlueprint,
    Candidate,
    Cell,
    assemble,
    draw,
    gives_away,
    spread,
)
from quizapp.core.items import Level, Topic
from tests.core.builders import make_choices, make_item, make_short_answer

TOPICS = (Topic.TERMINOLOGY, Topic.SITES, Topic.SYMPTOMS)


def make_bank(count, *, fact=lambda number: f"F{number}"):
    candidates, items = [], {}
    for number in range(count):
        topic = TOPICS[number % len(TOPICS)]
        candidates.append(
            Candidate(id=number, version=1, slug=f"item-{number:03}", topic=topic, level=Level.REMEMBER)
        )
        items[number] = make_item(id=f"item-{number:03}", topic=topic, facts=(fact(number),))
    return candidates, items


def make_quiz(candidates, items, *, seed, length=8, topics=()):
    blueprint = AssessmentBlueprint(cells=spread(topics, None, length))
    return assemble(blueprint, draw(blueprint, candidates, seed=seed), items, seed=seed)


@given(st.integers(1, 10**6), st.randoms())
def test_the_same_seed_gives_the_same_quiz_in_whatever_order_the_rows_come(seed, rng):
    candidates, items = make_bank(40)
    shuffled = list(candidates)
    rng.shuffle(shuffled)
    assert make_quiz(candidates, items, seed=seed) == make_quiz(shuffled, items, seed=seed)


def test_another_seed_gives_another_quiz():
    candidates, items = make_bank(40)
    quizzes = {make_quiz(candidates, items, seed=seed).chosen for seed in range(20)}
    assert len(quizzes) > 15


@given(st.integers(1, 10**6), st.integers(1, 30), st.integers(1, 9))
def test_no_two_items_of_a_quiz_rest_on_one_fact(seed, length, facts):
    candidates, items = make_bank(40, fact=lambda number: f"F{number % facts}")
    quiz = make_quiz(candidates, items, seed=seed, length=length)
    used = [fact for candidate in quiz.chosen for fact in items[candidate.id].facts]
    assert len(used) == len(set(used))
    assert len(quiz.chosen) + quiz.missing == length


def test_items_that_share_only_the_background_of_their_reasons_may_stand_together():
    candidates, items = make_bank(6)
    items = {number: replace(item, background=("F99",)) for number, item in items.items()}
    assert len(make_quiz(candidates, items, seed=1, length=6).chosen) == 6


@given(st.integers(1, 10**6), st.integers(1, 12))
def test_every_cell_is_filled_or_said_to_lack_items(seed, length):
    candidates, items = make_bank(9)
    quiz = make_quiz(candidates, items, seed=seed, length=length, topics=TOPICS)
    for cell in spread(TOPICS, None, length):
        got = sum(candidate.topic is cell.topic for candidate in quiz.chosen)
        lacking = sum(lack.count for lack in quiz.unfilled if lack.topic is cell.topic)
        assert got + lacking >= cell.count
    assert len(quiz.chosen) + quiz.missing == length


def test_what_one_topic_lacks_another_topic_gives():
    candidates, items = make_bank(9)
    few = [candidate for candidate in candidates if candidate.topic is not TOPICS[0] or candidate.id == 0]
    quiz = make_quiz(few, items, seed=1, length=6, topics=TOPICS)
    assert [cell.topic for cell in quiz.unfilled] == [TOPICS[0]]
    assert (len(quiz.chosen), quiz.missing) == (6, 0)


def test_a_length_is_spread_evenly_over_the_topics():
    assert [cell.count for cell in spread(TOPICS, None, 8)] == [3, 3, 2]
    assert spread((), Level.APPLY, 5) == (Cell(topic=None, level=Level.APPLY, count=5),)


def test_an_item_that_states_the_others_key_never_stands_beside_it():
    tells = make_item(
        make_choices("Yes*", "No"), id="a", facts=("F1",), stem="Metastasis is the word for spread, is it so?"
    )
    asks = make_item(
        make_short_answer("metastasis").body, id="b", facts=("F2",), stem="Which word stands for spread?"
    )
    assert gives_away(tells, asks)
    assert not gives_away(asks, tells)
    candidates = [
        Candidate(id=n, version=1, slug=slug, topic=Topic.TERMINOLOGY, level=Level.REMEMBER)
        for n, slug in enumerate("ab")
    ]
    quiz = make_quiz(candidates, {0: tells, 1: asks}, seed=1, length=2)
    assert len(quiz.chosen) == 1


def test_reasons_that_use_a_fact_come_after_the_item_that_asks_for_it():
    candidates, items = make_bank(8)
    items = {number: replace(item, background=(f"F{number + 1}",)) for number, item in items.items()}
    for seed in range(10):
        order = [candidate.id for candidate in make_quiz(candidates, items, seed=seed).chosen]
        assert order == sorted(order, reverse=True)


def test_items_whose_reasons_explain_each_other_never_stand_together():
    candidates, items = make_bank(2)
    items = {0: replace(items[0], background=("F1",)), 1: replace(items[1], background=("F0",))}
    assert len(make_quiz(candidates, items, seed=1, length=2).chosen) == 1
