"""No page of a class has a fault, for its educator and for a student."""

import re

import pytest
from flask import Flask
from playwright.sync_api import Page

from tests.a11y.looking import CLASSES, LOOKS, ON_SQLITE, Looker
from tests.classes.school import School
from tests.quiz.taking import fixed, item_form
from tests.support.browser import follow
from tests.support.people import log_in, make_account
from tests.support.visitor import Visitor

pytestmark = pytest.mark.browser

FOR_STUDENTS = {"class_calendar.index", "class_join.index", "class_join.look", "class_join.ask_to_leave"}
"""Of the pages of classes, those that a student's walk shows."""


def give(school: School, title: str = "Week 1", **values: str) -> str:
    """Give the class a quiz, and return where its page stands."""
    form = school.educator.get(f"{school.path}quizzes/new").form("/quizzes/new")
    school.educator.submit(form, form.with_values(title=title, closes="2099-11-27T18:00", **values))
    found = re.search(rf'href="([^"]+)"><b>{title}</b>', school.educator.get(school.path).text)
    assert found
    return found[1]


def give_task(school: School, kind: str, **values: str) -> str:
    """Give the class cards or a step, and return where its page stands."""
    form = school.educator.get(f"{school.path}tasks/new/{kind}").form("/tasks/new/")
    title = values["title"]
    school.educator.submit(form, form.with_values(closes="2099-11-26T18:00", **values))
    found = re.search(rf'href="([^"]+)"><b>{title}</b>', school.educator.get(school.path).text)
    assert found
    return found[1]


def met_by_five(school: School) -> str:
    """Let five students hand in a ready-made set, and return where the page of a question of it stands."""
    new = school.educator.get(f"{school.path}quizzes/new").text
    found = re.search(r'<option value="([^"]+)">Set:', new)
    assert found
    quiz = give(school, "Week 2", what=found[1])
    for name in ("ada", "bo", "cy", "di", "ed"):
        hand_in(school.student(name), quiz, answers=True)
    found = re.search(
        r'href="([^"]+/questions/[^"/]+)"', school.educator.get(f"{school.path}questions/").text
    )
    assert found
    return found[1]


def hand_in(student: Visitor, quiz: str, *, answers: bool = False) -> None:
    """Let a student hand in a quiz, with an answer to its first question or with none."""
    begin = student.get(quiz).form("/quizzes/")
    page = student.submit(begin, begin.as_it_stands())
    attempt = page.path.removesuffix("/1")
    if answers:
        form = item_form(page)
        student.submit(form, [*fixed(form), ("chosen", "a"), ("action", "check")])
    finish = student.get(f"{attempt}/check").form("/finish")
    student.submit(finish, finish.as_it_stands())


@pytest.fixture
def content() -> str:
    return "banks"


@ON_SQLITE
@LOOKS
def test_no_page_that_a_student_sees_has_a_fault(app: Flask, page: Page) -> None:
    looker, school = Looker(app, page), School(app=app)
    give(school)
    for path in ("/classes/join", school.invitation, "/classes/invitation/replaced"):
        page.goto(path)
        looker.look(path)
    log_in(page, make_account(app, "kim@example.org"))
    page.goto(school.invitation)
    follow(page.get_by_role("button", name="Join the class"))
    looker.look("joining without a name")
    page.get_by_label("Your name").fill("Kim")
    follow(page.get_by_role("button", name="Join the class"))
    looker.look("a class, for a student")
    follow(page.get_by_role("link", name="Week 1"))
    follow(page.get_by_role("button", name="Begin"))
    looker.look("a question of a quiz of the class")
    step = give_task(school, "step", title="Read this", words="It is short.", topic="support-safety")
    cards = give_task(school, "deck", title="Study these", deck="bank:terminology", asked="1")
    page.goto("/")
    looker.look("what is due")
    page.goto(step)
    looker.look("a step")
    follow(page.get_by_role("button", name="Mark as done"))
    looker.look("a step that is done")
    page.goto(cards)
    follow(page.get_by_role("button", name="Add to my cards"))
    looker.look("cards that are begun")
    page.goto(f"{school.path}leave")
    looker.look("leaving")
    remove = school.person("Kim").form("/remove")
    school.educator.submit(remove, remove.as_it_stands())
    page.goto(school.invitation)
    looker.look("a class that an educator took somebody out of")
    page.goto("/classes/calendar/")
    looker.look("no calendar")
    follow(page.get_by_role("button", name="Make an address for it"))
    looker.look("the address of a calendar")
    assert looker.faults == {}
    assert looker.seen >= FOR_STUDENTS


@ON_SQLITE
@LOOKS
def test_no_page_that_an_educator_sees_has_a_fault(app: Flask, page: Page) -> None:
    looker, school = Looker(app, page), School(app=app)
    invitation = school.invitation
    robin, _ = school.student("robin"), school.student("sam")
    quiz = give(school)
    hand_in(robin, quiz)
    question = met_by_five(school)
    step = give_task(school, "step", title="Read this", words="It is short.")
    page.goto("/classes/join")
    cookies = school.educator.cookies.items()
    page.context.add_cookies([{"name": name, "value": value, "url": page.url} for name, value in cookies])
    for path in (
        "/classes/",
        school.path,
        school.take_out("Sam").path,  # the page of the people
        school.person("Robin").path,
        quiz,
        f"{quiz}terms",
        f"{quiz}report",
        f"{quiz}preview",
        f"{quiz}take-back",
        step,
        f"{step}change",
        f"{step}take-back",
        f"{school.path}tasks/new/deck",
        f"{school.path}end",
        f"{school.path}leave",
        f"{school.path}gradebook",
        f"{school.path}questions/",
        f"{school.path}knowledge",
        question,
    ):
        page.goto(path)
        looker.look(path)
    page.goto(f"{school.path}quizzes/new")
    follow(page.get_by_role("button", name="Give it to the class"))
    looker.look("a quiz without a title")
    page.goto(f"{school.path}tasks/new/step")
    follow(page.get_by_role("button", name="Give it to the class"))
    looker.look("a step with nothing in it")
    page.goto(f"{school.path}invite/")
    for text in ("Kim", "name;email\nKim Lind;kim@example.org\nRobin;robin@example.org\nSam;sam\n"):
        page.get_by_label("List of people").set_input_files(
            {"name": "list.csv", "mimeType": "text/csv", "buffer": text.encode()}
        )
        follow(page.get_by_role("button", name="Look at the list"))
        looker.look(f"a list of people: {text}")
    follow(page.get_by_role("button", name="Make 1 invitation"))
    looker.look("people who are invited")
    page.goto(f"{school.path}gradebook")
    follow(page.get_by_role("link", name="Robin"))
    looker.look("the marks of a student")
    follow(page.get_by_role("link", name="Week 1"))
    follow(page.get_by_role("button", name="Set the mark"))
    looker.look("a mark without a reason")
    page.get_by_label("Mark in percent").fill("80")
    page.get_by_label("Why").fill("It was ill.")
    follow(page.get_by_role("button", name="Set the mark"))
    follow(page.get_by_role("row", name="Robin").get_by_role("link").first)
    looker.look("a mark that is set")
    school.end()
    for path in (school.path, invitation, f"{school.path}end", f"{school.path}people"):
        page.goto(path)
        looker.look(f"{path}, over")
    assert looker.faults == {}
    assert looker.seen >= CLASSES - FOR_STUDENTS
