"""What an author is told of an item, from the first word to the last."""

from datetime import date
from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp import data_folder
from quizapp.author.drafts import advice
from quizapp.author.drafts.editor import editor_of, moved_up
from quizapp.author.drafts.starting import empty_table
from quizapp.banks.checking import check
from quizapp.banks.knowledge_files import read_knowledge
from quizapp.core.banks import Severity
from quizapp.core.items import ItemType
from quizapp.formats.item_as_table import Table, table_of

TODAY = date(2026, 11, 22)
KNOWLEDGE = read_knowledge(data_folder("questions")).knowledge
EMPTY_ID = UUID("7d2b6b0e-5a9e-4f0e-9d67-0a3a4f1c2b11")


def shipped() -> list[Table]:
    report = check(data_folder("questions"), today=TODAY)
    return [table_of(item) for file in report.banks if file.bank for item in file.bank.items[::5]]


TABLES = shipped()


def found(table: Table) -> list[tuple[str, str]]:
    return [(one.place, one.rule) for one in advice.found(table, KNOWLEDGE, today=TODAY)]


TOLD_OF_A_STEM = set(ItemType) - {ItemType.DROPDOWN_CLOZE, ItemType.HOTSPOT}


@pytest.mark.parametrize("item_type", sorted(TOLD_OF_A_STEM))
def test_the_first_words_are_looked_at_while_nothing_else_is_written(item_type: ItemType) -> None:
    table = empty_table(item_type, EMPTY_ID, today=TODAY) | {"stem": "Which of these is NOT an organ?"}
    rules = {rule for place, rule in found(table) if place == "stem"}
    assert rules & {"negative-stem", "negative-statement"}


@pytest.mark.parametrize("item_type", list(ItemType))
def test_what_is_missing_is_told_beside_its_field_and_nothing_else_is(item_type: ItemType) -> None:
    table = empty_table(item_type, EMPTY_ID, today=TODAY)
    assert {rule for _place, rule in found(table)} == {"shape"}
    told = advice.found(table, KNOWLEDGE, today=TODAY)
    editor = editor_of(table, told)
    assert {name for name, findings in editor.beside.items() if findings} == {
        "audience",
        "facts",
        "level",
        "topic",
    }
    assert all("entries" not in one.message and "“" not in one.message for one in told)


def test_a_missing_number_is_not_taken_for_a_missing_verdict() -> None:
    told = advice.found(empty_table(ItemType.NUMERIC, EMPTY_ID, today=TODAY), KNOWLEDGE, today=TODAY)
    assert {one.place: one.message for one in told}["answer"] == "The right number is not written yet."


@given(st.sampled_from(TABLES), st.integers(0, 10**6))
def test_an_item_with_anything_left_out_can_be_shown_as_a_form_and_says_what_is_missing(
    table: Table, seed: int
) -> None:
    chance = Random(seed)
    kept = {key: value for key, value in table.items() if key in ("id", "type") or chance.random() < 0.6}
    told = advice.found(kept, KNOWLEDGE, today=TODAY)
    editor_of(kept, told)
    needed = {"stem", "topic", "level", "audience", "facts"} - set(kept)
    assert needed <= {one.place for one in told if one.severity is Severity.ERROR}


def test_only_parts_whose_order_is_asked_for_change_places() -> None:
    table = {"type": "ordering", "step": [{"text": "a"}, {"text": "b"}]}
    assert moved_up(table, "up:step.1")["step"] == [{"text": "b"}, {"text": "a"}]
    choice = {"type": "single-choice", "option": [{"text": "a"}, {"text": "b"}]}
    for action in ("up:option.1", "up:step.1", "up:", "up:step.-1", "up:step.99", "up:step.²", "save"):
        assert moved_up(choice, action) == choice
    for action in ("up:step.0", "up:step.2", "up:id.1", "up:step.x"):
        assert moved_up(table, action) == table
