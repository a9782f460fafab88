"""No page on which educators find and write questions has a fault."""

import pytest
from flask import Flask
from playwright.sync_api import Page

from quizapp.core.people import Role
from tests.a11y.looking import LOOKS, ON_SQLITE, WRITING, Looker
from tests.author.desk import BANK, SLUG, make_educator, new_item, stored
from tests.support.browser import follow
from tests.support.people import log_in, make_account

pytestmark = pytest.mark.browser

BANK_PAGE = f"/author/banks/{BANK}/"


def let_things_wait(app: Flask) -> str:
    """Send a question to review and take another into work, whose path is returned."""
    colleague = make_educator(app, "robin")
    with app.app_context():
        colleague.sends(colleague.begins(new_item()))
        return f"/author/in-work/{colleague.takes_up(stored())}/"


@ON_SQLITE
@LOOKS
def test_no_page_of_an_educator_has_a_fault(app: Flask, page: Page) -> None:
    looker, in_work = Looker(app, page), let_things_wait(app)
    log_in(page, make_account(app, "avery@example.org", roles=[Role.EDUCATOR]))
    for path in (
        "/author/",
        BANK_PAGE,
        f"{BANK_PAGE}?words=net&topic=sites&ticked=all",
        f"{BANK_PAGE}?words=xylophone",
        f"{BANK_PAGE}?words={'x' * 300}",
        "/author/search?words=tumour",
        f"{BANK_PAGE}several/?which=all&what=audience&new_audience=patient",
        f"{BANK_PAGE}several/?what=topic",
        in_work,
        f"{in_work}preview",
        f"{BANK_PAGE}made/",
        f"{BANK_PAGE}made/?topic=sites&kind=&seed=3",
    ):
        page.goto(path)
        looker.look(path)
    page.goto("/author/")
    follow(page.get_by_role("button", name="Make the bank"))
    looker.look("a bank without a title")
    page.goto(BANK_PAGE)
    follow(page.get_by_role("button", name="Begin", exact=True))
    looker.look("a question of no kind")
    page.goto(f"{BANK_PAGE}?words={SLUG}&ticked=all")
    page.get_by_label("Take retired ones into work").check()
    follow(page.get_by_role("button", name="Look at what will change"))
    looker.look("nothing to change")
    page.goto(f"{BANK_PAGE}?words=stomach&ticked=all")
    page.get_by_label("Give them another topic").check()
    page.get_by_label("Their topic").select_option("symptoms")
    follow(page.get_by_role("button", name="Look at what will change"))
    follow(page.get_by_role("button", name="Change", exact=False))
    looker.look("changed")
    assert looker.faults == {}
    assert looker.seen >= WRITING
