"""The cards in numbers, read by programs."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask

from tests.api.programs import Program, make_program
from tests.api.test_cards import path_of, review

EVENING = datetime(2026, 11, 16, 20, tzinfo=UTC)
NUMBERS = "/cards/statistics"
SQLITE_ONLY = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


@pytest.fixture
def studied(app: Flask) -> Program:
    """A program whose learner knew a card at once, and did not know it ten days later."""
    with time_machine.travel(EVENING, tick=False) as clock:
        program = make_program(app)
        program.post("/decks", {"scope": "bank:sites"}, status=200)
        card = program.get("/cards/next")["card"]
        review(program, card, rating=4, duration_ms=60_000)
        clock.shift(timedelta(days=10))
        review(program, program.get(path_of(card)), rating=1)
    return program


def at(program: Program, path: str, *, days: int = 10, status: int = 200) -> Any:
    with time_machine.travel(EVENING + timedelta(days=days), tick=False):
        return program.get(path, status=status)


def answered(found: Any) -> dict[str, list[tuple[int, int]]]:
    """Return what was answered, by the age of the cards: ratings with how often, without those of nobody."""
    return {
        one["age"]: [(rating["rating"], rating["answers"]) for rating in one["ratings"] if rating["answers"]]
        for one in found["buttons"]
    }


def test_programs_read_the_numbers_that_the_page_shows(studied: Program) -> None:
    found = at(studied, NUMBERS)
    assert (found["today"], found["done"]["answers"]) == ("2026-11-26", 1)
    assert found["done"]["recalled"] == {"hits": 0, "of": 1, "value": None}
    assert found["days"] == [
        {"date": "2026-11-16", "answers": 1, "minutes": 1},
        {"date": "2026-11-26", "answers": 1, "minutes": 0},
    ]
    assert answered(found) == {"learning": [(4, 1)], "young": [(1, 1)], "mature": []}
    assert [(one["days"], one["all"]["of"]) for one in found["retention"]] == [
        (1, 1),
        (7, 1),
        (30, 1),
        (365, 1),
    ]
    assert sum(one["answers"] for one in found["hours"]) == 2
    assert [one["hour"] for one in found["hours"] if one["answers"]] == [20]


@SQLITE_ONLY
@pytest.mark.parametrize("spread", ["stabilities", "difficulties", "retrievabilities"])
def test_each_studied_card_lies_in_one_step_of_a_distribution(studied: Program, spread: str) -> None:
    cards = at(studied, NUMBERS)["cards"]
    assert cards["cards"] == sum(step["cards"] for step in cards[spread]) == 1
    (step,) = (step for step in cards[spread] if step["cards"])
    assert step["high"] is None or step["low"] <= step["high"]


@SQLITE_ONLY
@pytest.mark.parametrize(("days", "steps"), [(30, 30), (90, 13), (365, 14)])
def test_a_forecast_looks_as_far_ahead_as_it_is_asked(studied: Program, days: int, steps: int) -> None:
    forecast = at(studied, f"{NUMBERS}?days={days}", days=11)["forecast"]
    assert (forecast["days"], len(forecast["steps"])) == (days, steps)
    assert sum(step["days"] for step in forecast["steps"]) == days


def test_the_numbers_of_a_topic_leave_the_other_cards_out(studied: Program) -> None:
    assert at(studied, NUMBERS + "?scope=bank:sites")["cards"]["cards"] == 1
    elsewhere = at(studied, NUMBERS + "?scope=bank:terminology")
    assert (elsewhere["cards"]["cards"], elsewhere["done"]["answers"]) == (0, 0)


@SQLITE_ONLY
@pytest.mark.parametrize("wish", ["days=31", "days=many", "scope=missed", "scope=bank:", "scope=%00"])
def test_an_unknown_wish_is_refused_in_words(studied: Program, wish: str) -> None:
    refused = at(studied, f"{NUMBERS}?{wish}", status=422)
    assert [error["parameter"] for error in refused["errors"]] == [wish.partition("=")[0]]


def test_a_card_tells_its_history_and_how_it_is_forgotten(studied: Program) -> None:
    card = at(studied, "/cards/next?scope=bank:sites", days=11)["card"]
    history = at(studied, path_of(card) + "/history", days=11)
    assert [(one["date"], one["rating"], one["kind"]) for one in history["answers"]] == [
        ("2026-11-16", 4, "learning"),
        ("2026-11-26", 1, "review"),
    ]
    assert history["answers"][0]["known"] is None
    assert 0.5 < history["answers"][1]["known"] < 1
    assert history["points"][0] == {"date": "2026-11-16", "known": 1.0}
    assert history["points"][-1]["date"] > history["today"] == "2026-11-27"
    assert history["holds_days"] >= 1


def test_numbers_and_histories_are_each_ones_own(app: Flask, studied: Program) -> None:
    with time_machine.travel(EVENING, tick=False):
        other = make_program(app, "jo@example.org")
        other.post("/decks", {"scope": "bank:terminology"}, status=200)
    card = at(studied, "/cards/next")["card"]
    assert at(other, NUMBERS)["cards"]["cards"] == 0
    assert at(other, path_of(card) + "/history", status=404)["code"] == "not-found"


def test_who_has_nothing_stored_has_no_numbers(app: Flask) -> None:
    assert make_program(app).get(NUMBERS, status=404)["code"] == "not-found"
