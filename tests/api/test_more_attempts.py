"""Attempts that programs find again, and those that follow from earlier ones."""

from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from quizapp.database import db
from quizapp.models import ReportRow
from tests.api.programs import Program, make_program
from tests.api.test_attempts import answer_of


def take(program: Program, **wish: object) -> Any:
    """Take a quiz without thinking, from start to result."""
    attempt = program.start(**wish)
    for item in attempt["items"][1:]:
        program.respond(attempt, item["position"], answer_of(item))
    return program.post(f"/attempts/{attempt['id']}/submit", status=200)


def reports(app: Flask) -> list[tuple[int, str, str]]:
    with app.app_context():
        rows = db.session.scalars(select(ReportRow)).all()
        return [(row.item_id, row.reason, row.note) for row in rows]


def test_own_attempts_are_listed_newest_first_with_what_came_of_them(program: Program) -> None:
    result, later = take(program, count=4), program.start(count=2)
    first, second = program.get("/attempts")["attempts"]
    assert (first["id"], first["state"], first["items"], first["score"]) == (later["id"], "open", 2, None)
    assert (second["state"], second["items"]) == ("finished", 4)
    assert second["score"] == {name: result["score"][name] for name in ("answered", "right")}


def test_the_parts_of_the_list_have_every_attempt_once(program: Program) -> None:
    started = [program.start()["id"] for _ in range(5)]
    found, path = [], "/attempts?limit=2"
    while path:
        part = program.get(path)
        found += [attempt["id"] for attempt in part["attempts"]]
        path = f"/attempts?limit=2&after={part['next']}" if part["next"] else ""
    assert found == started[::-1]


def test_attempts_that_were_started_at_once_are_not_lost_between_two_parts(
    program: Program, time_machine: Any
) -> None:
    time_machine.move_to("2026-11-20T12:00:00Z", tick=False)
    program = make_program(program.app, "jo@example.org")
    started = {program.start()["id"] for _ in range(3)}
    part = program.get("/attempts?limit=1")
    rest = program.get(f"/attempts?limit=2&after={part['next']}")
    assert {attempt["id"] for one in (part, rest) for attempt in one["attempts"]} == started


def test_nobody_goes_on_after_an_attempt_of_somebody_else(app: Flask, program: Program) -> None:
    theirs = make_program(app, "jo@example.org").start()["id"]
    for unknown in (theirs, str(uuid4())):
        refused = program.get(f"/attempts?after={unknown}", status=422)
        assert [error["parameter"] for error in refused["errors"]] == ["after"]
    assert program.get("/attempts") == {"attempts": [], "next": None}


def test_another_go_holds_what_was_missed_or_skipped(program: Program) -> None:
    result = take(program, count=6)
    missed = [item["item"] for item in result["attempt"]["items"] if item["feedback"]["verdict"] != "right"]
    wish = {"id": str(uuid4())}
    path = f"/attempts/{result['attempt']['id']}/again"
    again = program.post(path, wish)
    assert [item["item"] for item in again["items"]] == missed
    assert program.post(path, wish) == again
    assert all(item["state"] == "open" and item["feedback"] is None for item in again["items"])


def test_another_go_waits_for_the_end_of_the_first(program: Program) -> None:
    path = f"/attempts/{program.start()['id']}/again"
    assert program.post(path, {"id": str(uuid4())}, status=409)["code"] == "attempt-open"


def test_what_is_fading_is_asked_about_and_started_once(program: Program) -> None:
    wish = {"id": str(uuid4())}
    started = program.post("/attempts/fading", wish)
    assert (started["title"], started["behaviour"]) == ("What is fading", "immediate")
    assert len(started["items"]) == 8
    assert program.post("/attempts/fading", wish) == started


def test_an_id_that_names_another_attempt_is_refused(program: Program) -> None:
    finished = take(program, count=3)["attempt"]["id"]
    other = program.start(count=2)["id"]
    for path, body in (
        ("/attempts", {"id": other, "count": 3}),
        ("/attempts", {"id": other, "count": 2, "seed": 8}),
        ("/attempts", {"id": other, "count": 2, "behaviour": "deferred"}),
        ("/attempts/fading", {"id": other}),
        (f"/attempts/{finished}/again", {"id": other}),
        (f"/attempts/{finished}/again", {"id": finished}),
    ):
        assert program.post(path, body, status=409)["code"] == "id-in-use"
    assert len(program.get("/attempts")["attempts"]) == 2


def test_another_go_at_somebody_elses_attempt_is_not_there(app: Flask, program: Program) -> None:
    theirs = take(make_program(app, "jo@example.org"))["attempt"]["id"]
    assert program.post(f"/attempts/{theirs}/again", {"id": str(uuid4())}, status=404)["code"] == "not-found"


@pytest.mark.parametrize("in_attempt", [True, False])
def test_a_report_sent_twice_is_kept_once_without_who_sent_it(
    app: Flask, program: Program, *, in_attempt: bool
) -> None:
    attempt = program.start()
    item = attempt["items"][0]["item"]
    body = {"id": str(uuid4()), "reason": "unclear", "note": "  Too\x00 long.  "}
    more = {"attempt": attempt["id"]} if in_attempt else {}
    for _ in range(2):
        answer = program.call("POST", f"/items/{item}/reports", json=body | more)
        assert (answer.status_code, answer.data) == (204, b"")
    assert reports(app) == [(item, "unclear", "Too long.")]
    assert not {"learner_id", "account_id"} & set(ReportRow.__table__.columns.keys())


def test_a_report_of_what_was_not_shown_is_refused(app: Flask, program: Program) -> None:
    mine, theirs = program.start(count=1), make_program(app, "jo@example.org").start()
    item = mine["items"][0]["item"]
    body = {"id": str(uuid4()), "reason": "wrong"}
    refused = program.post(f"/items/{item}/reports", body | {"attempt": theirs["id"]}, status=422)
    assert [error["pointer"] for error in refused["errors"]] == ["/attempt"]
    program.post("/items/2147483647/reports", body, status=404)
    program.post(f"/items/{item + 1}/reports", body | {"attempt": mine["id"]}, status=404)
    program.post(f"/items/{item}/reports", body | {"reason": "boring"}, status=422)
    program.post(f"/items/{item}/reports", body | {"note": "x" * 501}, status=422)
    assert reports(app) == []
