"""No page of whoever leads a session has a fault, whatever the session shows."""

import pytest
from flask import Flask
from playwright.sync_api import Page

from quizapp.core.items import ItemType
from quizapp.core.live import Command
from quizapp.core.people import Role
from tests.a11y.looking import LEADING, LOOKS, ON_SQLITE, Looker
from tests.live.test_phone_pages import ONE_OF_EACH_TYPE
from tests.live.visiting import Room
from tests.support.browser import follow
from tests.support.people import log_in, make_account

pytestmark = pytest.mark.browser


def look_at_the_choice(looker: Looker, app: Flask, page: Page) -> None:
    log_in(page, make_account(app, roles={Role.EDUCATOR}))
    page.goto("/live/lead/new?set=where-nets-start")
    looker.look("what would be shown")
    follow(page.get_by_role("button", name="Start the session"))
    looker.look("not read yet")
    page.get_by_label("I have read these questions").check()
    follow(page.get_by_role("button", name="Start the session"))
    page.goto("/live/lead/")
    looker.look("what can be led, with a session")


def look_at_own(looker: Looker, page: Page, room: Room, name: str) -> None:
    page.goto(f"/live/lead/{room.hall.code}/")
    page.evaluate("document.querySelectorAll('main details').forEach((one) => (one.open = true))")
    looker.look(f"own page: {name}")


def look_at_screen(looker: Looker, page: Page, room: Room, name: str) -> None:
    page.goto(f"/live/lead/{room.hall.code}/screen")
    looker.look(f"screen: {name}")


def look_at_both(looker: Looker, page: Page, room: Room, name: str) -> None:
    look_at_own(looker, page, room, name)
    look_at_screen(looker, page, room, name)


def look_at_steps(looker: Looker, page: Page, room: Room) -> None:
    """Look at each type of item while it is asked and once it is answered, and at two kinds of charts."""
    for kind in ONE_OF_EACH_TYPE:
        room.does(Command.NEXT)
        room.answered_by(5)
        look_at_screen(looker, page, room, f"open: {kind}")
        room.does(Command.CLOSE, Command.CHART)
        if kind in {ItemType.SINGLE_CHOICE, ItemType.MATCHING}:
            look_at_both(looker, page, room, f"chart: {kind}")
        room.does(Command.REVEAL)
        look_at_screen(looker, page, room, f"answer: {kind}")


@ON_SQLITE
@LOOKS
def test_no_page_of_who_leads_has_a_fault(app: Flask, page: Page) -> None:
    looker = Looker(app, page)
    look_at_the_choice(looker, app, page)
    room = Room(app, slugs=tuple(ONE_OF_EACH_TYPE.values()))
    page.goto(f"/live/lead/with/{room.hall.secret}")
    look_at_both(looker, page, room, "lobby")
    room.does(Command.NEXT)
    look_at_both(looker, page, room, "how sure")
    room.does(Command.CLOSE)
    look_at_steps(looker, page, room)
    look_at_own(looker, page, room, "answer")
    room.does(Command.PAUSE)
    look_at_both(looker, page, room, "paused")
    room.does(Command.RESUME, Command.END)
    look_at_both(looker, page, room, "ended")
    assert looker.faults == {}
    assert looker.seen == LEADING
