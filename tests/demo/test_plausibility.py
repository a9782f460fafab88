"""A simulated class of eight weeks looks like a real one, by its figures."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from quizapp import create_app
from quizapp.core.people import Role
from quizapp.database import db
from quizapp.demo import service
from quizapp.demo.figures import Figures, Share
from quizapp.demo.service import Plan
from tests.services.databases import Databases, make_settings

pytestmark = pytest.mark.slow

PLAN = Plan(students=12, weeks=8, seed=1, today=date(2026, 11, 21), time_zone="Europe/London")
NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def figures(sqlite_databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Figures]:
    folder: Path = tmp_path_factory.mktemp("plausible")
    with sqlite_databases.copy("banks") as url, create_app(make_settings(folder, url)).app_context():
        service.make_accounts({Role.LEARNER: "nobody logs in here"}, now=NOW)
        for _student in service.make_class(PLAN):
            pass
        yield service.figures(PLAN)
        db.engine.dispose()


def pooled(shares: tuple[Share, ...]) -> float:
    """Return the share of some shares together."""
    return sum(one.count * (one.share or 0) for one in shares) / sum(one.count for one in shares)


def test_true_retention_is_that_of_people_who_study(figures: Figures) -> None:
    assert figures.true_retention.share is not None
    assert 0.75 < figures.true_retention.share < 0.95
    assert figures.true_retention.count > 1000


def test_the_week_has_its_pattern(figures: Figures) -> None:
    monday_to_thursday, saturday = figures.reviews_by_weekday[:4], figures.reviews_by_weekday[5]
    assert saturday < 0.6 * min(monday_to_thursday)
    assert figures.reviews == sum(figures.reviews_by_weekday)


def test_some_students_stop_and_most_go_on(figures: Figures) -> None:
    assert 1 <= figures.stopped <= PLAN.students // 2


def test_students_differ_in_how_much_they_do(figures: Figures) -> None:
    assert figures.reviews_per_student.upper > 1.3 * figures.reviews_per_student.lower
    assert figures.days_per_student.least < 0.6 * figures.days_per_student.most


def test_answers_get_better_over_the_weeks(figures: Figures) -> None:
    weeks = figures.accuracy_by_week
    assert len(weeks) == PLAN.weeks
    assert pooled(weeks[-3:]) > pooled(weeks[:3]) + 0.05


def test_topics_differ_in_how_hard_they_are(figures: Figures) -> None:
    shares = [one.share or 0 for one in figures.accuracy_by_topic.values() if one.count >= 50]
    assert max(shares) > min(shares) + 0.05


def test_the_sure_are_right_more_often_than_the_unsure_but_not_always(figures: Figures) -> None:
    share = {name: one.share or 0 for name, one in figures.accuracy_by_confidence.items()}
    assert share["unsure"] < share["fairly_sure"] < share["sure"] < 1


def test_an_answer_takes_seconds_and_a_few_take_long(figures: Figures) -> None:
    assert 3 < figures.seconds_per_card.median < 15
    assert figures.seconds_per_card.most > 3 * figures.seconds_per_card.median


def test_a_few_quizzes_are_left_half_way(figures: Figures) -> None:
    assert 0.8 * figures.attempts < figures.attempts_finished < figures.attempts
