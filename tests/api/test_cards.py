"""Cards studied by programs."""

from typing import Any
from uuid import uuid4

import pytest
from flask import Flask

from tests.api.programs import Program, make_program


@pytest.fixture
def program(app: Flask) -> Program:
    """A program whose learner took the cards of one bank."""
    program = make_program(app)
    assert program.post("/decks", {"scope": "bank:sites"}, status=200)["added"] > 5
    return program


def path_of(card: Any) -> str:
    return f"/cards/{card['item']}/{card['face']}"


def review(program: Program, card: Any, *, status: int = 201, **more: object) -> Any:
    """Review a card."""
    body = {"id": str(uuid4()), "version": card["version"], "rating": 3} | more
    return program.post(path_of(card) + "/reviews", body, status=status)


def test_the_next_card_comes_with_what_each_rating_would_do(program: Program) -> None:
    up = program.get("/cards/next?scope=bank:sites")
    assert up["left"] > 0
    assert [one["rating"] for one in up["card"]["ratings"]] == [1, 2, 3, 4]
    assert program.get(path_of(up["card"])) == up["card"]


@pytest.mark.parametrize("rating", [1, 4])
def test_a_card_comes_back_when_it_was_said_to_by_the_learner_s_own_wishes(
    program: Program, rating: int
) -> None:
    wish = {"retention": 0.75, "lighter_days": 127}
    assert program.call("PATCH", "/settings", json=wish).status_code == 200
    card = program.get("/cards/next")["card"]
    said = {one["rating"]: one["comes_back"] for one in card["ratings"]}
    assert review(program, card, rating=rating)["comes_back"] == said[rating]


def test_a_scope_without_cards_says_when_the_next_come(program: Program) -> None:
    up = program.get("/cards/next?scope=missed")
    assert (up["card"], up["left"], up["comes"]) == (None, 0, "There are no cards here yet.")


def test_the_answer_has_an_address_of_its_own(program: Program) -> None:
    card = program.get("/cards/next")["card"]
    answer = program.get(path_of(card) + "/answer")
    assert answer["answers"]
    assert all(one["reason"] for one in answer["answers"])


def test_a_reviewed_card_moves_on(program: Program) -> None:
    card = program.get("/cards/next")["card"]
    stored = review(program, card, rating=4, duration_ms=90_000)
    assert (stored["rating"], stored["version"]) == (4, card["version"] + 1)
    assert program.get(path_of(card))["is_due"] is False
    assert program.get("/cards/next")["card"] != card


def test_a_review_sent_twice_is_stored_once_and_answered_the_same(program: Program) -> None:
    card, review_id = program.get("/cards/next")["card"], str(uuid4())
    first = review(program, card, id=review_id)
    assert review(program, card, id=review_id) == first
    assert program.get(path_of(card))["version"] == first["version"]


def test_a_review_of_a_card_that_moved_on_gets_the_card_as_it_stands(program: Program) -> None:
    card = program.get("/cards/next")["card"]
    review(program, card)
    refused = review(program, card, status=409)
    assert refused["code"] == "stale-card"
    assert refused["card"] == program.get(path_of(card))


def test_a_card_that_is_not_due_is_not_reviewed(program: Program) -> None:
    card = program.get("/cards/next")["card"]
    review(program, card, rating=4)
    fresh = program.get(path_of(card))
    refused = review(program, fresh, status=409)
    assert refused["code"] == "card-not-due"
    assert refused["card"] == fresh


def test_an_undone_review_brings_the_card_back(program: Program) -> None:
    card = program.get("/cards/next")["card"]
    stored = review(program, card, rating=4)
    undo = {"id": str(uuid4())}
    back = program.post(f"/reviews/{stored['id']}/undo", undo, status=200)
    assert (back["is_due"], back["version"]) == (True, stored["version"] + 1)
    assert program.post(f"/reviews/{stored['id']}/undo", undo, status=200) == back
    again = program.post(f"/reviews/{stored['id']}/undo", {"id": str(uuid4())}, status=409)
    assert again["code"] == "nothing-to-undo"


def test_the_last_review_can_be_undone_by_who_reads_what_comes_next(program: Program) -> None:
    stored = review(program, program.get("/cards/next")["card"])
    assert program.get("/cards/next")["undoable"] == stored["id"]


def test_a_card_that_rests_does_not_come(program: Program) -> None:
    card = program.get("/cards/next")["card"]
    program.post(path_of(card) + "/moves", {"how": "rest"}, status=200)
    assert program.get("/cards/next")["card"]["item"] != card["item"]


@pytest.mark.parametrize(
    ("how", "member"), [("rest", "rests"), ("tomorrow", "hidden_until"), ("flag", "marked")]
)
def test_a_card_that_is_set_aside_is_listed_until_it_is_back(program: Program, how: str, member: str) -> None:
    card = program.get("/cards/next")["card"]
    assert not card[member]
    moved = program.post(path_of(card) + "/moves", {"how": how}, status=200)
    assert moved[member]
    assert program.get("/cards/set-aside")["cards"] == [moved | {"ratings": []}]
    back = {"how": "unflag" if how == "flag" else "back"}
    assert program.post(path_of(card) + "/moves", back, status=200) == card
    assert program.get("/cards/set-aside")["cards"] == []


