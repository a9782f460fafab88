"""Banks that are changed on the web and lie in files, too."""

import shutil
from collections.abc import Iterator
from difflib import ndiff
from pathlib import Path

import pytest
from flask import Flask

from quizapp import data_folder
from quizapp.author import queries
from quizapp.banks import queries as banks
from quizapp.banks import service, web_changes
from quizapp.banks.checking import check
from quizapp.models import BankRow
from tests.author.desk import BANK, NOON, SLUG, Educator, make_educator, new_item, stored


@pytest.fixture
def content() -> str:
    return "banks"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(data_folder("questions"), tmp_path / "questions")


@pytest.fixture
def team(app: Flask) -> Iterator[tuple[Educator, Educator]]:
    author, reviewer = make_educator(app, "avery"), make_educator(app, "robin")
    with app.app_context():
        yield author, reviewer


def bank() -> BankRow:
    row = banks.bank_by_slug(BANK)
    assert row
    return row


def file_of(folder: Path) -> Path:
    return folder / "banks" / f"{BANK}.toml"


def changes(old: str, new: str) -> list[str]:
    return [line for line in ndiff(old.splitlines(), new.splitlines()) if line[0] in "+-"]


def change_a_level(author: Educator, reviewer: Educator) -> None:
    draft_id = author.takes_up(stored())
    draft = queries.find_draft(draft_id)
    assert draft
    author.saves(draft_id, draft.table | {"level": "remember"}, revision=1)
    author.sends(draft_id)
    reviewer.signs(draft_id)
    reviewer.publishes(draft_id)


def test_the_text_of_a_bank_is_that_of_its_file_to_the_byte(app: Flask, folder: Path) -> None:
    with app.app_context():
        assert web_changes.text_of(bank()) == file_of(folder).read_text(encoding="utf-8")


def test_what_was_changed_on_the_web_is_all_that_changes_in_the_text(
    team: tuple[Educator, Educator], folder: Path
) -> None:
    change_a_level(*team)
    told = changes(file_of(folder).read_text(encoding="utf-8"), web_changes.text_of(bank()))
    assert told == ['- level = "understand"', '+ level = "remember"']


def test_a_file_does_not_overwrite_what_was_changed_on_the_web(
    team: tuple[Educator, Educator], folder: Path
) -> None:
    change_a_level(*team)
    version = stored().version
    result = service.load(folder, (), now=NOON)
    assert '-level = "remember"\n+level = "understand"' in result.differences[BANK]
    refused = [one.finding.rule for file in result.report.banks for one in file.findings if one.is_error]
    assert refused == ["changed-on-the-web"]
    assert (stored().version, queries.newest_item(stored()).level) == (version, "remember")


def test_a_person_may_decide_for_the_file(team: tuple[Educator, Educator], folder: Path) -> None:
    change_a_level(*team)
    service.load(folder, (), over_web=True, now=NOON)
    assert queries.newest_item(stored()).level == "understand"
    assert web_changes.text_of(bank()) == file_of(folder).read_text(encoding="utf-8")
    assert service.load(folder, (), now=NOON).differences == {}


def test_a_bank_written_back_is_loaded_as_it_is(team: tuple[Educator, Educator], folder: Path) -> None:
    change_a_level(*team)
    version = stored().version
    file_of(folder).write_text(web_changes.text_of(bank()), encoding="utf-8")
    assert service.load(folder, (), now=NOON).differences == {}
    assert (stored().version, bank().edited_at) == (version, None)


def test_a_warning_that_was_waived_stays_waived(team: tuple[Educator, Educator], folder: Path) -> None:
    author, _ = team
    loaded = [file.bank for file in check(folder, today=NOON.date()).banks if file.bank]
    waiving = next(item for bank in loaded for item in bank.items if item.waived)
    row = banks.item_by_slug(waiving.id)
    assert row
    draft = queries.find_draft(author.takes_up(row))
    assert draft
    assert [one["rule"] for one in draft.table["waived"]] == [one.rule for one in waiving.waived]


def test_an_item_made_on_the_web_outlives_a_load_of_all_files(
    team: tuple[Educator, Educator], folder: Path
) -> None:
    author, reviewer = team
    draft_id = author.begins(new_item())
    author.sends(draft_id)
    reviewer.signs(draft_id)
    reviewer.publishes(draft_id)
    service.load(folder, (), now=NOON)
    made = banks.item_by_slug("a-new-one")
    assert made
    assert made.offered
    assert 'id = "a-new-one"' in web_changes.text_of(bank())
    assert f'id = "{SLUG}"' in web_changes.text_of(bank())
