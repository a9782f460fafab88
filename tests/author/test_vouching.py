"""A colleague vouches for what learners have already, and no new version is made."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from quizapp.author import queries
from quizapp.author.stored import vouching
from quizapp.banks import queries as banks
from quizapp.core.errors import EditedElsewhereError, NotInThatStageError, OwnWorkError
from quizapp.core.people import Role
from quizapp.core.reviewing import Action, Vouch
from quizapp.core.sign_offs import marks
from quizapp.database import db
from quizapp.models import ItemVersionRow, SignOffRow
from tests.author.desk import NOON, SLUG, Educator, make_educator, stored, trail
from tests.support.people import log_in, make_account
from tests.support.visitor import AppConnection, Visitor

PAGE = f"/author/items/{SLUG}/"


@pytest.fixture
def content() -> str:
    return "banks"


def vouches_for(educator: Educator, *vouches: Vouch, version: int = 0) -> None:
    row = stored()
    vouching.vouch(row, vouches, version=version or row.version, account_id=educator.account_id, now=NOON)


def signed() -> dict[Vouch, str]:
    row = stored()
    found = marks(banks.contents({(row.id, row.version)})[row.id, row.version].signed)
    return {vouch: day.isoformat() for vouch, day in found.items()}


def test_a_version_is_signed_in_place_once_by_each(app: Flask) -> None:
    robin, kim = make_educator(app, "robin"), make_educator(app, "kim")
    with app.app_context():
        row = stored()
        before = db.session.get_one(ItemVersionRow, (row.id, row.version))
        version, fingerprint = row.version, before.content_hash
        for who in (robin, robin, kim):
            vouches_for(who, Vouch.CLINICAL)
        assert signed() == {Vouch.CLINICAL: "2026-11-20"}
        assert stored().version == version
        assert db.session.get_one(ItemVersionRow, (row.id, version)).content_hash == fingerprint
        assert db.session.scalar(select(func.count()).select_from(SignOffRow)) == 2
        entries = [(one.action, one.item_version, one.account_id, one.note) for one in trail(SLUG)]
        assert entries == [(Action.SIGNED, version, who.account_id, "clinical") for who in (kim, robin)]


def test_nobody_signs_what_they_wrote_in_any_version(app: Flask) -> None:
    author, second, reviewer = (make_educator(app, name) for name in ("avery", "kim", "robin"))
    with app.app_context():
        draft_id = author.takes_up(stored())
        draft = queries.find_draft(draft_id)
        assert draft
        second.saves(draft_id, draft.table | {"level": "apply"}, revision=1)
        author.sends(draft_id)
        reviewer.signs(draft_id)
        reviewer.publishes(draft_id)
        for who in (author, second):
            with pytest.raises(OwnWorkError):
                vouches_for(who, Vouch.CLINICAL)
            db.session.rollback()
        vouches_for(reviewer, Vouch.CLINICAL)
        assert set(signed()) == {Vouch.FACTS, Vouch.WORDING, Vouch.CLINICAL}
        wrote = [one.account_id for one in trail(SLUG) if one.action == Action.WROTE]
        assert wrote == [second.account_id]


def test_only_the_newest_published_version_is_signed(app: Flask) -> None:
    robin, kim = make_educator(app, "robin"), make_educator(app, "kim")
    with app.app_context():
        older = stored().version
        robin.retires(stored(), version=older)
        with pytest.raises(EditedElsewhereError):
            vouches_for(kim, Vouch.CLINICAL, version=older)
        db.session.rollback()
        with pytest.raises(NotInThatStageError):
            vouches_for(kim, Vouch.CLINICAL)
        db.session.rollback()
        assert signed() == {}


def test_learners_see_the_mark_of_a_clinician_and_no_name(app: Flask) -> None:
    visitor = Visitor(AppConnection(app))
    log_in(visitor, make_account(app, "sam@example.org", roles=[Role.EDUCATOR]))
    preview = f"{PAGE}versions/1/preview"
    assert "Not yet reviewed by a clinician" in visitor.get(preview).text
    form = visitor.get(PAGE).form("/vouch")
    assert "Tick what you vouch for." in visitor.send(form, form.as_it_stands()).text
    done = visitor.submit(form, [*form.as_it_stands(), ("vouches", "clinical")])
    assert "Sound clinical practice" in done.text
    assert "sam@example.org" in done.text
    shown = visitor.get(preview).text
    assert "Reviewed by a clinician" in shown
    assert "sam@example.org" not in shown
