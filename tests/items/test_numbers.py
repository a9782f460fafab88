"""A number through its pages: typed, told, marked and studied, without scripts."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from quizapp.database import db
from quizapp.models import ResponseRow
from tests.api.programs import make_program
from tests.items.questions import NUMERIC, write_questions
from tests.quiz.taking import Taker, fixed, item_form
from tests.support.visitor import Reply

OTHER_UNIT = "“min” is not the unit asked for. Type the number in h, with “h” after it or alone."


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    return write_questions(tmp_path / "questions", NUMERIC)


def steps(taker: Taker) -> int:
    with taker.app.app_context():
        return db.session.scalar(select(func.count()).select_from(ResponseRow)) or 0


def typed(taker: Taker, page: Reply, text: str, action: str = "check") -> Reply:
    form = item_form(page)
    return taker.visitor.submit(form, [*fixed(form), ("text", text), ("action", action)])


def test_the_page_asks_for_a_number_in_its_unit(taker: Taker) -> None:
    page = taker.start(length="5")
    assert '<label for="text">Your answer, in h</label>' in page.text
    assert 'inputmode="decimal"' in page.text
    assert '<span aria-hidden="true">h</span>' in page.text
    assert "14 h" not in page.text


@pytest.mark.parametrize("text", ["14", "12,5", "15.5 h", "14 hours"])
def test_what_lies_within_the_tolerance_is_right_and_the_tolerance_is_told(taker: Taker, text: str) -> None:
    reply = typed(taker, taker.start(length="5"), text)
    assert '<p class="outcome" role="status">Right.</p>' in reply.text
    assert "14 h (12.5 to 15.5 h counts)" in reply.text
    assert f"Your answer:</span> {text}</p>" in reply.text


def test_what_lies_outside_is_told_with_what_counts(taker: Taker) -> None:
    reply = typed(taker, taker.start(length="5"), "12.4999")
    assert "Not quite. Here is why." in reply.text
    assert "14 h (12.5 to 15.5 h counts)" in reply.text


@pytest.mark.parametrize("action", ["check", "save", "back", "finish"])
def test_another_unit_is_told_and_neither_marked_nor_lost(taker: Taker, action: str) -> None:
    reply = typed(taker, taker.start(length="5"), "840 min", action)
    assert (reply.status, steps(taker)) == (422, 0)
    assert OTHER_UNIT in reply.text
    assert 'value="840 min"' in reply.text


def test_what_the_page_saves_by_itself_is_a_number_or_told(taker: Taker) -> None:
    reply = typed(taker, taker.start(length="5"), "840 min", "autosave")
    assert (OTHER_UNIT in reply.text, steps(taker)) == (True, 0)


def test_a_number_can_be_skipped_whatever_was_typed(taker: Taker) -> None:
    reply = typed(taker, taker.start(length="5"), "no idea", "skip")
    assert reply.status == 200
    assert steps(taker) == 1


def test_a_program_is_told_what_it_cannot_send(app: Flask) -> None:
    program = make_program(app)
    attempt = program.start(behaviour="immediate")
    place = attempt["items"][0]
    assert (place["type"], place["text"], place["options"]) == ("numeric", "h", [])
    refused = program.respond(attempt, 1, {"text": "840 min"}, kind="check", status=422)
    assert OTHER_UNIT in str(refused)
    checked = program.respond(attempt, 1, {"text": "14 hours"}, kind="check")
    assert checked["feedback"]["verdict"] == "right"
