"""Two hundred phones in a hall with a slow line open the page within seconds."""

import re

import pytest
from flask import Flask

from tests.live.visiting import Room
from tests.support.visitor import AppConnection, Reply, Visitor

MOST_TO_JOIN = 30_000
MOST_FOR_A_MEMBER = 60_000
"""Bytes for the page and all that it loads, as served; what joining loaded is not loaded again."""


@pytest.fixture
def content() -> str:
    return "banks"


@pytest.fixture
def database_kind() -> str:
    return "sqlite"


def weight(visitor: Visitor, page: Reply, *, without: frozenset[str] = frozenset()) -> tuple[int, set[str]]:
    """Return how many bytes a page and all that it loads have, with their headers; and what it loads."""
    loaded = set(re.findall(r'(?:src|href)="([^"]*/static/[^"]+)"', page.text))
    replies = [page, *(visitor.get(path) for path in loaded - without)]
    return sum(len(reply.text.encode()) + len(repr(reply.headers)) for reply in replies), loaded


def test_the_way_in_is_light(app: Flask) -> None:
    room = Room(app)
    visitor = Visitor(AppConnection(app))
    for path in ("/live/", room.path):
        page = visitor.get(path)
        assert page.status == 200
        assert weight(visitor, page)[0] <= MOST_TO_JOIN


def test_the_page_of_a_member_is_light(app: Flask) -> None:
    room = Room(app)
    _, loaded = weight(Visitor(AppConnection(app)), Visitor(AppConnection(app)).get(room.path))
    member = room.member()
    assert weight(member.visitor, member.page(), without=frozenset(loaded))[0] <= MOST_FOR_A_MEMBER


def test_live_pages_load_no_font(app: Flask) -> None:
    room = Room(app)
    assert "woff2" not in room.member().page().text
    sheet = Visitor(AppConnection(app)).get("/static/css/live.css").text
    assert "Atkinson" not in sheet
