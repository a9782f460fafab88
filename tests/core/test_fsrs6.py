"""Our FSRS-6 says what py-fsrs says, to the last digit."""

from datetime import UTC, datetime, timedelta

import fsrs
from fsrs.scheduler import LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.forgetting import Rating, forgetting_curve, make_scheduler, plain_schedule
from quizapp.core.fsrs6 import LONGEST_DAYS, Fsrs6
from quizapp.core.scheduling import NEW_CARD, Plan, preview

# py-fsrs counts blocks of 24 hours between moments. It is shown every study day at noon UTC, so that those
# blocks are study days: an evening and the next evening, an hour earlier, are one day apart.
NOON = datetime(1970, 1, 1, 12, tzinfo=UTC)

PARAMETERS = st.tuples(
    *(
        st.floats(low, high)
        for low, high in zip(LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True)
    )
)
ANSWERS = st.lists(
    st.tuples(st.sampled_from(Rating), st.sampled_from([0, 0, 1, 2, 7, 30, 400, 36500])),
    min_size=1,
    max_size=12,
)


@given(parameters=PARAMETERS, answers=ANSWERS)
def test_an_answer_makes_of_a_card_what_py_fsrs_makes_of_it(
    parameters: tuple[float, ...], answers: list[tuple[Rating, int]]
) -> None:
    scheduler = make_scheduler(parameters=parameters)
    state, theirs, now, day = NEW_CARD, fsrs.Card(card_id=0, due=NOON), NOON, 0
    for rating, days in answers:
        now, day = now + timedelta(days=days), day + days
        state = preview(state, now=now, day=day, seed="", plan=Plan(scheduler=scheduler))[rating]
        theirs, _ = scheduler.review_card(theirs, fsrs.Rating(rating), now)
        assert theirs.stability
        theirs.stability = min(theirs.stability, float(LONGEST_DAYS))  # they have no such limit
        assert (state.stability, state.difficulty) == (theirs.stability, theirs.difficulty)
        assert (state.phase, state.step) == (theirs.state.name.lower(), theirs.step)
        assert state.due_at == (None if theirs.state is fsrs.State.Review else theirs.due)


@given(parameters=PARAMETERS, answers=ANSWERS)
def test_every_chance_is_that_of_the_curve_after_the_answer_before(
    parameters: tuple[float, ...], answers: list[tuple[Rating, int]]
) -> None:
    scheduler = make_scheduler(parameters=parameters)
    curve = forgetting_curve(scheduler)
    ratings, days = [one for one, _ in answers], [0, *(later for _, later in answers[1:])]
    steps = plain_schedule(ratings, days, scheduler=scheduler)
    expected = [
        curve.retrievability(step.stability, days=later) for step, later in zip(steps, days[1:], strict=False)
    ]
    assert Fsrs6(parameters).chances(list(zip(ratings, days, strict=True)))[1:] == expected
