"""Reviews that cannot be: each gets a clear answer, its neighbours are stored, and nothing is doubled."""

from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp.database import db
from quizapp.study.offline import body as offline_body
from quizapp.study.offline import service as offline
from quizapp.web.clock import utcnow
from tests.api.programs import Program, make_program
from tests.study.desk import make_items, store_bank
from tests.study.proving import faults
from tests.study.test_answering import log_rows

DAY_MS = 24 * 3600 * 1000
SQLITE_ONLY = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


@pytest.fixture
def phone(app: Flask, client: FlaskClient) -> FlaskClient:
    """A guest's device with a deck."""
    with app.app_context():
        store_bank("words", *make_items(3))
        store_bank("others", *(make_items(4)[3:]))
    client.post("/cards/decks", data={"scope": "bank:words"})
    return client


def answer(phone: FlaskClient, **changes: object) -> dict[str, Any]:
    """Return an answer that was given just now, but for what is said to be odd about it."""
    card = phone.get("/cards/offline/cards").get_json()["cards"][0]
    sent = {name: card[name] for name in ("item", "face", "version")}
    return sent | {"id": str(uuid4()), "rating": 3, "duration_ms": 900, "at": now_ms()} | changes


def now_ms() -> int:
    return round(utcnow().timestamp() * 1000)


def send(phone: FlaskClient, answers: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Send a batch and return what is said of each: the outcome, and the sentence."""
    body = {"owner": phone.get("/cards/offline/key").get_json()["owner"], "answers": answers}
    reply = phone.post("/cards/offline/answers", json=body)
    assert reply.status_code == 200
    return [(told["outcome"], told["words"]) for told in reply.get_json()["answers"]]


def stored(app: Flask) -> int:
    """Return how many rows the log has; every cache agrees with it."""
    with app.app_context():
        assert faults() == []
        db.session.rollback()
        return log_rows()


@pytest.mark.parametrize(
    ("changes", "outcome", "words"),
    [
        ({"at": -900 * DAY_MS}, "stored", offline.CLAMPED.words),
        ({"at": 3 * DAY_MS}, "stored", offline.CLAMPED.words),
        ({"item": 4}, "refused", offline.NOT_YOURS.words),
        ({"rating": 0}, "refused", "This answer has a rating that no button gives, so it does not count."),
        ({"rating": 5}, "refused", "This answer has a rating that no button gives, so it does not count."),
    ],
    ids=["before-the-card", "in-the-future", "somebody-else-s", "rating-0", "rating-5"],
)
def test_a_review_that_cannot_be_is_told_so_and_its_neighbours_are_stored_once(
    app: Flask, phone: FlaskClient, changes: dict[str, int], outcome: str, words: str
) -> None:
    if "at" in changes:
        changes = {"at": now_ms() + changes["at"]}
    batch = [answer(phone), answer(phone, **changes), answer(phone)]
    first = send(phone, batch)
    assert (first[0][0], first[1], first[2][0]) == ("stored", (outcome, words), "stored")
    rows = stored(app)
    assert rows == 2 + (outcome == "stored")
    assert send(phone, batch)[1][0] == ("again" if outcome == "stored" else "refused")
    assert stored(app) == rows


@SQLITE_ONLY
def test_of_ten_thousand_at_once_none_is_stored_and_in_parts_each_is_stored_once(
    app: Flask, phone: FlaskClient
) -> None:
    one = answer(phone)
    many = [{**one, "id": str(uuid4()), "at": one["at"] - place} for place in range(10_000)]
    owner = phone.get("/cards/offline/key").get_json()["owner"]
    reply = phone.post("/cards/offline/answers", json={"owner": owner, "answers": many})
    assert (reply.status_code, reply.get_json()["problem"]) == (422, offline_body.TOO_MANY)
    assert stored(app) == 0
    part = offline_body.MOST_AT_ONCE
    for some, outcome in ((many[:part], "stored"), (many[:part], "again"), (many[part : 2 * part], "stored")):
        assert {told[0] for told in send(phone, some)} == {outcome}
    assert stored(app) == 2 * part


@pytest.mark.parametrize("rating", [0, 5, -1, 2**40, True, "3", 3.5, None], ids=repr)
@SQLITE_ONLY
def test_a_program_s_review_with_no_rating_of_a_button_is_refused_where_it_is_wrong(
    app: Flask, studying: Program, rating: object
) -> None:
    card = studying.get("/cards/next")["card"]
    body = {"id": str(uuid4()), "version": 0, "rating": rating}
    refused = studying.post(f"/cards/{card['item']}/main/reviews", body, status=422)
    assert [error["pointer"] for error in refused["errors"]] == ["/rating"]
    assert stored(app) == 0


def test_a_program_cannot_say_when_a_review_was_given_nor_review_somebody_else_s_card(
    app: Flask, studying: Program
) -> None:
    card = studying.get("/cards/next")["card"]
    path = f"/cards/{card['item']}/main/reviews"
    body = {"id": str(uuid4()), "version": 0, "rating": 3}
    dated = studying.post(path, body | {"reviewed_at": "2020-01-01T00:00:00Z"}, status=422)
    assert [error["pointer"] for error in dated["errors"]] == ["/reviewed_at"]
    other = make_program(app, "jo@example.org")
    other.post("/decks", {"scope": "bank:others"}, status=200)
    assert other.post(path, body, status=404)["code"] == "not-found"
    assert stored(app) == 0
    assert studying.post(path, body) == studying.post(path, body)
    assert stored(app) == 1


@pytest.fixture
def studying(app: Flask) -> Program:
    """A program whose learner has the cards of one bank, and not those of another."""
    with app.app_context():
        store_bank("words", *make_items(3))
        store_bank("others", *(make_items(4)[3:]))
    program = make_program(app)
    program.post("/decks", {"scope": "bank:words"}, status=200)
    return program
