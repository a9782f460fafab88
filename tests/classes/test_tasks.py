"""A class is given cards to study and steps to read: who does them, and who says so."""

import re

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from quizapp.core.people import Role
from quizapp.database import db
from quizapp.models import CardRow, ReadyRow, TaskStateRow
from tests.classes.school import School, leave
from tests.classes.test_assigning import at, clock
from tests.classes.test_assigning import give as give_quiz
from tests.classes.test_calendar import ask, events, read
from tests.support.visitor import Reply, Visitor

ON_SQLITE = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)

DECK = "bank:terminology"


@pytest.fixture
def content() -> str:
    return "banks"


@pytest.fixture
def school(app: Flask) -> School:
    with at(0):
        return School(app=app)


def give_deck(school: School, **values: str) -> Reply:
    """Let the educator give the class cards at noon."""
    return _give(school, "deck", {"title": "Words first", "deck": DECK, "asked": "2"} | values)


def give_step(school: School, **values: str) -> Reply:
    """Let the educator give the class a step at noon."""
    return _give(school, "step", {"title": "Read this", "words": "One.\r\nTwo.\r\n\r\nThree."} | values)


def _give(school: School, kind: str, values: dict[str, str]) -> Reply:
    with at(0):
        form = school.educator.get(f"{school.path}tasks/new/{kind}").form("/tasks/new/")
        return school.educator.submit(form, form.with_values(**values))


def task_page(school: School, visitor: Visitor, title: str = "") -> Reply:
    """Return the page of the first task of the class, or of the one with a title."""
    found = re.search(rf'href="({school.path}tasks/[0-9a-f-]+/)"><b>{title}', visitor.get(school.path).text)
    assert found
    return visitor.get(found[1])


def press(visitor: Visitor, page: Reply, what: str) -> Reply:
    """Press the button of a task that says something to the class."""
    form = page.form(what)
    return visitor.submit(form, form.as_it_stands())


def has_button(page: Reply, what: str) -> bool:
    return any(form.action.endswith(what) for form in page.forms)


def study(visitor: Visitor, questions: int) -> None:
    """Let somebody answer as many new cards of the deck."""
    for _ in range(questions):
        form = visitor.get(f"/cards/next?scope={DECK}").form("/reviews")
        assert visitor.submit(form, form.as_it_stands("3")).status == 200


def count(app: Flask, row: type[CardRow | TaskStateRow]) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(row)) or 0


def test_a_student_adds_the_cards_answers_enough_and_says_that_it_is_done(app: Flask, school: School) -> None:
    give_deck(school, closes=clock(30), words="For Friday.")
    with at(1):
        kim = school.student("kim")
        assert "Words first" in kim.get("/").text
        page = task_page(school, kim)
        assert "For Friday." in page.text
        assert "once you have answered 2 of its" in page.text
        assert "You have answered 0 so far: 2 to go." in page.text
        assert not has_button(page, "/done")
        assert count(app, CardRow) == 0
        page = press(kim, page, "/begin")
        assert "Begun." in kim.get(school.path).text
        study(kim, 1)
        assert "You have answered 1 so far: 1 to go." in kim.get(page.path).text
        study(kim, 1)
        page = press(kim, kim.get(page.path), "/done")
        assert "You said on Friday 20 November 2026 at 13:00 that it is done." in page.text
        assert "Words first" not in kim.get("/").text
        assert "Done. Open until" in kim.get(school.path).text


def test_giving_cards_puts_them_among_nobodys(app: Flask, school: School) -> None:
    give_deck(school)
    with at(1):
        kim = school.student("kim")
        kim.get("/")
        task_page(school, kim)
    assert count(app, CardRow) == 0
    assert count(app, TaskStateRow) == 0


def test_too_few_answers_are_not_taken_for_done(app: Flask, school: School) -> None:
    give_deck(school, asked="1")
    with at(1):
        kim = school.student("kim")
        press(kim, task_page(school, kim), "/begin")
        study(kim, 1)
        done = task_page(school, kim).form("/done")
        form = school.educator.get(f"{task_page(school, kim).path}change").form("/change")
        school.educator.submit(form, form.with_values(asked="5"))
        refused = kim.submit(done, done.as_it_stands())
        assert refused.status == 409
        assert "A few questions are still to be answered" in refused.text
        assert "Begun" in kim.get(school.path).text


def test_a_step_is_read_marked_as_done_and_unmarked(school: School) -> None:
    give_step(school, closes=clock(6), link="https://example.org/nets", topic="support-safety")
    with at(1):
        kim = school.student("kim")
        page = task_page(school, kim)
        assert re.search(r"<p>One\.<br>Two\.</p>\s*<p>Three\.</p>", page.text)
        assert 'href="https://example.org/nets"' in page.text
        assert "emergency" in page.text
        assert "Not yet." in kim.get(school.path).text
        page = press(kim, page, "/done")
        assert "From your classes" not in kim.get("/").text
        page = press(kim, page, "/not-done")
        assert has_button(page, "/done")
        assert "Read this" in kim.get("/").text


@ON_SQLITE
def test_a_step_leads_to_a_step_of_the_course(school: School) -> None:
    with at(0):
        new = school.educator.get(f"{school.path}tasks/new/step").text
    found = re.search(r'<option value="(\d+)">1\. ([^<]+)<', new)
    assert found
    give_step(school, words="", course_step=found[1])
    with at(1):
        kim = school.student("kim")
        page = task_page(school, kim)
        assert f"Step 1 of the course: {found[2]}" in page.text
        link = re.search(r'href="(/quiz/course/[^"]+)">Open the step', page.text)
        assert link
        assert kim.get(link[1]).status == 200


