"""``quizapp bank export``: banks as files, and what of them stays behind."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from quizapp.cli import cli
from quizapp.cli.bank_export import FORMATS
from quizapp.formats.exchange.files import READERS, Format, read_file
from quizapp.formats.exchange.writing_files import ENDINGS
from tests.banks.folders import make_bank, make_item, make_questions
from tests.support.served import run


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    return make_questions(
        tmp_path / "questions",
        animals=make_bank("animals", make_item("cat"), make_item("dog")),
        plants=make_bank("plants", make_item("tree")),
    )


def export(questions: Path, *arguments: str) -> Result:
    """Return what the command ended with."""
    return CliRunner().invoke(
        cli, ["bank", "export", *arguments], env={"QUIZAPP_QUESTIONS_DIR": str(questions)}
    )


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_gives_a_file_for_each_bank_in_a_folder(
    format_: Format, questions: Path, tmp_path: Path
) -> None:
    if format_ is Format.JSON:
        output = tmp_path / "all.json"
        names = {"all.json"}
    else:
        output = tmp_path / "there"
        names = {f"{bank}{ENDINGS[format_]}" for bank in ("animals", "plants")}
    result = export(questions, "--format", format_.value, "--output", str(output))
    assert result.exit_code == 0, result.output
    assert {path.name for path in (output.iterdir() if output.is_dir() else [output])} == names


@pytest.mark.parametrize("format_", [one for one in FORMATS if one in READERS])
def test_what_was_exported_can_be_read(format_: Format, questions: Path, tmp_path: Path) -> None:
    output = tmp_path / f"one{ENDINGS[format_]}"
    bank = str(questions / "banks" / "animals.toml")
    assert export(questions, bank, "--format", format_.value, "--output", str(output)).exit_code == 0
    read = read_file(output.read_bytes(), name=output.name, format_=format_)
    assert [item.id for item in read.items] == ["cat", "dog"]


def test_one_bank_as_text_is_printed(questions: Path) -> None:
    result = export(questions, str(questions / "banks" / "plants.toml"), "--format", "csv")
    assert result.exit_code == 0
    assert "tree,single-choice," in result.stdout


def test_several_banks_need_a_folder(questions: Path) -> None:
    result = export(questions, "--format", "csv")
    assert result.exit_code == 2
    assert "Name a folder with --output" in result.stderr


def test_what_stays_behind_is_told_beside_the_file(tmp_path: Path) -> None:
    questions = make_questions(
        tmp_path / "questions", animals=make_bank("animals", make_item("cat", status="draft"))
    )
    result = export(questions, "--format", "apkg", "--output", str(tmp_path / "animals.apkg"))
    assert result.exit_code == 0
    assert result.stderr == "animals: It is not published, so it has no cards. (cat)\n"


def test_a_place_where_nothing_can_be_written_is_told(questions: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("Here is something.", encoding="utf-8")
    output = tmp_path / "file" / "there.csv"
    result = export(
        questions, str(questions / "banks" / "plants.toml"), "--format", "csv", "--output", str(output)
    )
    assert result.exit_code == 1
    assert "there.csv" in result.stderr


def test_a_stored_bank_is_written_back_as_the_file_that_it_was(questions: Path, tmp_path: Path) -> None:
    settings = {"QUIZAPP_QUESTIONS_DIR": str(questions)}
    file = questions / "banks" / "plants.toml"
    file.write_text(f"# What plants do.\n{file.read_text(encoding='utf-8')}", encoding="utf-8")
    instance = tmp_path / "instance"
    assert run("init", instance=instance, **settings).returncode == 0
    printed = run("bank", "export", "plants", "--format", "toml", instance=instance, **settings)
    assert printed.stdout == file.read_text(encoding="utf-8")
    as_sheet = run("bank", "export", "plants", "--format", "csv", instance=instance, **settings)
    assert "tree,single-choice," in as_sheet.stdout
    missing = run("bank", "export", "minerals", "--format", "toml", instance=instance, **settings)
    assert missing.returncode == 1
    assert "no stored bank of this name: minerals" in missing.stderr
