"""FSRS-6 against published figures, and its bounds."""

import pytest
from fsrs.scheduler import DEFAULT_PARAMETERS, LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.errors import UnsoundParametersError
from quizapp.core.forgetting import PlainStep, Rating, interval_days, make_scheduler, plain_schedule

# The 19 parameters of the tests in open-spaced-repetition/fsrs-rs, src/inference.rs, filled up as it does.
FSRS_RS_PARAMETERS = (
    *(0.6845422, 1.6790825, 4.7349424, 10.042885, 7.4410233, 0.64219797, 1.071918, 0.0025195254),
    *(1.432437, 0.1544, 0.8692766, 2.0696752, 0.0953, 0.2975, 2.4691248, 0.19542035, 3.201072),
    *(0.18046261, 0.121442534, 0.0, 0.5),
)

histories = st.lists(st.tuples(st.sampled_from(Rating), st.integers(0, 400)), min_size=1, max_size=12).map(
    lambda pairs: ([rating for rating, _ in pairs], [0, *(days for _, days in pairs[1:])])
)
parameter_sets = st.tuples(
    *(
        st.floats(low, high)
        for low, high in zip(LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True)
    )
)


def last_step(ratings: list[int], days: list[int], parameters: tuple[float, ...]) -> PlainStep:
    return plain_schedule(ratings, days, scheduler=make_scheduler(parameters=parameters))[-1]


def test_the_memory_agrees_with_fsrs_rs_ts_fsrs_and_py_fsrs() -> None:
    # fsrs-rs test_memory_state; ts-fsrs FSRS-6.test.ts “memory state”; py-fsrs test_memo_state.
    step = last_step([1, 3, 3, 3, 3, 3], [0, 0, 1, 3, 8, 21], DEFAULT_PARAMETERS)
    assert step.stability == pytest.approx(53.62691, abs=1e-4)
    assert step.difficulty == pytest.approx(6.3574867, abs=1e-4)


def test_the_memory_agrees_with_fsrs_rs_without_short_term_memory() -> None:
    # fsrs-rs test_memory_state; ts-fsrs “memory state[long-term]”.
    parameters = (*DEFAULT_PARAMETERS[:17], 0.0, 0.0, 0.0, DEFAULT_PARAMETERS[20])
    step = last_step([1, 3, 3, 3, 3, 3], [0, 0, 1, 3, 8, 21], parameters)
    assert step.stability == pytest.approx(53.335106, abs=1e-4)
    assert step.difficulty == pytest.approx(6.3574867, abs=1e-4)


@pytest.mark.parametrize(
    ("rating", "stability", "difficulty"),
    [(1, 2.9691455, 8.000659), (2, 17.091452, 7.6913934), (3, 31.722992, 7.382128), (4, 71.7502, 7.0728626)],
)
def test_each_answer_agrees_with_fsrs_rs(rating: int, stability: float, difficulty: float) -> None:
    # fsrs-rs test_next_states.
    step = last_step([1, 3, 3, 3, rating], [0, 1, 3, 8, 21], FSRS_RS_PARAMETERS)
    assert step.stability == pytest.approx(stability, rel=1e-5)
    assert step.difficulty == pytest.approx(difficulty, rel=1e-5)


@pytest.mark.parametrize(
    ("rating", "stability", "difficulty"),
    [(1, 0.212, 6.4133), (2, 1.2931, 5.11217071), (3, 2.3065, 2.11810397), (4, 8.2956, 1.0)],
)
def test_a_first_answer_agrees_with_ts_fsrs(rating: int, stability: float, difficulty: float) -> None:
    # ts-fsrs FSRS-6.test.ts “first repeat”.
    step = last_step([rating], [0], DEFAULT_PARAMETERS)
    assert step.stability == stability
    assert step.difficulty == pytest.approx(difficulty, abs=1e-8)


@pytest.mark.parametrize(("retention", "days"), [(0.7, 9), (0.8, 3), (0.9, 1)])
def test_intervals_agree_with_fsrs_rs(retention: float, days: int) -> None:
    # fsrs-rs test_next_interval, stability 1.
    assert interval_days(1.0, scheduler=make_scheduler(retention=retention)) == days


