"""Quizzes with tries, hints and certainty, page by page, without scripts."""

import re
from fractions import Fraction
from html import unescape

import pytest
from flask import Flask
from sqlalchemy import select

from quizapp.core.behaviour import Behaviour
from quizapp.core.items import Choices, ItemType
from quizapp.database import db
from quizapp.models import AttemptRow, AttemptScoreRow, CardRow, ReviewRow
from quizapp.quiz.behaviour_words import share_words
from tests.quiz.taking import Pairs, Taker, fixed, item_form, replace
from tests.study.proving import faults
from tests.support.visitor import Reply


def start(taker: Taker, behaviour: str, **values: str) -> Reply:
    """Start a quiz for students with this behaviour, and return its first page."""
    form = next(one for one in taker.visitor.get("/quiz/").forms if "behaviour" in one.controls)
    chosen = {"behaviour": behaviour, "audience": "student", "length": "30", "seed": "7"} | values
    return taker.visitor.submit(form, replace(form, **chosen))


def with_choice(taker: Taker, behaviour: str, options: int = 3) -> Reply:
    """Return the first page of a quiz that asks for one choice among so many."""
    first = start(taker, behaviour)
    for position in range(1, 31):
        page = taker.visitor.get(f"{first.path.rsplit('/', 1)[0]}/{position}")
        item = taker.item(page)
        if item.type is ItemType.SINGLE_CHOICE and len(choices(taker, page).options) >= options:
            return page
    raise AssertionError("no item has one choice among so many")


def choices(taker: Taker, page: Reply) -> Choices:
    body = taker.item(page).body
    assert isinstance(body, Choices)
    return body


def send(taker: Taker, page: Reply, action: str, *more: tuple[str, str], chosen: str = "") -> Reply:
    pairs: Pairs = [("chosen", chosen)] if chosen else []
    return taker.visitor.submit(item_form(page), [*fixed(item_form(page)), *pairs, *more, ("action", action)])


def wrong(taker: Taker, page: Reply) -> list[str]:
    return [option.id for option in choices(taker, page).options if not option.is_key]


def key(taker: Taker, page: Reply) -> str:
    return next(option.id for option in choices(taker, page).options if option.is_key)


def finish(taker: Taker, page: Reply) -> Reply:
    check = taker.visitor.get(f"{page.path.rsplit('/', 1)[0]}/check").form("/finish")
    return taker.visitor.submit(check, check.as_it_stands())


def test_after_a_try_that_is_not_right_a_page_says_so_and_how_many_are_left_and_tells_no_key(
    taker: Taker,
) -> None:
    page = with_choice(taker, "interactive")
    told = send(taker, page, "check", chosen=wrong(taker, page)[0])
    assert told.path == page.path
    assert "Not right yet" in told.text
    assert "You have one more try." in told.text
    right = next(one for one in choices(taker, page).options if one.is_key)
    assert right.rationale not in unescape(told.text)
    assert item_form(told).controls["chosen"].chosen == [wrong(taker, page)[0]]


def test_the_result_says_how_the_mark_came_about(taker: Taker) -> None:
    page = with_choice(taker, "interactive")
    told = send(taker, page, "check", chosen=wrong(taker, page)[0])
    feedback = send(taker, told, "check", chosen=key(taker, page))
    words = "Mark: 2/3 of 1. Your second try counts, and the try before took a third off."
    assert words in feedback.text
    result = finish(taker, page)
    assert words in result.text
    assert "1 of 1 right, 0 at the first try" in result.text
    assert "Marks: 0.67 of 1" in result.text


def test_an_answer_that_is_right_after_its_mark_is_used_up_is_said_to_count(taker: Taker) -> None:
    page = told = with_choice(taker, "adaptive")
    first, second = wrong(taker, page)[:2]
    for option in (first, second, first):
        told = send(taker, told, "check", chosen=option)
    words = "Mark: 0 of 1. Your answer counts, and the tries before took all of its mark."
    assert words in send(taker, told, "check", chosen=key(taker, page)).text


def test_the_same_answer_again_is_no_further_try(taker: Taker) -> None:
    page = with_choice(taker, "interactive")
    told = send(taker, page, "check", chosen=wrong(taker, page)[0])
    again = send(taker, told, "check", chosen=wrong(taker, page)[0])
    assert again.status == 422
    assert "That is the answer you tried just now." in again.text
    assert "You have one more try." in again.text


