"""Moving cards and undoing on the pages, without a script; help with a card that slips away."""

import re
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select, update

from quizapp.core.scheduling import Phase
from quizapp.database import db
from quizapp.models import CardStateRow, ItemRow
from tests.core.builders import make_item
from tests.study.desk import make_items, store_bank
from tests.study.student import Student, heading
from tests.study.test_answering import make_rows
from tests.support.visitor import AppConnection, Reply, Visitor


@pytest.fixture
def student(app: Flask) -> Student:
    with app.app_context():
        store_bank("words", *make_items(2))
        make_rows()
    return Student(app, Visitor(AppConnection(app)))


def words(page: Reply) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.text).split())


def set_day(student: Student, page: Reply, **wish: str) -> Reply:
    """Choose a day by the one of the three forms that has the field."""
    (form,) = [one for one in page.forms if one.action.endswith("/day") and set(wish) <= set(one.controls)]
    return student.visitor.send(form, form.with_values(**wish))


def due_days(student: Student) -> list[int | None]:
    with student.app.app_context():
        return list(db.session.scalars(select(CardStateRow.due_day).order_by(CardStateRow.item_id)))


def slips(student: Student, lapses: int = 7) -> None:
    """Let every card have slipped away so often."""
    learned = {"phase": Phase.REVIEW, "due_day": 1, "last_day": 0, "stability": 2.0, "difficulty": 5.0}
    with student.app.app_context():
        db.session.execute(update(CardStateRow).values(**learned, lapses=lapses))
        db.session.commit()


def test_a_day_is_chosen_by_a_button_a_number_or_a_date_and_each_can_be_undone(student: Student) -> None:
    student.add()
    student.rate(student.next(), 4)
    first = student.visitor.get("/cards/item-1/main")
    (due, _) = due_days(student)
    page = student.press(first, "/day", "7")
    assert "The card comes back on " in page.text
    (form,) = [one for one in page.forms if one.action.endswith("/day") and "days" in one.controls]
    page = student.visitor.submit(form, form.with_values(days="1"))
    assert "The card comes back tomorrow." in page.text
    for _ in range(2):
        page = student.press(page, "/cards/undo")
        assert "Undone. Here is the card again." in page.text
    assert due_days(student)[0] == due
    assert "Undo the last answer" in page.text


@pytest.mark.parametrize(
    "wish",
    [
        {"days": "-1"},
        {"days": "366"},
        {"days": "soon"},
        {"days": ""},
        {"on": "1999-01-01"},
        {"on": "9999-12-31"},
    ],
)
def test_a_day_that_cannot_be_is_refused_in_a_sentence(student: Student, wish: dict[str, str]) -> None:
    student.add()
    student.rate(student.next(), 4)
    before = due_days(student)
    page = set_day(student, student.visitor.get("/cards/item-1/main"), **wish)
    assert (page.status, "Choose a day from today to a year ahead" in page.text) == (422, True)
    assert due_days(student) == before
    (field,) = wish
    assert '<details class="no-print" open>' in page.text
    assert re.search(rf'id="{field}-error">.*?Choose a day', page.text)
    assert re.search(
        rf'<input aria-describedby="{field}-error" aria-invalid="true"[^>]* id="{field}"', page.text
    )
    again = student.visitor.get(page.path)
    assert (again.status, again.path) == (200, "/cards/item-1/main")


def test_a_card_is_started_anew_and_back(student: Student) -> None:
    student.add()
    student.rate(student.next(), 4)
    page = student.press(student.visitor.get("/cards/item-1/main"), "/forget")
    assert "The card is new again. What you answered before stays in its history." in page.text
    assert page.form("/reviews").controls["version"].chosen == ["2"]
    assert "Undo starting a card anew" in page.text
    assert "This card comes back" in student.press(page, "/cards/undo").text


def test_a_new_card_is_offered_neither_another_day_nor_starting_anew(student: Student) -> None:
    student.add()
    page = student.next()
    assert not [form for form in page.forms if form.action.endswith(("/day", "/forget"))]
    assert "Not today" in page.text


def test_another_day_for_a_card_that_became_new_meanwhile_is_told(student: Student) -> None:
    student.add()
    student.rate(student.next(), 4)
    page = student.visitor.get("/cards/item-1/main")
    student.press(page, "/forget")
    refused = set_day(student, page, days="3")
    assert (refused.status, heading(refused)) == (409, "This card is new")


def test_another_day_of_a_card_at_rest_says_that_it_still_rests(student: Student) -> None:
    student.add()
    student.rate(student.next(), 4)
    student.press(student.visitor.get("/cards/item-1/main"), "/moves", "rest")
    page = student.press(student.visitor.get("/cards/item-1/main"), "/day", "7")
    assert re.search(r"The card comes back on [^.]+, once you take it back in\.", page.text)