def test_cards_set_aside_and_what_is_due_are_each_ones_own(app: Flask, program: Program) -> None:
    program.post(path_of(program.get("/cards/next")["card"]) + "/moves", {"how": "rest"}, status=200)
    other = make_program(app, "jo@example.org")
    assert other.get("/cards/set-aside") == {"cards": []}
    today = other.get("/cards/today")
    assert (today["due"], today["comes"]) == (0, "There are no cards here yet.")
    assert not any(deck["has_cards"] for deck in other.get("/decks")["banks"])


def test_more_cards_come_today_when_the_limits_are_raised_however_often(program: Program) -> None:
    program.post("/decks", {"scope": "bank:terminology"}, status=200)
    before = program.get("/cards/today")
    for _ in range(2):
        answer = program.call("PUT", "/cards/today", json={"new": 3, "reviews": 10})
        assert answer.status_code == 200, answer.text
    after = program.get("/cards/today")
    assert after == answer.json
    assert (after["due"], after["more_new"], after["more_reviews"]) == (before["due"] + 3, 3, 10)
    assert sum(topic["due"] for topic in after["topics"]) == after["due"]
    assert program.get("/cards/next")["left"] == after["due"]


def test_decks_say_which_of_them_have_cards_and_how_many_are_due(program: Program) -> None:
    listed = program.get("/decks")
    due = {deck["scope"]: deck["due"] for deck in listed["banks"] if deck["has_cards"]}
    assert due == {"bank:sites": program.get("/cards/today")["due"]}
    assert {deck["scope"].partition(":")[0] for deck in listed["topics"]} == {"topic"}


def test_somebody_elses_cards_and_reviews_look_as_if_they_were_not_there(
    app: Flask, program: Program
) -> None:
    card = program.get("/cards/next")["card"]
    stored = review(program, card)
    other = make_program(app, "jo@example.org")
    other.post("/decks", {"scope": "bank:terminology"}, status=200)
    for path in (path_of(card), path_of(card) + "/answer", "/cards/2147483647/main", "/cards/1/%00"):
        assert other.get(path, status=404)["code"] == "not-found"
    assert review(other, card, status=404)["code"] == "not-found"
    undo = {"id": str(uuid4())}
    assert other.post(f"/reviews/{stored['id']}/undo", undo, status=404)["code"] == "not-found"


def test_an_account_of_which_nothing_is_stored_has_no_cards(app: Flask) -> None:
    up = make_program(app, "jo@example.org").get("/cards/next")
    assert (up["card"], up["left"]) == (None, 0)


def test_what_was_missed_in_a_quiz_becomes_a_card(app: Flask) -> None:
    program = make_program(app, "jo@example.org")
    attempt = program.start(count=50, behaviour="deferred")
    typed = next(item for item in attempt["items"] if item["type"] == "short-answer")
    program.respond(attempt, typed["position"], {"text": "no idea"})
    result = program.post(f"/attempts/{attempt['id']}/submit", status=200)
    assert program.get("/cards/next?scope=missed")["card"] is None or result["comes_back"]
    assert program.get(f"/cards/{typed['item']}/main")["stem"] == typed["stem"]


def test_a_card_is_given_another_day_by_number_or_by_date_and_started_anew(program: Program) -> None:
    card = program.get("/cards/next")["card"]
    path = path_of(card)
    stored = review(program, card, rating=4)
    wish = {"id": str(uuid4()), "days": 9}
    moved = program.post(path + "/day", wish, status=200)
    assert (moved["comes_back"], moved["phase"]) == ("in 9 days", "review")
    assert program.post(path + "/day", wish, status=200) == moved
    on = program.post(path + "/day", {"id": str(uuid4()), "on": stored["due_on"]}, status=200)
    assert on["comes_back"] == stored["comes_back"]
    forget = {"id": str(uuid4())}
    anew = program.post(path + "/forget", forget, status=200)
    assert (anew["phase"], anew["is_due"]) == ("new", True)
    assert program.post(path + "/forget", forget, status=200) == anew


@pytest.mark.parametrize(
    ("wish", "status"),
    [
        ({}, 422),
        ({"days": 1, "on": "2027-01-01"}, 422),
        ({"days": 366}, 422),
        ({"days": -1}, 422),
        ({"on": "1999-01-01"}, 422),
        ({"on": "soon"}, 422),
        ({"days": 3}, 409),
    ],
)
def test_a_day_that_cannot_be_given_is_refused(
    program: Program, wish: dict[str, object], status: int
) -> None:
    path = path_of(program.get("/cards/next")["card"])
    program.post(path + "/day", {"id": str(uuid4())} | wish, status=status)


def test_everything_done_today_is_undone_step_by_step(program: Program) -> None:
    card = program.get("/cards/next")["card"]
    path = path_of(card)
    review(program, card, rating=4)
    program.post(path + "/day", {"id": str(uuid4()), "days": 30}, status=200)
    program.post(path + "/forget", {"id": str(uuid4())}, status=200)
    program.post(path + "/moves", {"how": "flag", "id": (move_id := str(uuid4()))}, status=200)
    program.post(path + "/moves", {"how": "rest"}, status=200)
    steps = []
    while undoable := program.get("/cards/next")["undoable"]:
        steps.append((undoable, program.post(f"/reviews/{undoable}/undo", {"id": str(uuid4())}, status=200)))
    told = [(one["rests"], one["marked"], one["phase"], one["comes_back"]) for _, one in steps]
    assert told[:3] == [
        (False, True, "new", "now"),
        (False, False, "new", "now"),
        (False, False, "review", "in 30 days"),
    ]
    assert steps[1][0] == move_id
    assert steps[-1][1] | {"version": card["version"]} == card
