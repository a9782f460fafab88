"""The pictures of the guide for learners, taken of the running program at a fixed moment.

By hand, whenever a page in them has changed: ``.venv/bin/python -m tests.support.guide_pictures``. It writes
all of them to ``docs/img/learner``; look at each before it is committed.
"""

import base64
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple, TypeAlias

import time_machine
from flask import Flask
from playwright.sync_api import Locator, Page, expect, sync_playwright
from sqlalchemy import select
from werkzeug.serving import make_server

from quizapp import create_app
from quizapp.core.items import Topic
from quizapp.database import db
from quizapp.demo.history import Desk, Term, live_through
from quizapp.demo.memory import Memory
from quizapp.demo.service import stored_at_once
from quizapp.demo.students import draw_student, made_steady
from quizapp.models import LearnerRow
from tests.a11y.test_pages import answer as fill_in
from tests.a11y.test_timed_pages import go_to_quiz
from tests.classes.school import School
from tests.conftest import QuietHandler
from tests.services.databases import SqliteDatabases, make_settings
from tests.support.browser import follow, launch, watched_page

FOLDER = Path(__file__).parents[2] / "docs" / "img" / "learner"
NOW = datetime(2026, 11, 24, 18, 30, tzinfo=UTC)
DAYS_STUDIED = 42
BANKS = ("terminology", "sites", "pancreatic-hormones")

WIDTH = 360
MARGIN = 12
SHARPNESS = 2
"""Pixels of the picture for each pixel of the page; phones have more than one."""
QUALITY = 50
"""Of WebP, from 0 to 100: letters are clear, and no picture has 60 kB."""


class Part(NamedTuple):
    """What of a page goes into the picture: all between the top of one thing and the end of another."""

    first: Locator
    last: Locator


Scene: TypeAlias = Callable[[Page], Part]
"""Leads a page to what is to be seen."""


def quiz(page: Page) -> Part:
    page.goto("/quiz/")
    page.get_by_label("Where NETs start").check()
    page.get_by_text("Take the same quiz").click()
    page.get_by_label("Quiz number").fill("10")
    follow(page.get_by_role("button", name="Start your quiz"))
    page.locator("main .option input").last.check()
    follow(page.get_by_role("button", name="Check answer"))
    return Part(page.locator(".where"), page.locator(".result").last)


def level(page: Page) -> Part:
    page.goto("/quiz/practice/")
    follow(page.get_by_role("button", name="Start"))
    while page.get_by_role("button", name="Check answer").count():
        fill_in(page)
        follow(page.get_by_role("button", name="Check answer"))
        follow(page.get_by_role("link", name="Go on"))
    follow(page.get_by_role("button", name="Finish"))
    return Part(page.locator("#level"), page.locator(".table-frame").first)


def answer(page: Page) -> Part:
    for bank in BANKS[:2]:
        add(page, bank)
    page.goto("/cards/neuro-part-meaning/main")
    page.get_by_text("Show the answer").click()
    return Part(page.locator("#left"), page.locator("#card"))


def typed(page: Page) -> Part:
    page.goto("/cards/oesophagus-typed/main")
    page.get_by_label("Your answer").fill("oesophogus")
    follow(page.get_by_role("button", name="Compare with the answer"))
    return Part(page.locator("#left"), page.locator("#compared"))


def picture(page: Page) -> Part:
    page.goto("/cards/pnet-on-the-picture/main")
    return Part(page.locator("#left"), page.locator("#card"))


def more(page: Page) -> Part:
    page.goto("/cards/neuro-part-meaning/main")
    page.get_by_text("More about this card").click()
    return Part(
        page.locator("summary", has_text="More about this card"), page.get_by_role("button", name="In a week")
    )


def deck(page: Page) -> Part:
    page.goto("/cards/decks/terminology")
    return Part(page.get_by_role("heading", name="How well"), page.get_by_role("button", name="Save"))


def exam(page: Page) -> Part:
    page.goto("/cards/cram/")
    page.get_by_label("Which cards").select_option("bank:terminology")
    page.get_by_label("Day of the exam").fill((NOW + timedelta(days=9)).date().isoformat())
    follow(page.get_by_role("button", name="Begin"))
    return Part(page.locator("#left"), page.get_by_text("The exam is"))


def numbers(page: Page) -> Part:
    page.goto("/progress/cards")
    return Part(page.locator("#kept"), page.locator("section:has(#kept) figure"))


def history(page: Page) -> Part:
    page.goto("/progress/cards/neuro-part-meaning/main")
    return Part(page.get_by_role("heading", name="The history of this card"), page.locator("#curve ~ figure"))


def offline(page: Page) -> Part:
    page.goto("/cards/")
    page.get_by_role("button", name="Keep cards on this device").click()
    expect(page.locator("[data-part=kept]")).to_contain_text("No answer waits")
    return Part(page.locator("#offline"), page.locator("#offline"))


def after_a_break(page: Page) -> Part:
    page.goto("/cards/")
    return Part(page.get_by_role("heading", name="Cards", exact=True), page.locator("#away + p + form"))


