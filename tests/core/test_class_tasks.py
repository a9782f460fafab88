"""When a deck is done, and what is late."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.assignments import Window
from quizapp.core.class_tasks import Met, Progress, progress

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
WINDOW = Window(opens_at=NOON, closes_at=NOON + HOUR)

ASKED = st.none() | st.integers(1, 50)
DECKS = st.integers(0, 60).flatmap(
    lambda offered: st.builds(
        Met, offered=st.just(offered), added=st.integers(0, offered), answered=st.integers(0, offered)
    )
)


@given(DECKS, ASKED)
def test_no_more_is_needed_than_is_asked_for_or_there(met: Met, asked: int | None) -> None:
    needed = met.needed(asked)
    assert needed in {met.offered, asked}
    assert needed <= met.offered
    assert asked is None or needed <= asked


@given(DECKS, ASKED)
def test_whoever_answered_all_there_is_has_done_enough(met: Met, asked: int | None) -> None:
    everything = Met(offered=met.offered, added=met.offered, answered=met.offered)
    assert everything.suffices(asked) is (met.offered > 0)


@given(DECKS, ASKED)
def test_one_answer_more_never_undoes_what_is_enough(met: Met, asked: int | None) -> None:
    more = Met(offered=met.offered, added=met.added, answered=min(met.offered, met.answered + 1))
    assert more.suffices(asked) or not met.suffices(asked)


def test_one_too_few_is_not_enough() -> None:
    assert not Met(offered=48, added=48, answered=29).suffices(30)
    assert Met(offered=48, added=48, answered=30).suffices(30)


@pytest.mark.parametrize(
    ("begun", "done_at", "come"),
    [
        (False, None, Progress.NOT_YET),
        (True, None, Progress.BEGUN),
        (True, NOON + HOUR, Progress.DONE),
        (True, NOON + HOUR + timedelta.resolution, Progress.DONE_LATE),
    ],
)
def test_what_is_done_until_the_closing_is_in_time(
    begun: bool, done_at: datetime | None, come: Progress
) -> None:
    assert progress(WINDOW, begun=begun, done_at=done_at) is come


def test_what_closes_first_comes_first_and_what_never_closes_last() -> None:
    never = Window(opens_at=NOON - HOUR, closes_at=None)
    later = Window(opens_at=NOON, closes_at=NOON + 2 * HOUR)
    assert sorted([never, later, WINDOW], key=lambda one: one.order) == [WINDOW, later, never]
