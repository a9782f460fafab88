"""Questions from a file on their way into a bank, on both databases."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from quizapp.author import queries
from quizapp.author.importing import queries as import_queries
from quizapp.author.importing import service as import_service
from quizapp.author.importing.service import Unsaid
from quizapp.author.importing.shown import imported_as, shown
from quizapp.banks import queries as banks
from quizapp.banks import web_changes
from quizapp.core.errors import IdInUseError, NameTakenError, NothingChosenError
from quizapp.core.people import Role
from quizapp.core.reviewing import Action, Stage
from quizapp.database import db
from quizapp.formats.item_table import load_table
from quizapp.models import AuditRow, DraftRow, ImportedItemRow, ImportFileRow, ImportItemRow
from tests.author.desk import NOON, Educator, make_educator, new_item
from tests.author.files import FIVE, NEW_BANK, Importer, bank, gift
from tests.support.people import make_account


@pytest.fixture
def content() -> str:
    return "banks"


@pytest.fixture
def avery(app: Flask) -> Importer:
    return Importer(account_id=make_account(app, "avery@example.org", roles=[Role.EDUCATOR]).account_id)


def count(table: type) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def drafts(slug: str) -> list[DraftRow]:
    found = banks.bank_by_slug(slug)
    assert found
    return list(db.session.scalars(select(DraftRow).filter_by(bank_id=found.id).order_by(DraftRow.slug)))


def standings(import_id: object) -> list[tuple[str, bool]]:
    stmt = select(ImportItemRow.standing, ImportItemRow.chosen).filter_by(import_id=import_id)
    return [
        (standing, chosen) for standing, chosen in db.session.execute(stmt.order_by(ImportItemRow.position))
    ]


def test_at_first_all_is_ticked_that_is_sound_and_new_or_would_be_lost(app: Flask, avery: Importer) -> None:
    with app.app_context():
        assert standings(avery.looks(gift())) == [
            ("new", True),
            ("raw", True),
            ("faulty", False),
            ("new", True),
            ("raw", True),
        ]


def test_two_of_five_come_in_as_items_in_work_and_nothing_else_does(app: Flask, avery: Importer) -> None:
    with app.app_context():
        import_id = avery.looks(gift(), bank(), unsaid=Unsaid(topic="symptoms", audience=("patient",)))
        avery.ticks(import_id, 1, 4)
        done = avery.brings(import_id)
        assert done
        assert (done.bank, done.drafts, done.kept) == (bank().slug, 2, 0)
        first, second = sorted(drafts(bank().slug), key=lambda one: one.slug != "where-it-starts")
        table = load_table(first.content)
        assert (first.slug, first.stage, table["status"]) == ("where-it-starts", Stage.DRAFT, "draft")
        # What the file says goes before what was said for questions of which it says nothing.
        assert (table["topic"], table["audience"]) == ("sites", ["patient"])
        assert "level" not in table
        assert [(one["text"], one.get("key", False), one["rationale"]) for one in table["option"]] == [
            ("In the gut", True, "Most are found there."),
            ("In the skin", False, "None is found there."),
        ]
        assert load_table(second.content)["topic"] == "symptoms"
        draft = queries.find_draft(first.id)
        assert draft
        assert draft.work.authors == {avery.account_id}
        assert count(ImportItemRow) == 0


def test_what_was_done_is_in_the_trail_of_the_bank_and_of_each_item(app: Flask, avery: Importer) -> None:
    with app.app_context():
        avery.brings(avery.looks(gift()))
        rows = db.session.execute(select(AuditRow.action, AuditRow.slug, AuditRow.note).order_by(AuditRow.id))
        assert [(action, slug != "", note) for action, slug, note in rows] == [
            (Action.MADE_BANK, False, NEW_BANK.title),
            (Action.IMPORTED, False, "five.gift"),
            (Action.IMPORTED, True, "five.gift"),
            (Action.IMPORTED, True, "five.gift"),
        ]


def test_what_there_is_no_type_for_is_kept_as_it_stood_until_somebody_removes_it(
    app: Flask, avery: Importer
) -> None:
    with app.app_context():
        done = avery.brings(avery.looks(gift(), bank()))
        assert done
        assert (done.drafts, done.kept) == (2, 2)
        kept = import_queries.kept(bank().id)
        sources = {shown(row.content, row.findings).foreign.raw for row in kept}
        assert sources == {"::Tell me:: Tell us how you live with it. {}", "::Three:: How many? {#=3:0.5 =7}"}
        import_service.remove_kept(kept[0], account_id=avery.account_id, now=NOON)
        assert len(import_queries.kept(bank().id)) == 1


def test_what_has_no_place_in_an_item_stands_beside_it_in_work(app: Flask, avery: Importer) -> None:
    with app.app_context():
        avery.brings(avery.looks(gift(), bank()))
        draft_id = next(one.id for one in drafts(bank().slug) if one.slug == "where-it-starts")
        imported = imported_as(draft_id)
        assert imported
        told = imported.shown
        assert (told.foreign.feedback, told.foreign.category, told.tags) == (
            "Ask your team.",
            ("Nets", "First"),
            ("hard",),
        )


def test_a_file_brought_in_twice_is_brought_in_once(app: Flask, avery: Importer) -> None:
    with app.app_context():
        import_id = avery.looks(gift())
        first = avery.brings(import_id)
        before = count(DraftRow), count(ImportedItemRow), count(AuditRow)
        assert avery.brings(import_id) == first
        avery.looks(gift(), import_id=import_id)
        assert (count(DraftRow), count(ImportedItemRow), count(AuditRow)) == before
        assert count(ImportFileRow) == 1


def test_the_same_file_once_more_brings_nothing_that_is_there(app: Flask, avery: Importer) -> None:
    with app.app_context():
        avery.brings(avery.looks(gift(), bank()))
        again = avery.looks(
            gift(FIVE + "\n\nTell us how you live with it. {}\n\nA net is a kind of growth. {T}"), bank()
        )
        assert [standing for standing, _ in standings(again)] == [
            "same-name",
            "same-words",
            "faulty",
            "same-words",
            "same-words",
            "raw",
            "same-words",
        ]
        assert [chosen for _, chosen in standings(again)] == [False, False, False, False, False, True, False]


def test_published_items_and_items_begun_by_hand_are_known_by_their_words(
    app: Flask, avery: Importer
) -> None:
    written = gift("What is new? {=A word#Why. ~Another#Why not.}")
    with app.app_context():
        options = [
            {"text": "A word", "key": True, "rationale": "It is."},
            {"text": "Another", "rationale": "It is not."},
        ]
        table = {**new_item(stem="What is new?"), "option": options}
        Educator(account_id=avery.account_id).begins(table)
        assert standings(avery.looks(written, bank())) == [("same-words", False)]
        assert standings(avery.looks(written)) == [("new", True)]


def test_a_question_named_as_one_of_another_bank_gets_a_name_of_its_own(app: Flask, avery: Importer) -> None:
    with app.app_context():
        avery.brings(avery.looks(gift(), bank()))
        import_id = avery.looks(gift())
        assert standings(import_id)[0] == ("new", True)
        avery.brings(import_id)
        assert "where-it-starts-2" in {one.slug for one in drafts(NEW_BANK.slug)}


def test_the_file_of_somebody_else_is_not_there(app: Flask, avery: Importer) -> None:
    robin = Importer(account_id=make_account(app, "robin@example.org", roles=[Role.EDUCATOR]).account_id)
    with app.app_context():
        import_id = avery.looks(gift())
        assert import_queries.find_file(import_id, account_id=robin.account_id) is None
        assert robin.brings(import_id) is None
        with pytest.raises(IdInUseError):
            robin.looks(gift(), import_id=import_id)
        assert count(DraftRow) == 0
        assert [one.id for one in import_queries.open_files(account_id=avery.account_id)] == [import_id]


def test_nothing_is_stored_where_nothing_is_ticked_or_the_name_was_taken(app: Flask, avery: Importer) -> None:
    with app.app_context():
        import_id = avery.looks(gift())
        other = avery.looks(gift())
        avery.ticks(import_id)
        with pytest.raises(NothingChosenError):
            avery.brings(import_id)
        db.session.rollback()
        avery.brings(other)
        avery.ticks(import_id, 1)
        before = count(DraftRow)
        with pytest.raises(NameTakenError):
            avery.brings(import_id)
        db.session.rollback()
        assert count(DraftRow) == before


def test_files_go_after_a_day_with_all_that_they_held(app: Flask, avery: Importer) -> None:
    with app.app_context():
        avery.looks(gift())
        assert import_service.forget_old(now=NOON + timedelta(hours=23)) == 0
        assert import_service.forget_old(now=NOON + timedelta(hours=25)) == 1
        assert (count(ImportFileRow), count(ImportItemRow)) == (0, 0)


def test_an_item_of_a_new_bank_comes_to_learners_and_into_the_text_of_the_bank(
    app: Flask, avery: Importer
) -> None:
    author, reviewer = Educator(account_id=avery.account_id), make_educator(app, "robin")
    with app.app_context():
        avery.brings(avery.looks(gift()))
        draft = queries.find_draft(drafts(NEW_BANK.slug)[0].id)
        assert draft
        author.saves(draft.row.id, new_item(id=draft.row.slug), revision=1)
        author.sends(draft.row.id)
        reviewer.signs(draft.row.id)
        reviewer.publishes(draft.row.id)
        row = banks.bank_by_slug(NEW_BANK.slug)
        assert row
        assert f'id = "{draft.row.slug}"' in web_changes.text_of(row)
