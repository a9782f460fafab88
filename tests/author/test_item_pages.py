"""The pages about stored questions: what they are, were and rest on, and what was done to them."""

from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import delete, select

from quizapp.author import queries
from quizapp.core.people import Role
from quizapp.core.reviewing import Vouch
from quizapp.database import db
from quizapp.models import AccountRow, AuditRow
from tests.author.desk import SLUG, Educator, stored, trail
from tests.support.people import log_in, make_account
from tests.support.visitor import AppConnection, Reply, Visitor

ITEM = f"/author/items/{SLUG}/"
ALL = (Vouch.FACTS, Vouch.WORDING, Vouch.CLINICAL)
NEW_STEM = "Which of these names tells in which place it began?"


@pytest.fixture
def content() -> str:
    return "banks"


@pytest.fixture
def author(app: Flask) -> Educator:
    return Educator(account_id=make_account(app, "avery@example.org", roles=[Role.EDUCATOR]).account_id)


@pytest.fixture
def reviewer(app: Flask) -> Educator:
    return Educator(account_id=make_account(app, "robin@example.org", roles=[Role.EDUCATOR]).account_id)


@pytest.fixture
def desk(app: Flask) -> Visitor:
    """Somebody else who may write and review."""
    visitor = Visitor(AppConnection(app))
    log_in(visitor, make_account(app, "sam@example.org", roles=[Role.EDUCATOR]))
    return visitor


@pytest.fixture
def changed(app: Flask, author: Educator, reviewer: Educator) -> int:
    """Publish a new version of a question, signed by a clinician too; return the number of the old one."""
    with app.app_context():
        before = stored().version
        draft_id = author.takes_up(stored())
        draft = queries.find_draft(draft_id)
        assert draft
        author.saves(draft_id, draft.table | {"stem": NEW_STEM}, revision=1)
        author.sends(draft_id)
        reviewer.signs(draft_id, *ALL)
        reviewer.publishes(draft_id)
        return before


def press(who: Visitor, page: Reply, action: str, **values: str) -> Reply:
    form = page.form(action)
    return who.submit(form, form.with_values(**values))


def test_an_item_tells_its_state_its_signs_what_it_rests_on_and_what_was_done(
    app: Flask, desk: Visitor, changed: int
) -> None:
    page = desk.get(ITEM).text
    for said in (
        NEW_STEM,
        "Learners are given this question.",
        "Sound clinical practice",
        "avery@example.org",
    ):
        assert said in page
    assert f"Version {changed}" in page
    assert "robin@example.org</b> published it" in page
    assert "Reviewed by a clinician, November 2026" in desk.get(f"{ITEM}versions/{changed + 1}/preview").text
    assert "Not yet reviewed" in desk.get(f"{ITEM}versions/{changed}/preview").text
    with app.app_context():
        db.session.execute(delete(AccountRow).filter_by(email="robin@example.org"))
        db.session.commit()
    page = desk.get(ITEM).text
    assert "robin@example.org" not in page
    assert "somebody whose account is gone</b> published it" in page


def test_two_versions_stand_side_by_side_with_their_changed_words_marked(desk: Visitor, changed: int) -> None:
    page = desk.get(f"{ITEM}compare?old={changed}&new={changed + 1}").text
    assert "1 field." in page
    assert "[taken out: " in page
    assert "[new: " in page
    assert "Both say the same" in desk.get(f"{ITEM}compare?old=1&new=1").text
    for wrong in ("old=0", "old=x", "new=99999999999999", "new=work", "old=%00"):
        assert desk.get(f"{ITEM}compare?{wrong}").status == 404


def test_an_older_version_goes_into_work_and_comes_to_nobody_unreviewed(
    app: Flask, desk: Visitor, changed: int
) -> None:
    page = press(desk, desk.get(ITEM), f"/versions/{changed}/restore")
    assert "is in work now" in page.text
    with app.app_context():
        assert stored().version == changed + 1
        draft_id = queries.draft_of(stored().id)
        draft = queries.find_draft(draft_id) if draft_id else None
        assert draft
        assert draft.table["stem"] != NEW_STEM
        assert (trail(SLUG)[0].action, trail(SLUG)[0].note) == (
            "restored",
            f"version {changed}",
        )
    compared = desk.get(f"{ITEM}compare?new=work").text
    assert "and what is in work</h1>" in compared
    assert "[taken out: " in compared


