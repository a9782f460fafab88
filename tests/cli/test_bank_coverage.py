"""``quizapp bank coverage`` and ``quizapp bank export`` on the command line."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from quizapp import data_folder
from quizapp.cli import cli
from tests.banks.folders import FACTS, make_bank, make_item, make_questions
from tests.cli import schemas

ANOTHER_FACT = FACTS.replace("F001", "F002").replace("Cats purr.", "Dogs bark.")


def ask(command: str, questions: Path, *arguments: str) -> tuple[int, Any]:
    """Return the exit code and what a command of `quizapp bank` printed."""
    result = CliRunner().invoke(
        cli, ["bank", command, *arguments], env={"QUIZAPP_QUESTIONS_DIR": str(questions)}
    )
    return result.exit_code, schemas.read(f"bank-{command}", result.stdout)


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    return make_questions(tmp_path / "questions", animals=make_bank("animals", make_item("one")))


def test_a_folder_that_asks_every_fact_ends_well(questions: Path) -> None:
    code, report = ask("coverage", questions, "--json")
    assert (code, report["ok"], report["facts"]["by_use"]["TEACH"]["asked"]) == (0, True, 1)


def test_a_fact_that_nothing_asks_is_named_and_ends_with_1(questions: Path) -> None:
    (questions / "facts.toml").write_text(FACTS + ANOTHER_FACT, encoding="utf-8")
    code, report = ask("coverage", questions, "--json")
    assert (code, report["ok"], report["facts"]["not_asked"]) == (1, False, ["F002"])


def test_people_are_told_what_is_not_asked_in_a_line(questions: Path) -> None:
    (questions / "facts.toml").write_text(FACTS + ANOTHER_FACT, encoding="utf-8")
    result = CliRunner().invoke(cli, ["bank", "coverage"], env={"QUIZAPP_QUESTIONS_DIR": str(questions)})
    assert "not asked: F002 Dogs bark." in result.stdout.splitlines()


def test_a_key_on_a_fact_to_be_avoided_is_counted(questions: Path) -> None:
    (questions / "facts.toml").write_text(FACTS.replace("TEACH", "AVOID"), encoding="utf-8")
    code, report = ask("coverage", questions, "--json")
    assert (code, report["keyed"]["avoid_count"], report["keyed"]["avoid"]) == (1, 1, ["one"])


def test_every_question_that_comes_with_the_program_is_exported_with_its_key() -> None:
    code, report = ask("export", data_folder("questions"), "--format", "json")
    items = [item for bank in report["banks"] for item in bank["items"]]
    assert code == 0
    assert [item["id"] for item in items if not item["key"]] == []
    assert {item["type"] for item in items} >= {"single-choice", "true-false", "matching", "ordering"}


def test_the_exported_key_is_the_one_in_the_file(questions: Path) -> None:
    _, report = ask("export", questions, "--format", "json")
    [item] = report["banks"][0]["items"]
    texts = {option["id"]: option["text"] for option in item["options"]}
    assert texts[item["key"]] == "A onecat"
