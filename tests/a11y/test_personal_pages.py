"""The pages about one's own data, and a question that asks how sure one is, have no fault."""

import pytest
from flask import Flask
from playwright.sync_api import Page

from tests.a11y.looking import LOOKS, ON_SQLITE, PERSONAL, Looker
from tests.support.browser import follow
from tests.support.people import log_in, make_account

pytestmark = pytest.mark.browser


def look_at_a_guest_s_data(looker: Looker, page: Page) -> None:
    page.goto("/data/")
    looker.look("data of somebody new")
    page.goto("/settings")
    looker.look("settings")
    page.get_by_label("Ask how sure I am").check()
    follow(page.get_by_role("button", name="Save"))
    looker.look("settings, saved")
    page.goto("/data/")
    looker.look("data")


def look_at_a_question(looker: Looker, page: Page) -> None:
    page.goto("/")
    follow(page.get_by_role("button", name="Start", exact=True).first)
    looker.look("question that asks how sure")
    page.get_by_label("Fairly sure").check()
    follow(page.get_by_role("button", name="Skip for now"))


def look_at_deleting(looker: Looker, page: Page) -> None:
    page.goto("/data/delete")
    looker.look("deleting what the browser stored")
    follow(page.get_by_role("button", name="Delete everything"))
    looker.look("deleting without a tick")
    page.get_by_label("Yes, delete all of it").check()
    follow(page.get_by_role("button", name="Delete everything"))
    looker.look("gone")


@ON_SQLITE
@LOOKS
def test_no_page_about_one_s_own_data_has_a_fault(app: Flask, page: Page) -> None:
    looker = Looker(app, page)
    look_at_a_guest_s_data(looker, page)
    look_at_a_question(looker, page)
    look_at_deleting(looker, page)
    log_in(page, make_account(app))
    page.goto("/data/")
    looker.look("data of an account")
    page.goto("/data/delete")
    looker.look("deleting an account")
    follow(page.get_by_role("button", name="Delete everything"))
    looker.look("deleting an account without its password")
    assert looker.faults == {}
    assert looker.seen >= PERSONAL
