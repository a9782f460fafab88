"""Join codes cannot be tried one after the other; a hall full of people can still join."""

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask

from quizapp import create_app
from quizapp.live.derived import door_key
from tests.live.visiting import Room
from tests.services.databases import make_settings
from tests.support.visitor import AppConnection, Reply, Visitor

LIMITS = {"limit_code_address": "3 per 15 minutes", "limit_code_everybody": "6 per 15 minutes"}


@pytest.fixture
def content() -> str:
    return "banks"


@pytest.fixture
def database_kind() -> str:
    return "sqlite"


@pytest.fixture
def limited(tmp_path: Path, database_url: str) -> Flask:
    settings = make_settings(tmp_path / "instance", database_url)
    return create_app(settings.model_copy(update=LIMITS))


def guess(app: Flask, way: str, *, address: str = "192.0.2.1") -> Reply:
    """Try a code that fits no session, in one of the ways there are."""
    visitor = Visitor(AppConnection(app, address=address))
    form = visitor.get("/live/").form("/live/")
    if way == "typed":
        return visitor.send(form, form.with_values(code="zzz zzz"))
    if way in {"", "recap", "recap.pdf"}:
        return visitor.get(f"/live/ZZZZZZ/{way}")
    form.action = "/live/ZZZZZZ/join"
    return visitor.send(form, form.as_it_stands())


@pytest.mark.parametrize("way", ["typed", "joined", "", "recap", "recap.pdf"])
def test_wrong_codes_are_tried_only_so_often_from_one_address(limited: Flask, way: str) -> None:
    assert [guess(limited, way).status for _ in range(4)] == [404, 404, 404, 429]
    assert guess(limited, way, address="192.0.2.2").status == 404


def test_all_ways_to_try_a_code_count_together(limited: Flask) -> None:
    ways = ("typed", "", "joined", "recap")
    assert [guess(limited, way).status for way in ways] == [404, 404, 404, 429]


def test_many_addresses_together_try_only_so_often(limited: Flask) -> None:
    tries = [guess(limited, "", address=f"192.0.2.{number}").status for number in range(8)]
    assert tries == [404] * 6 + [429] * 2


def test_a_hall_full_of_people_joins_from_one_address(limited: Flask) -> None:
    room = Room(limited)
    assert all("You are in" in room.member(address="192.0.2.1").page().text for _ in range(8))


def test_whoever_is_in_a_session_stays_in_it(limited: Flask) -> None:
    room = Room(limited)
    member = room.member(address="192.0.2.1")
    for _ in range(4):
        guess(limited, "")
    assert "You are in" in member.page().text
    newcomer = Visitor(AppConnection(limited, address="192.0.2.1"))
    assert newcomer.get(room.path).status == 429


def test_who_scans_the_code_joins_while_others_have_tried_too_many(limited: Flask) -> None:
    room = Room(limited)
    for number in range(8):
        guess(limited, "", address=f"192.0.2.{number % 2 + 1}")
    with limited.test_request_context():
        key = door_key(room.hall.code)
    scanning = Visitor(AppConnection(limited, address="192.0.2.1"))
    door = scanning.get(f"{room.path}?key={key}").form("/join")
    assert "You are in" in scanning.submit(door, door.as_it_stands()).text
    for other in (key[:-1], f"{key}A", key.swapcase(), "", "é"):
        typing = Visitor(AppConnection(limited, address="192.0.2.1"))
        assert typing.get(f"{room.path}?key={quote(other)}").status == 429


def test_the_key_of_one_session_opens_no_other_and_tries_no_code(limited: Flask) -> None:
    room = Room(limited)
    with limited.test_request_context():
        key = door_key(room.hall.code)
    tries = [Visitor(AppConnection(limited)).get(f"/live/ZZZZZZ/?key={key}").status for _ in range(4)]
    assert tries == [404, 404, 404, 429]


def test_the_page_says_kindly_when_to_try_again(limited: Flask) -> None:
    for _ in range(3):
        guess(limited, "typed")
    refused = guess(limited, "typed")
    assert "It is nothing you did wrong" in refused.text
    assert re.search(r"type it again in 1[56] minutes", refused.text)
    assert 0 < int(dict(refused.headers)["Retry-After"]) <= 15 * 60 + 1
