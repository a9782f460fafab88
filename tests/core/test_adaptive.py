"""Which item practice asks next, when it ends, and how well it finds simulated learners' levels again."""

from collections import Counter
from dataclasses import dataclass, replace
from math import exp, sqrt
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.adaptive import (
    FEW,
    SHOWN_AT_MOST,
    SURE_ENOUGH,
    PracticeItem,
    Stop,
    comes_up,
    draw_order,
    reason_to_stop,
    share_that_comes_up,
)
from quizapp.core.assembly import Cell, spread
from quizapp.core.items import Level, Topic
from quizapp.core.practice_level import START, UNKNOWN, ItemDifficulty, PracticeLevel, level_after

TOPICS = (Topic.SITES, Topic.SYMPTOMS, Topic.DIAGNOSIS, Topic.TREATMENT)


def make_pool(size: int, *, rng: Random, answers: int = 10**9) -> list[PracticeItem]:
    return [
        PracticeItem(
            id=number,
            version=1,
            slug=f"item-{number}",
            topic=TOPICS[number % len(TOPICS)],
            level=Level.REMEMBER,
            difficulty=ItemDifficulty(logits=rng.gauss(0, 1), answers=answers),
            is_met=False,
        )
        for number in range(1, size + 1)
    ]


def order(
    pool: list[PracticeItem],
    *,
    cells: tuple[Cell, ...] = spread(TOPICS, None, 20),
    given: dict[int, Topic] | None = None,
    level: PracticeLevel = START,
    seed: int = 1,
) -> list[PracticeItem]:
    return list(draw_order(pool, cells=cells, given=given or {}, level=level, seed=seed))


@given(st.integers(1, 60), st.integers(1, 99), st.sets(st.integers(1, 60)))
def test_each_item_is_tried_once_except_those_that_were_given(size: int, seed: int, given: set[int]) -> None:
    pool = make_pool(size, rng=Random(size))
    found = order(pool, given=dict.fromkeys(given, Topic.SITES), seed=seed)
    assert sorted(item.id for item in found) == sorted({item.id for item in pool} - given)


@given(st.integers(1, 99), st.randoms(use_true_random=False))
def test_the_same_seed_gives_the_same_order_whatever_order_the_items_come_in(seed: int, rng: Random) -> None:
    pool = make_pool(30, rng=Random(3))
    assert order(rng.sample(pool, len(pool)), seed=seed) == order(pool, seed=seed)


@given(st.integers(1, 99))
def test_the_next_item_is_one_of_the_few_that_tell_most(seed: int) -> None:
    pool = make_pool(24, rng=Random(5))  # all come up, for as few as these
    next_one = order(pool, seed=seed)[0]
    others = [item for item in pool if item.topic is next_one.topic]
    best = sorted(others, key=lambda item: -item.difficulty.information(START.mean))[:FEW]
    assert next_one in best


def test_the_draw_among_the_few_differs_between_practices() -> None:
    pool = [replace(item, topic=Topic.SITES) for item in make_pool(24, rng=Random(5))]
    assert len({order(pool, seed=seed)[0].id for seed in range(1, 100)}) == FEW


def test_the_topic_comes_next_that_lags_most_behind_its_share() -> None:
    pool = make_pool(40, rng=Random(5))
    cells = (Cell(topic=Topic.SITES, level=None, count=15), Cell(topic=Topic.SYMPTOMS, level=None, count=5))
    given: dict[int, Topic] = {}
    pool = [item for item in pool if item.topic in {Topic.SITES, Topic.SYMPTOMS}]
    for number in range(12):
        one = order(pool, cells=cells, given=given)[0]
        given[one.id] = one.topic
        sites = sum(topic is Topic.SITES for topic in given.values())
        assert abs(sites - 0.75 * (number + 1)) <= 1


def test_without_topics_all_there_are_share_evenly() -> None:
    pool = make_pool(60, rng=Random(5))
    given: dict[int, Topic] = {}
    for _ in range(12):
        one = order(pool, cells=(Cell(topic=None, level=None, count=12),), given=given)[0]
        given[one.id] = one.topic
    assert Counter(given.values()) == dict.fromkeys(TOPICS, 3)


