"""All of a learner's cards for programs, and the same done with several."""

from typing import Any
from uuid import uuid4

import pytest
from flask import Flask

from tests.api.programs import Program, make_program
from tests.support.queries import statements


@pytest.fixture
def program(app: Flask) -> Program:
    """A program whose learner took the cards of one bank."""
    program = make_program(app)
    program.post("/decks", {"scope": "bank:sites"}, status=200)
    return program


def wish(cards: list[Any], what: str, **more: object) -> dict[str, object]:
    names = [{"item": card["item"], "face": card["face"]} for card in cards]
    return {"id": str(uuid4()), "what": what, "cards": names} | more


def act(program: Program, body: dict[str, object], *, status: int = 200) -> Any:
    return program.post("/cards/acts", body, status=status)


def test_cards_are_found_page_by_page(program: Program) -> None:
    first = program.get("/cards")
    pages = [program.get(f"/cards?page={page}") for page in range(1, first["pages"] + 1)]
    names = {(card["item"], card["face"]) for page in pages for card in page["cards"]}
    assert len(names) == first["count"]
    assert program.get("/cards?page=999")["page"] == first["pages"]
    assert program.get("/cards?topic=terminology&bank=sites&state=due")["count"] == 0
    assert 0 < program.get("/cards?words=STOMACH")["count"] < first["count"]


def test_several_cards_are_moved_once_and_taken_back_at_once(program: Program) -> None:
    some = program.get("/cards")["cards"][:3]
    body = wish(some, "rest")
    done = {"id": body["id"], "changed": 3, "unchanged": 0}
    assert [act(program, body), act(program, body)] == [done, done]
    resting = program.get("/cards?state=rest")["cards"]
    assert [one["item"] for one in resting] == [one["item"] for one in some]
    assert program.get("/cards/next")["undoable"] == body["id"]
    undone = program.post(f"/reviews/{body['id']}/undo", {"id": str(uuid4())}, status=200)
    assert (undone["rests"], program.get("/cards?state=rest")["count"]) == (False, 0)
    again = program.post(f"/reviews/{body['id']}/undo", {"id": str(uuid4())}, status=409)
    assert again["code"] == "nothing-to-undo"


def test_new_cards_have_no_day_to_choose(program: Program) -> None:
    some = program.get("/cards")["cards"][:2]
    told = act(program, wish(some, "reschedule", days=3))
    assert (told["changed"], told["unchanged"]) == (0, 2)


@pytest.mark.parametrize(
    ("what", "more"),
    [
        ("burn", {}),
        ("undo", {}),
        ("answer", {}),
        ("reschedule", {}),
        ("reschedule", {"days": 3, "on": "2026-12-01"}),
        ("reschedule", {"days": 366}),
        ("rest", {"days": 3}),
        ("rest", {"cards": []}),
        ("rest", {"cards": [{"item": 1, "face": "main"}] * 101}),
        ("rest", {"cards": [{"item": 0, "face": "main"}]}),
    ],
)
def test_what_cannot_be_is_refused(program: Program, what: str, more: dict[str, object]) -> None:
    some = program.get("/cards")["cards"][:1]
    act(program, wish(some, what) | more, status=422)


def test_a_day_that_is_over_is_refused(program: Program) -> None:
    some = program.get("/cards")["cards"][:1]
    assert act(program, wish(some, "reschedule", on="1999-01-01"), status=422)["code"] == "no-such-day"


def test_cards_of_somebody_else_are_not_there(app: Flask, program: Program) -> None:
    other = make_program(app, "ana@example.org")
    some = program.get("/cards")["cards"][:2]
    assert other.get("/cards") == {"cards": [], "count": 0, "page": 1, "pages": 1}
    act(other, wish(some, "rest"), status=404)
    assert program.get("/cards?state=rest")["count"] == 0


def test_several_cards_take_few_queries(app: Flask, program: Program) -> None:
    body = wish(program.get("/cards")["cards"], "tomorrow")
    with statements(app) as sent:
        act(program, body)
    assert len(sent) <= 14, sent
