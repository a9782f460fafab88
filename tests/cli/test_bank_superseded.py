"""``quizapp bank superseded`` on the command line."""

from pathlib import Path

import pytest
from flask import Flask

from quizapp.cli.bank import bank
from tests.banks.folders import FACTS, make_bank, make_item, make_questions
from tests.cli import schemas

NEWER = FACTS.replace("F001", "F900").replace("Cats purr.", "Most cats purr.")


@pytest.fixture
def questions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = make_questions(tmp_path / "questions", animals=make_bank("animals", make_item("one")))
    monkeypatch.setenv("QUIZAPP_QUESTIONS_DIR", str(folder))
    return folder


def ask(app: Flask, *arguments: str) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(bank, arguments)
    return result.exit_code, result.stdout


def supersede(app: Flask, questions: Path) -> None:
    ask(app, "load")
    (questions / "facts.toml").write_text(f'{FACTS}superseded_by = "F900"\n{NEWER}', encoding="utf-8")
    ask(app, "load")


def test_where_no_fact_was_superseded_there_is_nothing_to_do(app: Flask, questions: Path) -> None:
    ask(app, "load")
    assert ask(app, "superseded") == (0, "No fact was superseded.\n")


def test_what_used_a_superseded_fact_is_listed_for_programs(app: Flask, questions: Path) -> None:
    supersede(app, questions)
    code, output = ask(app, "superseded", "--json")
    [fact] = schemas.read("bank-superseded", output)["facts"]
    assert code == 1
    assert (fact["id"], fact["statement"], fact["newer_id"]) == ("F001", "Cats purr.", "F900")
    [item] = fact["items"]
    assert (item["id"], item["bank"], item["version"], item["state"]) == (
        *("one", "animals", 1, "being-updated"),
    )


def test_people_read_it_in_lines_and_end_well_once_it_is_mended(app: Flask, questions: Path) -> None:
    supersede(app, questions)
    code, output = ask(app, "superseded")
    assert (code, "one (animals), version 1: to be mended or retired; 0 cards" in output) == (1, True)
    mended = make_bank("animals", make_item("one", facts='["F900"]'))
    (questions / "banks" / "animals.toml").write_text(mended, encoding="utf-8")
    ask(app, "load")
    code, output = ask(app, "superseded")
    assert (code, "mended since" in output) == (0, True)
