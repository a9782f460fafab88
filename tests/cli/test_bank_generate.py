"""``quizapp bank generate``."""

from pathlib import Path
from typing import Any

from click.testing import CliRunner

from quizapp.cli import cli
from quizapp.formats.toml_bank import parse_bank
from tests.banks.folders import make_questions
from tests.cli import schemas


def generate(*wishes: str, questions: Path | None = None) -> tuple[int, str]:
    """Return the exit code and what was printed."""
    env = {"QUIZAPP_QUESTIONS_DIR": str(questions)} if questions else {}
    result = CliRunner().invoke(cli, ["bank", "generate", "--seed", "7", *wishes], env=env)
    return result.exit_code, result.stdout


def drafts(*wishes: str) -> dict[str, Any]:
    """Return what is printed as JSON."""
    code, output = generate("--json", *wishes)
    report: dict[str, Any] = schemas.read("bank-generate", output)
    assert code == (0 if report["ok"] else 1)
    return report


def test_drafts_are_of_the_kind_topic_and_number_asked_for() -> None:
    items = drafts("--topic", "diagnosis", "--kind", "reverse", "--kind", "true-false", "--count", "6")[
        "items"
    ]
    assert len(items) == 6
    assert {item["topic"] for item in items} == {"diagnosis"}
    assert {item["made_by"] for item in items} == {"reverse", "true-false"}
    assert {item["status"] for item in items} == {"draft"}


def test_every_option_says_what_fixes_its_truth() -> None:
    items = drafts("--kind", "forward", "--kind", "odd-one-out")["items"]
    assert all(option["because"] for item in items for option in item["options"])


def test_as_many_statements_are_true_as_false() -> None:
    items = drafts("--kind", "true-false", "--count", "40")["items"]
    assert abs(sum(1 if item["key"] == "true" else -1 for item in items)) <= 1


def test_drafts_for_patients_are_for_patients() -> None:
    items = drafts("--audience", "patient", "--count", "30")["items"]
    assert items
    assert all("patient" in item["audience"] for item in items)


def test_what_is_printed_can_be_put_into_a_bank_file() -> None:
    _, text = generate("--count", "12")
    parsed = parse_bank(f'title = "Drafts"\nlanguage = "en-GB"\n{text}', name="drafts")
    assert parsed.findings == ()
    assert parsed.bank
    assert len(parsed.bank.items) == 12


def test_where_nothing_can_be_proved_the_rules_that_forbid_it_are_told() -> None:
    code, text = generate("--topic", "treatment", "--kind", "matching")
    assert code == 1
    assert "Nothing could be made that is provably sound" in text
    assert "U10" in text


def test_a_folder_that_says_nothing_by_ids_is_told_what_to_do(tmp_path: Path) -> None:
    code, text = generate(questions=make_questions(tmp_path / "questions"))
    assert code == 1
    assert "Give facts a subject, relation and object" in text
