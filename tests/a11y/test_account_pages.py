"""No page of an account breaks a rule of accessibility, in light and dark, wide and narrow."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from quizapp.core.people import Role
from quizapp.database import db
from quizapp.models import PasskeyRow
from tests.a11y.looking import ACCOUNTS, LOOKS, ON_SQLITE, Looker
from tests.support.authenticators import code_of, plug_in_authenticator
from tests.support.browser import follow
from tests.support.outbox import links, mails, path_of
from tests.support.people import PASSWORD, Person, log_in, make_account

pytestmark = pytest.mark.browser


def press(page: Page, name: str) -> None:
    follow(page.get_by_role("main").get_by_role("button", name=name, exact=True))


def fill_login(page: Page, person: Person) -> None:
    page.goto("/account/login")
    page.get_by_label("E-mail address").fill(person.email)
    page.get_by_label("Password", exact=True).fill(person.password)
    press(page, "Log in")


def look_at_pages_of_guests(looker: Looker, app: Flask, page: Page) -> None:
    for path in ("login", "register", "reset", "confirm", "wan-signin"):
        page.goto(f"/account/{path}")
        looker.look(path)
    page.goto("/account/login")
    press(page, "Log in")
    looker.look("login with a fault")
    page.goto("/account/register")
    press(page, "Make an account")
    looker.look("register with a fault")
    page.get_by_label("E-mail address").fill("new@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page, "Make an account")
    looker.look("registered")
    page.goto(path_of(links(mails(app)[-1])[0]))
    looker.look("confirm")
    press(page, "Yes, this is my address")
    page.goto("/account/reset")
    page.get_by_label("E-mail address").fill("new@example.org")
    press(page, "Send me a link")
    looker.look("reset asked for")
    page.goto(path_of(links(mails(app)[-1])[0]))
    looker.look("new password")


def look_at_the_account(looker: Looker, app: Flask, page: Page) -> None:
    for path in (
        "",
        "sessions",
        "tokens",
        "change",
        "change-email",
        "tf-setup",
        "mf-recovery-codes",
        "verify",
    ):
        page.goto(f"/account/{path}")
        looker.look(f"account: {path}")
    page.goto("/account/change-email")
    page.get_by_label("New e-mail address").fill("other@example.org")
    press(page, "Send me a link")
    page.goto(path_of(links(mails(app)[-1])[0]))
    looker.look("confirm a new address")
    for query in ("", "?email=nobody@example.org", "?email=admin@example.org"):
        page.goto(f"/admin/people{query}")
        looker.look(f"people {query}")


def look_at_passkeys(looker: Looker, page: Page) -> None:
    page.goto("/account/wan-register")
    press(page, "Add a passkey")
    looker.look("passkeys with a fault")
    page.get_by_label("Name of the passkey").fill("the phone in my pocket")
    press(page, "Add a passkey")
    looker.look("passkey without a device")
    plug_in_authenticator(page)
    page.goto("/account/wan-register")
    page.get_by_label("Name of the passkey").fill("my phone")
    press(page, "Add a passkey")
    expect(page.get_by_text("The passkey my phone is ready")).to_be_visible()
    looker.look("passkeys")
    page.goto("/account/wan-verify")
    looker.look("passkey once more")


def look_at_the_second_step(looker: Looker, app: Flask, page: Page, person: Person) -> None:
    page.goto("/account/tf-setup")
    press(page, "Set it up")
    looker.look("second step: picture")
    key = page.locator(".key").inner_text()
    press(page, "Check the code")
    looker.look("second step: wrong code")
    page.get_by_label("Code").fill(code_of(key))
    press(page, "Check the code")
    looker.look("second step: set up")
    follow(page.get_by_role("link", name="Recovery codes"))
    press(page, "Make new codes")
    looker.look("recovery codes")
    page.goto("/account/")
    press(page, "Log out")
    fill_login(page, person)
    looker.look("code asked for")
    for path in ("tf-rescue", "mf-recovery"):
        page.goto(f"/account/{path}")
        looker.look(path)
    with app.app_context():
        db.session.add(second_passkey(person.account_id))
        db.session.commit()
    fill_login(page, person)
    looker.look("which second step")


def second_passkey(account_id: int) -> PasskeyRow:
    """Return a passkey that serves as a second step only, as older ones may."""
    return PasskeyRow(
        user_id=account_id,
        name="an old key",
        usage="secondary",
        credential_id=b"old",
        public_key=b"old",
        backup_state=False,
        device_type="single_device",
        lastuse_datetime=datetime(2026, 11, 20, tzinfo=UTC),
    )


def look_at_adoption(looker: Looker, page: Page, person: Person) -> None:
    for _ in range(2):
        page.goto("/cards/")
        follow(page.locator("form:has([value='bank:sites'])").get_by_role("button"))
        fill_login(page, person)
        if "/adopt" in page.url:
            looker.look("adopt")
        page.goto("/account/")
        press(page, "Log out")


@ON_SQLITE
@LOOKS
def test_no_page_of_an_account_has_a_fault(app: Flask, page: Page) -> None:
    looker = Looker(app, page)
    admin = make_account(app, "admin@example.org", roles={Role.ADMIN})
    look_at_pages_of_guests(looker, app, page)
    look_at_adoption(looker, page, make_account(app, "kim@example.org"))
    log_in(page, admin)
    look_at_the_account(looker, app, page)
    look_at_passkeys(looker, page)
    look_at_the_second_step(looker, app, page, admin)
    assert looker.faults == {}
    assert looker.seen == ACCOUNTS
