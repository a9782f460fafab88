"""What was vouched for of a version stands with that version, and with no other."""

import shutil
from pathlib import Path

import pytest
from flask import Flask

from quizapp import data_folder
from quizapp.banks import queries as banks
from quizapp.banks import service, web_changes
from quizapp.core.reviewing import Vouch
from quizapp.core.sign_offs import marks
from tests.author.desk import BANK, NOON, Educator, make_educator, stored


@pytest.fixture
def content() -> str:
    return "banks"


def signed_kinds() -> set[Vouch]:
    row = stored()
    return set(marks(banks.contents({(row.id, row.version)})[row.id, row.version].signed))


def publish_again(author: Educator, reviewer: Educator, *vouches: Vouch) -> None:
    draft_id = author.takes_up(stored())
    author.sends(draft_id)
    reviewer.signs(draft_id, *vouches)
    reviewer.publishes(draft_id)


def test_a_version_keeps_its_signs_also_beside_its_file_and_the_next_begins_with_none(
    app: Flask, tmp_path: Path
) -> None:
    author, reviewer = make_educator(app, "avery"), make_educator(app, "robin")
    with app.app_context():
        publish_again(author, reviewer, Vouch.FACTS, Vouch.WORDING, Vouch.CLINICAL)
        assert signed_kinds() == {Vouch.FACTS, Vouch.WORDING, Vouch.CLINICAL}
        folder = shutil.copytree(data_folder("questions"), tmp_path / "questions")
        bank, version = banks.bank_by_slug(BANK), stored().version
        assert bank
        (folder / "banks" / f"{BANK}.toml").write_text(web_changes.text_of(bank), encoding="utf-8")
        assert service.load(folder, (), now=NOON).differences == {}
        assert (stored().version, signed_kinds()) == (version, {Vouch.FACTS, Vouch.WORDING, Vouch.CLINICAL})
        publish_again(author, reviewer)
        assert signed_kinds() == {Vouch.FACTS, Vouch.WORDING}
