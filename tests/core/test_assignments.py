"""When an assignment is open, and what is late."""

from datetime import UTC, datetime, timedelta

import pytest

from quizapp.core.assignments import Standing, Terms

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def make_terms(*, closes_at: datetime | None = NOON + HOUR, attempts: int | None = 1) -> Terms:
    return Terms(opens_at=NOON, closes_at=closes_at, attempts=attempts)


@pytest.mark.parametrize(
    ("now", "standing"),
    [
        (NOON - timedelta.resolution, Standing.NOT_YET),
        (NOON, Standing.OPEN),
        (NOON + HOUR, Standing.OPEN),
        (NOON + HOUR + timedelta.resolution, Standing.CLOSED),
    ],
)
def test_an_assignment_is_open_from_its_opening_to_its_closing_both_included(
    now: datetime, standing: Standing
) -> None:
    assert make_terms().standing(now) is standing


def test_without_a_closing_nothing_is_ever_late() -> None:
    assert not make_terms(closes_at=None).is_late(NOON + 10_000 * HOUR)


@pytest.mark.parametrize(
    ("attempts", "begun", "now", "may"),
    [
        (1, 0, NOON, True),
        (1, 1, NOON, False),
        (None, 99, NOON, True),
        (1, 0, NOON - HOUR, False),
        (1, 0, NOON + 2 * HOUR, True),
    ],
)
def test_an_attempt_may_be_begun_once_it_is_open_and_while_some_are_left(
    attempts: int | None, begun: int, now: datetime, may: bool
) -> None:
    assert make_terms(attempts=attempts).may_begin(begun, now) is may
