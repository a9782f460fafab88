"""A fact that another takes the place of, and what was loaded before."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from quizapp.banks import queries, service, superseding_queries
from quizapp.database import db
from quizapp.models import ItemRow
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


def renewals() -> list[str]:
    """Return what became of each version that rests on a superseded fact, in their order."""
    found = superseding_queries.renewals([row.id for row in db.session.scalars(select(ItemRow))])
    return [found[key].value for key in sorted(found)]


def rest_on(questions: Path, fact: str, *, status: str = "published") -> None:
    """Let both items rest on another fact, in words of their own."""
    facts = f'["{fact}"]'
    items = (
        make_item("one", facts=facts, status=status),
        make_item("two", facts=facts, status=status),
    )
    (questions / "banks" / "animals.toml").write_text(make_bank("animals", *items), encoding="utf-8")


@pytest.fixture
def superseded(app: Flask, questions: Path) -> Iterator[Path]:
    """Yield a folder whose two items rest on a fact that was superseded after they were loaded."""
    with app.app_context():
        service.load_all(questions, now=NOW)
        supersede(questions)
        service.load_all(questions, now=NOW)
        yield questions


def test_what_rests_on_a_superseded_fact_is_being_updated(superseded: Path) -> None:
    assert renewals() == ["being-updated", "being-updated"]


def test_loading_again_leaves_the_marks_as_they_are(superseded: Path) -> None:
    service.load_all(superseded, now=NOW + timedelta(days=1))
    assert renewals() == ["being-updated", "being-updated"]
    assert [row.noticed_at for row in superseding_queries.facts()] == [NOW]


def test_a_mended_item_is_offered_again_while_its_old_version_keeps_a_mark(superseded: Path) -> None:
    rest_on(superseded, "F900")
    service.load_all(superseded, now=NOW)
    assert offered("animals") == 2
    assert renewals() == ["updated", "updated"]
    assert {number for _, number in superseding_queries.renewals([1, 2])} == {1}


def test_an_item_mended_in_the_same_load_has_its_old_version_marked_all_the_same(
    app: Flask, questions: Path
) -> None:
    with app.app_context():
        service.load_all(questions, now=NOW)
        supersede(questions)
        rest_on(questions, "F900")
        service.load_all(questions, now=NOW)
        assert offered("animals") == 2
        assert renewals() == ["updated", "updated"]


@pytest.mark.parametrize("status", ["retired", "gone"])
def test_an_item_that_is_given_up_is_not_said_to_be_being_updated(superseded: Path, status: str) -> None:
    if status == "gone":
        bank = make_bank("animals", make_item("three", facts='["F900"]'))
        (superseded / "banks" / "animals.toml").write_text(bank, encoding="utf-8")
    else:
        rest_on(superseded, "F001", status="retired")
    service.load_all(superseded, now=NOW)
    assert renewals() == ["withdrawn", "withdrawn"]


def test_a_fact_that_holds_again_leaves_no_mark(app: Flask, questions: Path) -> None:
    with app.app_context():
        text = (questions / "facts.toml").read_text(encoding="utf-8")
        service.load_all(questions, now=NOW)
        supersede(questions)
        service.load_all(questions, now=NOW)
        (questions / "facts.toml").write_text(text, encoding="utf-8")
        service.load_all(questions, now=NOW)
        assert (renewals(), list(superseding_queries.facts())) == ([], [])


def test_a_draft_that_nobody_met_is_not_marked(app: Flask, questions: Path) -> None:
    with app.app_context():
        rest_on(questions, "F001", status="draft")
        service.load_all(questions, now=NOW)
        supersede(questions)
        service.load_all(questions, now=NOW)
        assert renewals() == []
        assert [row.id for row in superseding_queries.facts()] == ["F001"]