def test_a_button_that_is_pressed_twice_is_one_try_whether_or_not_it_was_right(taker: Taker) -> None:
    page = with_choice(taker, "interactive")
    send(taker, page, "check", chosen=wrong(taker, page)[0])
    told = send(taker, page, "check", chosen=wrong(taker, page)[0])
    assert (told.status, told.path) == (200, page.path)
    assert "tried just now" not in told.text
    assert "You have one more try." in told.text
    send(taker, told, "check", chosen=key(taker, page))
    feedback = send(taker, told, "check", chosen=key(taker, page))
    assert feedback.status == 200
    assert "Your second try counts" in feedback.text


def test_the_answer_is_shown_to_whoever_asks_after_a_try(taker: Taker) -> None:
    page = with_choice(taker, "adaptive")
    assert send(taker, page, "show", chosen=key(taker, page)).status == 422
    told = send(taker, page, "check", chosen=wrong(taker, page)[0])
    assert "Try again as often as you like." in told.text
    shown = send(taker, told, "show", chosen=key(taker, page))
    assert "Mark: 0 of 1." in shown.text
    assert "Right answer" in shown.text


def test_the_first_try_feeds_the_card_and_the_gradebook_counts_the_tries(app: Flask, taker: Taker) -> None:
    page = with_choice(taker, "interactive")
    told = send(taker, page, "check", chosen=wrong(taker, page)[0])
    send(taker, told, "check", chosen=key(taker, page))
    assert taker.count(CardRow) == 1
    finish(taker, page)
    with app.app_context():
        assert db.session.scalars(select(ReviewRow.rating)).all() == [1]
        score = db.session.scalars(select(AttemptScoreRow)).one()
        assert (score.answered, score.right, score.thirds) == (1, 1, 2)


def test_of_two_pages_on_one_question_both_answers_are_tries(taker: Taker) -> None:
    page = with_choice(taker, "adaptive")
    first, second = wrong(taker, page)[:2]
    send(taker, page, "check", chosen=first)
    told = send(taker, page, "check", chosen=second)
    feedback = send(taker, told, "check", chosen=key(taker, page))
    assert "Mark: 1/3 of 1. Your third try counts" in feedback.text
    late = send(taker, page, "check", chosen=first)
    assert late.status == 409
    assert "your first answer stays" in late.text


def test_an_answer_that_was_tried_and_then_cleared_counts_at_handing_in(app: Flask, taker: Taker) -> None:
    page = with_choice(taker, "interactive")
    told = send(taker, page, "check", chosen=wrong(taker, page)[0])
    form = item_form(told)
    taker.visitor.send(form, [*fixed(form), ("action", "autosave")])
    check = taker.visitor.get(f"{page.path.rsplit('/', 1)[0]}/check")
    assert len(re.findall(r">Answered<", check.text)) == 1
    assert "0 of 1 right" in finish(taker, page).text
    assert taker.count(CardRow) == 1
    with app.app_context():
        assert faults() == []


def test_skipping_between_tries_is_not_wrong(taker: Taker) -> None:
    page = with_choice(taker, "interactive")
    send(taker, page, "skip")
    assert "Not right yet" not in taker.visitor.get(page.path).text
    result = finish(taker, page)
    assert "That is fine" in result.text


@pytest.mark.parametrize(
    ("sure", "right", "words"),
    [
        ("3", True, "Marks: 3 of 3. It was right, and you were sure."),
        ("3", False, "Marks: −6 of 3. It was not right, and you were sure."),
        ("", True, "Marks: 1 of 3. You did not say how sure you were, which counts as unsure."),
    ],
)
def test_how_sure_somebody_was_counts(taker: Taker, sure: str, right: bool, words: str) -> None:
    page = with_choice(taker, "certainty")
    assert "Right: three marks. Wrong: six are taken off." in page.text
    more = [("confidence", sure)] if sure else []
    chosen = key(taker, page) if right else wrong(taker, page)[0]
    assert words in send(taker, page, "check", *more, chosen=chosen).text


def test_nobody_is_marked_by_how_sure_they_are_in_plain_words(app: Flask, taker: Taker) -> None:
    page = start(taker, "certainty", audience="patient")
    assert page.status == 422
    assert "counts in questions for students only" in page.text
    assert taker.count(AttemptRow) == 0


@pytest.mark.parametrize("behaviour", [one.value for one in Behaviour])
def test_each_behaviour_can_be_chosen(taker: Taker, behaviour: str) -> None:
    assert "Question 1 of 5" in start(taker, behaviour, length="5").text


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (Fraction(0), "0"),
        (Fraction(1), "1"),
        (Fraction(2, 3), "2/3"),
        (Fraction(9, 4), "2 1/4"),
        (Fraction(-6), "−6"),
    ],
)
def test_marks_are_written_as_fractions(share: Fraction, words: str) -> None:
    assert share_words(share) == words
