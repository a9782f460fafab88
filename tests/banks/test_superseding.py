"""A fact that another takes the place of, and what was loaded before."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from quizapp.banks import queries, service
from tests.banks.folders import make_bank, make_item, make_questions

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    return make_questions(
        tmp_path / "questions", animals=make_bank("animals", make_item("one"), make_item("two"))
    )


def supersede(questions: Path) -> None:
    """Let another fact take the place of F001."""
    path = questions / "facts.toml"
    text = path.read_text(encoding="utf-8")
    first, *more = text.split("[[fact]]\n")[1:]
    newer = first.replace("F001", "F900")
    older = first.rstrip() + '\nsuperseded_by = "F900"\n\n'
    path.write_text("[[fact]]\n".join(["", older, newer, *more]), encoding="utf-8")


def offered(slug: str) -> int:
    return {bank.slug: bank.offered for bank in queries.bank_summaries()}[slug]


def test_items_on_a_superseded_fact_are_no_longer_offered_though_their_bank_cannot_be_loaded(
    app: Flask, questions: Path
) -> None:
    with app.app_context():
        service.load_all(questions, now=NOW)
        before = offered("animals")
        supersede(questions)
        result = service.load_all(questions, now=NOW)
        assert (before, offered("animals")) == (2, 0)
        assert {found.finding.rule for file in result.report.banks for found in file.findings} >= {
            "superseded-fact"
        }


def test_they_come_back_when_the_fact_does(app: Flask, questions: Path) -> None:
    with app.app_context():
        facts = questions / "facts.toml"
        text = facts.read_text(encoding="utf-8")
        service.load_all(questions, now=NOW)
        supersede(questions)
        service.load_all(questions, now=NOW)
        facts.write_text(text, encoding="utf-8")
        service.load_all(questions, now=NOW)
        assert offered("animals") == 2
