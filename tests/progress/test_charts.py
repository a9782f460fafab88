"""Where the marks of the charts stand."""

from datetime import date, timedelta

import pytest

from quizapp.core.progress import QuizScore, trend
from quizapp.progress.charts import bars_chart, calendar_chart, points_chart, rows_chart

MONDAY, TODAY = date(2025, 11, 17), date(2026, 11, 21)


def test_a_share_stands_where_it_lies_between_nothing_and_all() -> None:
    (row,) = rows_chart([("Sites", {"first": 0.0, "second": 0.5, "third": 1.0})]).rows
    assert [(stem.kind, stem.x) for stem in row.stems] == [("first", 2), ("second", 50), ("third", 98)]


def test_a_share_of_too_few_to_say_has_no_mark() -> None:
    chart = rows_chart([("Sites", {"first": None, "second": 0.5}), ("Words", {"first": None})])
    assert [[stem.kind for stem in row.stems] for row in chart.rows] == [["second"], []]
    assert chart.says_something
    assert not rows_chart([("Words", {"first": None})]).says_something


def test_rows_stand_below_each_other_and_inside_the_drawing() -> None:
    chart = rows_chart([("One", {"first": 0.2, "second": 0.4}), ("Two", {"first": 0.3})])
    heights = [height for row in chart.rows for height in (row.y, *(stem.y for stem in row.stems))]
    assert heights == sorted(heights)
    assert heights[-1] < chart.height


def test_the_highest_bar_fills_the_drawing_and_the_others_stand_in_proportion() -> None:
    chart = bars_chart([4, 0, 1, 2])
    assert chart.most == 4
    assert [(bar.x, bar.height, bar.y) for bar in chart.bars] == [(0, 100, 0), (50, 25, 75), (75, 50, 50)]


def test_no_cards_have_no_bars() -> None:
    assert bars_chart([0] * 30).bars == ()


def test_points_go_from_left_to_right_with_the_means_of_the_halves() -> None:
    quizzes = [QuizScore(answered=10, right=right) for right in (4, 4, 4, 8, 8, 8)]
    chart = points_chart([quiz.right / 10 for quiz in quizzes], trend(quizzes))
    assert [point.x for point in chart.points] == sorted({point.x for point in chart.points})
    assert [level.y for level in chart.levels] == [chart.points[0].y, chart.points[-1].y]
    assert chart.levels[0].y > chart.levels[1].y


@pytest.mark.parametrize("count", [0, 1])
def test_few_quizzes_have_no_means(count: int) -> None:
    assert points_chart([0.5] * count, None).levels == ()


def test_the_calendar_has_a_dot_for_each_day_until_today() -> None:
    parts = calendar_chart(MONDAY, TODAY, {})
    assert sum(len(part.dots) for part in parts) == (TODAY - MONDAY).days + 1
    assert [(part.first, part.last) for part in parts] == [
        (MONDAY, date(2026, 5, 24)),
        (date(2026, 5, 25), TODAY),
    ]


def test_a_day_stands_in_its_week_and_on_its_weekday() -> None:
    wednesday = MONDAY + timedelta(days=9)
    parts = calendar_chart(MONDAY, TODAY, {wednesday: 12})
    (place,) = [number for number, dot in enumerate(parts[0].dots) if not dot.is_empty]
    dot, first = parts[0].dots[place], parts[0].dots[0]
    assert place == 9
    assert dot.x - first.x == pytest.approx(100 / 27, abs=0.1)
    assert dot.y - first.y == pytest.approx(200 / 7, abs=0.1)
    assert (parts[0].active, parts[0].answers, parts[1].answers) == (1, 12, 0)


def test_the_more_was_done_on_a_day_the_larger_is_its_dot() -> None:
    done = {MONDAY + timedelta(days=number): count for number, count in enumerate([0, 1, 10, 20, 40, 500])}
    radii = [dot.radius for dot in calendar_chart(MONDAY, TODAY, done)[0].dots[:6]]
    assert radii == sorted(radii)
    assert len(set(radii)) == 5


def test_months_are_named_where_they_begin() -> None:
    names = [month.name for part in calendar_chart(MONDAY, TODAY, {}) for month in part.months]
    assert names == ["Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov"]
