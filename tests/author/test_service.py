"""An item on its way from its author's desk to learners, on both databases."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from quizapp.author import queries
from quizapp.author.bulk.queries import sign_offs
from quizapp.banks import queries as banks
from quizapp.core.errors import (
    BeingWrittenError,
    EditedElsewhereError,
    FaultyItemError,
    NotInThatStageError,
    NotVouchedForError,
    OwnWorkError,
)
from quizapp.core.reviewing import Action, Stage, Vouch
from quizapp.database import db
from quizapp.models import DraftRow, ItemRow
from tests.author.desk import SLUG, Educator, make_educator, new_item, stored, trail


@pytest.fixture
def content() -> str:
    return "banks"


@pytest.fixture
def author(app: Flask) -> Educator:
    return make_educator(app, "avery")


@pytest.fixture
def reviewer(app: Flask) -> Educator:
    return make_educator(app, "robin")


def actions(slug: str) -> list[str]:
    return [row.action for row in reversed(trail(slug))]


def test_a_new_item_comes_to_learners_once_somebody_else_vouched_for_it(
    app: Flask, author: Educator, reviewer: Educator
) -> None:
    with app.app_context():
        draft_id = author.begins(new_item())
        assert banks.item_by_slug("a-new-one") is None
        author.sends(draft_id)
        reviewer.signs(draft_id)
        item_id, version = reviewer.publishes(draft_id)
        row = banks.item_by_slug("a-new-one")
        assert row
        assert (row.id, row.version, row.offered, version) == (item_id, 1, True, 1)
        assert [one.vouches for one in sign_offs({(item_id, 1)})] == ["facts", "wording"]
        assert queries.find_draft(draft_id) is None
        assert actions("a-new-one") == [Action.BEGAN, Action.SENT, Action.SIGNED, Action.PUBLISHED]


def test_a_published_item_stays_as_it_is_until_its_new_version_is_published(
    app: Flask, author: Educator, reviewer: Educator
) -> None:
    with app.app_context():
        before = queries.newest_item(stored())
        draft_id = author.takes_up(stored())
        draft = queries.find_draft(draft_id)
        assert draft
        author.saves(draft_id, draft.table | {"stem": f"{before.stem} "}, revision=1)
        author.saves(draft_id, draft.table | {"level": "remember"}, revision=2)
        author.sends(draft_id)
        reviewer.signs(draft_id)
        assert queries.newest_item(stored()) == before
        version = stored().version
        reviewer.publishes(draft_id)
        assert stored().version == version + 1
        assert queries.newest_item(stored()).level == "remember"
        old = banks.contents({(stored().id, version)})[stored().id, version]
        assert old.item == before


def test_nobody_reviews_signs_or_publishes_what_they_wrote_in(
    app: Flask, author: Educator, reviewer: Educator
) -> None:
    with app.app_context():
        draft_id = author.begins(new_item())
        reviewer.saves(draft_id, new_item(level="remember"), revision=1)
        author.sends(draft_id)
        for educator in (author, reviewer):
            with pytest.raises(OwnWorkError):
                educator.signs(draft_id)
            with pytest.raises(OwnWorkError):
                educator.gives_back(draft_id, "No.")
            with pytest.raises(OwnWorkError):
                educator.publishes(draft_id)


@pytest.mark.parametrize("vouches", [(), (Vouch.FACTS,), (Vouch.WORDING, Vouch.CLINICAL)])
def test_an_item_without_a_sign_for_its_facts_and_its_wording_is_not_published(
    app: Flask, author: Educator, reviewer: Educator, vouches: tuple[Vouch, ...]
) -> None:
    with app.app_context():
        draft_id = author.begins(new_item())
        author.sends(draft_id)
        if vouches:
            reviewer.signs(draft_id, *vouches)
        with pytest.raises(NotVouchedForError):
            reviewer.publishes(draft_id)


def test_what_was_vouched_for_is_looked_at_again_after_a_change(
    app: Flask, author: Educator, reviewer: Educator
) -> None:
    with app.app_context():
        draft_id = author.begins(new_item())
        author.sends(draft_id)
        reviewer.signs(draft_id)
        with pytest.raises(NotInThatStageError):
            author.saves(draft_id, new_item(level="remember"), revision=1)
        reviewer.gives_back(draft_id, "The stem is long.")
        author.saves(draft_id, new_item(level="remember"), revision=1)
        author.sends(draft_id)
        with pytest.raises(NotVouchedForError):
            reviewer.publishes(draft_id)
        assert trail("a-new-one")[1].note == "The stem is long."


def test_of_two_who_write_in_one_item_the_second_overwrites_nothing(
    app: Flask, author: Educator, reviewer: Educator
) -> None:
    with app.app_context():
        draft_id = author.begins(new_item())
        assert author.saves(draft_id, new_item(stem="Mine?"), revision=1) == 2
        with pytest.raises(EditedElsewhereError):
            reviewer.saves(draft_id, new_item(stem="Theirs?"), revision=1)
        assert author.saves(draft_id, new_item(stem="Mine?"), revision=1) == 2
        draft = queries.find_draft(draft_id)
        assert draft
        assert draft.table["stem"] == "Mine?"


def test_an_item_with_a_fault_is_kept_but_not_sent(app: Flask, author: Educator) -> None:
    with app.app_context():
        table = new_item(stem="")
        table["option"] = [option | {"rationale": ""} for option in table["option"]]
        draft_id = author.begins(table)
        with pytest.raises(FaultyItemError):
            author.sends(draft_id)
        draft = queries.find_draft(draft_id)
        assert draft
        assert (draft.table, draft.work.stage) == (table, Stage.DRAFT)


def test_an_item_is_in_work_once(app: Flask, author: Educator, reviewer: Educator) -> None:
    with app.app_context():
        first = author.takes_up(stored())
        with pytest.raises(BeingWrittenError):
            reviewer.takes_up(stored())
        with pytest.raises(BeingWrittenError):
            reviewer.begins(new_item(id=SLUG))
        author.begins(new_item(), first)
        assert db.session.scalar(select(func.count()).select_from(DraftRow)) == 1


def test_an_item_given_up_leaves_what_was_published(app: Flask, author: Educator) -> None:
    with app.app_context():
        before = stored().version
        draft_id = author.takes_up(stored())
        author.drops(draft_id)
        assert (stored().version, stored().offered) == (before, True)
        assert author.takes_up(stored()) != draft_id


def test_a_retired_item_is_not_offered_and_stays_for_who_met_it(app: Flask, author: Educator) -> None:
    with app.app_context():
        version = stored().version
        author.retires(stored(), version=version)
        assert (stored().offered, stored().version) == (False, version + 1)
        assert banks.contents({(stored().id, version)})
        with pytest.raises(EditedElsewhereError):
            author.retires(stored(), version=version)
        author.retires(stored(), version=version + 1)
        assert stored().version == version + 1


def test_nothing_of_a_refused_publication_is_stored(app: Flask, author: Educator, reviewer: Educator) -> None:
    with app.app_context():
        draft_id = author.begins(new_item())
        author.sends(draft_id)
        before = db.session.scalar(select(func.count()).select_from(ItemRow))
        with pytest.raises(NotVouchedForError):
            reviewer.publishes(draft_id)
        db.session.rollback()
        assert db.session.scalar(select(func.count()).select_from(ItemRow)) == before
