"""The pictures of the guide for facilitators, taken of a session in the running program.

By hand, whenever a page in them has changed: ``.venv/bin/python -m tests.support.facilitator_pictures``. It
writes all of them to ``docs/img/facilitator``; look at each before it is committed.
"""

from itertools import count
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from quizapp.core.live import Command
from tests.live import hall
from tests.live.visiting import Room
from tests.support.browser import launch, watched_page
from tests.support.guide_pictures import WIDTH, Part, serving, write

FOLDER = Path(__file__).parents[2] / "docs" / "img" / "facilitator"

HALL = "http://192.168.8.20:8000"
WALL, WALL_SHARPNESS, PHONE_SHARPNESS = 1280, 0.8, 1.6
"""Pixels of the picture for each pixel of the page, so that no picture has 60 kB."""

FIRST_CODE = 17_320_508
"""A join code that looks like one."""

PEOPLE = 12


def main() -> None:
    """Take all pictures."""
    FOLDER.mkdir(exist_ok=True)
    hall.CODES = count(FIRST_CODE)
    with (
        serving(hall_address=HALL) as (app, address),
        sync_playwright() as playwright,
        launch(playwright) as browser,
    ):
        take_all(browser, address, Room(app))


def take_all(browser: Browser, address: str, room: Room) -> None:
    """Lead a session from the lobby to the first right answer, and look at it from all sides."""
    with (
        watched_page(browser, address, width=WALL) as wall,
        watched_page(browser, address, width=WIDTH) as leader,
        watched_page(browser, address, width=WIDTH) as phone,
    ):
        leader.goto(f"/live/lead/with/{room.hall.secret}")
        wall.goto(f"/live/lead/with/{room.hall.secret}")
        wall.goto(f"/live/lead/{room.hall.code}/screen")
        take_wall(wall, "lobby")
        phone.goto(room.path)
        phone.get_by_role("button", name="Join").click()
        room.does(Command.NEXT, Command.SKIP)
        room.answered_by(PEOPLE)
        phone.goto(room.path)
        phone.locator(".option input").first.check()
        phone.get_by_role("button", name="Send my answer").click()
        phone.get_by_text("Stored. You can change it.").wait_for()
        take_phone(phone, "phone", Part(phone.locator("h1"), phone.locator("#told")))
        room.does(Command.CLOSE, Command.CHART, Command.REVEAL)
        wall.goto(f"/live/lead/{room.hall.code}/screen")
        take_wall(wall, "revealed")
        leader.goto(f"/live/lead/{room.hall.code}/")
        take_phone(leader, "leading", Part(leader.locator("h1"), leader.locator("#notes")))


def take_wall(page: Page, name: str) -> None:
    """Write a picture of the whole screen."""
    body = page.locator("body")
    write(page, Part(body, body), FOLDER / f"{name}.webp", width=WALL, sharpness=WALL_SHARPNESS)


def take_phone(page: Page, name: str, part: Part) -> None:
    """Write a picture of a part of a phone's page."""
    write(page, part, FOLDER / f"{name}.webp", width=WIDTH, sharpness=PHONE_SHARPNESS)


if __name__ == "__main__":
    main()
