"""A facilitator chooses what a session shows, reads it, and starts; and leads it again from elsewhere."""

import re
from collections.abc import Collection
from datetime import UTC, datetime

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from quizapp import create_app, secret_file
from quizapp.config import Settings
from quizapp.core.items import Topic
from quizapp.core.people import Role
from quizapp.database import db
from quizapp.formats.live_json import load_plan
from quizapp.live import drafts, led, plans
from quizapp.models import LiveSessionRow, LiveStepRow
from quizapp.personal import erasure
from quizapp.web import privacy
from quizapp.web.clock import utcnow
from quizapp.web.privacy import Person
from tests.live.hall import Hall
from tests.support.html_forms import Form
from tests.support.people import log_in, make_account
from tests.support.queries import statements
from tests.support.visitor import AppConnection, Reply, Visitor

SET = "/live/lead/new?set=what-the-words-mean"
ON_SQLITE = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
TODAY = datetime(2026, 11, 21, tzinfo=UTC).date()


@pytest.fixture
def content() -> str:
    return "banks"


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """A facilitator who is logged in."""
    return leader(app, "kim@example.org", {Role.FACILITATOR})


def leader(app: Flask, email: str, roles: Collection[Role]) -> Visitor:
    visitor = Visitor(AppConnection(app))
    log_in(visitor, make_account(app, email, roles=roles))
    return visitor


def items(page: Reply) -> list[str]:
    """Return the lasting ids of the items that a page would start with."""
    return re.findall(r'name="item" value="([^"]+)"', page.text)


def link(page: Reply, words: str) -> str:
    """Return where the first link of these words leads."""
    (href, *_) = re.findall(rf'href="([^"]+)"[^>]*>{words}', page.text)
    return str(href).replace("&amp;", "&")


def begin(visitor: Visitor, path: str = SET, **values: str) -> Reply:
    """Start what a page shows, having read it; return the answer itself."""
    page = visitor.get(path)
    return visitor.send(*form_of(page, confirmed="y", **values))


def form_of(page: Reply, **values: str) -> tuple[Form, list[tuple[str, str]]]:
    """Return the form that starts, with every item of the page."""
    form = page.form("/live/lead/new")
    kept = [(name, value) for name, value in form.as_it_stands() if name not in {"item", *values}]
    return form, [*kept, *(("item", slug) for slug in items(page)), *values.items()]


def sessions(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(LiveSessionRow)) or 0


def test_a_start_that_is_sent_twice_begins_one_session_that_its_page_leads(
    app: Flask, visitor: Visitor
) -> None:
    page = visitor.get(SET)
    sent = form_of(page, confirmed="y")
    first, again = visitor.send(*sent), visitor.send(*sent)
    assert first.status == 303
    assert first.location == again.location
    assert sessions(app) == 1
    control = visitor.get(first.location)
    assert "Start with the first question" in control.text
    assert visitor.get("/live/lead/").text.count("go on with it") == 1


@ON_SQLITE
def test_the_pages_of_who_leads_take_few_queries(app: Flask, visitor: Visitor) -> None:
    begin(visitor)
    own = begin(visitor).location
    mixed = visitor.get("/live/lead/draw?length=8").path
    for path in ("/live/lead/", SET, mixed, own, f"{own}screen"):
        with statements(app) as sent:
            assert visitor.get(path).status == 200
        assert len(sent) <= 8, path


@ON_SQLITE
def test_a_set_that_no_clinician_signed_is_not_started_unread(app: Flask, visitor: Visitor) -> None:
    page = visitor.get(SET)
    refused = visitor.send(*form_of(page))
    assert refused.status == 422
    assert "Read the questions and answers below, then tick that you have read them." in refused.text
    assert items(refused) == items(page)
    assert sessions(app) == 0


@ON_SQLITE
def test_questions_that_changed_since_they_were_read_are_shown_once_more(
    app: Flask, visitor: Visitor
) -> None:
    refused = begin(visitor, read="what-was-read-before")
    assert refused.status == 422
    assert "These questions changed since you read them." in refused.text
    assert sessions(app) == 0
    assert visitor.send(*form_of(refused, confirmed="y")).status == 303


