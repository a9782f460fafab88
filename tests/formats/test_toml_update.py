"""Bank files with single items changed."""

from dataclasses import replace
from difflib import ndiff
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from quizapp.formats.item_as_table import table_of
from quizapp.formats.item_table import dump_table, load_table
from quizapp.formats.toml_bank import parse_bank
from quizapp.formats.toml_update import bank_as_toml, item_table, item_tables, with_items
from tests.formats.toml_texts import bank_texts

BANKS = sorted((Path(__file__).parents[2] / "questions" / "banks").glob("*.toml"), key=lambda path: path.name)

TEXT = '''# What cats do.
title = "Cats"
language = "en-GB"

# The first one.
[[item]]
id = "purr"       # never change this
type = "single-choice"
audience = [
  "patient",
]
topic = "sites"
level = "remember"
facts = ["F001"]
sources = []
status = "published"
review_due = 2027-05-31
stem = """
What does a cat do?"""
  [[item.option]]
  text = "It purrs"  # of course
  key = true
  rationale = "Cats purr."
  [[item.option]]
  text = "It barks"
  rationale = "Dogs bark."

# The last one.
'''


def changes(old: str, new: str) -> list[str]:
    return [line for line in ndiff(old.splitlines(), new.splitlines()) if line[0] in "+-"]


@pytest.mark.parametrize("path", BANKS, ids=lambda path: path.stem)
def test_a_file_is_the_same_to_the_byte_when_an_item_is_put_back_as_it_is(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    bank = parse_bank(text, name=path.stem).bank
    assert bank
    for item in bank.items[::10]:
        table = item_table(text, item.id)
        assert table
        assert with_items(text, [load_table(dump_table(table))]) == text


def purring(**changes: object) -> dict[str, Any]:
    table = item_table(TEXT, "purr")
    assert table
    return table | changes


def test_only_the_value_that_changed_is_written_anew() -> None:
    changed = with_items(TEXT, [purring(level="apply")])
    assert changes(TEXT, changed) == ['- level = "remember"', '+ level = "apply"']


def test_a_reason_that_changed_leaves_the_comments_beside_it() -> None:
    first, second = purring()["option"]
    changed = with_items(TEXT, [purring(option=[first, second | {"rationale": "Wolves howl."}])])
    assert changes(TEXT, changed) == ['-   rationale = "Dogs bark."', '+   rationale = "Wolves howl."']


def test_what_is_given_up_goes_and_what_is_added_comes() -> None:
    first, second = purring()["option"]
    changed = with_items(TEXT, [purring(option=[first], background=["F002"])])
    assert "It barks" not in changed
    again = with_items(changed, [purring(option=[first, second])])
    assert parse_bank(again, name="cats").bank == parse_bank(TEXT, name="cats").bank


def test_several_items_are_changed_and_added_at_once() -> None:
    text = with_items(TEXT, [purring(level="apply"), purring(id="miaow"), purring(id="hiss")])
    tables = item_tables(text)
    assert {name: table["level"] for name, table in tables.items()} == {
        "purr": "apply",
        "miaow": "remember",
        "hiss": "remember",
    }
    again = with_items(text, [purring(id="hiss", level="analyse"), purring(level="remember")])
    assert changes(TEXT, again)[0].startswith("+ ")
    assert item_tables(again)["hiss"]["level"] == "analyse"


@pytest.mark.parametrize("quotes", ['"""', "'''"])
def test_the_head_of_an_item_within_a_text_is_none(quotes: str) -> None:
    told = f'description = {quotes}\nAn item begins so:\n[[item]]\nid = "none"\n{quotes}\n'
    text = TEXT.replace('language = "en-GB"\n', f'language = "en-GB"\n{told}')
    assert list(item_tables(text)) == ["purr"]
    changed = with_items(text, [purring(level="apply")])
    assert changes(text, changed) == ['- level = "remember"', '+ level = "apply"']


def test_an_item_that_is_new_stands_at_the_end() -> None:
    text = with_items(TEXT, [purring(id="miaow", stem="What else does it do?")])
    assert text.startswith(TEXT.rstrip())
    bank = parse_bank(text, name="cats").bank
    assert bank
    assert [item.id for item in bank.items] == ["purr", "miaow"]


def test_a_bank_that_never_was_a_file_is_written_as_one() -> None:
    bank = parse_bank(TEXT, name="cats").bank
    assert bank
    odd = replace(bank, title="Cats “&” co", description="")
    assert parse_bank(bank_as_toml(odd)).bank == odd


def test_an_item_is_found_with_what_was_waived() -> None:
    waived = '[[item.waived]]\nrule = "odd-length"\nreason = "It is right here."\n'
    text = TEXT.replace("# The last one.", waived)
    table = item_table(text, "purr")
    assert table
    assert table["waived"] == [{"rule": "odd-length", "reason": "It is right here."}]
    assert with_items(text, [table]) == text
    assert item_table(text, "nobody") is None


@settings(max_examples=25)
@given(text=bank_texts(), other=bank_texts())
def test_whatever_an_item_becomes_the_file_says_it_and_the_others_stay(text: str, other: str) -> None:
    first, second = parse_bank(text, name="one").bank, parse_bank(other, name="two").bank
    if not first or not second:
        return
    item = replace(second.items[0], id=first.items[0].id)
    again = parse_bank(with_items(text, [table_of(item)]), name="one").bank
    assert again
    assert again.items == (item, *first.items[1:])