def test_undoing_an_answer_to_a_question_that_was_withdrawn_leads_on_to_the_next(student: Student) -> None:
    student.add()
    page = student.rate(student.next(), 4)
    with student.app.app_context():
        db.session.execute(update(ItemRow).filter_by(slug="item-1").values(offered=False))
        db.session.commit()
    page = student.press(page, "/cards/undo")
    assert "Undone." in page.text
    assert "/item-2/" in page.form("/reviews").action


def test_moves_and_answers_of_several_cards_are_undone_one_after_another(student: Student) -> None:
    student.add()
    first = student.next()
    page = student.rate(first, 4)
    page = student.press(page, "/moves", "flag")
    page = student.press(page, "/moves", "tomorrow")
    told = ["Undo “Not today”", "Undo the mark", "Undo the last answer"]
    for label in told:
        assert label in words(page)
        page = student.press(page, "/cards/undo")
    assert not [form for form in page.forms if form.action.endswith("/undo")]
    assert "2 left today" in student.next().text
    assert student.count() == 2


def test_each_move_is_confirmed_in_a_sentence(student: Student) -> None:
    student.add()
    assert "The card is marked." in student.press(student.next(), "/moves", "flag").text
    assert "The card rests until you take it back in." in student.press(student.next(), "/moves", "rest").text
    aside = student.visitor.get("/cards/set-aside")
    assert "Undo letting a card rest" in aside.text
    assert "The card is back among the others." in student.press(aside, "/moves", "back").text


def test_a_move_sent_twice_is_made_once(student: Student) -> None:
    student.add()
    form = student.next().form("/moves")
    for _ in range(2):
        assert student.visitor.send(form, form.as_it_stands("rest")).status == 303
    page = student.press(student.next(), "/cards/undo")
    assert not [form for form in page.forms if form.action.endswith("/undo")]


def test_a_stranger_can_neither_move_nor_renew_somebody_elses_card(student: Student) -> None:
    student.add()
    student.rate(student.next(), 4)
    page = student.visitor.get("/cards/item-1/main")
    stranger = Visitor(AppConnection(student.app))
    own = stranger.get("/settings").forms[0]
    stranger.submit(own, own.as_it_stands())
    ticket = {name: own.controls[name].chosen[0] for name in ("csrf_token", "ticket")}
    for form in [form for form in page.forms if form.action.endswith(("/day", "/forget"))]:
        wish = {name: "3" for name in ("days",) if name in form.controls}
        assert stranger.send(form, form.with_values(**ticket, **wish)).status == 404
    assert student.count() == 1


def test_a_card_that_slips_is_met_with_the_fact_its_source_its_words_and_other_questions(
    student: Student,
) -> None:
    student.add()
    slips(student)
    page = student.rate(student.next(), 1)
    told = words(page)
    assert "This one slips away again and again. That happens to everybody: it is the card, not you." in told
    assert "The fact in full “Neuro” means nerve. Cancer Research UK, 2014" in told
    assert "The same, asked another way" in told
    assert "/cards/item-2/main" in page.text
    assert [value for name, value in page.form("/moves").buttons if name == "how"] == ["rest", "flag"]


def test_another_question_on_the_same_fact_can_be_added_from_there(student: Student) -> None:
    student.add()
    slips(student)
    with student.app.app_context():
        store_bank("more", make_item(id="asks-the-same"))
    page = student.rate(student.next(), 1)
    added = student.press(page, "/cards/asks-the-same/add")
    assert "The question is among your cards now." in added.text
    assert "/cards/asks-the-same/main" in student.visitor.get("/cards/item-1/main/why").text


def test_a_question_that_was_withdrawn_is_no_other_way_to_ask(student: Student) -> None:
    student.add()
    slips(student)
    with student.app.app_context():
        db.session.execute(update(ItemRow).filter_by(slug="item-2").values(offered=False))
        db.session.commit()
    assert "item-2" not in student.visitor.get("/cards/item-1/main/why").text


def test_another_face_of_a_matching_question_is_offered(student: Student) -> None:
    student.add("bank:pairs")
    slips(student)
    page = student.visitor.get("/cards/hormones/pair-insulin/why")
    assert "/cards/hormones/pair-gastrin" in page.text
    assert "/cards/hormones/pair-insulin&#34;" not in page.text


def test_a_card_that_slips_leads_to_the_closer_look(student: Student) -> None:
    student.add()
    slips(student, lapses=8)
    assert "/cards/item-1/main/why" in student.next().text


def test_an_item_that_is_not_there_is_not_added(student: Student) -> None:
    student.add()
    form = student.visitor.get("/cards/").form("/decks")
    for slug in ("nothing-here", "x" * 300, "%00"):
        made_up = replace(form, action=f"/cards/{slug}/add")
        assert (slug, student.visitor.send(made_up, made_up.as_it_stands()).status) == (slug, 404)