def test_intervals_agree_with_ts_fsrs_and_py_fsrs_when_each_review_comes_on_its_day() -> None:
    # ts-fsrs “ivl_history” and py-fsrs test_review_card; there, 0 stands for a learning step of the same day.
    ratings = [3, 3, 3, 3, 3, 3, 1, 1, 3, 3, 3, 3, 3]
    expected = [0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21]
    steps = plain_schedule(ratings, [0, *expected[:-1]], scheduler=make_scheduler())
    assert [step.interval_days for step, days in zip(steps, expected, strict=True) if days] == [
        days for days in expected if days
    ]


def test_the_calendar_vector_0_0_2_10_grows_on_study_days() -> None:
    steps = plain_schedule([3, 3, 3, 3], [0, 0, 2, 10], scheduler=make_scheduler())
    assert [step.interval_days for step in steps] == [2, 2, 11, 44]
    assert [round(step.stability, 2) for step in steps] == [2.31, 2.31, 10.97, 43.97]


def test_a_half_day_is_rounded_up() -> None:
    assert [interval_days(stability) for stability in (1.5, 2.5, 3.5, 2.499999)] == [2, 3, 4, 2]


@given(st.floats(0.001, 36500), st.floats(0.001, 36500), st.floats(0.7, 0.99))
def test_a_firmer_memory_never_waits_less(one: float, other: float, retention: float) -> None:
    scheduler = make_scheduler(retention=retention)
    low, high = sorted((one, other))
    assert 1 <= interval_days(low, scheduler=scheduler) <= interval_days(high, scheduler=scheduler) <= 36500


@given(histories, parameter_sets, st.floats(0.7, 0.99))
def test_stability_difficulty_and_interval_stay_in_their_ranges(
    history: tuple[list[int], list[int]], parameters: tuple[float, ...], retention: float
) -> None:
    for step in plain_schedule(
        *history, scheduler=make_scheduler(parameters=parameters, retention=retention)
    ):
        assert 0.001 <= step.stability <= 36500
        assert 1 <= step.difficulty <= 10
        assert 1 <= step.interval_days <= 36500


@given(histories, st.integers(0, 400))
def test_a_better_answer_leaves_at_least_as_firm_a_memory(
    history: tuple[list[int], list[int]], days: int
) -> None:
    ratings, elapsed = history
    after = [last_step([*ratings, rating], [*elapsed, days], DEFAULT_PARAMETERS) for rating in (1, 2, 3, 4)]
    assert [step.stability for step in after] == sorted(step.stability for step in after)
    assert [step.difficulty for step in after] == sorted((step.difficulty for step in after), reverse=True)


@pytest.mark.parametrize(
    ("ratings", "days", "message"),
    [
        ([], [], "At least one rating is needed."),
        ([3, 3], [0], "Each rating needs its days: 2 ratings and 1 days were given."),
        ([0], [0], "A rating is 1, 2, 3 or 4; 0 was given."),
        ([5], [0], "A rating is 1, 2, 3 or 4; 5 was given."),
        ([3, 3], [0, -1], "Days lie between 0 and 36500; -1 was given."),
        ([3, 3], [0, 10**12], "Days lie between 0 and 36500; 1000000000000 was given."),
        ([3, 3], [1, 1], "The first review has no review before it, so its days are 0."),
    ],
)
def test_an_impossible_history_is_refused_in_a_sentence(
    ratings: list[int], days: list[int], message: str
) -> None:
    with pytest.raises(UnsoundParametersError, match=message):
        plain_schedule(ratings, days, scheduler=make_scheduler())


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        (DEFAULT_PARAMETERS[:19], "FSRS-6 has 21 parameters; 19 were given."),
        ((101.0, *DEFAULT_PARAMETERS[1:]), "Parameter w0 is 101; it must lie between 0.001 and 100."),
        ((*DEFAULT_PARAMETERS[:20], float("nan")), "Parameter w20 is nan; it must lie between 0.1 and 0.8."),
        ((*DEFAULT_PARAMETERS[:20], float("inf")), "Parameter w20 is inf"),
    ],
)
def test_unsound_parameters_are_refused_in_a_sentence(parameters: tuple[float, ...], message: str) -> None:
    with pytest.raises(UnsoundParametersError, match=message):
        make_scheduler(parameters=parameters)


@pytest.mark.parametrize("retention", [0.0, 0.69, 0.995, 1.0, -1.0, float("nan")])
def test_a_retention_nobody_should_ask_for_is_refused(retention: float) -> None:
    with pytest.raises(UnsoundParametersError, match=r"it must lie between 0\.7 and 0\.99"):
        make_scheduler(retention=retention)
