"""A whole evening in a real browser: a projector, a laptop, the leader's own phone, and five people's phones.

They all are pages of one browser on the real hub: light and dark, wide and 320 px narrow, by keyboard and by
touch. Nobody tells a page that something is new; each hears of it by itself.
"""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from quizapp.core.people import Role
from tests.live.served_hub import ServedHub, served_hub
from tests.support import accessibility
from tests.support.browser import follow, watched_page
from tests.support.people import log_in, make_account

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True),
]

STORED = "Stored. You can change it."


@pytest.fixture
def content() -> str:
    return "banks"


@pytest.fixture
def server(app: Flask) -> Iterator[ServedHub]:
    with served_hub(app) as server:
        yield server


@pytest.fixture
def pages(server: ServedHub, browser: Browser) -> Iterator["Pages"]:
    with ExitStack() as stack:
        yield Pages(stack, browser, server.address)


class Pages:
    """The pages of an evening, each of somebody else."""

    def __init__(self, stack: ExitStack, browser: Browser, address: str) -> None:
        def page(width: int, colours: str = "light", *, touch: bool = False) -> Page:
            return stack.enter_context(
                watched_page(browser, address, width=width, colours=colours, touch=touch)  # type: ignore[arg-type]
            )

        self.laptop = page(1280)
        self.own_phone = page(360, "dark", touch=True)
        self.members = [
            page(320, touch=True),
            page(360, "dark", touch=True),
            page(412, touch=True),
            page(360, touch=True),
            page(768, "dark"),
        ]

    def are_accessible(self, *pages: Page) -> None:
        """Check pages as they are now."""
        for page in pages:
            assert accessibility.faults(page) == [], page.url
            assert not accessibility.is_too_wide(page), page.url


def choose_and_start(app: Flask, laptop: Page) -> str:
    """Choose a ready-made set by keyboard, and start; return the secret link for another device."""
    log_in(laptop, make_account(app, roles={Role.FACILITATOR}))
    laptop.goto("/live/lead/")
    laptop.get_by_role("main").get_by_role("link", name="Where NETs start").focus()
    with laptop.expect_navigation():
        laptop.keyboard.press("Enter")
    laptop.get_by_label("I have read these questions").focus()
    laptop.keyboard.press("Space")
    laptop.get_by_role("button", name="Start the session").focus()
    with laptop.expect_navigation():
        laptop.keyboard.press("Enter")
    laptop.get_by_text("Lead from another device").press("Enter")
    return laptop.locator(".lead-link").inner_text()


def join_by_typing(member: Page, code: str) -> None:
    """Join by keyboard, with the code as it stands on the wall."""
    member.goto("/live/")
    member.get_by_role("textbox").focus()
    member.keyboard.type(f"{code[:3]} {code[3:]}".lower())
    with member.expect_navigation():
        member.keyboard.press("Enter")
    member.get_by_role("button", name="Join").focus()
    with member.expect_navigation():
        member.keyboard.press("Enter")


def join_by_link(member: Page, code: str) -> None:
    member.goto(f"/live/{code}/")
    follow(member.get_by_role("button", name="Join"))


def choose(member: Page, place: int) -> None:
    """Choose an option by touch, and send it."""
    member.locator("#piece .option").nth(place).click()
    member.get_by_role("button", name="Send my answer").click()
    expect(member.locator("#told")).to_have_text(STORED)


def choose_by_keyboard(member: Page, downs: int) -> None:
    """Choose an option with the arrows, and send it with Enter on its button."""
    member.locator("#piece .option input").first.focus()
    member.keyboard.press("Space")
    for _ in range(downs):
        member.keyboard.press("ArrowDown")
    member.get_by_role("button", name="Send my answer").focus()
    member.keyboard.press("Enter")
    expect(member.locator("#told")).to_have_text(STORED)


def key(laptop: Page, letter: str) -> None:
    with laptop.expect_navigation():
        laptop.keyboard.press(letter)


def everybody_answers(pages: Pages) -> None:
    choose_by_keyboard(pages.members[4], 1)
    for place, member in enumerate(pages.members[:4]):
        choose(member, place % 2)


