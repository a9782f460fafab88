"""The ready-made sets and the course that come with the program."""

from datetime import date

import pytest

from quizapp import data_folder
from quizapp.banks import checking
from quizapp.banks.checking import Report
from quizapp.banks.ready import ReadyFiles
from quizapp.core.items import Topic

QUESTIONS = data_folder("questions")
WRITTEN_ON = date(2026, 11, 21)


@pytest.fixture(scope="module")
def report() -> Report:
    return checking.check(QUESTIONS, today=WRITTEN_ON)


@pytest.fixture(scope="module")
def ready(report: Report) -> ReadyFiles:
    assert report.ready
    return report.ready


@pytest.mark.parametrize("name", ["sets.toml", "course.toml"])
def test_every_set_and_every_step_is_sound(ready: ReadyFiles, name: str) -> None:
    assert [found.finding for found in ready.findings[name]] == []


def test_most_sets_hold_a_question_on_support_and_safety(report: Report, ready: ReadyFiles) -> None:
    topics = {item.id: item.topic for file in report.banks if file.bank for item in file.bank.items}
    with_support = [
        one for one in ready.sets.values() if Topic.SUPPORT_SAFETY in {topics[id_] for id_ in one.items}
    ]
    assert len(ready.sets) >= 8
    assert len(with_support) > len(ready.sets) / 2


def test_the_course_has_ten_steps_one_for_each_topic(ready: ReadyFiles) -> None:
    assert len(ready.steps) == 10
    assert {step.topic for step in ready.steps.values()} == set(Topic)


def test_sets_on_what_may_upset_say_so_before_they_start(ready: ReadyFiles) -> None:
    for name in ("family-and-causes", "carcinoid-crisis"):
        assert ready.sets[name].content_note
