"""Pictures and the newer types from files into the database."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from quizapp.banks import checking, queries, service
from quizapp.core.banks import Severity
from quizapp.database import db
from quizapp.models import ItemRow
from tests.items.questions import CLOZE, DRAWING, HOTSPOT, MATRIX, PICTURES, write_questions
from tests.services.databases import LOADED_AT

TODAY = LOADED_AT.date()


def found(folder: Path) -> list[tuple[str, str, str, str]]:
    """Return what is wrong with a folder of questions: file, severity, item, rule."""
    return [
        (file.path.name, located.finding.severity, located.finding.item, located.finding.rule)
        for file in checking.check(folder, today=TODAY).files
        for located in file.findings
    ]


def test_the_folder_is_sound(questions: Path) -> None:
    assert found(questions) == []


def test_a_version_shows_its_picture_unchanged_for_ever(app: Flask, questions: Path) -> None:
    with app.app_context():
        fish = db.session.scalars(select(ItemRow.id).filter_by(slug="where-fish-breathe")).one()
        before = queries.contents({(fish, 1)})[fish, 1]
        write_questions(questions, drawing=DRAWING.replace("M310 120", "M300 120"))
        [loaded] = service.load_all(questions, now=LOADED_AT).banks
        assert (loaded.changed, loaded.unchanged) == (1, 2)
        versions = queries.contents({(fish, 1), (fish, 2)})
        assert versions[fish, 1] == before
        pictures = [versions[fish, number].picture for number in (1, 2)]
        assert ["M310 120" in picture.svg for picture in pictures if picture] == [True, False]


def test_waiving_a_warning_makes_no_new_version(app: Flask, questions: Path) -> None:
    waived = MATRIX.replace(
        "[[item.row]]", '[[item.waived]]\nrule = "a-rule"\nreason = "So."\n[[item.row]]', 1
    )
    write_questions(questions, CLOZE, waived, HOTSPOT)
    with app.app_context():
        [loaded] = service.load_all(questions, now=LOADED_AT).banks
    assert (loaded.changed, loaded.unchanged) == (0, 3)


@pytest.mark.parametrize(
    ("item", "rule"),
    [
        (HOTSPOT.replace('picture = "fish"', 'picture = "bird"'), "unknown-picture"),
        (HOTSPOT.replace('region = "tail"', 'region = "wing"'), "unknown-region"),
        (HOTSPOT.replace('region = "tail"', 'region = "gill"'), "hotspot-counts"),
        (MATRIX.replace('facts = ["F002"]', 'picture = "bird"\nfacts = ["F002"]'), "unknown-picture"),
        (CLOZE.replace("may [sound]", "may make a [sound]"), "article-before-blank"),
    ],
)
def test_an_item_that_does_not_fit_its_picture_or_text_is_told(tmp_path: Path, item: str, rule: str) -> None:
    folder = write_questions(tmp_path, item)
    assert rule in {name for _, severity, _, name in found(folder) if severity is Severity.ERROR}


def test_markers_that_cover_each_other_are_told(tmp_path: Path) -> None:
    folder = write_questions(tmp_path, pictures=PICTURES.replace("x = 350", "x = 150"))
    assert found(folder) == [("animals.toml", "error", "where-fish-breathe", "crowded-places")]


def test_a_list_that_names_a_place_is_told_as_a_warning(tmp_path: Path) -> None:
    named = HOTSPOT.replace("At the thin end", "At the tail")
    folder = write_questions(tmp_path, CLOZE, MATRIX, named)
    assert found(folder) == [("animals.toml", "warning", "where-fish-breathe", "named-place")]


def test_a_picture_that_no_item_shows_is_told(tmp_path: Path) -> None:
    folder = write_questions(tmp_path, CLOZE, MATRIX)
    assert ("pictures.toml", "warning", "fish", "unused-picture") in found(folder)


def test_a_picture_that_cannot_be_shown_keeps_every_bank_from_being_loaded(
    app: Flask, tmp_path: Path
) -> None:
    folder = write_questions(tmp_path / "other", drawing=DRAWING.replace("<g ", "<a/><g "))
    with app.app_context():
        result = service.load_all(folder, now=LOADED_AT)
    assert result.banks == ()
    assert ("pictures.toml", "error", "fish", "unsafe-picture") in found(folder)


def waiving(rule: str, item: str) -> str:
    return item.replace(
        "[[item.option]]", f'[[item.waived]]\nrule = "{rule}"\nreason = "It is so."\n[[item.option]]', 1
    )


def test_a_waived_warning_is_listed_with_its_reason_and_counted_apart(tmp_path: Path) -> None:
    named = waiving("named-place", HOTSPOT.replace("At the thin end", "At the tail"))
    report = checking.check(write_questions(tmp_path, CLOZE, MATRIX, named), today=TODAY)
    assert (report.errors, report.warnings, report.waived) == (0, 0, 1)
    [finding] = [located.finding for file in report.files for located in file.findings]
    assert (finding.severity, finding.rule, finding.reason) == ("waived", "named-place", "It is so.")


@pytest.mark.parametrize("rule", ["named-place", "no-such-rule", "long-stem"])
def test_what_waives_nothing_is_a_warning_itself(tmp_path: Path, rule: str) -> None:
    folder = write_questions(tmp_path, CLOZE, MATRIX, waiving(rule, HOTSPOT))
    assert found(folder) == [("animals.toml", "warning", "where-fish-breathe", "idle-waiver")]


def test_an_error_can_never_be_waived(tmp_path: Path) -> None:
    broken = waiving("unknown-region", HOTSPOT.replace('region = "tail"', 'region = "wing"'))
    folder = write_questions(tmp_path, CLOZE, MATRIX, broken)
    assert [finding[1:] for finding in found(folder)] == [
        ("error", "where-fish-breathe", "unknown-region"),
        ("warning", "where-fish-breathe", "idle-waiver"),
    ]
