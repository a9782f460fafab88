"""No page breaks a rule of accessibility, in light and dark, wide and narrow; none scrolls sideways."""

import re

import pytest
from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import select, update

from quizapp.banks import queries
from quizapp.core import cards
from quizapp.core.items import ItemType
from quizapp.database import db
from quizapp.models import BankRow, CardStateRow, ItemRow
from tests.a11y.looking import LEARNING, LOOKS, ON_SQLITE, Looker
from tests.support.browser import follow
from tests.support.visitor import AppConnection, Reply, Visitor

pytestmark = pytest.mark.browser

ITEM_KINDS = {"radio", "checkbox", "text", "match", "place", "blank", "row", "hotspot"}

STUDIED = ("sites", "terminology", "pancreatic-hormones", "treatment")


def kind_of_item(page: Reply) -> str:
    """Return which controls an item has: they tell the item types apart as far as a page shows it."""
    if "marker-touch" in page.text:
        return "hotspot"
    (control,) = {
        re.sub("-.*", "", control.name) if "-" in control.name else control.kind
        for control in page.form(page.path).controls.values()
    } & ITEM_KINDS
    return control


def find_items(app: Flask) -> dict[str, tuple[int, int]]:
    """Return for each kind of item the number of a quiz that has one, and its position there."""
    visitor = Visitor(AppConnection(app))
    found: dict[str, tuple[int, int]] = {}
    for number in range(1, 50):
        setup = next(form for form in visitor.get("/quiz/").forms if "length" in form.controls)
        page = visitor.submit(setup, setup.with_values(length="30", seed=str(number)))
        count = re.findall(r"Question 1 of (\d+)", page.text)[0]
        quiz = page.path.removesuffix("/1")
        for position in range(1, int(count) + 1):
            path = f"{quiz}/{position}"
            found.setdefault(kind_of_item(visitor.get(path)), (number, position))
        if found.keys() == ITEM_KINDS:
            return found
    raise AssertionError(f"no item of the kind {ITEM_KINDS - found.keys()} in fifty quizzes")


def start_quiz(page: Page, *, number: int) -> str:
    """Start the quiz of this number, and return its address."""
    page.goto("/quiz/")
    page.get_by_label("How many questions").select_option("30")
    page.get_by_text("Take the same quiz").click()
    page.get_by_label("Quiz number").fill(str(number))
    follow(page.get_by_role("button", name="Start your quiz"))
    return page.url.removesuffix("/1")


def answer(page: Page) -> None:
    """Answer the question that is shown, rightly or not."""
    for group in {radio.get_attribute("name") for radio in page.locator("main .option input").all()}:
        page.locator(f"main .option input[name='{group}']").first.check()
    for text in page.locator("main form input[type=text]").all():
        text.fill("serotonin")
    for place, select_field in enumerate(page.locator("main select").all(), start=1):
        is_place = (select_field.get_attribute("name") or "").startswith("place-")
        select_field.select_option(index=place if is_place else 1)


def look_at_pages_that_stand_alone(looker: Looker, page: Page) -> None:
    for path in (
        "",
        "quiz/",
        "progress/",
        "more",
        "about",
        "who-to-ask",
        "sources",
        "sources/replaced",
        "accessibility",
        "privacy",
        "cards/choose/",
        "cards/cram/",
        "cards/offline/",
        "cards/take/bank/terminology",
        "cards/take/bank/sites/print",
        "cards/take/reviews",
        "api/v1/docs",
        "nowhere",
    ):
        page.goto(f"/{path}")
        looker.look(path)


def look_at_a_quiz(looker: Looker, app: Flask, page: Page) -> None:
    for kind, (number, position) in find_items(app).items():
        page.goto(f"{start_quiz(page, number=number)}/{position}")
        looker.look(f"question: {kind}")
        follow(page.get_by_role("button", name="Check answer"))
        looker.look(f"nothing chosen: {kind}")
        answer(page)
        follow(page.get_by_role("button", name="Check answer"))
        looker.look(f"feedback: {kind}")
    page.goto("/")
    looker.look("today, with a quiz that waits")
    follow(page.get_by_role("link", name="Go on with the quiz"))
    follow(page.get_by_role("button", name="Finish here"))
    looker.look("check")
    follow(page.get_by_role("button", name="Finish"))
    looker.look("result")
    follow(page.get_by_role("link", name="Something wrong").first)
    looker.look("report")
    follow(page.get_by_role("main").get_by_role("button").first)
    looker.look("report with a fault")
    page.get_by_label("It is unclear").check()
    follow(page.get_by_role("main").get_by_role("button").first)
    looker.look("reported")


def look_at_a_set_and_the_course(looker: Looker, page: Page) -> None:
    page.goto("/quiz/")
    follow(page.get_by_role("link", name="Where NETs start"))
    looker.look("set")
    follow(page.get_by_role("button", name="Start"))
    answer(page)
    follow(page.get_by_role("button", name="Check answer"))
    page.goto(page.url.rpartition("/")[0] + "/check")
    follow(page.get_by_role("button", name="Finish"))
    looker.look("what a set taught")
    follow(page.get_by_role("link", name="A sheet to print"))
    looker.look("sheet")
    page.goto("/quiz/course/")
    looker.look("course")
    follow(page.get_by_role("link", name="Step 1:"))
    looker.look("step")


