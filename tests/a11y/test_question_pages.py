"""The pages on which educators look after stored questions break no rule of accessibility."""

from dataclasses import replace

import pytest
from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import update

from quizapp.author import queries
from quizapp.banks import superseding
from quizapp.core.people import Role
from quizapp.core.reviewing import Vouch
from quizapp.database import db
from quizapp.models import ItemVersionRow
from quizapp.web.clock import utcnow
from tests.a11y.looking import LOOKS, ON_SQLITE, QUESTIONS, Looker
from tests.author.desk import NOON, SLUG, knowledge, make_educator, stored
from tests.support.browser import follow
from tests.support.people import log_in, make_account

pytestmark = pytest.mark.browser

ITEM = f"/author/items/{SLUG}/"


def let_things_happen(app: Flask) -> None:
    """Publish a changed question, and let a fact and the day of every question pass."""
    author, reviewer = make_educator(app, "avery"), make_educator(app, "robin")
    with app.app_context():
        draft_id = author.takes_up(stored())
        draft = queries.find_draft(draft_id)
        assert draft
        author.saves(
            draft_id, draft.table | {"stem": "Which name tells in which place it began?"}, revision=1
        )
        author.sends(draft_id)
        reviewer.signs(draft_id, *Vouch)
        reviewer.publishes(draft_id)
        fact = replace(knowledge().facts["F014"], superseded_by="F015")
        superseding.mark(replace(knowledge(), facts=knowledge().facts | {"F014": fact}), now=NOON)
        db.session.execute(update(ItemVersionRow).values(review_due=utcnow().date()))
        db.session.commit()


@ON_SQLITE
@LOOKS
def test_pages_about_stored_questions(app: Flask, page: Page) -> None:
    let_things_happen(app)
    log_in(page, make_account(app, "sam@example.org", roles=[Role.EDUCATOR]))
    looker = Looker(app, page)
    for path in (
        ITEM,
        f"{ITEM}versions/1/preview",
        f"{ITEM}compare",
        f"{ITEM}compare?old=1&new=1",
        "/author/due/",
        "/author/due/?page=2",
        "/author/facts/?words=tumour",
        "/author/facts/?words=giraffe",
        "/author/facts/F014/",
        "/author/trail/",
    ):
        page.goto(path)
        looker.look(path)
    page.goto(ITEM)
    follow(page.get_by_role("button", name="Retire this question"))
    looker.look("a retirement without a reason")
    page.goto(ITEM)
    follow(page.get_by_role("button", name="Restore version 1"))
    page.goto(ITEM)
    looker.look("a question in work")
    page.goto(f"{ITEM}compare?new=work")
    looker.look("in work beside published")
    assert looker.faults == {}
    assert looker.seen >= QUESTIONS
