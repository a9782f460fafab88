"""No page of whoever takes part in a session has a fault, whatever the session shows."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from quizapp.core.live import Command
from tests.a11y.looking import LIVE, LOOKS, ON_SQLITE, Looker
from tests.live.test_phone_pages import ONE_OF_EACH_TYPE
from tests.live.visiting import Room
from tests.support.browser import follow

pytestmark = pytest.mark.browser


def look_at_the_way_in(looker: Looker, page: Page, room: Room) -> None:
    page.goto("/live/")
    looker.look("typing a code")
    follow(page.get_by_role("button", name="Go on"))
    looker.look("no code")
    page.goto("/live/ZZZZZZ/")
    looker.look("no session")
    page.goto(room.path)
    looker.look("joining")
    follow(page.get_by_role("button", name="Join"))
    looker.look("lobby")


def answer(page: Page) -> None:
    """Answer what is asked, rightly or not."""
    for group in {radio.get_attribute("name") for radio in page.locator("#piece .option input").all()}:
        page.locator(f"#piece .option input[name='{group}']").first.check()
    for text in page.locator("#piece input[type=text]").all():
        text.fill("serotonin")
    for place, field in enumerate(page.locator("#piece select").all(), start=1):
        is_place = (field.get_attribute("name") or "").startswith("place-")
        field.select_option(index=place if is_place else 1)
    page.get_by_role("button", name="Send my answer").click()
    expect(page.locator("#told")).to_have_text("Stored. You can change it.")


def look_at_a_step(looker: Looker, page: Page, room: Room, kind: str) -> None:
    page.goto(room.path)
    answer(page)
    looker.look(f"answered: {kind}")
    room.does(Command.CLOSE, Command.REVEAL)
    page.goto(room.path)
    looker.look(f"revealed: {kind}")


def look_at_how_sure(looker: Looker, page: Page, room: Room) -> None:
    room.does(Command.NEXT)
    page.goto(room.path)
    answer(page)
    room.does(Command.CLOSE)
    page.goto(room.path)
    looker.look("closed")
    room.does(Command.CHART)
    page.goto(room.path)
    looker.look("too few for a chart")


@ON_SQLITE
@LOOKS
def test_no_page_of_a_member_has_a_fault(app: Flask, page: Page) -> None:
    looker = Looker(app, page)
    room = Room(app, slugs=tuple(ONE_OF_EACH_TYPE.values()))
    look_at_the_way_in(looker, page, room)
    look_at_how_sure(looker, page, room)
    for kind in ONE_OF_EACH_TYPE:
        room.does(Command.NEXT)
        room.answered_by(5)
        look_at_a_step(looker, page, room, kind)
    room.does(Command.PAUSE)
    page.goto(room.path)
    looker.look("paused")
    follow(page.get_by_role("button", name="Leave quietly"))
    looker.look("left")
    follow(page.get_by_role("button", name="Join again"))
    room.does(Command.RESUME, Command.END)
    page.goto(room.path)
    looker.look("ended")
    page.context.clear_cookies()
    page.goto(room.path)
    looker.look("ended, to others")
    assert looker.faults == {}
    assert looker.seen >= LIVE