def card_of_each_type(app: Flask) -> dict[str, str]:
    """Return the address of one card of each item type in the banks that are studied."""
    with app.app_context():
        stmt = select(ItemRow.id, ItemRow.version).join(BankRow, BankRow.id == ItemRow.bank_id)
        keys = db.session.execute(stmt.where(ItemRow.offered, BankRow.slug.in_(STUDIED))).all()
        items = [content.item for content in queries.contents([(key[0], key[1]) for key in keys]).values()]
    return {item.type: f"/cards/{item.id}/{cards.faces_of(item)[0]}" for item in items}


def look_at_cards_of_somebody_new(looker: Looker, page: Page) -> None:
    for path in ("", "next", "set-aside", "all/"):
        page.goto(f"/cards/{path}")
        looker.look(f"cards/{path} of somebody new")


def look_at_both_sides(looker: Looker, app: Flask, page: Page) -> None:
    paths = card_of_each_type(app)
    for kind, path in paths.items():
        page.goto(path)
        looker.look(f"question: {kind}")
        page.get_by_text("Show the answer").click()
        looker.look(f"answer: {kind}")
    page.goto(paths[ItemType.SHORT_ANSWER])
    page.get_by_label("Your answer").fill("insulnomma")
    follow(page.get_by_role("button", name="Compare"))
    looker.look("what was typed beside the answer")
    page.goto(f"{path}/why")
    looker.look("a closer look")


def look_at_practice(looker: Looker, page: Page) -> None:
    page.goto("/cards/choose/")
    looker.look("ways to study")
    page.goto("/cards/cram/")
    page.get_by_label("Day of the exam").fill("2000-01-01")
    follow(page.get_by_role("button", name="Begin"))
    looker.look("practice, with a fault")
    page.get_by_label("Day of the exam").fill("")
    follow(page.get_by_role("button", name="Begin"))
    page.get_by_text("Show the answer").click()
    looker.look("card of a practice")


def look_at_new_days(looker: Looker, app: Flask, page: Page) -> None:
    with app.app_context():  # cards that were answered wait much too long
        wait = {"phase": "review", "step": None, "due_at": None, "due_day": 30_000}
        db.session.execute(update(CardStateRow).where(CardStateRow.reps > 0).values(**wait))
        db.session.commit()
    page.goto("/progress/memory/days")
    looker.look("new days for waiting cards")
    follow(page.get_by_role("button", name="Give them their new days"))
    looker.look("new days, with undo")


def look_at_cards(looker: Looker, app: Flask, page: Page) -> None:
    page.goto("/settings")
    page.get_by_label("New cards a day").fill("many")
    follow(page.get_by_role("button", name="Save"))
    looker.look("settings with a fault")
    page.get_by_label("New cards a day").fill("20")
    page.get_by_label("Four").check()
    follow(page.get_by_role("button", name="Save"))
    for bank in STUDIED:
        page.goto("/cards/")
        follow(page.locator(f"form:has([value='bank:{bank}'])").get_by_role("button"))
    looker.look("decks")
    page.goto(f"/cards/decks/{STUDIED[0]}")
    looker.look("how to study a deck")
    look_at_both_sides(looker, app, page)
    page.goto("/cards/next")
    page.get_by_text("Show the answer").click()
    answered = (page.locator("#rate").get_attribute("action") or "").removesuffix("/reviews")
    follow(page.get_by_role("button", name="I knew it"))
    looker.look("next card, with undo")
    page.goto(f"/progress{answered}")
    page.locator("summary").click()
    looker.look("history of a card, with its table")
    page.goto("/cards/next")
    page.get_by_text("More about this card").click()
    follow(page.get_by_role("button", name="Not today"))
    page.goto("/cards/set-aside")
    looker.look("set aside")
    page.goto("/cards/all/?ticked=all")
    page.get_by_label("Choose their next day").check()
    follow(page.get_by_role("button", name="Do it with"))
    looker.look("all cards, with a fault")
    look_at_practice(looker, page)
    look_at_new_days(looker, app, page)
    page.goto("/")
    looker.look("today")
    page.goto("/settings")
    page.get_by_label("New cards a day").fill("0")
    follow(page.get_by_role("button", name="Save"))
    page.goto("/cards/next?scope=bank:sites")
    looker.look("all for today")


def look_at_progress(looker: Looker, page: Page) -> None:
    page.goto("/progress/")
    looker.look("progress")
    for summary in page.locator("summary").all():
        summary.click()
    looker.look("progress, with its tables")
    page.goto("/progress/memory")
    looker.look("fitted memory")
    follow(page.get_by_role("link", name="Give them new days"))
    looker.look("nothing to move")
    page.goto("/progress/cards")
    for summary in page.locator("summary").all():
        summary.click()
    looker.look("cards in numbers, with its tables")


@ON_SQLITE
@LOOKS
def test_no_page_has_a_fault(app: Flask, page: Page) -> None:
    looker = Looker(app, page)
    look_at_cards_of_somebody_new(looker, page)
    look_at_pages_that_stand_alone(looker, page)
    look_at_a_quiz(looker, app, page)
    look_at_a_set_and_the_course(looker, page)
    look_at_cards(looker, app, page)
    look_at_progress(looker, page)
    assert looker.faults == {}
    assert looker.seen == LEARNING
