"""Quizzes taken by programs."""

from typing import Any
from uuid import uuid4

import pytest
from flask import Flask

from quizapp import data_folder
from tests.api.programs import Program, make_program


def answer_of(item: Any) -> dict[str, object]:
    """Return an answer that fits a question, right or not."""
    options = [option["id"] for option in item["options"]]
    match item["type"]:
        case "short-answer":
            return {"text": "no idea"}
        case "numeric":
            return {"text": "1"}
        case "ordering":
            return {"order": options}
        case "matching" | "matrix" | "dropdown-cloze":
            # A blank has options of its own; rows share those of the question.
            return {
                "matches": {
                    subject["id"]: subject["options"][0]["id"] if subject["options"] else options[0]
                    for subject in item["subjects"]
                }
            }
        case _:
            return {"chosen": options[:1]}


def test_the_banks_are_listed_with_how_many_questions_they_offer(program: Program) -> None:
    banks = program.get("/banks")["banks"]
    shipped = {path.stem for path in (data_folder("questions") / "banks").glob("*.toml")}
    assert {bank["id"] for bank in banks} == shipped
    assert [bank["title"] for bank in banks] == sorted(bank["title"] for bank in banks)
    assert all(bank["items"] > 0 for bank in banks)


def test_the_same_choices_and_seed_make_the_same_quiz(program: Program) -> None:
    first, second = program.start(count=8), program.start(count=8)
    assert first["id"] != second["id"]
    assert [item["item"] for item in first["items"]] == [item["item"] for item in second["items"]]


def test_a_quiz_keeps_to_the_banks_that_were_chosen(program: Program) -> None:
    one, other = (program.start(count=5, banks=[bank]) for bank in ("sites", "terminology"))
    assert {item["item"] for item in one["items"]}.isdisjoint(item["item"] for item in other["items"])


def test_an_attempt_sent_twice_is_started_once(program: Program) -> None:
    wish = {"id": str(uuid4()), "count": 5}
    first, again = program.post("/attempts", wish), program.post("/attempts", wish)
    assert first == again


@pytest.mark.parametrize("behaviour", ["immediate", "deferred"])
def test_a_quiz_is_taken_from_start_to_result(program: Program, behaviour: str) -> None:
    attempt = program.start(count=8, behaviour=behaviour)
    for item in attempt["items"]:
        kept = program.respond(attempt, item["position"], answer_of(item), kind="check", confidence=2)
        assert (kept["feedback"] is not None) == (behaviour == "immediate")
        assert kept["confidence"] == 2
    result = program.post(f"/attempts/{attempt['id']}/submit", status=200)
    assert result["score"]["items"] == result["score"]["answered"] == 8
    assert all(item["feedback"] for item in result["attempt"]["items"])
    assert program.get(f"/attempts/{attempt['id']}/result") == result


def test_what_was_chosen_last_counts(program: Program) -> None:
    attempt = program.start(behaviour="deferred", count=8)
    item = next(item for item in attempt["items"] if item["type"] == "single-choice")
    one, other = (option["id"] for option in item["options"][:2])
    program.respond(attempt, item["position"], {"chosen": [one]})
    program.respond(attempt, item["position"], {"chosen": [other]})
    now = program.get(f"/attempts/{attempt['id']}")["items"][item["position"] - 1]
    assert now["answer"] == {"chosen": [other]}


def test_a_late_copy_of_an_earlier_response_changes_nothing(program: Program) -> None:
    attempt = program.start(behaviour="deferred", count=8)
    item = next(item for item in attempt["items"] if item["type"] == "single-choice")
    one, other = (option["id"] for option in item["options"][:2])
    early = str(uuid4())
    program.respond(attempt, item["position"], {"chosen": [one]}, id=early)
    last = program.respond(attempt, item["position"], {"chosen": [other]})
    assert program.respond(attempt, item["position"], {"chosen": [one]}, id=early) == last


def test_an_id_with_another_answer_is_refused_and_not_taken_for_stored(program: Program) -> None:
    attempt = program.start(behaviour="deferred", count=8)
    item = next(item for item in attempt["items"] if item["type"] == "single-choice")
    one, other = (option["id"] for option in item["options"][:2])
    used = str(uuid4())
    program.respond(attempt, item["position"], {"chosen": [one]}, id=used)
    refused = program.respond(attempt, item["position"], {"chosen": [other]}, id=used, status=409)
    assert refused["code"] == "id-in-use"