@ON_SQLITE
def test_a_question_is_left_out_and_another_swapped_for_one_on_the_same_topic(visitor: Visitor) -> None:
    page = visitor.get(SET)
    without = visitor.get(link(page, "Leave this out"))
    assert items(without) == items(page)[1:]
    swapped = visitor.get(link(page, "Swap for another"))
    assert items(swapped)[1:] == items(page)[1:]
    assert items(swapped)[0] not in items(page)
    assert len(items(swapped)) == len(items(page))


@ON_SQLITE
def test_what_is_due_for_review_is_left_out_with_the_reason_until_it_is_put_in(app: Flask) -> None:
    with time_machine.travel(datetime(2030, 1, 1, tzinfo=UTC), tick=False):
        visitor = leader(app, "kim@example.org", {Role.FACILITATOR})
        page = visitor.get(SET)
        assert items(page) == []
        assert "its content is due for review" in page.text
        put_in = visitor.get(link(page, "Put it in all the same"))
        assert len(items(put_in)) == 1


@ON_SQLITE
def test_no_mix_brings_up_spread_and_stage_and_what_is_drawn_fits_together(app: Flask) -> None:
    with app.app_context():
        for seed in range(15):
            drawn = drafts.preview(drafts.of_topics((), 8, seed=seed, today=TODAY), [], today=TODAY)
            assert len(drawn.contents) == 8
            assert Topic.SPREAD_STAGING not in {content.item.topic for content in drawn.contents}
        chosen = drafts.of_topics((Topic.SPREAD_STAGING,), 5, seed=1, today=TODAY)
        assert len(chosen.slugs) == 5


@ON_SQLITE
def test_a_session_on_topics_teaches_what_the_facts_of_its_items_say(app: Flask) -> None:
    with app.app_context():
        draft = drafts.of_topics((Topic.SYMPTOMS, Topic.TREATMENT), 7, seed=3, today=TODAY)
        preview = drafts.preview(draft, [], today=TODAY)
        plan = plans.plan(preview, title="Symptoms · Treatment", ready_sets=drafts.sets())
    said = {fact.statement for content in preview.contents for fact in content.facts}
    assert len(plan.recap) == len({point.text for point in plan.recap}) == 5
    assert {point.text for point in plan.recap} <= said
    assert len(plan.questions) >= 3


@ON_SQLITE
def test_topics_are_drawn_and_started_without_asking_how_sure_people_feel(
    app: Flask, visitor: Visitor
) -> None:
    index = visitor.get("/live/lead/")
    form = index.form("/live/lead/draw")
    page = visitor.get(f"{form.action}?topics=symptoms&length=5")
    assert len(items(page)) == 5
    form, pairs = form_of(page, confirmed="y")
    assert visitor.send(form, [pair for pair in pairs if pair[0] != "asks_confidence"]).status == 303
    with app.app_context():
        assert set(db.session.scalars(select(LiveStepRow.kind))) == {"item"}
        assert load_plan(db.session.scalars(select(LiveSessionRow.plan)).one()).title == "Symptoms"


@ON_SQLITE
@pytest.mark.parametrize(("role", "kind"), [(Role.FACILITATOR, "patient"), (Role.EDUCATOR, "class")])
def test_only_educators_and_admins_hold_a_class(app: Flask, role: Role, kind: str) -> None:
    visitor = leader(app, "lee@example.org", {role})
    assert begin(visitor, kind="class").status == 303
    with app.app_context():
        assert db.session.scalars(select(LiveSessionRow.kind)).one() == kind


@ON_SQLITE
def test_the_secret_link_leads_from_another_device_and_the_join_code_does_not(
    app: Flask, visitor: Visitor
) -> None:
    path = begin(visitor).location
    control = visitor.get(path)
    (secret_link,) = re.findall(r"/live/lead/with/[\w-]+", control.text)
    phone = Visitor(AppConnection(app))
    assert phone.get(path).status == 404
    assert phone.get(f"{path}screen").status == 404
    assert phone.get(f"{secret_link[:-1]}").status == 410
    assert phone.get(secret_link).path == path
    assert "Start with the first question" in phone.get(path).text


