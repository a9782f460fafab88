"""Students study cards and read steps that their class was given, and say so."""

import re

from flask import Flask

from quizapp.models import CardRow, TaskStateRow
from tests.classes.school import School, leave
from tests.classes.tasks.asked import (
    ON_SQLITE,
    count,
    give_deck,
    give_step,
    has_button,
    press,
    study,
    task_page,
)
from tests.classes.test_assigning import at, clock
from tests.classes.test_assigning import give as give_quiz
from tests.classes.test_calendar import ask, events, read


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
