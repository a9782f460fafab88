"""Ready-made sets and the course for programs."""

from uuid import uuid4

import pytest

from tests.api.programs import Program, make_program
from tests.api.test_attempts import answer_of

PATHS = ["/sets/tests-and-scans/attempts", "/course/words/attempts"]


def test_a_listed_set_is_started_with_all_its_questions(program: Program) -> None:
    for listed in program.get("/sets")["sets"]:
        attempt = program.post(f"/sets/{listed['id']}/attempts", {"id": str(uuid4())})
        assert (attempt["title"], len(attempt["items"])) == (listed["title"], listed["items"])


def test_the_sheet_of_a_set_says_what_it_teaches(program: Program) -> None:
    sheet = program.get("/sets/tests-and-scans/sheet")
    assert (len(sheet["recap"]), sheet["title"]) == (5, "Tests and scans")


@pytest.mark.parametrize("path", PATHS)
def test_the_same_id_starts_one_attempt(program: Program, path: str) -> None:
    wish = {"id": str(uuid4())}
    assert program.post(path, wish) == program.post(path, wish)
    assert len(program.get("/attempts")["attempts"]) == 1


@pytest.mark.parametrize(("path", "other"), [PATHS, PATHS[::-1]])
def test_an_id_of_another_attempt_is_refused(program: Program, path: str, other: str) -> None:
    wish = {"id": str(uuid4())}
    program.post(path, wish)
    assert program.post(other, wish, status=409)["code"] == "id-in-use"


def test_a_step_is_done_for_whoever_handed_its_check_in(program: Program) -> None:
    attempt = program.post("/course/words/attempts", {"id": str(uuid4())})
    assert program.get("/course")["steps"][0]["state"] == "next"
    choice = next(item for item in attempt["items"] if item["type"] in {"single-choice", "true-false"})
    program.respond(attempt, choice["position"], answer_of(choice))
    program.post(f"/attempts/{attempt['id']}/submit", status=200)
    assert [step["state"] for step in program.get("/course")["steps"][:3]] == ["done", "next", "open"]
    other = make_program(program.app, "jo@example.org")
    assert other.get("/course")["steps"][0]["state"] == "next"


@pytest.mark.parametrize("path", ["/sets/none/attempts", "/course/none/attempts"])
def test_what_is_not_there_is_not_found(program: Program, path: str) -> None:
    program.post(path, {"id": str(uuid4())}, status=404)
