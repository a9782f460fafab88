"""The hub tells everybody what is new, stores what comes in together, and lets go of whoever went."""

import asyncio
import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from typing import Any, TypeVar
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import text

from quizapp.core.live import Command
from quizapp.database import db
from quizapp.live import queries, scenes, tickets, wire
from quizapp.live.rooms import MOST_HEARD, MOST_STREAMS, Room, Rooms
from quizapp.web.clock import utcnow
from tests.live.hall import Hall, Phone
from tests.live.served_hub import Listener, ServedHub, served_hub
from tests.live.test_service import OPENED
from tests.live.test_state import ANSWER, ON_SQLITE, Script, cookie_of
from tests.support.visitor import HttpConnection
from tests.support.waiting import in_a_loop

PHONES = 60

Told = TypeVar("Told")


@pytest.fixture
def content() -> str:
    return "banks"


@pytest.fixture
def server(app: Flask) -> Iterator[ServedHub]:
    with served_hub(app) as server:
        yield server


@pytest.fixture
def hall(app: Flask) -> Hall:
    with app.app_context():
        return Hall(now=utcnow())


def phones_of(app: Flask, hall: Hall, number: int) -> list[Phone]:
    """Let some people join."""
    with app.app_context():
        return [hall.phone() for _ in range(number)]


def commands(app: Flask, hall: Hall, *given: Command, told: bool = True) -> int:
    """Give commands; return the ``seq`` after them. ``told``: the wire tells of them."""
    with app.app_context():
        seq = hall.does(*given, now=utcnow()).seq
        if told:
            wire.changed(hall.id)
        return seq


def listen(server: ServedHub, hall: Hall, phone: Phone, **headers: str) -> Listener:
    """Let a phone listen."""
    return Listener(server.address, f"/live/{hall.code}/events", cookie_of(hall.code, phone), **headers)


def listen_leading(server: ServedHub, hall: Hall) -> Listener:
    """Let the projector listen."""
    cookie = f"{tickets.leader_cookie(hall.code)}={hall.secret}"
    return Listener(server.address, f"/live/lead/{hall.code}/events", cookie)


def wait_for_seq(listener: Listener, seq: int) -> Any:
    """Wait until somebody sees the state of ``seq``; the hub may look between two commands."""
    while (state := listener.wait_for("state"))["seq"] < seq:
        pass
    return state


def send(server: ServedHub, hall: Hall, phone: Phone, answer: dict[str, Any]) -> int:
    """Send an answer; return the status of what came back."""
    connection = HttpConnection(server.address)
    try:
        script = Script(connection=connection, code=hall.code, cookie=cookie_of(hall.code, phone))
        return script.sends(answer).status
    finally:
        connection.close()


def test_a_command_reaches_every_phone_and_the_projector(app: Flask, server: ServedHub, hall: Hall) -> None:
    listeners = [listen(server, hall, phone) for phone in phones_of(app, hall, 5)]
    listeners.append(listen_leading(server, hall))
    assert [one.wait_for("state")["phase"] for one in listeners] == ["lobby"] * 6
    seq = commands(app, hall, *OPENED)
    for one in listeners:
        assert wait_for_seq(one, seq)["phase"] == "open"
        one.close()


@ON_SQLITE
def test_a_command_that_nobody_told_of_is_seen_all_the_same(
    app: Flask, server: ServedHub, hall: Hall
) -> None:
    listener = listen(server, hall, *phones_of(app, hall, 1))
    assert listener.wait_for("state")["seq"] == 0
    seq = commands(app, hall, Command.NEXT, told=False)
    assert listener.wait_for("state")["seq"] == seq
    listener.close()


@ON_SQLITE
def test_whoever_comes_back_is_told_what_they_answered_and_nothing_they_have(
    app: Flask, server: ServedHub, hall: Hall
) -> None:
    (phone,) = phones_of(app, hall, 1)
    seq = commands(app, hall, *OPENED)
    assert send(server, hall, phone, ANSWER) == 200
    listener = listen(server, hall, phone, **{"Last-Event-ID": str(seq)})
    assert listener.next_event()[0] == "counts"
    kind, mine = listener.next_event()
    assert (kind, mine["response"], mine["revision"]) == ("mine", {"chosen": ["a"]}, 1)
    listener.close()


def test_answers_that_come_at_once_are_all_stored_and_counted(
    app: Flask, server: ServedHub, hall: Hall
) -> None:
    phones = phones_of(app, hall, PHONES)
    commands(app, hall, *OPENED)
    projector = listen_leading(server, hall)
    with ThreadPoolExecutor(max_workers=20) as pool:
        statuses = list(pool.map(lambda phone: send(server, hall, phone, ANSWER), phones))
    assert statuses == [200] * PHONES
    with app.app_context():
        assert queries.counts(hall.id) == queries.Counts(joined=PHONES, ready=PHONES)
    while projector.wait_for("counts")["ready"] < PHONES:
        pass
    projector.close()


@ON_SQLITE
def test_to_whoever_did_not_join_there_is_no_stream(app: Flask, server: ServedHub, hall: Hall) -> None:
    with app.app_context():
        other = Hall(now=utcnow())
        stranger = other.phone()
    paths = f"/live/{hall.code}/events", f"/live/lead/{hall.code}/events"
    for path in paths:
        listener = Listener(server.address, path, cookie_of(hall.code, stranger))
        assert listener.response.status == 404
        listener.close()


