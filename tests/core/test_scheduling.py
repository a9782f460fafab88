"""When a card comes back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.day_load import DayLoad, weekday
from quizapp.core.errors import CardIsNewError
from quizapp.core.forgetting import DEFAULT_SCHEDULER, Rating, plain_schedule
from quizapp.core.forgetting import make_scheduler as plain
from quizapp.core.scheduling import (
    NEW_CARD,
    Entry,
    MemoryState,
    PastReview,
    Phase,
    Plan,
    becomes_leech,
    days_that_decide,
    days_to_choose_from,
    earliest_day,
    is_leech,
    preview,
    replay,
    rescheduled,
    review,
    spread,
)
from quizapp.core.study_day import date_of, study_clock

NOW = datetime(2026, 11, 20, 20, tzinfo=UTC)
DAY = 20_777
AGAIN, HARD, GOOD, EASY = Rating

answers = st.lists(st.tuples(st.sampled_from(Rating), st.integers(0, 60)), min_size=1, max_size=25)


def make_card(**changes: object) -> MemoryState:
    """A card in review, learned today and due in a few days."""
    card = MemoryState(
        phase=Phase.REVIEW, stability=5.0, difficulty=5.0, last_day=DAY, due_day=DAY + 5, reps=3
    )
    return replace(card, **changes)  # type: ignore[arg-type]


def due_day(card: MemoryState) -> int:
    """Return the study day a card waits for."""
    assert card.due_day is not None
    return card.due_day


def answer(card: MemoryState, rating: Rating, *, day: int = DAY, seed: str = "a card") -> MemoryState:
    return review(card, rating, now=NOW, day=day, seed=seed)


def study(pairs: Sequence[tuple[Rating, int]], seed: str = "a card") -> tuple[MemoryState, list[PastReview]]:
    """Answer with the given ratings, so many study days apart; return the card and its log."""
    card, day, log = NEW_CARD, DAY, []
    for rating, days in pairs:
        day += days
        card = answer(card, rating, day=day, seed=seed)
        log.append(PastReview(rating=rating, day=day, due_at=card.due_at, due_day=card.due_day))
    return card, log


def test_evenings_on_two_days_count_as_one_day_apart() -> None:
    clock = study_clock("Europe/London", 4)
    monday = datetime(2026, 11, 16, 20, tzinfo=UTC)
    tuesday = datetime(2026, 11, 17, 19, tzinfo=UTC)
    card = review(NEW_CARD, GOOD, now=monday, day=clock.day(monday), seed="")
    card = review(card, GOOD, now=tuesday, day=clock.day(tuesday), seed="")
    assert card.stability == pytest.approx(7.32, abs=0.005)


@pytest.mark.parametrize(("rating", "minutes"), [(AGAIN, 1), (HARD, 5.5), (GOOD, 10)])
def test_a_new_card_comes_back_within_minutes_until_it_is_learned(rating: Rating, minutes: float) -> None:
    card = answer(NEW_CARD, rating)
    assert (card.phase, card.due_day) == (Phase.LEARNING, None)
    assert card.due_at == NOW + timedelta(minutes=minutes)


def test_two_good_answers_or_one_easy_answer_take_a_card_into_review() -> None:
    twice = answer(answer(NEW_CARD, GOOD), GOOD)
    assert (twice.phase, twice.due_at, twice.due_day) == (Phase.REVIEW, None, DAY + 2)
    assert answer(NEW_CARD, EASY).phase is Phase.REVIEW


@pytest.mark.parametrize(("rating", "minutes"), [(AGAIN, 10), (HARD, 15)])
def test_a_lapsed_card_is_relearned_in_minutes(rating: Rating, minutes: int) -> None:
    lapsed = answer(make_card(), AGAIN, day=DAY + 5)
    assert (lapsed.phase, lapsed.lapses) == (Phase.RELEARNING, 1)
    assert lapsed.due_at == NOW + timedelta(minutes=10)
    again = answer(lapsed, rating, day=DAY + 5)
    assert again.due_at == NOW + timedelta(minutes=minutes)
    assert again.lapses == 1
    assert answer(lapsed, GOOD, day=DAY + 5).phase is Phase.REVIEW


def test_an_answer_on_a_day_before_the_last_review_counts_as_the_same_day() -> None:
    card = make_card()
    assert answer(card, GOOD, day=DAY - 3) == answer(card, GOOD, day=DAY)


@given(answers, st.text(max_size=20))
def test_preview_and_answer_agree_and_chance_has_no_part(pairs: list[tuple[Rating, int]], seed: str) -> None:
    card, _log = study(pairs, seed)
    shown = preview(card, now=NOW, day=DAY + 3000, seed=seed)
    assert shown == preview(card, now=NOW, day=DAY + 3000, seed=seed)
    for rating in Rating:
        assert review(card, rating, now=NOW, day=DAY + 3000, seed=seed) == shown[rating]


@given(answers, st.integers(0, 40_000), st.text(max_size=20))
def test_hard_comes_back_before_good_and_good_before_easy(
    pairs: list[tuple[Rating, int]], later: int, seed: str
) -> None:
    card, _log = study(pairs, seed)
    assert card.last_day is not None
    shown = preview(card, now=NOW, day=card.last_day + later, seed=seed)
    days = [state.due_day for state in shown.values() if state.due_day is not None]
    assert days == sorted(set(days))
    assert all(1 <= day - card.last_day - later <= 36500 for day in days)


def test_hard_good_and_easy_differ_by_whole_days_where_the_plain_formula_ties() -> None:
    # Stability 0.8: py-fsrs alone gives 2, 2 and 4 days.
    card = make_card(stability=0.8, difficulty=5.0)
    shown = preview(card, now=NOW, day=DAY + 1, seed="")
    hard, good, easy = (shown[rating].due_day or 0 for rating in (HARD, GOOD, EASY))
    assert hard < good < easy


@pytest.mark.parametrize("seed", range(20))
def test_the_longest_intervals_still_differ(seed: int) -> None:
    card = make_card(stability=36500.0)
    shown = preview(card, now=NOW, day=DAY + 36500, seed=str(seed))
    hard, good, easy = ((shown[rating].due_day or 0) - DAY - 36500 for rating in (HARD, GOOD, EASY))
    assert hard < good < easy <= 36500


@given(answers)
def test_a_replay_of_the_log_gives_the_card_again(pairs: list[tuple[Rating, int]]) -> None:
    card, log = study(pairs)
    assert replay(log) == card


@given(answers)
def test_the_queue_follows_the_plain_formula_but_for_the_spread(pairs: list[tuple[Rating, int]]) -> None:
    card, _log = study(pairs)
    days = [0, *(days for _rating, days in pairs[1:])]
    step = plain_schedule([rating for rating, _days in pairs], days, scheduler=plain())[-1]
    assert (card.stability, card.difficulty) == (step.stability, step.difficulty)


@given(st.integers(1, 36500), st.floats(0, 1, exclude_max=True))
def test_the_spread_is_small(days: int, share: float) -> None:
    assert abs(spread(days, share) - days) <= 4 + 0.05 * days
    assert spread(days, share) >= min(days, 2)


def test_the_spread_uses_its_whole_range() -> None:
    assert {spread(10, step / 100) for step in range(100)} == {8, 9, 10, 11, 12}
    assert {spread(2, step / 100) for step in range(100)} == {2}


def test_cards_learned_together_come_back_on_different_days() -> None:
    card = make_card(stability=30.0)
    assert len({answer(card, GOOD, day=DAY + 30, seed=str(number)).due_day for number in range(50)}) > 3


def test_a_card_is_a_leech_at_the_eighth_lapse_and_speaks_up_at_every_fourth_after() -> None:
    stops = []
    for lapses in range(21):
        before = make_card(lapses=lapses)
        after = answer(before, AGAIN)
        assert is_leech(after) == (after.lapses >= 8)
        if becomes_leech(before, after):
            stops.append(after.lapses)
    assert stops == [8, 12, 16, 20]
    assert not becomes_leech(make_card(lapses=8), answer(make_card(lapses=8), GOOD))


@given(load=st.dictionaries(st.integers(0, 400), st.integers(0, 50)), lighter=st.integers(0, 127))
def test_an_even_load_keeps_every_interval_in_its_range_and_the_buttons_in_their_order(
    load: dict[int | None, int], lighter: int
) -> None:
    state = MemoryState(phase=Phase.REVIEW, stability=20.0, difficulty=5.0, last_day=0, due_day=20, reps=3)
    plan = Plan(load=DayLoad(cards=load, lighter_days=lighter))
    after = preview(state, now=NOW, day=20, seed="card", plan=plan)
    days = [due_day(after[rating]) for rating in (Rating.HARD, Rating.GOOD, Rating.EASY)]
    assert days == sorted(set(days))
    ranges = days_to_choose_from(state, day=20, scheduler=plan.scheduler)
    assert all(low <= day <= high for day, (low, high) in zip(days, ranges, strict=True))


@given(
    load=st.dictionaries(st.integers(0, 60), st.integers(0, 50)),
    stability=st.floats(0.1, 30),
    rating=st.sampled_from(Rating),
)
def test_no_day_decides_about_an_answer_but_those_that_are_said_to(
    load: dict[int | None, int], stability: float, rating: Rating
) -> None:
    state = MemoryState(
        phase=Phase.REVIEW, stability=stability, difficulty=5.0, last_day=0, due_day=5, reps=3
    )
    ranges = days_that_decide(state, rating, day=5, scheduler=DEFAULT_SCHEDULER)
    known: dict[int | None, int] = {
        day: load.get(day, 0) for low, high in ranges for day in range(low, high + 1)
    }
    all_days, those_days = (
        review(state, rating, now=NOW, day=5, seed="card", plan=Plan(load=DayLoad(cards=cards)))
        for cards in (load, known)
    )
    assert those_days == all_days


def test_a_card_goes_to_the_emptiest_day_it_may_go_to() -> None:
    state = MemoryState(phase=Phase.REVIEW, stability=20.0, difficulty=5.0, last_day=0, due_day=20, reps=3)
    [_hard, (low, high), _easy] = days_to_choose_from(state, day=20, scheduler=DEFAULT_SCHEDULER)
    empty = low + 1
    load = DayLoad(cards={day: 9 for day in range(low, high + 1) if day != empty})
    assert review(state, Rating.GOOD, now=NOW, day=20, seed="a", plan=Plan(load=load)).due_day == empty


def test_without_cards_and_lighter_days_an_even_load_changes_nothing() -> None:
    state = MemoryState(phase=Phase.REVIEW, stability=20.0, difficulty=5.0, last_day=0, due_day=20, reps=3)
    plan = Plan(load=DayLoad(cards={}))
    for seed in ("one", "two", "three"):
        assert preview(state, now=NOW, day=20, seed=seed) == preview(
            state, now=NOW, day=20, seed=seed, plan=plan
        )


def test_a_higher_wished_retention_brings_a_card_back_sooner() -> None:
    state = MemoryState(phase=Phase.REVIEW, stability=50.0, difficulty=5.0, last_day=0, due_day=50, reps=3)
    days = [
        due_day(
            review(
                state,
                Rating.GOOD,
                now=NOW,
                day=50,
                seed="card",
                plan=Plan(scheduler=plain(retention=retention)),
            )
        )
        for retention in (0.8, 0.9, 0.95)
    ]
    assert days == sorted(set(days), reverse=True)


def test_a_reset_makes_a_card_new_and_another_day_moves_its_due_day_only() -> None:
    first = PastReview(rating=Rating.EASY, day=0, due_at=None, due_day=8)
    moved = PastReview(rating=None, entry=Entry.RESCHEDULE, day=3, due_at=None, due_day=5)
    reset = PastReview(rating=None, entry=Entry.RESET, day=4, due_at=None, due_day=None)
    before = replay([first])
    assert replay([first, moved]) == replace(before, due_day=5)
    assert replay([first, moved, reset]) == NEW_CARD


@given(answers, answers)
def test_a_reset_card_is_learned_as_if_it_never_was(
    before: list[tuple[Rating, int]], after: list[tuple[Rating, int]]
) -> None:
    reset = PastReview(rating=None, entry=Entry.RESET, day=DAY, due_at=None, due_day=None)
    log = study(after)[1]
    assert replay([*study(before)[1], reset, *log]) == replay(log)


@given(answers, st.integers(0, 365), st.sampled_from(Rating))
def test_another_day_changes_nothing_but_the_day_and_so_no_answer_after_it(
    before: list[tuple[Rating, int]], days: int, rating: Rating
) -> None:
    card, _ = study(before)
    today = card.last_day or DAY
    day = max(today + days, earliest_day(card, today=today))
    moved = rescheduled(card, due_day=day)
    assert replace(moved, phase=card.phase, step=card.step, due_at=card.due_at, due_day=card.due_day) == card
    assert day > today
    if card.phase is Phase.REVIEW:
        assert answer(moved, rating, day=day) == answer(card, rating, day=day)


def test_a_card_that_was_never_answered_has_no_day_to_move() -> None:
    with pytest.raises(CardIsNewError):
        rescheduled(NEW_CARD, due_day=DAY)


def test_another_day_for_a_card_that_is_new_changes_nothing() -> None:
    moved = PastReview(rating=None, entry=Entry.RESCHEDULE, day=3, due_at=None, due_day=5)
    assert replay([moved]) == NEW_CARD


@pytest.mark.parametrize(("day", "name"), [(0, 3), (4, 0), (20778, 5)])
def test_the_week_of_a_study_day_is_that_of_its_date(day: int, name: int) -> None:
    assert weekday(day) == date_of(day).weekday() == name
