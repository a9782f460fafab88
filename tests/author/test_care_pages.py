"""What is to be looked at again, which facts that rests on, and who did what."""

import re
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from quizapp.author import queries
from quizapp.author.care import queries as due_queries
from quizapp.author.care import trails
from quizapp.banks import superseding
from quizapp.core.editions import newer_editions
from quizapp.core.people import Role
from quizapp.database import db
from quizapp.models import AuditRow, BankRow, CardRow, ItemRow, ItemVersionRow, LearnerRow
from quizapp.web.clock import utcnow
from tests.author.desk import BANK, NOON, SLUG, knowledge, stored
from tests.support.people import log_in, make_account
from tests.support.queries import statements
from tests.support.visitor import AppConnection, Visitor


@pytest.fixture
def content() -> str:
    return "banks"


@pytest.fixture
def desk(app: Flask) -> Visitor:
    visitor = Visitor(AppConnection(app))
    log_in(visitor, make_account(app, "sam@example.org", roles=[Role.EDUCATOR]))
    return visitor


def set_days(**days: int) -> None:
    """Set when items fall due, in days from now by lasting id; the others in two years."""
    today = utcnow().date()
    db.session.execute(update(ItemVersionRow).values(review_due=today + timedelta(days=730)))
    for slug, ahead in days.items():
        item = select(ItemRow.id).filter_by(slug=slug.replace("_", "-")).scalar_subquery()
        db.session.execute(
            update(ItemVersionRow)
            .where(ItemVersionRow.item_id == item)
            .values(review_due=today + timedelta(days=ahead))
        )
    db.session.commit()


def links(page: str, to: str) -> list[str]:
    return re.findall(rf'<p><a href="{to}([^"/]+)/"', page)


def test_what_falls_due_within_sixty_days_is_listed_the_soonest_first(app: Flask, desk: Visitor) -> None:
    with app.app_context():
        slugs = db.session.scalars(select(ItemRow.slug).where(ItemRow.offered).limit(4)).all()
        late, soon, edge, later = slugs
        set_days(**{soon: 3, edge: 60, later: 61, late: -400})
    assert links(desk.get("/author/due/").text, "/author/items/") == [late, soon, edge]


def test_a_page_of_what_is_due_reads_only_its_own_items(app: Flask, desk: Visitor) -> None:
    with app.app_context():
        db.session.execute(update(ItemVersionRow).values(review_due=utcnow().date()))
        db.session.commit()
        offered = db.session.scalar(select(func.count()).select_from(ItemRow).filter_by(offered=True)) or 0
    seen: list[str] = []
    for page in range(1, -(-offered // due_queries.PAGE) + 1):
        with statements(app) as sent:
            found = links(desk.get(f"/author/due/?page={page}").text, "/author/items/")
        assert len(found) <= due_queries.PAGE
        assert len(sent) <= 8
        seen += found
    assert len(set(seen)) == len(seen) == offered
    assert "no such page" in desk.get("/author/due/?page=99999").text


def test_what_rests_on_a_superseded_fact_is_listed_with_what_took_its_place(
    app: Flask, desk: Visitor
) -> None:
    with app.app_context():
        old = knowledge().facts["F014"]
        facts = knowledge().facts | {"F014": replace(old, superseded_by="F015")}
        superseding.mark(replace(knowledge(), facts=facts), now=NOON)
        db.session.commit()
        resting = db.session.scalars(select(ItemRow.slug).where(ItemRow.being_updated)).all()
        set_days()
    page = desk.get("/author/due/").text
    assert sorted(links(page, "/author/items/")) == sorted(resting)
    assert f"superseded: {len(resting)}" in page
    assert sorted(links(desk.get("/author/facts/F014/").text, "/author/items/")) == sorted(resting)


def test_what_rests_on_a_source_with_a_newer_edition_is_listed(app: Flask) -> None:
    with app.app_context():
        old = knowledge().sources["cruk-2014"]
        newer = newer_editions([old, replace(old, id="cruk-2026", year=2026)])
        assert newer.keys() == {"cruk-2014"}
        found = due_queries.resting_on_sources(newer)
        assert found.count >= len(found.items) > 0
        assert all(one.because == ("cruk-2014",) for one in found.items)
        assert all("cruk-2014" in str(one.content) for one in found.items)


def test_a_fact_tells_what_rests_on_it_and_how_many_cards_learners_have(app: Flask, desk: Visitor) -> None:
    with app.app_context():
        (fact_id, *_) = queries.newest_item(stored()).facts
        learners = [LearnerRow(public_id=uuid4(), created_at=NOON, last_active_at=NOON) for _ in range(3)]
        db.session.add_all(learners)
        db.session.flush()
        db.session.add_all(
            CardRow(learner_id=one.id, item_id=stored().id, face="main", origin="chosen", added_at=NOON)
            for one in learners
        )
        db.session.commit()
    page = desk.get(f"/author/facts/{fact_id}/")
    assert SLUG in links(page.text, "/author/items/")
    assert "3 cards" in page.text
    taken = desk.submit((form := page.form(f"/items/{SLUG}/change")), form.as_it_stands())
    assert taken.path.startswith("/author/in-work/")
    assert "In work: go on" in desk.get(f"/author/facts/{fact_id}/").text
    assert desk.get("/author/facts/F0/").status == 404


def test_facts_are_found_by_words(desk: Visitor) -> None:
    page = desk.get("/author/facts/?words=TUMOR+liver").text
    assert links(page, "/author/facts/")
    assert len(links(page, "/author/facts/")) < len(links(desk.get("/author/facts/").text, "/author/facts/"))
    assert "Nothing is found" in desk.get("/author/facts/?words=giraffe").text


def test_the_trail_tells_all_that_was_done_a_page_at_a_time(app: Flask, desk: Visitor) -> None:
    with app.app_context():
        banks = {row.slug: row.id for row in db.session.scalars(select(BankRow))}
        db.session.add_all(
            AuditRow(
                bank_id=banks[BANK if number % 2 else "terminology"],
                slug=f"item-{number}",
                item_version=None,
                account_id=None,
                action="began",
                note="",
                done_at=NOON,
            )
            for number in range(trails.PAGE + 10)
        )
        db.session.commit()
    newest = desk.get("/author/trail/").text
    assert newest.count("began to work on it") == trails.PAGE
    assert newest.index("item-59") < newest.index("item-10")
    (older,) = re.findall(r'href="([^"]*before=\d+)"', newest)
    assert desk.get(older).text.count("began to work on it") == 10
    of_one = desk.get(f"/author/trail/?bank={BANK}").text
    assert of_one.count("began to work on it") == trails.PAGE / 2 + 5
    assert desk.get("/author/trail/?bank=nowhere").status == 404
    assert desk.get("/author/trail/?before=x").status == 200
