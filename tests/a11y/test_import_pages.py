"""Questions come from a file in a browser, and no page on their way has a fault."""

from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import FilePayload, Page, expect
from sqlalchemy import select

from quizapp.core.people import Role
from quizapp.database import db
from quizapp.models import DraftRow
from tests.a11y.looking import IMPORTING, LOOKS, ON_SQLITE, Looker
from tests.author.files import FIVE
from tests.support.browser import follow
from tests.support.people import log_in, make_account

pytestmark = pytest.mark.browser

MORE = "\n\n".join(f"Is {number} a number? {{T#No, it is.#Yes.}}" for number in range(30))


@pytest.fixture
def content() -> str:
    return "banks"


def look_at_a_file_that_cannot_be_read(looker: Looker, page: Page) -> None:
    page.goto("/author/import/")
    looker.look("choosing a file")
    follow(page.get_by_role("button", name="Look at what is in it"))
    looker.look("nothing chosen")
    page.get_by_label("Title of the new bank").fill("From Moodle")
    page.get_by_label("File with questions").set_input_files(
        FilePayload(name="empty.gift", mimeType="text/plain", buffer=b"\xff\xfe")
    )
    follow(page.get_by_role("button", name="Look at what is in it"))
    looker.look("nothing read")


def bring_in(looker: Looker, page: Page, path: Path) -> None:
    page.get_by_label("File with questions").set_input_files(path)
    follow(page.get_by_role("button", name="Look at what is in it"))
    looker.look("what is in it")
    page.get_by_label("Tell us how you live with it.").first.uncheck()
    follow(page.get_by_role("button", name="Next page"))
    expect(page.get_by_text("Page 2 of 2.")).to_be_visible()
    looker.look("the second page")
    follow(page.get_by_role("button", name="To be mended: 1"))
    looker.look("what is to be mended")
    page.get_by_label("Which one?").check()
    follow(page.get_by_role("button", name="Bring in what is ticked").first)
    expect(page.get_by_role("status").first).to_contain_text("33 questions are in work now. 1 is kept")


@ON_SQLITE
@LOOKS
def test_questions_come_in_and_a_bank_leaves(app: Flask, page: Page, tmp_path: Path) -> None:
    path = tmp_path / "five.gift"
    path.write_text(f"{FIVE}\n\n{MORE}", encoding="utf-8")
    log_in(page, make_account(app, roles=[Role.EDUCATOR]))
    looker = Looker(app, page)
    look_at_a_file_that_cannot_be_read(looker, page)
    bring_in(looker, page, path)
    page.goto("/author/banks/from-moodle/kept/")
    looker.look("kept as it stands")
    page.goto("/author/banks/from-moodle/take/")
    looker.look("nothing to take elsewhere")
    page.goto("/author/banks/sites/take/?format=gift")
    looker.look("taking a bank elsewhere")
    with app.app_context():
        draft_id = db.session.scalars(select(DraftRow.id).filter_by(slug="where-it-starts")).one()
    page.goto(f"/author/in-work/{draft_id}/")
    expect(page.get_by_text("Ask your team.")).to_be_visible()
    looker.look("an item in work, and what its file said")
    assert looker.faults == {}
    assert looker.seen >= IMPORTING
