"""What a learner asks for beyond the day's plan, for programs."""

import pytest
from flask import Flask
from sqlalchemy import update

from quizapp.database import db
from quizapp.models import CardStateRow
from tests.api.programs import Program, make_program
from tests.api.test_cards import review


@pytest.fixture
def program(app: Flask) -> Program:
    """A program whose learner took the cards of one bank."""
    program = make_program(app)
    program.post("/decks", {"scope": "bank:sites"}, status=200)
    return program


def test_a_card_is_reviewed_ahead_of_its_day_where_that_is_what_is_studied(
    app: Flask, program: Program
) -> None:
    card = program.get("/cards/next")["card"]
    review(program, card, rating=4)
    assert program.get("/cards/next?scope=ahead:30")["card"] is None  # it was answered today
    with app.app_context():
        seen = CardStateRow.last_day.is_not(None)
        db.session.execute(update(CardStateRow).where(seen).values(last_day=CardStateRow.last_day - 3))
        db.session.commit()
    up = program.get("/cards/next?scope=ahead:30")["card"]
    assert (up["item"], up["is_due"], len(up["ratings"])) == (card["item"], True, 4)
    assert review(program, up, status=409)["code"] == "card-not-due"
    assert review(program, up, scope="ahead:30")["version"] == up["version"] + 1


@pytest.mark.parametrize("scope", ["ahead:0", "ahead:31", "ahead", "flag:x", "new"])
def test_a_scope_that_there_is_not_is_refused(program: Program, scope: str) -> None:
    program.get(f"/cards/next?scope={scope}", status=422)
