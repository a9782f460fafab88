"""What a device is given to keep, and what is said of whatever it sends."""

import json
import re
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from quizapp.study.offline import body as offline_body
from quizapp.study.offline.views import SOMEBODY_ELSE


@pytest.fixture
def content() -> str:
    return "banks"


@pytest.fixture
def learner(client: FlaskClient) -> FlaskClient:
    """A guest with a deck."""
    client.post("/cards/decks", data={"scope": "topic:terminology"})
    return client


def deck(client: FlaskClient) -> dict[str, object]:
    found: dict[str, object] = client.get("/cards/offline/cards").get_json()
    return found


def answer(client: FlaskClient, **changes: object) -> dict[str, object]:
    card = client.get("/cards/offline/cards").get_json()["cards"][0]
    sent = {name: card[name] for name in ("item", "face", "version")}
    return sent | {"id": str(uuid4()), "rating": 3, "duration_ms": 900, "at": 1_790_000_000_000} | changes


def status(client: FlaskClient, path: str) -> int:
    with client.get(path) as reply:
        return reply.status_code


def send(client: FlaskClient, *answers: object, owner: object = None) -> TestResponse:
    body = {"owner": owner or deck(client)["owner"], "answers": answers}
    return client.post("/cards/offline/answers", json=body)


def test_a_device_is_given_both_sides_of_each_card(learner: FlaskClient) -> None:
    given = learner.get("/cards/offline/cards").get_json()
    assert given["buttons"] == [[1, "Not yet"], [3, "I knew it"]]
    assert 20 <= len(given["cards"]) <= 200
    for card in given["cards"]:
        assert "<h1" in card["question"]
        assert "source-note" in card["answer"]


def test_somebody_without_cards_is_given_none(client: FlaskClient) -> None:
    assert client.get("/cards/offline/cards").status_code == 404
    assert client.get("/cards/offline/key").status_code == 404


def test_an_answer_is_stored_and_the_same_again_is_said_to_be_there(learner: FlaskClient) -> None:
    one = answer(learner, at=1_600_000_000_000)
    first, second = (send(learner, one).get_json()["answers"] for _ in range(2))
    assert [(told["id"], told["outcome"]) for told in first + second] == [
        (one["id"], "stored"),
        (one["id"], "again"),
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"rating": 0},
        {"rating": 5},
        {"rating": True},
        {"rating": "3"},
        {"rating": 3.0},
        {"rating": None},
        {"id": "one"},
        {"id": None},
        {"item": 10**9},
        {"item": 2**63},
        {"item": "1"},
        {"face": "pair-of-nobody"},
        {"face": "a\x00b"},
        {"face": "x" * 3000},
        {"face": None},
        {"at": -1},
        {"at": 10**17},
        {"at": "yesterday"},
        {"version": -1},
        {"duration_ms": None},
    ],
    ids=str,
)
def test_an_odd_answer_is_refused_in_a_sentence_and_its_neighbours_are_stored(
    learner: FlaskClient, changes: dict[str, object]
) -> None:
    reply = send(learner, answer(learner), answer(learner, **changes), answer(learner))
    told = reply.get_json()["answers"]
    assert [one["outcome"] for one in told] == ["stored", "refused", "stored"]
    assert re.fullmatch(r"(This|Another) .*\.", told[1]["words"])


@pytest.mark.parametrize("odd", [None, 1, "answer", [], {}], ids=str)
def test_what_is_no_answer_is_refused(learner: FlaskClient, odd: object) -> None:
    assert [one["outcome"] for one in send(learner, odd).get_json()["answers"]] == ["refused"]


def test_ten_thousand_at_once_are_refused_whole_and_in_words(learner: FlaskClient) -> None:
    one = answer(learner)
    reply = send(learner, *({**one, "id": str(uuid4())} for _ in range(10_000)))
    assert (reply.status_code, reply.get_json()["problem"]) == (422, offline_body.TOO_MANY)


def test_five_hundred_at_once_are_stored(learner: FlaskClient) -> None:
    card = answer(learner)
    some = [{**card, "id": str(uuid4()), "at": 1_790_000_000_000 + n} for n in range(500)]
    assert {one["outcome"] for one in send(learner, *some).get_json()["answers"]} == {"stored"}


@pytest.mark.parametrize("body", ["", "null", "[]", "{", '{"answers": 3}', '"x"', "\x00"], ids=repr)
def test_what_is_no_batch_is_refused_in_words(learner: FlaskClient, body: str) -> None:
    reply = learner.post("/cards/offline/answers", data=body, content_type="application/json")
    assert (reply.status_code, reply.get_json()["problem"]) == (422, offline_body.NO_BATCH)


def test_answers_of_somebody_else_on_the_device_are_not_taken(learner: FlaskClient) -> None:
    reply = send(learner, answer(learner), owner="0" * 32)
    assert (reply.status_code, reply.get_json()["problem"]) == (409, SOMEBODY_ELSE)


def test_answers_need_the_key_of_our_own_pages(learner: FlaskClient) -> None:
    one = answer(learner)
    learner.application.config.update(WTF_CSRF_ENABLED=True, WTF_CSRF_METHODS={"POST"})
    body, key = (
        {"owner": deck(learner)["owner"], "answers": [one]},
        learner.get("/cards/offline/key").get_json(),
    )
    assert learner.post("/cards/offline/answers", json=body).status_code == 400
    reply = learner.post("/cards/offline/answers", json=body, headers={"X-CSRFToken": key["key"]})
    assert reply.get_json()["answers"][0]["outcome"] == "stored"


def test_the_kept_page_is_the_same_for_everybody(learner: FlaskClient) -> None:
    mine = learner.get("/cards/offline/")
    nobody = learner.application.test_client().get("/cards/offline/")
    assert mine.text == nobody.text
    assert "csrf" not in mine.text


def test_every_file_that_a_device_keeps_is_there_and_every_part_of_the_page_is_kept(
    learner: FlaskClient,
) -> None:
    reply = learner.get("/sw.js")
    assert (reply.mimetype, reply.headers["Cache-Control"]) == ("text/javascript", "no-store")
    shell = json.loads(reply.text.splitlines()[0].removeprefix("const SHELL = ").removesuffix(";"))
    assert {status(learner, file) for file in shell["files"]} == {200}
    page = learner.get(shell["page"]).text
    parts = set(re.findall(r'(?:src|href)="(/static/[^"]+)"', page))
    assert parts <= set(shell["files"])


def test_the_manifest_names_pictures_that_are_there(client: FlaskClient) -> None:
    reply = client.get("/manifest.webmanifest")
    manifest = json.loads(reply.text)
    assert reply.mimetype == "application/manifest+json"
    assert (manifest["start_url"], manifest["display"]) == ("/", "standalone")
    assert {status(client, icon["src"]) for icon in manifest["icons"]} == {200}


def test_whoever_deletes_everything_leaves_nothing_on_the_device(learner: FlaskClient) -> None:
    refused = learner.post("/data/delete", data={})
    done = learner.post("/data/delete", data={"sure": "y"})
    assert "Clear-Site-Data" not in refused.headers
    assert (done.status_code, done.headers["Clear-Site-Data"]) == (303, '"storage"')
