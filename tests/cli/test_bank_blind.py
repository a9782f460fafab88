"""``quizapp bank blind``: questions without keys, and answers held against the keys."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from quizapp.cli import bank_blind, cli
from tests.cli import schemas
from tests.core.builders import make_item

FIRST_FIFTY = ("--seed", "7", "--count", "50")


def blind(*arguments: str) -> tuple[int, Any]:
    """Return the exit code and what the command printed about the questions that come with the program."""
    result = CliRunner().invoke(cli, ["bank", "blind", *arguments, "--json"])
    return result.exit_code, schemas.read("bank-blind", result.stdout)


@pytest.fixture(scope="module")
def keys() -> dict[str, Any]:
    """Return the key of every question, by its id."""
    output = CliRunner().invoke(cli, ["bank", "export", "--format", "json"]).stdout
    return {item["id"]: item for bank in json.loads(output)["banks"] for item in bank["items"]}


def as_answer(item: dict[str, Any]) -> dict[str, Any]:
    """Return the key of an exported question as a reader would answer."""
    key = item["key"]
    match item["type"]:
        case "short-answer":
            return {"text": key[0]}
        case "numeric":
            return {"text": key}
        case "ordering":
            return {"order": key}
        case "select-all":
            return {"chosen": key}
        case "matching" | "matrix" | "dropdown-cloze":
            return {"matches": key}
        case _:
            return {"chosen": [key]}


def test_the_same_seed_draws_the_same_questions_in_the_same_order() -> None:
    assert blind(*FIRST_FIFTY) == blind(*FIRST_FIFTY)
    assert blind(*FIRST_FIFTY) != blind("--seed", "8")


def test_a_question_that_goes_leaves_the_others_drawn_as_they_were() -> None:
    items = [make_item(id=f"item-{number}") for number in range(40)]
    first, *others = bank_blind.drawn(items, count=10, seed=7, audience=None)
    remaining = [item for item in reversed(items) if item.id != first.id]
    assert bank_blind.drawn(remaining, count=10, seed=7, audience=None)[:-1] == others


def test_a_sheet_for_patients_holds_their_questions_only(keys: dict[str, Any]) -> None:
    _, drawn = blind(*FIRST_FIFTY, "--audience", "patient")
    assert len(drawn["items"]) == 50
    assert all("patient" in keys[item["id"]]["audience"] for item in drawn["items"])


def test_answers_that_are_the_keys_all_agree(keys: dict[str, Any], tmp_path: Path) -> None:
    _, drawn = blind(*FIRST_FIFTY)
    answers = {item["id"]: as_answer(keys[item["id"]]) for item in drawn["items"]}
    path = tmp_path / "answers.json"
    path.write_text(json.dumps(answers), encoding="utf-8")
    code, result = blind(*FIRST_FIFTY, "--answers", str(path))
    assert (code, result) == (0, {"asked": 50, "agree": 50, "differ": [], "unanswered": []})


def test_an_answer_that_differs_is_told_with_the_key_and_a_missing_one_by_name(
    keys: dict[str, Any], tmp_path: Path
) -> None:
    _, drawn = blind("--seed", "7", "--count", "400")
    single = next(item for item in drawn["items"] if item["type"] == "single-choice")
    key = keys[single["id"]]["key"]
    other = next(option["id"] for option in single["options"] if option["id"] != key)
    path = tmp_path / "answers.json"
    path.write_text(json.dumps({single["id"]: {"chosen": [other]}}), encoding="utf-8")
    code, result = blind("--seed", "7", "--count", "400", "--answers", str(path))
    assert code == 1
    assert result["differ"] == [{"id": single["id"], "answer": {"chosen": [other]}, "key": key}]
    assert len(result["unanswered"]) == result["asked"] - 1


@pytest.mark.parametrize("text", ["", "[]", '{"an-item": "a"}', '{"an-item": {"chosen": 5}}'])
def test_a_file_that_holds_no_answers_is_refused_in_words(text: str, tmp_path: Path) -> None:
    path = tmp_path / "answers.json"
    path.write_text(text, encoding="utf-8")
    result = CliRunner().invoke(cli, ["bank", "blind", "--seed", "1", "--answers", str(path)])
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ")
