"""The model of simulated students: they learn, they forget, and they differ."""

from dataclasses import replace
from datetime import UTC, date, datetime
from random import Random
from statistics import mean
from zoneinfo import ZoneInfo

import pytest

from quizapp.core.cards import asked_faces
from quizapp.core.forgetting import Rating
from quizapp.core.grading import grade
from quizapp.core.items import Item, ItemType, Response
from quizapp.core.tallies import Confidence
from quizapp.demo import answering
from quizapp.demo.memory import Memory, Trace, hardness
from quizapp.demo.students import Student, draw_moment, draw_student, made_steady
from tests.core.builders import (
    make_choices,
    make_item,
    make_matching,
    make_ordering,
    make_select_all,
    make_short_answer,
)

DAYS = 56
ITEMS = (
    make_item(),
    make_item(make_choices("True*", "False"), type=ItemType.TRUE_FALSE),
    make_select_all("Gastrin*", "Gastrinoma", "Glucagon*", "Glucagonoma", "Somatostatin*", "VIPoma"),
    make_matching({"insulinoma": "Insulin", "gastrinoma": "Gastrin", "vipoma": "VIP"}, "Bile"),
    make_short_answer("gastrin"),
    make_ordering("First", "Second", "Third", "Fourth"),
)


def make_student(**traits: object) -> Student:
    return replace(made_steady(draw_student(Random(7), days=DAYS)), **traits)  # type: ignore[arg-type]


def study_days(student: Student, rng: Random) -> list[int]:
    return [number for number in range(DAYS) if student.studies_on(number, number % 7, rng)]


def test_the_same_chance_makes_the_same_student() -> None:
    one, other = (draw_student(Random(3), days=DAYS) for _ in range(2))
    assert replace(one, scheduler=other.scheduler) == other
    assert one.scheduler.parameters == other.scheduler.parameters


def test_every_student_forgets_in_their_own_way_within_what_fsrs_allows() -> None:
    parameters = {draw_student(Random(seed), days=DAYS).scheduler.parameters for seed in range(50)}
    assert len(parameters) == 50


def test_some_students_stop_early_and_none_studies_after_that() -> None:
    students = [draw_student(Random(seed), days=DAYS) for seed in range(200)]
    stopping = [student for student in students if student.last_day is not None]
    assert 15 <= len(stopping) <= 60
    assert all(max(study_days(one, Random(1)), default=0) <= (one.last_day or 0) for one in stopping)


def test_saturdays_are_quieter_than_tuesdays() -> None:
    days = [day % 7 for seed in range(50) for day in study_days(make_student(), Random(seed))]
    assert days.count(5) < 0.6 * days.count(1)


def test_a_student_sits_down_between_six_and_eleven_on_their_own_clock() -> None:
    zone = ZoneInfo("America/New_York")
    moments = [draw_moment(date(2026, 3, 8), zone, Random(seed)).astimezone(zone) for seed in range(300)]
    assert {moment.date() for moment in moments} == {date(2026, 3, 8)}
    assert min(moment.hour for moment in moments) >= 6
    assert max(moments) <= datetime(2026, 3, 9, 3, tzinfo=UTC)


def test_what_was_practised_fades_with_the_days() -> None:
    memory, item = Memory(student=make_student()), make_item()
    memory.practise(item, "main", right=True, day=0)
    chances = [memory.recall(item, "main", day=day) for day in (0, 1, 5, 30)]
    assert chances == sorted(chances, reverse=True)
    assert chances[0] > chances[-1]


def test_what_was_recalled_lasts_longer_than_what_slipped_away() -> None:
    memory, item = Memory(student=make_student()), make_item()
    for face, right in (("kept", True), ("lost", False)):
        memory.practise(item, face, right=True, day=0)
        memory.practise(item, face, right=right, day=3)
    assert memory.recall(item, "kept", day=10) > memory.recall(item, "lost", day=10)


def test_the_able_know_more_beforehand_and_keep_it_longer() -> None:
    item = make_item()
    for traces in ({}, {(item.id, "main"): Trace(stability=5, difficulty=5, day=0)}):
        able, others = (
            Memory(student=make_student(ability=ability), traces=dict(traces)) for ability in (1.5, -1.5)
        )
        assert able.recall(item, "main", day=5) > others.recall(item, "main", day=5)


def test_an_item_is_as_hard_today_as_tomorrow() -> None:
    assert hardness(make_item()) == hardness(make_item())
    assert hardness(make_item(id="one")) != hardness(make_item(id="other"))


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.type)
def test_who_knows_an_item_is_right_but_for_a_slip(item: Item) -> None:
    marks = [grade(item, respond(item, knows=True, seed=seed)).is_right for seed in range(200)]
    assert mean(marks) > 0.75


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.type)
def test_who_does_not_know_an_item_is_mostly_wrong_and_seldom_right_by_luck(item: Item) -> None:
    marks = [grade(item, respond(item, knows=False, seed=seed)) for seed in range(200)]
    assert mean(mark.is_right for mark in marks) < (0.65 if item.type is ItemType.TRUE_FALSE else 0.5)
    assert any(not mark.answered for mark in marks)


def respond(item: Item, *, knows: bool, seed: int) -> Response:
    return answering.respond(item, dict.fromkeys(asked_faces(item), knows), Random(seed))


def test_what_was_not_recalled_is_always_rated_again() -> None:
    student = make_student(buttons=4)
    ratings = {answering.rate(student, 0.9, recalled=False, rng=Random(seed)) for seed in range(50)}
    assert ratings == {Rating.AGAIN}


@pytest.mark.parametrize(
    ("buttons", "used"), [(2, {Rating.GOOD}), (4, {Rating.HARD, Rating.GOOD, Rating.EASY})]
)
def test_a_student_uses_the_buttons_they_chose(buttons: int, used: set[Rating]) -> None:
    student = make_student(buttons=buttons)
    assert {answering.rate(student, 0.9, recalled=True, rng=Random(seed)) for seed in range(200)} == used


def test_durations_are_skewed_a_few_answers_take_long() -> None:
    rng = Random(1)
    seconds = sorted(answering.take_seconds(make_student(), rng, unsure=False) for _ in range(999))
    assert mean(seconds) > 1.05 * seconds[499]


def test_who_likely_knows_says_sure_more_often() -> None:
    student = make_student(overconfidence=0.0)

    def sure(recall: float) -> int:
        felt = [answering.feel(student, recall, known=recall > 0.5, rng=Random(seed)) for seed in range(200)]
        return felt.count(Confidence.SURE)

    assert sure(0.95) > 2 * sure(0.3)


def test_who_does_not_say_how_sure_they_are_has_no_confidence() -> None:
    student = make_student(states_confidence=False)
    assert answering.feel(student, 0.9, known=True, rng=Random(1)) is None
