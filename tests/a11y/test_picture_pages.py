"""A picture is uploaded in a browser, its places are set, a question shows it; no page of it has a fault."""

from io import BytesIO

import pytest
from flask import Flask
from PIL import Image
from playwright.sync_api import FilePayload, Locator, Page, expect

from quizapp.core.people import Role
from tests.a11y.looking import LOOKS, ON_SQLITE, PICTURES, Looker
from tests.author.desk import make_educator, new_item
from tests.author.pictures import CREDIT, WORDS
from tests.support.browser import follow
from tests.support.people import log_in, make_account

pytestmark = pytest.mark.browser


@pytest.fixture
def content() -> str:
    return "banks"


def photo() -> bytes:
    """Return a picture whose left half is red, and whose right half is blue."""
    image = Image.new("RGB", (600, 400), "red")
    image.paste((0, 0, 255), (300, 0, 600, 400))
    written = BytesIO()
    image.save(written, "JPEG")
    return written.getvalue()


def upload(looker: Looker, page: Page) -> None:
    page.goto("/author/")
    follow(page.get_by_role("link", name="Pictures"))
    follow(page.get_by_role("button", name="Keep this picture"))
    looker.look("nothing said")
    page.get_by_label("Title").fill("Two halves")
    page.get_by_label("What it shows, in words").fill(WORDS)
    page.get_by_label("Who made it").fill(CREDIT)
    page.get_by_label("Picture", exact=True).set_input_files(
        FilePayload(name="halves.jpg", mimeType="image/jpeg", buffer=photo())
    )
    follow(page.get_by_role("button", name="Keep this picture"))


def set_places(looker: Looker, page: Page) -> None:
    """Set one place by mouse and one by keyboard."""
    left, right = (page.get_by_role("group", name=f"Place {letter}") for letter in "AB")
    left.get_by_label("What is there").fill("The red half")
    drawing = page.locator("#picture svg").first
    box = drawing.bounding_box()
    assert box
    drawing.click(position={"x": box["width"] / 4, "y": box["height"] / 2})
    expect(left.get_by_label("From the left")).to_have_value("25")
    expect(left.get_by_label("From the top")).to_have_value("50")
    right.get_by_label("What is there").fill("The blue half")
    follow(page.get_by_role("button", name="Save"))
    looker.look("a place that is half said")
    right.get_by_label("From the left").focus()
    page.keyboard.type("75")
    page.keyboard.press("Tab")
    page.keyboard.type("50")
    expect(page.locator("#picture [data-option]")).to_have_count(2)
    follow(page.get_by_role("button", name="Save"))
    looker.look("places")
    expect(page.locator("#picture [data-option]")).to_have_count(2)


def colours(page: Page, image: Locator) -> tuple[str, str]:
    """Return what is seen in the middle of the left half of an image, and of its right half."""
    seen = Image.open(BytesIO(image.screenshot())).convert("RGB")
    width, height = seen.size

    def name(share: float) -> str:
        red, _green, blue = seen.getpixel((round(share * width), height // 4))  # type: ignore[misc]
        return "red" if red > 2 * blue else "blue" if blue > 2 * red else "neither"

    return name(0.25), name(0.75)


@ON_SQLITE
@LOOKS
def test_a_picture_is_uploaded_and_shown(app: Flask, page: Page) -> None:
    log_in(page, make_account(app, "avery@example.org", roles=[Role.EDUCATOR]))
    robin, looker = make_educator(app, "robin"), Looker(app, page)
    upload(looker, page)
    set_places(looker, page)
    assert colours(page, page.locator("#picture svg").first) == ("red", "blue")
    with app.app_context():
        draft_id = robin.begins(new_item(picture="two-halves"))
    page.goto(f"/author/in-work/{draft_id}/preview")
    assert colours(page, page.locator(".figure > svg").first) == ("red", "blue")
    page.goto("/author/pictures/two-halves/")
    follow(page.get_by_role("button", name="Delete this picture"))
    expect(page.get_by_role("alert")).to_contain_text("so it was not deleted")
    looker.look("in use")
    page.goto("/author/pictures/")
    looker.look("all pictures")
    page.goto("/author/pictures/body-map/")
    looker.look("one that came with the program")
    assert looker.faults == {}
    assert looker.seen >= PICTURES
