"""Settings read and changed by programs."""

import pytest
from flask import Flask

from tests.api.programs import Program, make_program


def change(program: Program, changes: dict[str, object]) -> object:
    answer = program.call("PATCH", "/settings", json=changes)
    assert answer.status_code == 200, answer.text
    return answer.json


def test_what_is_changed_stays_changed_and_the_rest_as_it_was(program: Program) -> None:
    before = program.get("/settings")
    changes: dict[str, object] = {
        "new_per_day": 7,
        "buttons": 4,
        "text_size": "large",
        "time_zone": "Asia/Calcutta",
    }
    assert change(program, changes) == before | changes
    assert program.get("/settings") == before | changes
    assert change(program, {"new_per_day": None}) == before | changes


def test_settings_are_each_ones_own(app: Flask, program: Program) -> None:
    other = make_program(app, "jo@example.org")
    before = other.get("/settings")
    change(program, {"rollover_hour": 2, "shortcuts": False})
    assert other.get("/settings") == before


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("new_per_day", -1),
        ("reviews_per_day", 10_000),
        ("buttons", 3),
        ("shortcuts", "yes"),
        ("text_size", "huge"),
        ("rollover_hour", 24),
        ("time_zone", "Moon/Crater"),
        ("time_zone", "../etc/passwd"),
        ("time_zone", ""),
        ("time_zone", "Europe/Lon\x00don"),
        ("colour", "blue"),
    ],
)
def test_a_setting_that_cannot_be_is_pointed_at_and_nothing_changes(
    program: Program, name: str, value: object
) -> None:
    before = program.get("/settings")
    refused = program.call("PATCH", "/settings", json={"asks_confidence": True, name: value})
    assert refused.status_code == 422
    assert [error["pointer"] for error in refused.get_json()["errors"]] == [f"/{name}"]
    assert program.get("/settings") == before


def test_a_limit_that_is_changed_holds_for_the_cards(program: Program) -> None:
    program.post("/decks", {"scope": "bank:sites"}, status=200)
    change(program, {"new_per_day": 2})
    assert program.get("/cards/next")["left"] == 2
