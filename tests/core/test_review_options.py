"""What is shown of answers, and when."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.review_options import (
    EVERYTHING,
    MARKS_UNTIL_CLOSED,
    NOTHING,
    NOTHING_UNTIL_CLOSED,
    ONLY_MARKS,
    SHOW_ALL,
    Moment,
    Part,
    ReviewOptions,
    completed,
    moment_of,
    shows_marks,
)
from quizapp.core.without_reasons import without_reasons
from quizapp.formats.quiz_json import dump_review, load_review
from tests.core.builders import (
    make_choices,
    make_cloze,
    make_item,
    make_matching,
    make_matrix,
    make_ordering,
    make_short_answer,
)

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOUR, TICK = timedelta(hours=1), timedelta(microseconds=1)
PARTS = st.frozensets(st.sampled_from(Part))
OPTIONS = st.builds(ReviewOptions, during=PARTS, right_after=PARTS, later=PARTS, closed=PARTS)


@pytest.mark.parametrize(
    ("finished_at", "closes_at", "now", "moment"),
    [
        (None, None, NOON, Moment.DURING),
        (None, NOON, NOON + HOUR, Moment.DURING),
        (NOON, None, NOON, Moment.RIGHT_AFTER),
        (NOON, None, NOON + HOUR, Moment.RIGHT_AFTER),
        (NOON, None, NOON + HOUR + TICK, Moment.LATER),
        (NOON, NOON + 2 * HOUR, NOON + 2 * HOUR, Moment.LATER),
        (NOON, NOON + 2 * HOUR, NOON + 2 * HOUR + TICK, Moment.CLOSED),
        (NOON, NOON - HOUR, NOON, Moment.CLOSED),
        (NOON, None, NOON - HOUR, Moment.RIGHT_AFTER),
    ],
)
def test_a_moment_lies_where_the_table_says(finished_at, closes_at, now, moment):
    assert moment_of(finished_at, closes_at, now=now) is moment


@given(PARTS)
def test_what_a_part_tells_anyway_is_shown_with_it(parts):
    found = completed(parts)
    assert parts <= found
    assert Part.REASONS not in found or Part.KEY in found
    assert Part.KEY not in found or Part.MARKS in found
    assert completed(found) == found


@pytest.mark.parametrize("options", [SHOW_ALL, MARKS_UNTIL_CLOSED, NOTHING_UNTIL_CLOSED])
def test_the_usual_choices_show_everything_in_the_end_and_tell_no_more_than_they_show(options):
    assert options.closed == EVERYTHING
    assert all(completed(options.at(moment)) == options.at(moment) for moment in Moment)


def test_of_the_usual_choices_one_shows_marks_first_and_one_nothing():
    for moment in (Moment.DURING, Moment.RIGHT_AFTER, Moment.LATER):
        assert MARKS_UNTIL_CLOSED.at(moment) == ONLY_MARKS
        assert NOTHING_UNTIL_CLOSED.at(moment) == NOTHING
    assert not SHOW_ALL.waits_for_closing
    assert MARKS_UNTIL_CLOSED.waits_for_closing
    assert NOTHING_UNTIL_CLOSED.waits_for_closing


@given(OPTIONS)
def test_what_is_stored_is_what_was_chosen(options):
    assert load_review(dump_review(options)) == options


@given(OPTIONS, st.integers(0, 200), st.integers(0, 200))
def test_marks_are_shown_where_the_moment_shows_them(options, finished, later):
    finished_at, now = (
        NOON + finished * timedelta(minutes=1),
        NOON + (finished + later) * timedelta(minutes=1),
    )
    moment = moment_of(finished_at, NOON + 2 * HOUR, now=now)
    shown = shows_marks(options, finished_at, NOON + 2 * HOUR, now=now)
    assert shown is (Part.MARKS in options.at(moment))


@pytest.mark.parametrize(
    "item",
    [
        make_item(make_choices("Nerve*", "Gland", "Blood")),
        make_matching({"one": "Insulin"}, "Gastrin"),
        make_ordering("Ask", "Look"),
        make_cloze("A cat [one].", one=("barks", "purrs*")),
        make_matrix(("By day", "By night"), cat="By night"),
        make_short_answer("pancreas"),
    ],
)
def test_without_reasons_nothing_of_them_is_left(item):
    assert "This is w" in repr(item)
    assert "This is w" not in repr(without_reasons(item))
