"""Practice at one's level for programs."""

from typing import Any, get_args
from uuid import uuid4

import pytest
from flask import Flask

from quizapp.core.adaptive import most_given
from quizapp.quiz.api.practice_shapes import NewPractice
from quizapp.quiz.forms import MOST_IN_PRACTICE
from tests.api.programs import Program, make_program
from tests.api.test_attempts import answer_of


def begin(program: Program, **wish: object) -> Any:
    return program.post("/attempts/practice", {"id": str(uuid4()), "most": 10} | wish)


def read(program: Program, practice: Any) -> Any:
    return program.get(f"/attempts/{practice['id']}")


def go_through(program: Program, practice: Any, kind: str = "check") -> Any:
    """Check or skip the newest question until nothing more is asked; return the practice as it then is."""
    while practice["practice"]["ended"] is None:
        newest = practice["items"][-1]
        program.respond(practice, newest["position"], answer_of(newest) if kind == "check" else {}, kind=kind)
        practice = read(program, practice)
    return practice


def test_each_answer_brings_the_next_question_until_as_many_were_asked_as_was_chosen(
    program: Program,
) -> None:
    practice = begin(program)
    assert (practice["title"], len(practice["items"])) == ("Practice at your level", 1)
    assert practice["practice"]["ended"] is None
    ended = go_through(program, practice)
    assert (ended["practice"]["ended"], ended["practice"]["answered"]) == ("enough", 10)
    assert len({item["item"] for item in ended["items"]}) == 10


def test_its_level_comes_with_bounds_once_five_answers_tell_of_it(program: Program) -> None:
    practice = begin(program)
    told = []
    while practice["practice"]["ended"] is None:
        told.append(practice["practice"]["reaches"])
        newest = practice["items"][-1]
        program.respond(practice, newest["position"], answer_of(newest), kind="check")
        practice = read(program, practice)
    assert [bool(reaches) for reaches in told] == [answered >= 5 for answered in range(10)]
    reaches = practice["practice"]["reaches"]
    assert all(0 <= reach["low"] <= reach["likely"] <= reach["high"] <= 10 for reach in reaches)
    assert [reach["likely"] for reach in reaches] == sorted((r["likely"] for r in reaches), reverse=True)


def test_whoever_skips_everything_is_asked_twice_as_many_and_told_no_level(program: Program) -> None:
    most = MOST_IN_PRACTICE[-1]
    ended = go_through(program, begin(program, most=most), kind="skip")
    assert ended["practice"]["ended"] in {"skipped", "nothing-left"}
    assert most < len(ended["items"]) <= most_given(most)
    assert (ended["practice"]["answered"], ended["practice"]["reaches"]) == (0, [])


def test_its_result_says_what_it_came_to(program: Program) -> None:
    practice = go_through(program, begin(program))
    result = program.post(f"/attempts/{practice['id']}/submit", status=200)
    assert result["attempt"]["practice"] == practice["practice"]


def test_topics_that_were_chosen_are_asked_about_alone(program: Program) -> None:
    practice = go_through(program, begin(program, topics=["treatment", "symptoms", "treatment"]))
    assert {item["topic"] for item in practice["items"]} == {"treatment", "symptoms"}


def test_the_same_start_sent_twice_starts_one_practice(program: Program) -> None:
    wish = {"id": str(uuid4()), "topics": ["treatment"]}
    assert begin(program, **wish) == begin(program, **wish)
    assert len(program.get("/attempts")["attempts"]) == 1


@pytest.mark.parametrize("change", [{"topics": ["symptoms"]}, {"most": 20}])
def test_an_id_of_another_practice_is_refused(program: Program, change: dict[str, object]) -> None:
    wish: dict[str, object] = {"id": str(uuid4()), "topics": ["treatment"]}
    begin(program, **wish)
    body = {"most": 10} | wish | change
    assert program.post("/attempts/practice", body, status=409)["code"] == "id-in-use"


def test_an_id_of_a_quiz_is_refused(program: Program) -> None:
    body = {"id": program.start()["id"]}
    assert program.post("/attempts/practice", body, status=409)["code"] == "id-in-use"


def test_a_quiz_tells_no_level(program: Program) -> None:
    assert program.start()["practice"] is None


def test_a_practice_of_somebody_else_is_not_there(app: Flask, program: Program) -> None:
    theirs = begin(make_program(app, "jo@example.org"))
    program.get(f"/attempts/{theirs['id']}", status=404)


@pytest.mark.parametrize("most", [0, 5, 15, 50, "many"])
def test_a_length_that_the_page_does_not_offer_is_refused(program: Program, most: object) -> None:
    program.post("/attempts/practice", {"id": str(uuid4()), "most": most}, status=422)


def test_programs_are_offered_the_lengths_that_the_page_offers() -> None:
    assert get_args(NewPractice.model_fields["most"].annotation) == MOST_IN_PRACTICE
