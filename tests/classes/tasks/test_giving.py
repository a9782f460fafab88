"""Cards and steps are given, changed and taken back, and what staff sees of them."""

import re

import pytest
from flask import Flask
from sqlalchemy import update

from quizapp.core.people import Role
from quizapp.database import db
from quizapp.models import CardRow, ReadyRow, TaskStateRow
from tests.classes.school import School, leave
from tests.classes.tasks.asked import (
    ON_SQLITE,
    count,
    give_deck,
    give_step,
    has_button,
    press,
    task_page,
)
from tests.classes.test_assigning import at, clock


def test_giving_cards_puts_them_among_nobodys(app: Flask, school: School) -> None:
    give_deck(school)
    with at(1):
        kim = school.student("kim")
        kim.get("/")
        task_page(school, kim)
    assert count(app, CardRow) == 0
    assert count(app, TaskStateRow) == 0


def test_a_task_is_taken_back_while_nobody_has_begun_it(school: School) -> None:
    give_step(school)
    give_step(school, title="Another")
    with at(1):
        kim = school.student("kim")
        page = task_page(school, kim, "Read")
        form = school.educator.get(f"{page.path}take-back").form("/take-back")
        press(kim, press(kim, page, "/done"), "/not-done")
        leave(kim, school.path)
        refused = school.educator.submit(form, form.as_it_stands())
        assert refused.status == 409
        assert "Somebody has begun this" in refused.text
        page = task_page(school, school.educator, "Another")
        form = school.educator.get(f"{page.path}take-back").form("/take-back")
        for _ in range(2):
            assert "It is taken back" in school.educator.submit(form, form.as_it_stands()).text
        assert school.educator.get(page.path).status == 404


@ON_SQLITE
@pytest.mark.parametrize(
    ("kind", "values", "sentence"),
    [
        ("deck", {"title": ""}, "Give it a title."),
        ("deck", {"deck": "bank:none"}, "to put right"),
        ("deck", {"asked": "0"}, "Write a whole number from 1"),
        ("deck", {"asked": "many"}, "Write a whole number from 1"),
        ("deck", {"closes": "2026-11-19T10:00"}, "closes before it opens"),
        ("step", {"words": ""}, "the page would be empty"),
        ("step", {"words": "x" * 4001}, "at most 4,000 characters"),
        ("step", {"link": "javascript:alert(1)"}, "begins with https://"),
        ("step", {"link": "https://["}, "begins with https://"),
        ("step", {"topic": "gardening"}, "to put right"),
        ("step", {"course_step": "999999"}, "to put right"),
        ("step", {"opens": "next week"}, "Write a day and a time"),
    ],
)
def test_what_cannot_be_given_says_what_to_put_right(
    school: School, kind: str, values: dict[str, str], sentence: str
) -> None:
    reply = give_deck(school, **values) if kind == "deck" else give_step(school, **values)
    assert reply.status == 422
    assert sentence in reply.text
    assert "There is nothing yet." in school.educator.get(school.path).text


@ON_SQLITE
def test_what_is_given_twice_is_given_once(school: School) -> None:
    with at(0):
        form = school.educator.get(f"{school.path}tasks/new/step").form("/tasks/new/")
        for _ in range(2):
            page = school.educator.submit(form, form.with_values(title="Read this", words="One."))
    assert page.text.count("<b>Read this</b>") == 1


def test_of_two_educators_who_change_the_same_the_second_is_told(school: School) -> None:
    give_deck(school)
    robin = school.student("robin", Role.EDUCATOR)
    school.change("Robin", "educator")
    task = task_page(school, robin).path
    first, second = (who.get(f"{task}change").form("/change") for who in (school.educator, robin))
    for _ in range(2):  # the same sent twice is no other change
        assert school.educator.submit(first, first.with_values(title="By Avery", asked="")).path == task
    told = robin.submit(second, second.with_values(title="By Robin"))
    assert told.status == 409
    assert "Title: By Avery" in told.text
    assert "Questions to be answered once: all." in told.text
    again = told.form("/change")
    robin.submit(again, again.as_it_stands())
    assert "By Robin" in school.educator.get(task).text


@ON_SQLITE
def test_a_step_keeps_the_step_of_the_course_that_is_not_offered_just_now(app: Flask, school: School) -> None:
    with at(0):
        found = re.search(
            r'<option value="(\d+)">1\. ', school.educator.get(f"{school.path}tasks/new/step").text
        )
        assert found
        give_step(school, words="", course_step=found[1])
        task = task_page(school, school.educator).path
        with app.app_context():
            db.session.execute(update(ReadyRow).values(offered=False))
            db.session.commit()
        form = school.educator.get(f"{task}change").form("/change")
        assert school.educator.submit(form, form.with_values(closes=clock(6))).path == task
        again = school.educator.get(f"{task}change").form("/change")
        assert again.controls["course_step"].chosen == [found[1]]


@ON_SQLITE
def test_the_second_of_two_educators_is_told_of_another_step_of_the_course(school: School) -> None:
    with at(0):
        new = school.educator.get(f"{school.path}tasks/new/step").text
    first_id, second_id = re.findall(r'<option value="(\d+)">[12]\. ', new)
    second_name = re.search(r">(2\. [^<]+)<", new)
    assert second_name
    give_step(school, course_step=first_id)
    task = task_page(school, school.educator).path
    first, second = (school.educator.get(f"{task}change").form("/change") for _ in range(2))
    school.educator.submit(first, first.with_values(course_step=second_id))
    told = school.educator.submit(second, second.with_values(title="Another"))
    assert told.status == 409
    assert f"Step of the course: {second_name[1]}." in told.text


@ON_SQLITE
def test_staff_has_no_button_that_says_something_of_a_task(school: School) -> None:
    give_step(school)
    with at(1):
        page = task_page(school, school.educator)
        assert not has_button(page, "/done")
        assert "Students mark it as done here." in page.text
        assert f'href="{school.path}gradebook"' in page.text


@ON_SQLITE
def test_staff_reads_when_a_deck_is_done_and_nothing_of_cards_of_their_own(school: School) -> None:
    told = give_deck(school)
    assert "Students find them on their page Today while they are open." in told.text
    with at(1):
        page = task_page(school, school.educator)
        assert "once a student has answered" in page.text
        for of_students in ("You have answered", "Study these cards", "come to you", "whether you have"):
            assert of_students not in page.text


@ON_SQLITE
def test_a_task_of_another_class_is_not_in_this_one(school: School) -> None:
    give_step(school)
    path = task_page(school, school.educator).path
    make = next(one for one in school.educator.get("/classes/").forms if "title" in one.controls)
    other = school.educator.submit(make, make.with_values(title="Others", name="Avery")).path
    elsewhere = f"{other.removesuffix('people')}tasks/{path.rstrip('/').rsplit('/', 1)[1]}"
    for page in ("", "change", "take-back"):
        assert school.educator.get(f"{elsewhere}/{page}").status == 404


@ON_SQLITE
def test_an_assistant_sees_the_gradebook_and_changes_nothing(school: School) -> None:
    give_step(school)
    with at(1):
        robin = school.student("robin")
        school.change("Robin", "assistant")
        page = task_page(school, robin)
        assert "Change it" not in page.text
        assert robin.get(f"{page.path}change").status in {403, 404}
        assert "Cards and steps" not in robin.get(f"{school.path}gradebook").text  # no student yet
        school.student("kim")
        assert "Cards and steps" in robin.get(f"{school.path}gradebook").text
