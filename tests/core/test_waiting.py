"""When a card comes back, as people say it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from quizapp.core.scheduling import NEW_CARD, MemoryState, Phase
from quizapp.core.study_day import EPOCH, Moment
from quizapp.core.waiting import comes_back, day_by_name, days_in_words, minutes_in_words

NOW = datetime(2026, 11, 20, 20, tzinfo=UTC)
FRIDAY = date(2026, 11, 20).toordinal() - EPOCH


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (-3, "now"),
        (0, "now"),
        (0.5, "in 1 min"),
        (5.5, "in 6 min"),
        (59, "in 59 min"),
        (60, "in 1 hour"),
        (130, "in 2 hours"),
    ],
)
def test_a_short_wait_is_said(minutes: float, words: str) -> None:
    assert minutes_in_words(timedelta(minutes=minutes)) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-2, "today"),
        (0, "today"),
        (1, "tomorrow"),
        (4, "in 4 days"),
        (30, "in 30 days"),
        (31, "in about 1 month"),
        (100, "in about 3 months"),
        (349, "in about 11 months"),
        (350, "in about 1 year"),
        (36500, "in about 100 years"),
    ],
)
def test_a_wait_in_days_is_said(days: int, words: str) -> None:
    assert days_in_words(days) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "today"),
        (1, "tomorrow"),
        (3, "on Monday"),
        (6, "on Thursday"),
        (7, "on 27 November"),
        (60, "on 19 January 2027"),
    ],
)
def test_a_coming_day_is_named(days: int, words: str) -> None:
    assert day_by_name(FRIDAY + days, FRIDAY) == words


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (NEW_CARD, "now"),
        (MemoryState(phase=Phase.LEARNING, due_at=NOW + timedelta(minutes=10)), "in 10 min"),
        (MemoryState(phase=Phase.REVIEW, due_day=FRIDAY + 4), "in 4 days"),
    ],
)
def test_a_card_comes_back(state: MemoryState, words: str) -> None:
    assert comes_back(state, Moment(now=NOW, day=FRIDAY)) == words
