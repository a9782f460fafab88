"""``quizapp bank …`` on the command line."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from quizapp import data_folder
from quizapp.cli import cli
from tests.banks.folders import make_bank, make_item, make_questions
from tests.cli import schemas
from tests.support.served import run


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    return make_questions(tmp_path / "questions", animals=make_bank("animals", make_item("one")))


def check(questions: Path, *paths: Path) -> tuple[int, dict[str, Any]]:
    """Return the exit code and the report."""
    result = CliRunner().invoke(
        cli,
        ["bank", "check", "--json", *map(str, paths)],
        env={"QUIZAPP_QUESTIONS_DIR": str(questions)},
    )
    return result.exit_code, schemas.read("bank-check", result.stdout)


def broken(questions: Path, text: str) -> Path:
    path = questions / "broken.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_sound_folder_ends_well(questions: Path) -> None:
    code, report = check(questions)
    assert (code, report["ok"], report["findings"]) == (0, True, [])
    assert [file["bank"] for file in report["files"]] == [None, None, None, "animals"]


def test_every_fault_of_every_file_is_told_at_the_line_of_the_items_id(questions: Path) -> None:
    first = make_item("two", facts='["F998"]') + make_item("three", facts='["F999"]')
    make_questions(
        questions, animals=make_bank("animals", first), plants=make_bank("plants", make_item("Tree"))
    )
    code, report = check(questions)
    assert code == 1
    places = [(Path(found["file"]).name, found["line"], found["item"]) for found in report["findings"]]
    assert places == [("animals.toml", 7, "two"), ("animals.toml", 29, "three"), ("plants.toml", 7, "Tree")]


def test_a_questions_folder_can_be_named_itself_with_its_own_facts(questions: Path, tmp_path: Path) -> None:
    other = make_questions(
        tmp_path / "other", plants=make_bank("plants", make_item("tree", facts='["F999"]'))
    )
    code, report = check(questions, other)
    assert code == 1
    assert [Path(file["file"]).parent for file in report["files"]][:1] == [other]
    assert [found["item"] for found in report["findings"] if found["severity"] == "error"] == ["tree"]


def test_a_folder_of_banks_stands_for_the_files_in_it(questions: Path) -> None:
    make_questions(questions, plants=make_bank("plants", make_item("tree")))
    _, report = check(questions, questions / "banks")
    assert [file["bank"] for file in report["files"] if file["bank"]] == ["animals", "plants"]


def test_a_syntax_error_is_told_with_line_and_column(questions: Path) -> None:
    _, report = check(questions, broken(questions, 'id = "animals"\ntitle = = "x"\n'))
    [found] = report["findings"]
    assert (found["line"], found["column"], found["rule"]) == (2, 9, "toml")


def test_a_file_named_like_the_facts_is_looked_at_once(questions: Path) -> None:
    code, report = check(questions, questions / "facts.toml")
    assert (code, len(report["files"])) == (0, 3)


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe\x00binary",
        b"x" * 5_000_000,
        b"a = " + b"[" * 100_000,
        b"a = " + b"9" * 100_000,
        b".".join([b"a"] * 100_000) + b" = 1",
        "id = 'a'\n".encode("utf-16"),
        b"item = 3",
        b"[[item]]\n" * 3_000,
        b"",
    ],
    ids=["binary", "huge", "nested", "number", "dotted", "utf-16", "shape", "many", "empty"],
)
def test_a_hostile_file_gets_a_sentence(questions: Path, content: bytes) -> None:
    path = questions / "hostile.toml"
    path.write_bytes(content)
    code, report = check(questions, path)
    assert code == 1
    assert all(found["message"].endswith(".") for found in report["findings"])


def test_an_empty_folder_and_a_missing_file_get_a_sentence(questions: Path, tmp_path: Path) -> None:
    code, report = check(questions, tmp_path, questions / "nowhere.toml")
    assert code == 1
    assert [found["rule"] for found in report["findings"]] == ["file", "file"]


def test_the_sentences_name_file_line_item_and_rule(questions: Path) -> None:
    path = broken(questions, make_bank("plants", make_item("tree", facts='["F999"]')))
    result = run("bank", "check", str(path), instance=questions, QUIZAPP_QUESTIONS_DIR=str(questions))
    assert result.returncode == 1
    assert (
        f"{path}\n  line 7: error: tree: facts: There is no fact F999 in facts.toml. [unknown-fact]\n"
        in result.stdout
    )
    assert result.stdout.endswith("4 files looked at: 1 error, no warning.\n")


def test_load_stores_banks_and_list_shows_them(questions: Path, tmp_path: Path) -> None:
    instance, settings = tmp_path / "instance", {"QUIZAPP_QUESTIONS_DIR": str(questions)}
    assert run("init", instance=instance, **settings).returncode == 0
    make_questions(questions, plants=make_bank("plants", make_item("tree")))
    result = run("bank", "load", "--json", instance=instance, **settings)
    assert result.returncode == 0
    assert [(bank["slug"], bank["new"]) for bank in schemas.read("bank-load", result.stdout)["banks"]] == [
        ("animals", 0),
        ("plants", 1),
    ]
    assert (
        run("bank", "load", instance=instance, **settings).stdout
        == "animals: 1 unchanged.\nplants: 1 unchanged.\n"
    )
    listed = run("bank", "list", instance=instance, **settings).stdout
    assert listed == "animals: About animals (1 question)\nplants: About plants (1 question)\n"


def test_load_tells_errors_and_exits_with_one(questions: Path, tmp_path: Path) -> None:
    instance, settings = tmp_path / "instance", {"QUIZAPP_QUESTIONS_DIR": str(questions)}
    run("init", instance=instance, **settings)
    path = broken(questions, make_bank("plants", make_item("tree", facts='["F999"]')))
    result = run("bank", "load", str(path), instance=instance, **settings)
    assert result.returncode == 1
    assert "unknown-fact" in result.stdout


@pytest.mark.parametrize("command", [("bank", "load"), ("bank", "list"), ("study", "rebuild", "--check")])
def test_without_tables_the_commands_say_what_to_do(
    questions: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    result = run(*command, instance=tmp_path / "new", QUIZAPP_QUESTIONS_DIR=str(questions))
    assert result.returncode == 1
    assert result.stderr.startswith("Error: The database has no tables yet")
    assert "quizapp init" in result.stderr


def test_the_schema_beside_the_questions_is_the_one_that_is_printed(tmp_path: Path) -> None:
    printed = run("bank", "schema", instance=tmp_path).stdout
    assert printed == (data_folder("questions") / "bank.schema.json").read_text(encoding="utf-8")
    Draft202012Validator.check_schema(json.loads(printed))