@ON_SQLITE
def test_an_account_takes_its_own_session_up_in_another_browser(app: Flask, visitor: Visitor) -> None:
    path = begin(visitor).location
    elsewhere = Visitor(AppConnection(app))
    again = f"/live/lead/again?code={path.split('/')[-2]}"
    log_in(elsewhere, make_account(app, "pat@example.org", roles={Role.FACILITATOR}))
    assert "not open to you here" in elsewhere.get(again).text
    at_home = Visitor(AppConnection(app))
    form = at_home.get("/account/login").form("/account/login")
    at_home.send(form, form.with_values(email="kim@example.org", password="a quiet garden gate"))
    assert at_home.get(link(at_home.get("/live/lead/"), r"<b>What the words mean</b><span>\d")).path == path
    assert visitor.get(path).status == 200


@ON_SQLITE
def test_in_a_hall_whoever_opens_its_link_takes_a_session_up_in_any_browser(
    app: Flask, settings: Settings
) -> None:
    in_hall = create_app(settings.model_copy(update={"hall_address": "http://192.168.8.20:8000"}))
    key = f"/live/lead/hall/{secret_file.load(settings.hall_secret_path)}"
    crashed, other, stranger = (Visitor(AppConnection(in_hall)) for _ in range(3))
    crashed.get(key)
    path = begin(crashed).location
    again = f"/live/lead/again?code={path.split('/')[-2]}"
    assert stranger.get(again).path.startswith("/account/login")
    index = other.get(key)
    assert link(index, r"<b>What the words mean</b><span>\d") == again
    assert other.get(again).path == path
    assert crashed.get(path).status == 200
    assert "go on with it" not in leader(app, "kim@example.org", {Role.FACILITATOR}).get("/live/lead/").text
    with in_hall.app_context():
        db.engine.dispose()


@ON_SQLITE
def test_a_hall_lists_what_was_begun_there_and_not_what_an_account_left_behind(
    app: Flask, settings: Settings
) -> None:
    lee = leader(app, "lee@example.org", {Role.FACILITATOR})
    left = begin(lee).location
    with app.app_context():
        account_id = db.session.scalars(select(LiveSessionRow.account_id)).one()
        erasure.erase(Person(account_id=account_id), privacy.tables(app))
    in_hall = create_app(settings.model_copy(update={"hall_address": "http://192.168.8.20:8000"}))
    visitor = Visitor(AppConnection(in_hall))
    index = visitor.get(f"/live/lead/hall/{secret_file.load(settings.hall_secret_path)}")
    assert "go on with it" not in index.text
    again = f"/live/lead/again?code={left.split('/')[-2]}"
    assert "not open to you here" in visitor.get(again).text
    begin(visitor)
    assert visitor.get("/live/lead/").text.count("go on with it") == 1
    with in_hall.app_context():
        db.engine.dispose()


def test_a_session_goes_on_without_the_account_that_began_it(app: Flask, visitor: Visitor) -> None:
    path = begin(visitor).location
    with app.app_context():
        account_id = db.session.scalars(select(LiveSessionRow.account_id)).one()
        erasure.erase(Person(account_id=account_id), privacy.tables(app))
        assert db.session.scalars(select(LiveSessionRow.account_id)).one() is None
    assert "Start with the first question" in visitor.get(path).text


@ON_SQLITE
def test_sessions_without_an_account_are_listed_where_the_browser_knows_their_codes(app: Flask) -> None:
    with app.app_context():
        hall, other = Hall(now=utcnow()), Hall(now=utcnow())
        listed = led.sessions([hall.code], account_id=None, now=utcnow())
        assert [one.code for one in listed] == [hall.code]
        assert led.sessions([], account_id=None, now=utcnow()) == []
        in_hall = led.sessions([other.code], account_id=None, is_halls=lambda *_: False, now=utcnow())
        assert [one.code for one in in_hall] == [other.code]
