"""The questions that come with the program."""

import re
from datetime import date
from pathlib import Path

import pytest

from quizapp import data_folder
from quizapp.banks import checking
from quizapp.banks.checking import CheckedFile, Report
from quizapp.core.flaws import check
from quizapp.core.items import Matching
from quizapp.formats.toml_bank import parse_bank

QUESTIONS = data_folder("questions")
BANKS = sorted((QUESTIONS / "banks").glob("*.toml"))
WRITTEN_ON = date(2026, 11, 20)
DOCS = Path(__file__).parents[1] / "docs"


@pytest.fixture(scope="module")
def report() -> Report:
    return checking.check(QUESTIONS, today=WRITTEN_ON)


def of(report: Report, name: str) -> CheckedFile:
    """Return what was found in the file of that name."""
    [file] = [file for file in report.files if file.path.name == name]
    return file


@pytest.mark.parametrize("name", [path.name for path in BANKS])
def test_every_bank_is_sound(report: Report, name: str) -> None:
    assert [found.finding for found in of(report, name).findings if found.is_error] == []


@pytest.mark.parametrize("name", ["facts.toml", "sources.toml", "glossary.toml"])
def test_the_knowledge_is_sound_and_holds_just_what_is_used(report: Report, name: str) -> None:
    assert [found.finding for found in of(report, name).findings] == []


def test_every_bank_with_enough_sentences_is_easy_for_patients_its_terms_swapped(
    report: Report,
) -> None:
    # A bank with few items for patients, by design, cannot be measured: no grade is no fault.
    easy = {file.path.name: file.readability.is_easy for file in report.banks if file.readability}
    assert easy
    assert [name for name, is_easy in easy.items() if not is_easy] == []


def rule_rows() -> list[str]:
    """Return the rows of the table of rules, as the code has them."""
    return [
        f"| `{rule.name}` | {rule.demand} | {rule.severity}"
        + (f", {rule.for_students} for students" if rule.for_students != rule.severity else "")
        + f" | {rule.source} |"
        for rule in check.RULES
    ]


def test_the_guide_lists_every_rule_with_what_it_demands() -> None:
    guide = (DOCS / "educator.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `.*$", guide, re.MULTILINE) == rule_rows()


def reverse_rows() -> list[str]:
    """Return how the table of cards that are asked the other way round begins each of its rows."""
    return [
        f"| `{item.id}/{subject.id}` | {subject.reverse_stem} | "
        for path in BANKS
        if (bank := parse_bank(path.read_text(encoding="utf-8")).bank)
        for item in bank.items
        if isinstance(item.body, Matching)
        for subject in item.body.subjects
        if subject.reverse_stem
    ]


def test_why_a_card_asked_the_other_way_round_has_one_answer_is_written_down() -> None:
    decisions = (DOCS / "decisions" / "cards.md").read_text(encoding="utf-8")
    assert [row for row in reverse_rows() if row not in decisions] == []
    assert f" {len(reverse_rows())} are asked back" in decisions
