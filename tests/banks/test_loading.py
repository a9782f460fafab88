"""Banks from files into the database."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from quizapp.banks import queries, service
from quizapp.database import db
from quizapp.models import BankRow, ItemRow, ItemVersionRow
from tests.banks.folders import make_bank, make_item, make_questions

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
LATER = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    return make_questions(
        tmp_path / "questions", animals=make_bank("animals", make_item("one"), make_item("two"))
    )


def count(row: type) -> int:
    return db.session.scalar(select(func.count()).select_from(row)) or 0


def test_a_bank_is_loaded_with_all_its_items(app: Flask, questions: Path) -> None:
    with app.app_context():
        result = service.load_all(questions, now=NOW)
        assert result.banks == (service.LoadedBank(slug="animals", new=2),)
        assert result.report.errors == 0
        assert [(bank.slug, bank.offered) for bank in queries.bank_summaries()] == [("animals", 2)]


def test_loading_twice_makes_nothing(app: Flask, questions: Path) -> None:
    with app.app_context():
        service.load_all(questions, now=NOW)
        result = service.load_all(questions, now=LATER)
        assert result.banks == (service.LoadedBank(slug="animals", unchanged=2),)
        assert count(ItemVersionRow) == 2
        assert db.session.scalars(select(BankRow.loaded_at)).all() == [NOW]


def test_changed_content_makes_a_new_version_and_keeps_the_old_one(app: Flask, questions: Path) -> None:
    with app.app_context():
        service.load_all(questions, now=NOW)
        one = db.session.scalars(select(ItemRow).filter_by(slug="one")).one()
        make_questions(
            questions,
            animals=make_bank(
                "animals", make_item("one", stem="Which animal likes to purr?"), make_item("two")
            ),
        )
        result = service.load_all(questions, now=LATER)
        assert result.banks == (service.LoadedBank(slug="animals", changed=1, unchanged=1),)
        both = queries.contents({(one.id, 1), (one.id, 2)})
        assert both[one.id, 1].item.stem != both[one.id, 2].item.stem == "Which animal likes to purr?"
        assert one.version == 2


def test_a_changed_fact_makes_a_new_version_of_the_items_that_rest_on_it(app: Flask, questions: Path) -> None:
    with app.app_context():
        service.load_all(questions, now=NOW)
        facts = questions / "facts.toml"
        facts.write_text(facts.read_text("utf-8").replace("Cats purr.", "Most cats purr."), "utf-8")
        assert service.load_all(questions, now=LATER).banks == (
            service.LoadedBank(slug="animals", changed=2),
        )


def test_an_item_that_left_its_bank_is_kept_but_not_offered(app: Flask, questions: Path) -> None:
    with app.app_context():
        service.load_all(questions, now=NOW)
        make_questions(questions, animals=make_bank("animals", make_item("two")))
        result = service.load_all(questions, now=LATER)
        assert result.banks == (service.LoadedBank(slug="animals", unchanged=1, withdrawn=1),)
        assert dict(db.session.execute(select(ItemRow.slug, ItemRow.offered)).all()) == {
            "one": False,
            "two": True,
        }
        assert count(ItemVersionRow) == 2
        make_questions(questions, animals=make_bank("animals", make_item("one"), make_item("two")))
        result = service.load_all(questions, now=LATER)
        assert result.banks == (service.LoadedBank(slug="animals", unchanged=2),)
        assert queries.bank_summaries()[0].offered == 2


def test_the_items_of_a_bank_whose_file_is_gone_are_kept_but_not_offered(app: Flask, questions: Path) -> None:
    with app.app_context():
        service.load_all(questions, now=NOW)
        text = (questions / "banks" / "animals.toml").read_text(encoding="utf-8")
        (questions / "banks" / "animals.toml").rename(questions / "animals.bak")
        result = service.load_all(questions, now=LATER)
        assert result.banks == (service.LoadedBank(slug="animals", withdrawn=2),)
        assert queries.bank_summaries()[0].offered == 0
        (questions / "banks" / "animals.toml").write_text(text, encoding="utf-8")
        service.load_all(questions, now=LATER)
        assert queries.bank_summaries()[0].offered == 2


@pytest.mark.parametrize("name", ["facts.toml", "sources.toml"])
def test_nothing_is_loaded_on_knowledge_that_is_empty(app: Flask, questions: Path, name: str) -> None:
    (questions / name).write_text("", encoding="utf-8")
    with app.app_context():
        result = service.load_all(questions, now=NOW)
        assert result.report.errors >= 1
        assert count(BankRow) == 0


def test_a_draft_is_stored_but_not_offered(app: Flask, tmp_path: Path) -> None:
    bank = make_bank("animals", make_item("one", status="draft"), make_item("two", status="retired"))
    with app.app_context():
        service.load_all(make_questions(tmp_path, animals=bank), now=NOW)
        assert queries.bank_summaries()[0].offered == 0
        assert count(ItemVersionRow) == 2


def test_a_bank_with_an_error_changes_nothing_and_the_others_are_loaded(app: Flask, questions: Path) -> None:
    with app.app_context():
        service.load_all(questions, now=NOW)
        broken = make_bank("animals", make_item("one", stem="Which animal likes to purr?", facts='["F999"]'))
        make_questions(questions, animals=broken, plants=make_bank("plants", make_item("tree")))
        result = service.load_all(questions, now=LATER)
        assert [bank.slug for bank in result.banks] == ["plants"]
        assert result.report.errors == 1
        assert count(ItemVersionRow) == 3


def test_nothing_is_loaded_while_the_knowledge_is_broken(app: Flask, questions: Path) -> None:
    (questions / "facts.toml").write_text("[[fact]", "utf-8")
    with app.app_context():
        result = service.load_all(questions, now=NOW)
        assert result.banks == ()
        assert count(BankRow) == 0


def test_an_item_id_of_another_stored_bank_is_refused(app: Flask, questions: Path, tmp_path: Path) -> None:
    with app.app_context():
        service.load_all(questions, now=NOW)
        other = make_questions(tmp_path / "other", plants=make_bank("plants", make_item("one")))
        result = service.load(other, [other / "banks" / "plants.toml"], now=LATER)
        assert result.banks == ()
        [found] = result.report.banks[0].findings
        assert found.finding.rule == "id-in-another-bank"


def test_only_the_banks_that_are_named_are_loaded(app: Flask, questions: Path) -> None:
    make_questions(questions, plants=make_bank("plants", make_item("tree")))
    with app.app_context():
        result = service.load(questions, [questions / "banks" / "plants.toml"], now=NOW)
        assert [bank.slug for bank in result.banks] == ["plants"]


def test_contents_that_are_not_there_are_left_out(app: Flask) -> None:
    with app.app_context():
        assert queries.contents({(1, 1)}) == {}
        assert queries.contents(()) == {}
