"""The quick way of looking back says what py-fsrs says."""

import pytest
from fsrs.scheduler import LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.forgetting import forgetting_curve, make_scheduler, plain_schedule
from quizapp.core.recall import LookingBack

PARAMETERS = st.tuples(
    *(
        st.floats(low, high)
        for low, high in zip(LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True)
    )
)
LATER = st.lists(
    st.tuples(st.integers(1, 4), st.sampled_from([0, 0, 1, 2, 7, 30, 400, 36500])), min_size=1, max_size=12
)


@given(parameters=PARAMETERS, first=st.integers(1, 4), later=LATER)
def test_every_chance_is_that_of_py_fsrs(
    parameters: tuple[float, ...], first: int, later: list[tuple[int, int]]
) -> None:
    scheduler = make_scheduler(parameters=parameters)
    answers = [(first, 0), *later]
    steps = plain_schedule([one[0] for one in answers], [one[1] for one in answers], scheduler=scheduler)
    curve = forgetting_curve(scheduler)
    expected = [
        curve.retrievability(step.stability, days=days) for step, (_, days) in zip(steps, later, strict=False)
    ]
    assert LookingBack(parameters).chances(answers)[1:] == pytest.approx(expected, rel=1e-9)