def large(page: Page) -> Part:
    page.goto("/accessibility")
    page.get_by_label("Large").check()
    follow(page.get_by_role("button", name="Set the size"))
    page.emulate_media(color_scheme="dark")
    page.goto("/cards/neuro-part-meaning/main")
    page.get_by_text("Show the answer").click()
    return Part(page.locator(".site-header"), page.locator("#rate"))


def time_limit(page: Page) -> Part:
    page.goto("/classes/")
    follow(page.get_by_role("link", name="Nurses 2026"))
    follow(page.get_by_role("link", name="Week 1"))
    return Part(page.get_by_text("Time limit", exact=True), page.get_by_role("button", name="Begin"))


def more_time(page: Page) -> Part:
    follow(page.get_by_role("button", name="Begin"))
    return Part(page.locator("#more-time"), page.locator("#more-time"))


NEWCOMER: dict[str, Scene] = {
    "quiz": quiz,
    "level": level,
    "answer": answer,
    "typed": typed,
    "picture": picture,
    "offline": offline,
    "large": large,
}
"""What somebody sees who has just begun, in the order in which they do it."""

PRACTISED: dict[str, Scene] = {
    "more": more,
    "deck": deck,
    "exam": exam,
    "numbers": numbers,
    "history": history,
}
"""What somebody sees who has studied for six weeks."""

IN_A_CLASS: dict[str, Scene] = {"time-limit": time_limit, "more-time": more_time}
"""What somebody sees whose class was given a quiz with a time limit, in the order in which they do it."""

LATER: dict[str, Scene] = {"break": after_a_break}
"""What they see when they come back."""

DAYS_AWAY = 9


def add(page: Page, bank: str) -> None:
    """Make cards of a bank."""
    page.goto("/cards/")
    follow(page.locator(f"form:has([value='bank:{bank}'])").get_by_role("button"))


def practise(app: Flask) -> None:
    """Let the newest learner have studied until yesterday, as a steady student of the demonstration does."""
    first = NOW.date() - timedelta(days=DAYS_STUDIED)
    term = Term(first_date=first, days=DAYS_STUDIED, banks=BANKS, topics=list(Topic))
    with app.app_context(), stored_at_once():
        learner = db.session.scalars(select(LearnerRow).order_by(LearnerRow.id.desc())).first()
        assert learner
        rng = Random("the guide for learners")
        student = made_steady(draw_student(rng, days=DAYS_STUDIED))
        begin = datetime.combine(first, time(12), tzinfo=UTC)
        desk = Desk(
            student=student, learner=learner, rng=rng, memory=Memory(student=student), now=begin, decks=set()
        )
        for _day in live_through(desk, term):
            pass


def take(page: Page, name: str, scene: Scene) -> None:
    """Write the picture of a scene."""
    write(page, scene(page), FOLDER / f"{name}.webp", width=WIDTH, sharpness=SHARPNESS)


def write(page: Page, part: Part, file: Path, *, width: int, sharpness: float) -> None:
    """Write the picture of a part of a page that is so wide."""
    page.evaluate("document.fonts.ready")
    top = max(0, part.first.evaluate("thing => thing.getBoundingClientRect().top + scrollY") - MARGIN)
    end = part.last.evaluate("thing => thing.getBoundingClientRect().bottom + scrollY") + MARGIN
    clip = {"x": 0, "y": top, "width": width, "height": end - top}
    told = page.context.new_cdp_session(page).send(
        "Page.captureScreenshot",
        {
            "format": "webp",
            "quality": QUALITY,
            "captureBeyondViewport": True,
            "clip": clip | {"scale": sharpness},
        },
    )
    file.write_bytes(base64.b64decode(told["data"]))


@contextmanager
def serving(**changes: str) -> Iterator[tuple[Flask, str]]:
    """Serve the shipped banks to nobody else; the address has no slash at its end."""
    with TemporaryDirectory() as folder, SqliteDatabases(Path(folder)).copy("banks") as url:
        app = create_app(make_settings(Path(folder) / "instance", url).model_copy(update=changes))
        server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=QuietHandler)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield app, f"http://127.0.0.1:{server.port}"
        finally:
            server.shutdown()
            thread.join()
            server.server_close()


def main() -> None:
    """Take all pictures."""
    FOLDER.mkdir(exist_ok=True)
    with serving() as (app, address), sync_playwright() as playwright, launch(playwright) as browser:
        with time_machine.travel(NOW, tick=False), watched_page(browser, address, width=WIDTH) as page:
            page.clock.set_fixed_time(NOW)
            for name, scene in NEWCOMER.items():
                take(page, name, scene)
        with time_machine.travel(NOW, tick=False), watched_page(browser, address, width=WIDTH) as page:
            go_to_quiz(app, page, School(app=app))
            for name, scene in IN_A_CLASS.items():
                take(page, name, scene)
        with watched_page(browser, address, width=WIDTH) as page:
            with time_machine.travel(NOW, tick=False):
                add(page, BANKS[0])
                practise(app)
                for name, scene in PRACTISED.items():
                    take(page, name, scene)
            with time_machine.travel(NOW + timedelta(days=DAYS_AWAY), tick=False):
                for name, scene in LATER.items():
                    take(page, name, scene)


if __name__ == "__main__":
    main()
