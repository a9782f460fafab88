"""Choosing what else to study, and practising, through the pages and without a script."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from quizapp.core.scheduling import Phase
from quizapp.database import db
from quizapp.models import CardStateRow, CramRow, LearnerRow, ReviewRow
from quizapp.study.log import clock_of
from quizapp.web.clock import utcnow
from tests.study.student import Student, heading
from tests.study.test_pages import student
from tests.support.visitor import Reply

__all__ = ["student"]

BEGUN = re.compile(r"/cards/cram/[0-9a-f-]{36}")


def begin(student: Student, *, scope: str = "all", exam: str = "") -> Reply:
    """Begin a practice by its form."""
    form = student.visitor.get(f"/cards/cram/?scope={scope}").form("/cards/cram/")
    return student.visitor.submit(form, form.with_values(exam=exam))


def practise(student: Student, page: Reply, rating: str) -> Reply:
    """Press an answer button of a practice."""
    form = page.form("/cards/cram/")
    return student.visitor.submit(form, form.with_values(rating=rating))


def put_to_review(student: Student, *, ahead: int) -> None:
    """Let every card have been studied days ago, to come back so many days from now."""
    with student.app.app_context():
        learner = db.session.scalars(select(LearnerRow)).one()
        today = clock_of(learner).day(utcnow())
        values = {"phase": Phase.REVIEW, "due_day": today + ahead, "last_day": today - 3}
        db.session.execute(update(CardStateRow).values(**values, stability=5.0, difficulty=5.0, reps=1))
        db.session.commit()


def states(student: Student) -> list[tuple[object, ...]]:
    with student.app.app_context():
        table = CardStateRow.__table__
        return [
            tuple(row) for row in db.session.execute(select(table).order_by(table.c.item_id, table.c.face))
        ]


def test_somebody_new_is_told_how_to_get_cards(student: Student) -> None:
    assert heading(student.visitor.get("/cards/choose/")) == "No cards yet"
    page = student.visitor.get("/cards/cram/")
    assert "No cards yet" in page.text
    assert not [form for form in page.forms if form.action.endswith("/cards/cram/")]
    assert student.count(LearnerRow) == 0


def test_each_way_says_how_many_cards_it_has_or_what_to_do(student: Student) -> None:
    student.add()
    page = student.visitor.get("/cards/choose/")
    assert "No card is marked yet. On any card, “More about this card” marks it." in page.text
    assert "Nothing slipped away in the last seven days." in page.text
    assert "No card falls due in the next 30 days." in page.text
    assert "3 new" in page.text
    put_to_review(student, ahead=5)
    student.press(student.visitor.get("/cards/item-1/main"), "/moves", "flag")
    page = student.visitor.get("/cards/choose/")
    assert "1 card · none can be studied now" in page.text
    assert re.search(r"ahead:7.*?3 cards", page.text, re.DOTALL)
    assert "You have no new cards." in page.text


def test_cards_due_today_are_not_counted_among_those_ahead_of_their_day(student: Student) -> None:
    student.add()
    put_to_review(student, ahead=5)
    with student.app.app_context():
        first = select(CardStateRow.item_id).order_by(CardStateRow.item_id).limit(1).scalar_subquery()
        db.session.execute(
            update(CardStateRow).where(CardStateRow.item_id == first).values(due_day=CardStateRow.due_day - 5)
        )
        db.session.commit()
    page = student.visitor.get("/cards/choose/")
    assert "Those due today come before them: 1 card, not counted here." in page.text
    assert re.search(r"The next 3 days</b> <span class=\"muted\">none<", page.text)
    assert re.search(r"ahead:7.*?2 cards", page.text, re.DOTALL)


def test_a_card_ahead_of_its_day_is_answered_on_its_page(student: Student) -> None:
    student.add()
    put_to_review(student, ahead=5)
    assert heading(student.next()) == "That is all for today"
    for _ in range(3):
        page = student.next("ahead:7")
        assert "comes back" not in page.text
        student.rate(page, 3)
    assert heading(student.next("ahead:7")) == "That is all for today"
    assert student.count() == 3


def test_answers_of_a_practice_are_taken_back_by_a_button(student: Student) -> None:
    student.add()
    page = begin(student)
    assert "Undo the last answer" not in page.text
    first = heading(page)
    for rating in "133":
        page = practise(student, page, rating)
    for _ in range(3):
        assert "Undo the last answer" in page.text
        page = student.press(page, "/undo")
        assert "Undone. Here is the card again." in page.text
    assert (heading(page), "Undo the last answer" in page.text) == (first, False)


def test_the_end_of_a_practice_can_be_taken_back(student: Student) -> None:
    student.add()
    page = begin(student)
    for _ in range(3):
        page = practise(student, page, "3")
    assert heading(page) == "You have known each card once"
    assert "1 left" in student.press(page, "/undo").text


def test_a_practice_is_gone_through_without_a_script_and_changes_no_card(student: Student) -> None:
    student.add()
    before = states(student)
    page = begin(student)
    assert BEGUN.fullmatch(page.path)
    assert "3 left" in page.text
    assert "your schedule stays as it is" in page.text
    page = practise(student, page, "1")
    assert "3 left" in page.text
    go_on = student.visitor.get("/cards/cram/")
    assert "3 left" in go_on.text
    for _ in range(3):
        page = practise(student, page, "3")
    assert heading(page) == "You have known each card once"
    assert "3 cards, 2 at the first try" in page.text
    assert "Go on with" not in student.visitor.get("/cards/cram/").text
    assert states(student) == before


def test_a_practice_for_an_exam_says_what_can_be_expected(student: Student) -> None:
    student.add()
    put_to_review(student, ahead=20)
    with student.app.app_context():
        learner = db.session.scalars(select(LearnerRow)).one()
        today = clock_of(learner).moment(utcnow()).now.date()
    # Early in the morning a learner's day is still the one before, from which a year is counted.
    page = begin(student, exam=(today + timedelta(days=364)).isoformat())
    assert page.status == 200
    assert "About 1 card a day would show you all that are left once more by then." in page.text
    assert "of the 3 cards that you have studied" in page.text
    page = practise(student, page, "1")
    assert "The exam is" not in page.text
    for _ in range(3):
        page = practise(student, page, "3")
    assert heading(page) == "You have known each card once"
    assert "The exam is" in page.text


def test_a_practice_leads_to_no_page_where_an_answer_counts(student: Student) -> None:
    student.add()
    assert "/cards/item-" not in begin(student).text


def test_the_end_of_a_practice_counts_no_card_that_was_not_known_at_once(student: Student) -> None:
    student.add()
    page = begin(student)
    for rating in "111333":
        page = practise(student, page, rating)
    assert "3 cards. Your schedule stays as it was." in page.text


@pytest.mark.parametrize(
    ("exam", "words"),
    [
        ("2020-01-01", "Choose a day from today to a year ahead"),
        ("soon", "Write the day of the exam as year"),
    ],
)
def test_a_day_that_cannot_be_is_refused_with_what_to_do(student: Student, exam: str, words: str) -> None:
    student.add()
    page = begin(student, exam=exam)
    assert (page.status, words in page.text) == (422, True)
    assert student.count(CramRow) == 0


def test_cards_that_are_not_in_the_list_are_refused(student: Student) -> None:
    student.add()
    form = student.visitor.get("/cards/cram/").form("/cards/cram/")
    values = [(name, "topic:none" if name == "scope" else value) for name, value in form.as_it_stands()]
    assert student.visitor.submit(form, values).status == 422


def test_the_second_of_two_tabs_is_told_and_shown_what_comes_next(student: Student) -> None:
    student.add()
    tabs = [begin(student)]
    tabs.append(student.visitor.get(tabs[0].path))
    practise(student, tabs[0], "3")
    page = practise(student, tabs[1], "1")
    assert (page.status, "You answered this card elsewhere" in page.text) == (409, True)
    assert "2 left" in page.text
    assert student.count() == 1


def test_what_the_page_never_sends_is_answered_with_a_sentence(student: Student, app: Flask) -> None:
    student.add()
    page = begin(student)
    form = page.form("/cards/cram/")
    for rating in ("0", "5", "", "x"):
        assert student.visitor.submit(form, form.with_values(rating=rating)).status == 422
    with app.app_context():
        assert db.session.scalars(select(ReviewRow)).all() == []
    for path in ("/cards/cram/none", "/cards/cram/00000000-0000-0000-0000-000000000000"):
        assert student.visitor.get(path).status == 404