@ON_SQLITE
@pytest.mark.parametrize(
    ("method", "what", "body"),
    [
        ("GET", "state", None),
        ("GET", f"state?seq={'9' * 5000}", None),
        ("GET", f"events?seq={'9' * 5000}", None),
        ("POST", "answers", "{}"),
        ("POST", "answers", '{"position": 999, "revision": 1, "skip": true}'),
        ("POST", "answers", "x" * 20_000),
    ],
)
def test_who_is_not_in_a_session_is_told_the_same_as_where_there_is_none(
    app: Flask, server: ServedHub, hall: Hall, method: str, what: str, body: str | None
) -> None:
    headers = {"X-Live": "1", "Content-Type": "application/json"}
    told = []
    for code in (hall.code, "ZZZZZZ"):
        connection = HTTPConnection(urlsplit(server.address).netloc, timeout=20)
        cookie = f"{tickets.participant_cookie(code)}={'0' * 32}.made-up"
        connection.request(method, f"/live/{code}/{what}", body, headers | {"Cookie": cookie})
        with connection.getresponse() as response:
            told.append((response.status, response.read()))
        connection.close()
    assert told[0] == told[1]
    assert told[0][0] == 404


@ON_SQLITE
def test_a_server_that_stops_ends_its_streams_at_once(app: Flask, hall: Hall) -> None:
    with served_hub(app) as server:
        listener = listen(server, hall, *phones_of(app, hall, 1))
        listener.wait_for("mine")
    assert listener.wait_for_end()
    listener.close()


@ON_SQLITE
def test_a_site_that_has_a_name_is_not_led_by_another(app: Flask, hall: Hall) -> None:
    app.config["TRUSTED_HOSTS"] = ["learn.example.org"]
    (phone,) = phones_of(app, hall, 1)
    with served_hub(app) as server:
        connection = HTTPConnection(urlsplit(server.address).netloc)
        for name, status in (("learn.example.org", 200), ("evil.example", 400)):
            headers = {"Cookie": cookie_of(hall.code, phone), "Host": name}
            connection.request("GET", f"/live/{hall.code}/state", headers=headers)
            reply = connection.getresponse()
            reply.read()
            assert reply.status == status
        connection.close()


@ON_SQLITE
def test_of_too_many_streams_of_one_phone_the_oldest_is_ended(
    app: Flask, server: ServedHub, hall: Hall
) -> None:
    one, other = phones_of(app, hall, 2)
    of_other = listen(server, hall, other)
    of_other.wait_for("mine")
    streams = []
    for _ in range(MOST_STREAMS + 1):
        streams.append(listen(server, hall, one))
        streams[-1].wait_for("mine")
    assert streams[0].wait_for_end()
    seq = commands(app, hall, *OPENED)
    for stream in (streams[1], streams[-1], of_other):
        wait_for_seq(stream, seq)
    for stream in (*streams, of_other):
        stream.close()


@ON_SQLITE
def test_while_one_after_the_other_joins_nobody_waits_until_that_is_over(app: Flask, hall: Hall) -> None:
    async def ask() -> Room | None:
        async def look(read: Callable[[], Told]) -> Told:
            with app.test_request_context():
                found = read()
            rooms.heard(hall.id)  # somebody joined during this look
            await asyncio.sleep(0)
            return found

        rooms = Rooms(look, lambda _: None)
        await rooms.find(hall.code)
        rooms.heard(hall.id)
        return await asyncio.wait_for(rooms.find_as_it_stands(hall.code), 20)

    room = in_a_loop(ask())
    assert room
    assert room.id == hall.id


@ON_SQLITE
def test_an_answer_that_cannot_be_stored_keeps_no_other_from_it(
    app: Flask, server: ServedHub, hall: Hall
) -> None:
    phones = phones_of(app, hall, PHONES)
    commands(app, hall, *OPENED)
    with app.app_context():
        db.session.execute(
            text(
                "CREATE TRIGGER refuse BEFORE INSERT ON live_answer WHEN NEW.revision = 13 "
                "BEGIN SELECT RAISE(ABORT, 'refused'); END"
            )
        )
        db.session.commit()
    sent = [
        (phone, ANSWER | {"revision": 13 if place % 10 == 0 else 1}) for place, phone in enumerate(phones)
    ]
    with ThreadPoolExecutor(max_workers=20) as pool:
        statuses = list(pool.map(lambda one: send(server, hall, *one), sent))
    assert statuses == [500 if answer["revision"] == 13 else 200 for _, answer in sent]


def test_the_same_bytes_are_refused_before_their_step_is_shown_and_stored_after(
    app: Flask, server: ServedHub, hall: Hall
) -> None:
    first, second = phones_of(app, hall, 2)
    assert send(server, hall, first, ANSWER) == 409
    commands(app, hall, *OPENED)
    assert [send(server, hall, phone, ANSWER) for phone in (first, second)] == [200, 200]
    with app.app_context():
        assert queries.counts(hall.id).ready == 2


@ON_SQLITE
def test_a_room_remembers_some_of_what_was_sent_and_nothing_once_the_scene_changes(
    app: Flask, hall: Hall
) -> None:
    commands(app, hall, *OPENED, told=False)
    with app.test_request_context():
        found = scenes.find(hall.code)
    assert found
    scene, counts = found
    room = Room(id=hall.id, code=hall.code, scene=scene, counts=counts, used_at=0.0)
    sent = [json.dumps(ANSWER | {"revision": revision}).encode() for revision in range(1, MOST_HEARD + 5)]
    for _ in range(2):
        assert [room.hear(body).revision for body in sent] == list(range(1, MOST_HEARD + 5))
    assert len(room.heard) == MOST_HEARD
    room.show(scene)
    assert not room.heard
