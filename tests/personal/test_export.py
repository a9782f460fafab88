"""The export holds everything of one person and nothing of another."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from flask import Flask

from quizapp.database import db
from quizapp.personal import export
from quizapp.web import privacy
from quizapp.web.privacy import Owner, Person
from tests.personal.lives import NOW, STEM, Life, open_texts


def exported(app: Flask, person: Person) -> ZipFile:
    file = io.BytesIO()
    export.write(person, privacy.tables(app), file, now=NOW)
    return ZipFile(file)


def rows(archive: ZipFile, name: str) -> list[dict[str, Any]]:
    """Return a list of the export, after seeing that JSON and CSV hold the same."""
    from_json: list[dict[str, Any]] = json.loads(archive.read(f"{name}.json"))
    from_csv = list(csv.reader(io.StringIO(archive.read(f"{name}.csv").decode("utf-8-sig"))))
    assert [list(row) for row in from_json[:1]] in ([], [from_csv[0]])
    assert len(from_json) == len(from_csv) - 1
    return from_json


@pytest.fixture
def archive(app: Flask, kim: Life) -> ZipFile:
    with app.app_context():
        return exported(app, kim.person)


def test_everything_of_a_person_is_in_it_but_what_is_left_out_with_a_reason(
    app: Flask, kim: Life, archive: ZipFile
) -> None:
    for table in privacy.tables(app):
        (row,) = rows(archive, table.file)
        stored = set(db.metadata.tables[table.name].columns.keys())
        assert set(row) == stored - {table.column} - set(table.left_out) | set(table.explained)
    for table, column in open_texts(app):
        if column.name not in table.left_out:
            assert kim.mark in archive.read(f"{table.file}.json").decode()


def test_nothing_of_another_person_is_in_it(archive: ZipFile) -> None:
    for name in archive.namelist():
        text = archive.read(name).decode()
        assert "robin" not in text
        assert "guest-" not in text


def test_an_answer_can_be_read_beside_its_question(archive: ZipFile) -> None:
    (answer,) = rows(archive, "quiz-answers")
    assert (answer["question"], answer["answer"]) == (STEM, "kim-response")
    assert (answer["question_id"], answer["confidence"]) == ("neuro", 1)
    (card,) = rows(archive, "cards")
    assert (card["question_id"], card["question"]) == ("neuro", STEM)


def test_days_and_moments_are_written_as_dates(archive: ZipFile) -> None:
    (review,) = rows(archive, "reviews")
    assert review["study_day"] == "1970-01-02"
    assert review["reviewed_at"] == "2026-11-20T12:00:00.000+00:00"


def test_the_readme_says_what_each_file_holds_and_what_is_missing(app: Flask, archive: ZipFile) -> None:
    readme = archive.read("README.txt").decode()
    for table in privacy.tables(app):
        assert f"{table.file}.json" in readme
        assert table.about in readme
        assert all(reason in readme for reason in table.left_out.values())


def test_a_guest_s_export_has_no_files_of_an_account(app: Flask, kim: Life) -> None:
    with app.app_context():
        archive = exported(app, Person(learner_id=kim.person.learner_id))
    files = {table.file for table in privacy.tables(app) if table.owner is Owner.ACCOUNT}
    assert not files & {name.partition(".")[0] for name in archive.namelist()}
    assert len(rows(archive, "quiz-answers")) == 1


def documented(guide: str) -> dict[str, list[str]]:
    """Return the columns that the guide explains, by file."""
    return {
        file: [
            name
            for cell in re.findall(r"^\| (`.+?) \| ", text, re.MULTILINE)
            for name in re.findall(r"`(.+?)`", cell)
        ]
        for file, text in re.findall(r"^### ([\w-]+)\n(.*?)(?=^### |\Z)", guide, re.MULTILINE | re.DOTALL)
    }


def test_the_guide_explains_every_file_and_every_column(app: Flask) -> None:
    guide = Path(__file__).parents[2].joinpath("docs", "data-export.md").read_text(encoding="utf-8")
    said = {file: sorted(columns) for file, columns in documented(guide).items()}
    assert said == {table.file: sorted(export.columns(table)) for table in privacy.tables(app)}