def test_a_checked_question_keeps_its_answer(program: Program) -> None:
    attempt = program.start()
    item = attempt["items"][0]
    program.respond(attempt, 1, answer_of(item), kind="check")
    assert program.respond(attempt, 1, answer_of(item), status=409)["code"] == "item-finished"


def test_a_submitted_attempt_takes_no_more_answers(program: Program) -> None:
    attempt = program.start()
    result = program.post(f"/attempts/{attempt['id']}/submit", status=200)
    refused = program.respond(attempt, 1, answer_of(attempt["items"][0]), status=409)
    assert refused["code"] == "attempt-finished"
    again = program.post(f"/attempts/{attempt['id']}/submit", status=200)
    assert again == result


def test_there_is_no_result_before_the_end(program: Program) -> None:
    attempt = program.start()
    assert program.get(f"/attempts/{attempt['id']}/result", status=409)["code"] == "attempt-open"


@pytest.mark.parametrize(
    ("answer", "pointer"),
    [
        ({"chosen": ["zzz"]}, "/answer/chosen"),
        ({"text": "word"}, "/answer/text"),
        ({}, "/answer"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused_where_it_does_not(
    program: Program, answer: dict[str, object], pointer: str
) -> None:
    attempt = program.start(count=8)
    item = next(item for item in attempt["items"] if item["type"] == "single-choice")
    refused = program.respond(attempt, item["position"], answer, status=422)
    assert [error["pointer"] for error in refused["errors"]] == [pointer]
    assert program.get(f"/attempts/{attempt['id']}") == attempt


def test_no_question_that_fits_is_said_so(program: Program) -> None:
    body = {"id": str(uuid4()), "banks": ["sites"], "topics": ["treatment"], "count": 1}
    assert program.post("/attempts", body, status=422)["code"] == "empty-quiz"


def test_a_bank_that_does_not_exist_is_named(program: Program) -> None:
    body = {"id": str(uuid4()), "banks": ["sites", "moon"], "count": 1}
    refused = program.post("/attempts", body, status=422)
    assert [error["pointer"] for error in refused["errors"]] == ["/banks/1"]


def test_somebody_elses_attempt_looks_as_if_it_were_not_there(app: Flask, program: Program) -> None:
    attempt = program.start()
    other = make_program(app, "jo@example.org")
    for path in (f"/attempts/{attempt['id']}", f"/attempts/{attempt['id']}/result"):
        theirs = other.call("GET", path)
        missing = other.call("GET", path.replace(attempt["id"], str(uuid4())))
        assert (theirs.status_code, theirs.data) == (404, missing.data)


def test_a_try_that_repeats_the_one_before_can_be_sent_again(program: Program) -> None:
    attempt = program.start(behaviour="adaptive", count=10)
    for item in (one for one in attempt["items"] if one["type"] == "single-choice"):
        answer = answer_of(item)
        if program.respond(attempt, item["position"], answer, kind="try")["state"] != "checked":
            break
    repeated = {"id": str(uuid4()), "position": item["position"], "kind": "try", "answer": answer}
    path = f"/attempts/{attempt['id']}/responses"
    first = program.post(path, repeated)
    assert (first["state"], first["tries"]) == ("answered", 1)
    other = {"chosen": [item["options"][1]["id"]]}
    program.respond(attempt, item["position"], other, kind="try")
    assert program.post(path, repeated)["tries"] == 2
    assert program.post(path, repeated | {"answer": other}, status=409)["code"] == "id-in-use"


def test_once_an_attempt_is_handed_in_there_are_no_hints_and_no_tries_left(program: Program) -> None:
    attempt = program.start(behaviour="interactive", count=10)
    told = [
        program.respond(attempt, item["position"], answer_of(item), kind="try") for item in attempt["items"]
    ]
    assert any(item["tries_left"] and item["hints"] for item in told)
    result = program.post(f"/attempts/{attempt['id']}/submit", status=200)
    for item in result["attempt"]["items"]:
        assert (item["tries_left"], item["hints"]) == (None, [])