def everybody_is_in(pages: Pages, laptop: Page) -> Page:
    """Put the projector's page up and let everybody join; return that page."""
    wall = laptop.context.new_page()
    wall.set_viewport_size({"width": 1280, "height": 720})
    wall.goto(f"{laptop.url}screen")
    code = wall.locator(".screen-code").inner_text()
    join_by_typing(pages.members[4], code)
    for member in pages.members[:4]:
        join_by_link(member, code)
    expect(wall.locator("#counts")).to_contain_text("5 have joined")
    pages.are_accessible(laptop, wall, pages.members[0])
    return wall


def the_laptop_leads(pages: Pages, wall: Page) -> None:
    """Ask how sure everybody feels, and the first question, by keys alone."""
    laptop, members = pages.laptop, pages.members
    key(laptop, "n")
    everybody_answers(pages)
    expect(wall.locator("#counts")).to_contain_text("5 of 5")
    key(laptop, "c")
    expect(members[0].get_by_text("No more answers are taken.").first).to_be_visible()
    key(laptop, "n")
    expect(wall.get_by_text("Question 1 of 7")).to_be_visible()
    everybody_answers(pages)
    choose(members[1], 2)  # and changed their mind
    pages.are_accessible(laptop, wall, *members[:2])
    key(laptop, "c")
    expect(laptop.get_by_role("button", name="Show how the room answered")).to_be_visible()
    key(laptop, "h")
    expect(wall.get_by_text("2 of 5").first).to_be_visible()
    expect(members[3].get_by_role("heading", name="How the room answered")).to_be_visible()
    pages.are_accessible(wall, members[3])
    key(laptop, "r")
    for member in members:
        expect(member.locator("[data-outcome]:visible")).to_have_count(1)
    expect(wall.get_by_text("Not yet reviewed by a clinician")).to_be_visible()
    pages.are_accessible(laptop, wall, *members)


def the_phone_leads(pages: Pages, wall: Page, link: str) -> None:
    """Go on from the leader's own phone: somebody has no signal, somebody skips, and there is a pause."""
    own_phone, members = pages.own_phone, pages.members
    own_phone.goto(link)
    pages.are_accessible(own_phone)
    own_phone.get_by_role("button", name="Go on to the next question").click()
    expect(wall.get_by_text("Question 2 of 7")).to_be_visible()
    members[2].context.set_offline(True)
    for member in (*members[:2], members[3]):
        choose(member, 0)
    members[4].get_by_role("button", name="I’d rather skip").press("Enter")
    expect(members[4].locator("#told")).to_contain_text("you would rather skip")
    members[2].context.set_offline(False)
    expect(members[2].locator("#stem")).to_have_text(members[0].locator("#stem").inner_text())
    own_phone.get_by_role("button", name="Pause for everybody").click()
    for member in members:
        expect(member.get_by_text("Take a breath")).to_be_visible()
    pages.are_accessible(own_phone, wall, members[0])
    own_phone.get_by_role("button", name="Go on", exact=True).click()
    own_phone.get_by_role("button", name="Close the answers").click()
    own_phone.get_by_role("button", name="Show how the room answered").click()
    expect(wall.get_by_text("Fewer than five people answered")).to_be_visible()
    own_phone.get_by_role("button", name="Show the right answer").click()
    expect(members[4].locator("[data-outcome]:visible")).to_contain_text("You skipped this one.")


def it_ends(pages: Pages, wall: Page) -> None:
    """End the session, and take home what was learned."""
    own_phone, members = pages.own_phone, pages.members
    own_phone.locator("#end summary").click()
    own_phone.get_by_role("button", name="Yes, end it now").click()
    for member in members:
        expect(member.get_by_role("heading", name="Thank you for taking part")).to_be_visible()
    expect(wall.get_by_role("heading", name="Thank you for being here")).to_be_visible()
    pages.are_accessible(own_phone, wall, members[0])
    follow(members[0].get_by_role("link", name="What we learned"))
    expect(members[0].get_by_role("heading", name="What the room knew")).to_be_visible()
    pages.are_accessible(members[0])


def test_an_evening_from_choosing_a_set_to_what_was_learned(app: Flask, pages: Pages) -> None:
    link = choose_and_start(app, pages.laptop)
    wall = everybody_is_in(pages, pages.laptop)
    the_laptop_leads(pages, wall)
    pages.laptop.close()  # as if it had crashed
    the_phone_leads(pages, wall, link)
    it_ends(pages, wall)
