"""Ready-made sets and the course, from their files into the database."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from quizapp.banks import checking, service
from quizapp.database import db
from quizapp.formats.ready_json import load_set
from quizapp.models import ReadyRow
from tests.banks.folders import make_bank, make_item, make_questions

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
STEP = """
[[step]]
id = "{id}"
title = "Where they start"
why = "It guides care."
goals = ["Name the places."]
topic = "sites"
[[step.check]]
count = {count}
"""


def make_facts(count: int) -> str:
    """Return a file of so many facts."""
    return "".join(
        f'[[fact]]\nid = "F{n}"\ntopic = "sites"\nstatement = "Cat {n} purrs."\nuse = "TEACH"\n'
        'sources = ["zoo-2020"]\n'
        for n in range(1, count + 1)
    )


ANIMALS = ("ape", "bee", "cat", "dog", "eel", "fox", "gnu", "hen")


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    """A folder with eight questions, each on a fact of its own."""
    items = [
        make_item(name, facts=f'["F{n}"]').replace('["patient"]', '["patient", "student"]')
        for n, name in enumerate(ANIMALS, start=1)
    ]
    folder = make_questions(tmp_path / "questions", animals=make_bank("animals", *items))
    (folder / "facts.toml").write_text(make_facts(8), encoding="utf-8")
    glossary = folder / "glossary.toml"
    glossary.write_text(glossary.read_text(encoding="utf-8").replace("F001", "F1"), encoding="utf-8")
    return folder


def note(item: str) -> str:
    """Return a note beside an item."""
    fact = ANIMALS.index(item) + 1 if item in ANIMALS else 0
    return f'[[set.note]]\nitem = "{item}"\nexplain = "Cats purr."\nask_back = "Why?"\nfacts = ["F{fact}"]\n'


def write_set(folder: Path, *items: str) -> None:
    """Write a file with one set of these items."""
    recap = "".join(f'[[set.recap]]\ntext = "Cats purr."\nfacts = ["F{n}"]\n' for n in range(1, 6))
    text = (
        '[[set]]\nid = "purring"\ntitle = "Purring"\ngoal = "You will know."\nopening = "Cats purr."\n'
        f'items = {list(items)}\nquestions = ["Why?", "When?", "How?"]\n{recap}{"".join(map(note, items))}'
    )
    (folder / "sets.toml").write_text(text, encoding="utf-8")


def stored() -> dict[str, bool]:
    """Return whether each stored set or step is offered."""
    return {row.slug: row.offered for row in db.session.scalars(select(ReadyRow))}


def rules(folder: Path) -> list[str]:
    """Return the rules that the files of sets and steps break."""
    report = checking.check(folder, today=NOW.date())
    return [found.finding.rule for file in report.ready_files for found in file.findings]


def test_sets_and_steps_are_loaded_with_the_banks(app: Flask, questions: Path) -> None:
    write_set(questions, *ANIMALS[:5])
    (questions / "course.toml").write_text(STEP.format(id="places", count=8), encoding="utf-8")
    with app.app_context():
        service.load_all(questions, now=NOW)
        assert stored() == {"purring": True, "places": True}


def test_a_folder_without_sets_is_sound(questions: Path) -> None:
    assert rules(questions) == []
    assert checking.check(questions, today=NOW.date()).errors == 0


def test_a_set_with_two_notes_for_one_item_is_told(questions: Path) -> None:
    write_set(questions, *ANIMALS[:5])
    with (questions / "sets.toml").open("a", encoding="utf-8") as file:
        file.write(note("cat"))
    report = checking.check(questions, today=NOW.date())
    [found] = report.ready_files[0].findings
    assert "there are two for “cat”" in found.finding.message


def test_a_set_that_was_stored_before_there_were_notes_is_read(app: Flask, questions: Path) -> None:
    write_set(questions, *ANIMALS[:5])
    with app.app_context():
        service.load_all(questions, now=NOW)
        content = db.session.scalars(select(ReadyRow.content)).one()
    assert load_set(content).notes["cat"].ask_back == "Why?"
    before = {name: value for name, value in json.loads(content).items() if name != "notes"}
    assert load_set(json.dumps(before)).notes == {}


def test_a_set_that_left_its_file_is_kept_and_no_longer_offered(app: Flask, questions: Path) -> None:
    write_set(questions, *ANIMALS[:5])
    with app.app_context():
        service.load_all(questions, now=NOW)
        (questions / "sets.toml").unlink()
        service.load_all(questions, now=NOW)
        assert stored() == {"purring": False}


def test_a_set_with_an_error_leaves_what_is_stored(app: Flask, questions: Path) -> None:
    write_set(questions, *ANIMALS[:5])
    with app.app_context():
        service.load_all(questions, now=NOW)
        before = db.session.scalars(select(ReadyRow.content)).one()
        write_set(questions, *ANIMALS[:5], "unicorn")
        result = service.load_all(questions, now=NOW)
        assert result.report.errors == 1
        assert db.session.scalars(select(ReadyRow.content)).one() == before
        assert stored() == {"purring": True}


def test_loading_one_bank_leaves_the_sets_alone(app: Flask, questions: Path) -> None:
    write_set(questions, *ANIMALS[:5])
    with app.app_context():
        service.load_all(questions, now=NOW)
        (questions / "sets.toml").unlink()
        service.load(questions, [questions / "banks" / "animals.toml"], now=NOW)
        assert stored() == {"purring": True}


def test_a_set_that_names_what_is_not_there_is_told_with_its_line(questions: Path) -> None:
    write_set(questions, *ANIMALS[:5], "unicorn")
    report = checking.check(questions, today=NOW.date())
    [found] = report.ready_files[0].findings
    assert (found.line, found.finding.item, found.finding.rule) == (2, "purring", "unknown-item")
    assert "“unicorn”" in found.finding.message


@pytest.mark.parametrize(
    "text",
    [
        "[[set]]",
        "set = 1",
        "[[set]]\nid = 3",
        "not toml",
        '[[set]]\nid = "a"\nitems = "b"',
        "[[other]]",
        "\x00",
    ],
)
def test_bad_files_are_told_in_sentences(questions: Path, text: str) -> None:
    for name in ("sets.toml", "course.toml"):
        (questions / name).write_text(
            text.replace("set", "step") if "course" in name else text, encoding="utf-8"
        )
    report = checking.check(questions, today=NOW.date())
    assert [bool(file.errors) for file in report.ready_files] == [True, True]


def test_a_step_that_asks_for_more_than_there_is_is_told(questions: Path) -> None:
    (questions / "course.toml").write_text(STEP.format(id="places", count=9), encoding="utf-8")
    assert rules(questions) == ["too-few-items"]
