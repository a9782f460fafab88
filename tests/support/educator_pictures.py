"""The pictures of the guide for educators, taken of a question on its way through the running program.

By hand, whenever a page in them has changed: ``.venv/bin/python -m tests.support.educator_pictures``. It
writes all of them to ``docs/img/educator``; look at each before it is committed.
"""

from io import BytesIO
from pathlib import Path

import time_machine
from flask import Flask
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect, sync_playwright

from quizapp.core.people import Role
from tests.support.browser import follow, launch, watched_page
from tests.support.guide_pictures import NOW, WIDTH, Part, serving, write
from tests.support.people import log_in, make_account

FOLDER = Path(__file__).parents[2] / "docs" / "img" / "educator"

DESK, DESK_SHARPNESS, PHONE_SHARPNESS = 1280, 0.8, 1.6
"""Pixels of the picture for each pixel of the page, so that no picture has 60 kB."""

BANK = "/author/banks/terminology/"
STEM = "Which of these tumours makes blood sugar fall too low?"
OPTIONS = {
    "Insulinoma": "It makes extra insulin, and that makes blood sugar fall.",
    "Gastrinoma": "It makes extra gastrin, and that makes more stomach acid.",
    "Glucagonoma": "It makes extra glucagon, and that makes blood sugar rise.",
}


def main() -> None:
    """Take all pictures."""
    FOLDER.mkdir(exist_ok=True)
    with (
        time_machine.travel(NOW, tick=True),
        serving() as (app, address),
        sync_playwright() as playwright,
        launch(playwright) as browser,
    ):
        take_all(app, browser, address)


def take_all(app: Flask, browser: Browser, address: str) -> None:
    """Lead a question from its first words to a search that finds it, and look at each page on the way."""
    with (
        watched_page(browser, address, width=DESK, height=1000) as author,
        watched_page(browser, address, width=WIDTH) as reviewer,
    ):
        for page, name in ((author, "avery"), (reviewer, "robin")):
            log_in(page, make_account(app, f"{name}@example.org", roles=[Role.EDUCATOR]))
        begin(author)
        take(author, "advice", Part(author.locator("h1"), author.get_by_role("group", name="Option 2")))
        finish(author)
        take(author, "facts", Part(author.locator("#pick-facts"), author.locator("#pick-facts")))
        follow(author.get_by_role("button", name="Save and send to review"))
        reviewer.goto("/author/")
        follow(reviewer.get_by_role("link", name=STEM))
        take(
            reviewer,
            "review",
            Part(reviewer.get_by_role("heading", name="What it rests on"), sign_button(reviewer)),
        )
        vouch(reviewer)
        author.goto(f"{BANK}?words=tumors+sugar")
        take(author, "found", Part(author.locator("h1"), author.locator("#items li").nth(2)))
        author.goto("/author/facts/?words=insulinoma")
        take(author, "all-facts", Part(author.locator("h1"), author.locator("main li").nth(4)))
        author.goto(f"{BANK}made/?topic=pancreatic-hormones&kind=&seed=3")
        take(author, "made", Part(author.locator("h1"), author.locator("article").first))
        upload(author)
        take(author, "picture", Part(author.locator("h1"), author.get_by_role("group", name="Place B")))


def begin(page: Page) -> None:
    """Write the first words of a question, with a flaw."""
    page.goto(BANK)
    page.get_by_label("One right answer of several", exact=True).check()
    follow(page.get_by_role("button", name="Begin", exact=True))
    for place, (text, why) in enumerate(OPTIONS.items(), start=1):
        option = page.get_by_role("group", name=f"Option {place}")
        option.get_by_label("Text").fill(text)
        option.get_by_label("Why").fill(why)
    page.get_by_role("group", name="Option 1").get_by_label("This is right").check()
    page.get_by_label("Question", exact=True).fill("Which tumour does NOT make blood sugar rise?")
    expect(page.locator("#field-stem-advice")).to_contain_text("NOT")
    expect(page.frame_locator("#frame").locator("#stem")).to_contain_text("NOT")


def finish(page: Page) -> None:
    """Mend the flaw, and say what the question rests on."""
    page.get_by_label("Question", exact=True).fill(STEM)
    page.get_by_label("Nursing students").check()
    page.get_by_label("Topic", exact=True).select_option(label="What the words mean")
    page.get_by_label("What it asks of learners").select_option(label="Apply")
    page.get_by_label("Look for facts that make the key right").fill("insulinoma blood sugar")
    page.get_by_label("The extra insulin of an insulinoma makes blood sugar fall too low.").check()
    page.locator("#pick-sources").get_by_role("checkbox").first.check()
    expect(page.locator("#kept")).to_contain_text("No rule is broken.")


def sign_button(page: Page) -> Locator:
    """Return the button that vouches for a question."""
    return page.get_by_role("button", name="Sign", exact=True)


def vouch(page: Page) -> None:
    """Sign the question, and publish it."""
    page.get_by_label("The facts:", exact=False).check()
    page.get_by_label("The wording:", exact=False).check()
    follow(sign_button(page))
    follow(page.get_by_role("button", name="Publish"))


def upload(page: Page) -> None:
    """Upload a picture, and set two places on it."""
    drawn = Image.new("RGB", (900, 420), "#fbf4ea")
    pen = ImageDraw.Draw(drawn)
    for box in ((60, 90, 330, 370), (200, 130, 560, 300), (480, 110, 840, 230)):
        pen.ellipse(box, fill="#e8c98f")
    pen.line([(150, 235), (420, 220), (800, 165)], fill="#a86f3d", width=10)
    written = BytesIO()
    drawn.save(written, "PNG")
    page.goto("/author/pictures/")
    page.get_by_label("Title").fill("A pancreas and its duct")
    page.get_by_label("What it shows, in words").fill(
        "A pancreas seen from the front: its thick head on the left, its thin tail on the right. A duct runs"
        " through all of it."
    )
    page.get_by_label("Who made it").fill("Drawn by our team, CC0")
    page.get_by_label("Picture", exact=True).set_input_files(
        FilePayload(name="pancreas.png", mimeType="image/png", buffer=written.getvalue())
    )
    follow(page.get_by_role("button", name="Keep this picture"))
    for letter, name, x, y in (("A", "Head", "20", "55"), ("B", "Tail", "86", "40")):
        place = page.get_by_role("group", name=f"Place {letter}")
        place.get_by_label("What is there").fill(name)
        place.get_by_label("From the left").fill(x)
        place.get_by_label("From the top").fill(y)
    follow(page.get_by_role("button", name="Save"))


def take(page: Page, name: str, part: Part) -> None:
    """Write a picture of a part of a page."""
    is_wide = (page.viewport_size or {"width": DESK})["width"] == DESK
    width, sharpness = (DESK, DESK_SHARPNESS) if is_wide else (WIDTH, PHONE_SHARPNESS)
    write(page, part, FOLDER / f"{name}.webp", width=width, sharpness=sharpness)


if __name__ == "__main__":
    main()
