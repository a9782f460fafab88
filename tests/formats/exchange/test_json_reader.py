"""Banks in JSON: by hand, and as `quizapp bank read` prints them."""

import json

import pytest

from quizapp.core.items import Choices, Cloze, Matching, Matrix, Ordering, ShortAnswer
from quizapp.formats.exchange.as_json import read_as_json
from quizapp.formats.exchange.json_reader import read_json
from quizapp.formats.exchange.reading import ReadBank
from quizapp.formats.exchange.sheets.csv_reader import read_csv


def read(*items: object) -> ReadBank:
    return read_json(json.dumps({"items": items}).encode())


def rules(found: ReadBank) -> list[str]:
    return [located.finding.rule for located in found.findings]


def keys(found: ReadBank) -> list[str]:
    [item] = found.items
    assert isinstance(item.body, Choices), rules(found)
    return sorted(option.text for option in item.body.options if option.is_key)


@pytest.mark.parametrize(
    "answers",
    [
        {"options": ["x", "y"], "key": "y"},
        {"options": ["x", "y"], "answer": "B"},
        {"options": [{"text": "x"}, {"text": "y", "key": True}]},
        {"options": [{"id": "b", "text": "x"}, {"id": "a", "text": "y"}], "key": "a"},
        {"options": [{"id": "one", "text": "two"}, {"id": "two", "text": "y"}], "correct": ["two"]},
    ],
)
def test_a_key_is_read_from_ids_texts_letters_or_the_options_themselves(answers: dict[str, object]) -> None:
    found = read({"question": "Why?", **answers})
    assert rules(found) == []
    assert keys(found) == ["y"]


@pytest.mark.parametrize(
    ("answers", "rule"),
    [
        ({"options": ["x", "y"], "key": 1}, "ambiguous-key"),
        ({"options": ["B", "A"], "key": "A"}, "ambiguous-key"),
        ({"options": [{"text": "x", "key": True}, "y"], "key": "y"}, "ambiguous-key"),
        ({"options": ["x", "y"]}, "no-key"),
        ({"options": ["x", "y"], "key": "z"}, "no-key"),
        ({"options": ["x"], "key": "x"}, "too-few-options"),
        ({"options": [{"text": ""}, "y"], "key": "y"}, "shape"),
        ({"options": ["x", "y"], "key": ["x", "y"], "type": "single-choice"}, "several-keys"),
    ],
)
def test_a_key_that_is_unclear_is_told_and_not_guessed(answers: dict[str, object], rule: str) -> None:
    found = read({"stem": "Why?", **answers})
    assert rules(found) == [rule]
    assert (found.items[0].type is None) == (rule != "several-keys")


def test_every_other_type_is_read_as_a_person_would_write_it() -> None:
    found = read(
        {"type": "true/false", "stem": "So it is.", "key": True},
        {
            "type": "matching",
            "stem": "Match.",
            "subjects": [{"id": "p", "text": "Insulin"}, {"id": "q", "text": "Gastrin"}],
            "options": ["sugar", "acid", "air"],
            "key": {"p": "sugar", "q": "acid"},
        },
        {"type": "short answer", "stem": "Which?", "answers": ["insulin", "Insulin"]},
        {"type": "ordering", "stem": "Order.", "steps": ["z", "a"]},
        {
            "type": "dropdown-cloze",
            "stem": "Fill.",
            "text": "It [1].",
            "blanks": [{"id": "1", "options": ["is", "was"]}],
            "key": {"1": "is"},
        },
        {
            "type": "matrix",
            "stem": "When?",
            "columns": ["night", "day"],
            "rows": [{"id": "cat", "text": "Cat"}, {"id": "owl", "text": "Owl"}],
            "key": {"cat": "day", "owl": "night"},
        },
    )
    assert rules(found) == []
    statement, pairs, typed, steps, cloze, matrix = (item.body for item in found.items)
    assert isinstance(statement, Choices)
    assert statement.key_ids == {"true"}
    assert isinstance(pairs, Matching)
    assert pairs.keys == {"p": "c", "q": "a"}
    assert typed == ShortAnswer(answers=("insulin", "Insulin"), rationale="")
    assert isinstance(steps, Ordering)
    assert steps.key == ("b", "a")
    assert isinstance(cloze, Cloze)
    assert [blank.key.text for blank in cloze.blanks] == ["is"]
    assert isinstance(matrix, Matrix)
    assert matrix.keys == {"cat": "b", "owl": "a"}


def test_what_bank_read_prints_is_read_again_as_the_same() -> None:
    text = (
        "id,type,question,option 1,option 2,key,tags,category\n"
        "one,,Why?,x,y,A,hard,Week 1\n"
        "two,numerical,How many?,,,42,,\n"
        "four,numerical,How many?,,,42; 43,,\n"
        "three,essay,Tell.,,,,,\n"
    )
    first = read_as_json(read_csv(text.encode()))
    again = read_as_json(read_json(json.dumps(first).encode()))
    for before, after in zip(first["items"], again["items"], strict=True):
        assert {**after, "line": before["line"]} == before


def test_the_line_of_an_item_and_of_a_fault_of_json_is_told() -> None:
    found = read_json(b'[\n {"id": "a", "stem": "Why?"},\n {"id": "b", "stem": "x", "type": "ordering"}\n]')
    assert [(located.line, located.finding.item) for located in found.findings] == [(2, "a"), (3, "b")]
    [located] = read_json(b'[\n {"id": }').findings
    assert (located.line, located.column) == (2, 9)


def test_a_number_that_another_format_kept_as_it_stood_stays_so() -> None:
    ranges = [{"low": 50, "high": 50, "shown": "50", "weight": 100}]
    item = {"stem": "How many?", "type": None, "kind": "numeric", "key": ranges}
    asked, kept = read(item, item | {"raw": "<assessmentItem/>"}).items
    assert (asked.type, asked.raw) == ("numeric", "")
    assert (kept.type, kept.raw) == (None, "<assessmentItem/>")
