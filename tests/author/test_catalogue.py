"""The catalogue says of every item what it is, however it came to be there, on both databases."""

import shutil
from pathlib import Path

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import select

from quizapp import data_folder
from quizapp.author.search.finding import find_slugs
from quizapp.author.search.sought import Search
from quizapp.banks import queries as banks
from quizapp.banks import service
from quizapp.database import db
from quizapp.models import CatalogueRow
from tests.author.desk import BANK, NOON, knowledge, make_educator, new_item, stored

COLUMNS = [column for column in CatalogueRow.__table__.columns if column.name != "id"]


@pytest.fixture
def content() -> str:
    return "banks"


def entries() -> list[tuple[object, ...]]:
    stmt = select(*COLUMNS).order_by(CatalogueRow.slug, CatalogueRow.listed)
    return [tuple(row) for row in db.session.execute(stmt)]


def slugs_of(words: str = "") -> list[str]:
    """Return the items of the bank in their order, those that have some words or all."""
    bank = banks.bank_by_slug(BANK)
    assert bank
    return list(find_slugs(Search(words=words), knowledge(), bank_id=bank.id, most=1_000))


def test_the_migration_enters_what_was_stored_before_it(app: Flask) -> None:
    author = make_educator(app, "avery")
    with app.app_context():
        author.begins(new_item(stem="Is there a xylophone in it?"))
        author.takes_up(stored())
        before = entries()
        db.session.rollback()
        flask_migrate.downgrade(revision="0020")
        flask_migrate.upgrade()
        assert entries() == before
        assert slugs_of("xylophones") == ["a-new-one"]
        assert len(slugs_of("tumors")) > 10


def test_items_are_listed_in_the_places_that_they_come_to_have(app: Flask, tmp_path: Path) -> None:
    folder = shutil.copytree(data_folder("questions"), tmp_path / "questions")
    file = folder / "banks" / f"{BANK}.toml"
    head, first, *others = file.read_text(encoding="utf-8").split("[[item]]\n")
    file.write_text("[[item]]\n".join([head, *others, first]), encoding="utf-8")
    with app.app_context():
        one, *more = slugs_of()
        result = service.load(folder, [file], now=NOON)
        assert [bank.unchanged for bank in result.banks] == [len(more) + 1]
        assert slugs_of() == [*more, one]
