"""Accounts in a real browser: registering, a guest's cards, passkeys, and codes from an app."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit
from zipfile import ZipFile

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import func, select

from quizapp.database import db
from quizapp.models import AccountRow, AttemptRow, CardRow, LearnerRow, LoginSessionRow, ReviewRow
from tests.journeys.test_whole_way import fill_by_mouse
from tests.quiz.taking import answer_pairs, item_at
from tests.support.authenticators import code_of, plug_in_authenticator
from tests.support.browser import follow, watched_page
from tests.support.outbox import links, mails, path_of
from tests.support.people import PASSWORD, log_in, make_account

pytestmark = pytest.mark.browser
PERSONAL = (AccountRow, LoginSessionRow, LearnerRow, AttemptRow, CardRow, ReviewRow)
ON_SQLITE = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


@pytest.fixture
def content() -> str:
    return "banks"


@pytest.fixture
def page(browser: Browser, live_server: str) -> Iterator[Page]:
    """A phone that knows the site by a name, as passkeys need it."""
    with watched_page(browser, live_server.replace("127.0.0.1", "localhost"), width=390) as page:
        yield page


def press(page: Page, name: str) -> None:
    follow(page.get_by_role("main").get_by_role("button", name=name, exact=True))


def register(page: Page, email: str) -> None:
    """Make an account by the pages."""
    page.goto("/more")
    follow(page.get_by_role("link", name=re.compile("Make an account")))
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page, "Make an account")
    expect(page.get_by_text(f"We have written to {email}")).to_be_visible()


def confirm(page: Page, app: Flask) -> None:
    page.goto(path_of(links(mails(app)[-1])[0]))
    press(page, "Yes, this is my address")


def fill_login(page: Page, email: str) -> None:
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page, "Log in")


def take_quick_quiz(page: Page, app: Flask) -> None:
    """Answer every question of the quick quiz wrongly, and hand it in."""
    page.goto("/")
    press(page, "Start")
    for _ in range(8):
        item = item_at(app, urlsplit(page.url).path)
        fill_by_mouse(page, answer_pairs(item, right=False))
        press(page, "Check answer")
        follow(page.get_by_role("link", name="Go on"))
    press(page, "Finish and see the result")


def export(page: Page) -> set[str]:
    """Download everything and return the names of the files in it."""
    page.goto("/data/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download everything").click()
    with ZipFile(download.value.path()) as archive:
        return set(archive.namelist())


def stored(app: Flask) -> int:
    with app.app_context():
        return sum(db.session.scalar(select(func.count()).select_from(row)) or 0 for row in PERSONAL)


def test_somebody_new_registers_learns_sees_progress_exports_and_deletes_everything(
    app: Flask, page: Page
) -> None:
    register(page, "kim@example.org")
    confirm(page, app)
    fill_login(page, "kim@example.org")
    take_quick_quiz(page, app)
    page.goto("/progress/")
    expect(page.get_by_role("heading", name="Your last quizzes")).to_be_visible()
    assert {"quiz-answers.csv", "quiz-answers.json"} <= export(page)
    assert stored(app) > 0
    follow(page.get_by_role("link", name="Delete my account"))
    page.get_by_label("Password", exact=False).fill(PASSWORD)
    press(page, "Delete everything")
    assert stored(app) == 0
    page.goto("/account/login")
    fill_login(page, "kim@example.org")
    expect(page.locator("#error-summary")).to_be_visible()


@ON_SQLITE
def test_a_password_can_be_looked_at_while_it_is_typed(app: Flask, page: Page) -> None:
    page.goto("/account/register")
    password = page.get_by_label("Password", exact=True)
    password.fill(PASSWORD)
    page.get_by_role("button", name="Show the password").click()
    expect(password).to_have_attribute("type", "text")
    page.get_by_role("button", name="Hide the password").click()
    expect(password).to_have_attribute("type", "password")


def cards(app: Flask, *, account_id: int | None) -> int:
    with app.app_context():
        stmt = select(func.count()).select_from(CardRow)
        stmt = stmt.join(LearnerRow, LearnerRow.id == CardRow.learner_id)
        return db.session.scalar(stmt.where(LearnerRow.account_id == account_id)) or 0


def add_deck(page: Page, bank: str) -> None:
    page.goto("/cards/")
    follow(page.locator(f"form:has([value='bank:{bank}'])").get_by_role("button"))


def test_a_guest_takes_all_cards_along_at_the_first_login_and_is_asked_at_later_ones(
    app: Flask, browser: Browser, live_server: str, page: Page
) -> None:
    person = make_account(app)
    add_deck(page, "sites")
    first = cards(app, account_id=None)
    log_in(page, person)
    assert cards(app, account_id=person.account_id) == first
    with watched_page(browser, live_server) as phone:
        add_deck(phone, "terminology")
        more = cards(app, account_id=None)
        phone.goto("/account/login?next=/cards/")
        fill_login(phone, person.email)
        expect(phone.get_by_role("heading", name="What you did before")).to_be_visible()
        press(phone, "Add them")
        expect(phone).to_have_url(re.compile("/cards/$"))
    assert cards(app, account_id=person.account_id) == first + more
    assert cards(app, account_id=None) == 0


def test_a_passkey_is_added_logs_in_and_is_deleted(app: Flask, page: Page) -> None:
    plug_in_authenticator(page)
    log_in(page, make_account(app))
    page.goto("/account/wan-register")
    page.get_by_label("Name of the passkey").fill("my phone")
    press(page, "Add a passkey")
    expect(page.get_by_text("The passkey my phone is ready")).to_be_visible()
    page.goto("/account/")
    press(page, "Log out")
    page.goto("/account/login?next=/cards/")
    follow(page.get_by_role("link", name="Log in with a passkey"))
    press(page, "Use my passkey")
    expect(page).to_have_url(re.compile("/cards/$"))
    page.goto("/account/wan-register")
    press(page, "Delete my phone")
    expect(page.get_by_text("The passkey my phone is deleted here")).to_be_visible()


@ON_SQLITE
def test_a_code_from_an_app_is_asked_for_and_a_recovery_code_stands_in_for_it(app: Flask, page: Page) -> None:
    person = make_account(app)
    log_in(page, person)
    page.goto("/account/tf-setup")
    press(page, "Set it up")
    expect(page.locator(".qr svg")).to_be_visible()
    key = page.locator(".key").inner_text()
    page.get_by_label("Code").fill("000000")
    press(page, "Check the code")
    assert page.locator(".key").inner_text() == key
    page.get_by_label("Code").fill(code_of(key))
    press(page, "Check the code")
    expect(page.get_by_text("logging in asks for a code")).to_be_visible()
    follow(page.get_by_role("link", name="Recovery codes"))
    press(page, "Make new codes")
    recovery = page.locator(".recovery-codes .key").first.inner_text()
    for label, code in (("Code", code_of(key)), ("Recovery code", f" {recovery.upper()}")):
        page.goto("/account/")
        press(page, "Log out")
        page.goto("/account/login")
        fill_login(page, person.email)
        if label == "Recovery code":
            follow(page.get_by_role("link", name="Use a recovery code"))
        page.get_by_label(label, exact=True).fill(code)
        press(page, "Log in")
        page.goto("/account/")
        expect(page.get_by_role("heading", name="Your account")).to_be_visible()
