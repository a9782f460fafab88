"""Typing the answer of a card before it is shown, and seeing its choices at once."""

import logging
import re
from dataclasses import replace

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from quizapp.core.typed_diff import MOST_TYPED
from quizapp.models import CardStateRow
from tests.core.builders import make_item, make_numeric, make_short_answer
from tests.study.desk import store_bank
from tests.study.student import Student
from tests.support.browser import follow, watched_page
from tests.support.visitor import AppConnection, Reply, Visitor

OPEN = '<details class="answer" id="answer" open>'


@pytest.fixture
def student(app: Flask) -> Student:
    """A student with a card whose answer is typed, and one whose answer is recalled."""
    with app.app_context():
        store_bank("typed", make_short_answer("insulinoma", "islet cell tumour"))
        store_bank("words", make_item(id="recalled"))
        store_bank("numbers", replace(make_numeric("5", "0.5", "mm"), id="how-wide"))
    student = Student(app, Visitor(AppConnection(app)))
    student.add("bank:typed")
    student.add("bank:words")
    student.add("bank:numbers")
    return student


def type_answer(student: Student, text: str, deck: str = "typed") -> Reply:
    """Type an answer and send it."""
    form = student.next(f"bank:{deck}").form("/typed")
    return student.visitor.submit(form, form.with_values(typed=text))


def words(page: Reply) -> str:
    """Return what a page says, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", "", page.text).split())


def test_what_was_typed_stands_beside_the_answer_and_what_differs_is_said(student: Student) -> None:
    page = type_answer(student, "  insulnoma ")
    assert page.status == 200
    assert OPEN in page.text
    assert 'aria-hidden="true">insul<ins>i</ins>noma</p>' in page.text
    assert "You typed “insulnoma”. The answer is “insulinoma”. Left out: “i”." in words(page)
    assert "Suggested: “I knew it”." in words(page)
    assert "1 left today" in words(page)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("INSULINOMA", "You typed “INSULINOMA”. That is the answer. Suggested: “I knew it”."),
        ("islet-cell tumor", "You typed “islet-cell tumor”. That is the answer. Suggested: “I knew it”."),
        ("insulin", "The answer is “insulinoma”. Left out: “oma”. Suggested: “Not yet”."),
        ("gastrin", "You typed “gastrin”. The answer is “insulinoma”. Suggested: “Not yet”."),
        ("insul in oma x", "Too much: a space, a space, “x”. Suggested: “Not yet”."),
        ("<b>x</b>", "You typed “&lt;b&gt;x&lt;/b&gt;”."),
    ],
)
def test_the_suggestion_follows_the_rule_of_typed_answers(student: Student, typed: str, told: str) -> None:
    assert told in words(type_answer(student, typed))


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("5 mm", "You typed “5 mm”. That is the answer. Suggested: “I knew it”."),
        ("5,0", "You typed “5,0”. That is the answer. Suggested: “I knew it”."),
        (
            "4.6",
            "The answer is “5 mm (4.5 to 5.5 mm counts)”. Yours counts, too. Suggested: “I knew it”.",
        ),
        ("6", "You typed “6”. The answer is “5 mm (4.5 to 5.5 mm counts)”. Suggested: “Not yet”."),
    ],
)
def test_a_typed_number_counts_within_its_tolerance(student: Student, typed: str, told: str) -> None:
    assert told in words(type_answer(student, typed, "numbers"))


def test_a_number_in_another_unit_is_told_and_stays_in_the_field(student: Student) -> None:
    assert "In mm" in student.next("bank:numbers").text
    page = type_answer(student, "5 cm", "numbers")
    assert page.status == 422
    assert "“cm” is not the unit asked for." in page.text
    assert 'value="5 cm"' in page.text
    assert 'inputmode="decimal"' in page.text


def test_typing_stores_nothing_and_is_told_to_nobody(
    student: Student, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    before = student.count(CardStateRow)
    page = type_answer(student, "something private")
    assert "private" not in page.path
    assert "private" not in caplog.text
    assert (student.count(), student.count(CardStateRow)) == (0, before)
    assert student.rate(page, 3).status == 200
    assert student.count() == 1


def test_the_time_of_typing_counts_with_the_answer(student: Student) -> None:
    form = student.next("bank:typed").form("/typed")
    page = student.visitor.submit(form, form.with_values(typed="x", duration_ms="1500"))
    assert page.form("/reviews").controls["duration_ms"].chosen == ["1500"]


def test_typing_nothing_shows_the_answer(student: Student) -> None:
    page = type_answer(student, "  ")
    assert (page.status, OPEN in page.text, "You typed" in page.text) == (200, True, False)


def test_what_is_too_long_is_kept_in_its_field_with_a_sentence(student: Student) -> None:
    text = "x" * (MOST_TYPED + 1)
    page = type_answer(student, text)
    assert (page.status, OPEN in page.text) == (422, False)
    assert "Your answer: at most 100 characters" in page.text
    assert f'value="{text}"' in page.text


def test_other_cards_can_be_typed_and_show_their_choices_at_once_where_that_is_wished(
    student: Student,
) -> None:
    page = student.next("bank:words")
    assert ("/typed" in page.text, "Show the choices" in page.text) == (False, True)
    student.set(types_answers=True, shows_choices=True)
    page = student.next("bank:words")
    assert ("/typed" in page.text, "Show the choices" in page.text) == (True, False)
    assert 'class="choice-list"' in page.text
    assert "You typed “nerve”. That is the answer." in words(type_answer(student, "nerve", "words"))


@pytest.mark.browser
@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_an_answer_is_typed_and_compared_by_keyboard_and_a_listener_hears_what_differs(
    browser: Browser, live_server: str, student: Student
) -> None:
    with watched_page(browser, live_server) as page:
        page.goto("/cards/")
        follow(page.get_by_role("button", name="Add to my cards: Typed"))
        page.goto("/cards/next?scope=bank:typed")
        page.keyboard.press("Tab")
        expect(page.get_by_role("textbox", name="Your answer")).to_be_focused()
        page.get_by_text("Show the answer").click()
        expect(page.get_by_role("textbox", name="Your answer")).to_be_hidden()
        page.reload()
        page.keyboard.press("Tab")
        page.keyboard.type("r 1 insulnoma")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        told = page.get_by_role("group", name="Left out: “i”")
        expect(told).to_be_focused()
        assert "insulnoma" not in page.url
        with page.expect_navigation():
            page.keyboard.press("1")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