def test_what_the_learner_never_met_comes_first() -> None:
    pool = [replace(item, is_met=item.id > 8) for item in make_pool(24, rng=Random(5))]
    assert not order(pool)[0].is_met


def test_a_practice_stops_when_the_level_is_sure_or_the_most_is_answered() -> None:
    known = ItemDifficulty(answers=10**9)
    sure = level_after((known, float(number % 2)) for number in range(40))
    assert sure.spread < SURE_ENOUGH
    assert reason_to_stop(START, answered=19, given=39, most=20) is None
    assert reason_to_stop(START, answered=20, given=40, most=20) is Stop.ENOUGH
    assert reason_to_stop(sure, answered=5, given=5, most=40) is Stop.SURE
    assert reason_to_stop(START, answered=19, given=40, most=20) is Stop.SKIPPED


@pytest.mark.parametrize(
    ("items", "most", "share"), [(0, 20, 1), (100, 20, 1), (240, 20, 0.5), (2000, 20, 0.25)]
)
def test_a_quarter_of_the_items_comes_up_and_more_where_there_are_few(
    items: int, most: int, share: float
) -> None:
    assert share_that_comes_up(items, most=most) == share


def test_each_item_comes_up_in_its_share_of_practices() -> None:
    # 20 items, 4,000 seeds: the standard error is 0.7 %, and 4 of them are not passed by chance.
    for number in range(20):
        shown = sum(comes_up(f"item-{number}", seed=seed, share=SHOWN_AT_MOST) for seed in range(4000))
        assert abs(shown / 4000 - SHOWN_AT_MOST) < 0.028


@dataclass
class Played:
    """What came of a simulated practice."""

    true: float
    level: PracticeLevel
    shown: list[int]


def play(pool: list[PracticeItem], true_logits: dict[int, float], *, seed: int, most: int) -> Played:
    """Let a learner with a level by chance practise until it ends."""
    rng = Random(f"learner {seed}")
    true = rng.gauss(0, 1)
    level = START
    given: dict[int, Topic] = {}
    while reason_to_stop(level, answered=len(given), given=len(given), most=most) is None:
        cells = spread(TOPICS, None, most)
        item = next(draw_order(pool, cells=cells, given=given, level=level, seed=seed))
        right = rng.random() < 1 / (1 + exp(true_logits[item.id] - true))
        level = level.after(item.difficulty, float(right))
        given[item.id] = item.topic
    return Played(true=true, level=level, shown=list(given))


@pytest.mark.parametrize("answers", [0, 20, 10**9])
def test_simulated_levels_are_found_again_with_honest_uncertainty_and_no_item_is_shown_too_often(
    answers: int,
) -> None:
    """Where difficulties are not known yet, the level is less sure, and says so."""
    rng, learners, most = Random(11), 150, 20
    pool = make_pool(480, rng=rng)
    true_logits = {item.id: item.difficulty.logits for item in pool}
    wrong_by = 1 / sqrt(1 + 0.2 * answers)
    if answers == 0:
        pool = [replace(item, difficulty=UNKNOWN) for item in pool]
    else:  # known as well as so many answers tell
        true_logits = {id_: logits + rng.gauss(0, wrong_by) for id_, logits in true_logits.items()}
        pool = [replace(item, difficulty=replace(item.difficulty, answers=answers)) for item in pool]
    played = [play(pool, true_logits, seed=seed, most=most) for seed in range(1, learners + 1)]
    misses = [one.level.mean - one.true for one in played]
    rmse = sqrt(sum(miss * miss for miss in misses) / learners)
    told = sqrt(sum(one.level.spread**2 for one in played) / learners)
    covered = sum(abs(miss) < 1.645 * one.level.spread for miss, one in zip(misses, played, strict=True))
    assert abs(sum(misses) / learners) < 0.12
    assert rmse < 0.55
    assert rmse == pytest.approx(told, rel=0.2)
    assert 0.84 < covered / learners < 0.96
    shown = Counter(id_ for one in played for id_ in one.shown)
    cap = share_that_comes_up(len(pool), most=most)
    # The share is a chance: 4 standard errors above it.
    assert max(shown.values()) < learners * cap + 4 * sqrt(learners * cap * (1 - cap))