def test_what_is_in_work_is_not_overwritten_by_restoring(app: Flask, desk: Visitor, changed: int) -> None:
    page, action = desk.get(ITEM), f"/versions/{changed}/restore"
    press(desk, page, f"/author/items/{SLUG}/change")
    form = page.form(action)
    refused = desk.submit(form, form.with_values(draft_id=str(uuid4())))
    assert refused.status == 409
    assert "nothing was restored" in refused.text
    assert "Go on with what is in work" in refused.text


def test_a_copy_is_an_item_of_its_own_in_the_bank_that_was_chosen(app: Flask, desk: Visitor) -> None:
    page = desk.get(ITEM)
    for _ in range(2):
        assert "This is the copy" in press(desk, page, "/duplicate", bank="terminology").text
    with app.app_context():
        found = db.session.scalars(select(AuditRow).filter_by(action="duplicated")).one()
        assert found.note == SLUG
        draft_id = queries.draft_named(found.slug)
        draft = queries.find_draft(draft_id) if draft_id else None
        assert draft
        assert (draft.row.item_id, queries.bank_slug(draft.row.bank_id)) == (None, "terminology")
        assert draft.table["stem"] == queries.newest_item(stored()).stem
    assert desk.get(f"/author/items/{found.slug}/").path == f"/author/in-work/{draft_id}/"
    assert press(desk, page, "/duplicate", bank="nowhere").status == 422


def test_a_question_is_retired_with_a_reason_in_the_version_that_was_looked_at(
    app: Flask, desk: Visitor
) -> None:
    page = desk.get(ITEM)
    refused = press(desk, page, "/retire")
    assert refused.status == 422
    assert "Say why" in refused.text
    assert "It is retired" in press(desk, page, "/retire", note="Nobody asks this any more.").text
    assert "Nobody asks this any more." in desk.get("/author/trail/").text
    assert "is retired already" in press(desk, page, "/retire", note="Once more.").text
    with app.app_context():
        assert not stored().offered


def test_nothing_is_retired_that_somebody_has_not_seen(
    app: Flask, desk: Visitor, author: Educator, reviewer: Educator
) -> None:
    page = desk.get(ITEM)
    with app.app_context():
        draft_id = author.takes_up(stored())
        author.sends(draft_id)
        reviewer.signs(draft_id)
        reviewer.publishes(draft_id)
    refused = press(desk, page, "/retire", note="It is old.")
    assert refused.status == 409
    assert "nothing was retired" in refused.text


def test_odd_addresses_and_forms_break_nothing(app: Flask, desk: Visitor) -> None:
    for odd in ("%00", "x" * 300, "F%F0%9F%A6%93", "-1", "99999999999999999999"):
        for path in (
            f"/author/items/{odd}/",
            f"/author/items/{odd}/compare?old={odd}&new={odd}",
            f"{ITEM}compare?old={odd}",
            f"{ITEM}versions/{odd}/preview",
            f"/author/facts/{odd}/",
            f"/author/facts/?words={odd}",
            f"/author/due/?page={odd}",
            f"/author/trail/?bank={odd}&before={odd}",
        ):
            assert desk.get(path).status in {200, 404}, path
    page = desk.get(ITEM)
    for values in ({"bank": "\0"}, {"draft_id": "x"}, {"bank": ""}):
        assert press(desk, page, "/duplicate", **values).status == 422
    for values in ({"note": "\0", "version": "1"}, {"note": "Old.", "version": "x"}, {"note": "o" * 2001}):
        assert press(desk, page, "/retire", **values).status == 422
    assert press(desk, page, "/retire", note="Old.", version="9" * 30).status == 409