def test_what_is_done_after_the_closing_is_late_until_the_closing_is_moved(school: School) -> None:
    give_step(school, closes=clock(2))
    with at(3):
        kim = school.student("kim")
        assert "From your classes" not in kim.get("/").text
        page = task_page(school, kim)
        assert "Closed on Friday 20 November 2026 at 14:00. You can still do it" in page.text
        page = press(kim, page, "/done")
        assert "after the closing: marked late" in page.text
        assert "done late" in school.educator.get(f"{school.path}gradebook").text
        form = school.educator.get(f"{page.path}change").form("/change")
        school.educator.submit(form, form.with_values(closes=clock(9)))
        assert "marked late" not in kim.get(page.path).text
        assert "done late" not in school.educator.get(f"{school.path}gradebook").text


def test_before_it_opens_nothing_of_it_is_read_and_nothing_is_noted(app: Flask, school: School) -> None:
    give_step(school)
    with at(1):
        kim = school.student("kim")
        page = task_page(school, kim)
        kept = page.form("/done")
        form = school.educator.get(f"{page.path}change").form("/change")
        school.educator.submit(form, form.with_values(opens=clock(5)))
        page = kim.get(page.path)
        assert "Opens on Friday 20 November 2026 at 17:00." in page.text
        assert "Three." not in page.text
        assert "Three." in school.educator.get(page.path).text
        assert not page.forms or not has_button(page, "/done")
        assert kim.submit(kept, kept.as_it_stands()).status == 409
    assert count(app, TaskStateRow) == 0


def test_what_is_due_stands_in_one_list_by_its_closing(school: School) -> None:
    give_deck(school, title="Second", closes=clock(20))
    give_step(school, title="Third", closes=clock(30))
    give_step(school, title="Last")
    give_quiz(school, title="First", closes=clock(10))
    with at(1):
        text = school.student("kim").get("/").text
        assert re.findall(r"<b>(First|Second|Third|Last)</b>", text) == ["First", "Second", "Third", "Last"]


def test_the_calendar_has_what_is_not_done_yet(app: Flask, school: School) -> None:
    give_deck(school, closes=clock(20))
    give_step(school, closes=clock(30))
    with at(1):
        kim = school.student("kim")
        path = ask(kim)
        assert events(read(app, path)) == ["Due: Words first", "Due: Read this"]
        assert "Cards to study of the class “Nurses 2026”." in read(app, path).text.replace("\r\n ", "")
        press(kim, task_page(school, kim, "Read"), "/done")
        assert events(read(app, path)) == ["Due: Words first"]


def test_the_gradebook_tells_what_students_said_and_nothing_else(school: School) -> None:
    give_deck(school, title="=1+1")
    give_step(school, opens=clock(1))
    with at(1):
        kim, robin = school.student("kim"), school.student("robin")
        press(kim, task_page(school, kim, "=1"), "/begin")
        press(robin, task_page(school, robin, "Read"), "/done")
        page = school.educator.get(f"{school.path}gradebook").text
        assert re.search(r"Kim.*?begun.*?not yet.*?Robin.*?not yet.*?done", page, re.DOTALL)
        assert [re.sub("<[^>]*>", "", one) for one in re.findall('<th scope="col">.*', page)] == [
            *("Student", "=1+1 Cards", "Read this Step"),
        ]
        kims = school.person("Kim").path.rsplit("/", 1)[1]
        marks = school.educator.get(f"{school.path}gradebook/{kims}").text
        assert re.search(r"<b>=1\+1</b><span>Cards · <span [^>]*>◐</span> begun</span>", marks)
        sheet = school.educator.get(f"{school.path}gradebook.csv").text
        assert "'=1+1 (cards)" in sheet
        assert re.search(r"Kim,.*begun,not yet\r\n", sheet)
        assert re.search(r"Robin,.*not yet,done\r\n", sheet)
        assert school.educator.get(f"{school.path}gradebook.xlsx").status == 200
        leave(robin, school.path)
        assert "Robin" not in school.educator.get(f"{school.path}gradebook.csv").text


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


def test_in_a_class_that_is_over_only_what_was_begun_goes_on(app: Flask, school: School) -> None:
    give_step(school)
    with at(1):
        kim, robin = school.student("kim"), school.student("robin")
        page = press(kim, press(kim, task_page(school, kim), "/done"), "/not-done")
        unbegun = task_page(school, robin).form("/done")
        school.end()
        over = task_page(school, robin)
        assert not has_button(over, "/done")
        assert "This class is over" in over.text
        assert "Marked as done." in press(kim, kim.get(page.path), "/done").text
        refused = robin.submit(unbegun, unbegun.as_it_stands())
        assert refused.status == 409
        assert "This class is over" in refused.text
        assert "From your classes" not in robin.get("/").text
    assert count(app, TaskStateRow) == 1


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
def test_who_is_done_in_time_is_told_that_marking_it_again_would_be_late(school: School) -> None:
    give_step(school, closes=clock(2))
    with at(1):
        kim = school.student("kim")
        done = press(kim, task_page(school, kim), "/done")
        assert "it is late" not in done.text
    with at(3):
        closed = kim.get(done.path).text
        assert "Closed on Friday 20 November 2026 at 14:00.<" in closed
        assert "mark it as done again, it is late" in closed
        assert "You can still do it" not in kim.get(school.path).text


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
