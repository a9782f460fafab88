"""What an author sends, and the table that comes of it."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings

from quizapp.author.drafts.form_table import as_sent, read
from quizapp.formats.item_as_table import table_of
from quizapp.formats.item_table import read_table
from quizapp.formats.toml_bank import parse_bank
from tests.formats.toml_texts import bank_texts

CHOICE: dict[str, Any] = {
    "id": "purr",
    "type": "single-choice",
    "status": "published",
    "audience": ["patient"],
    "topic": "sites",
    "level": "remember",
    "facts": ["F001"],
    "sources": ["zoo"],
    "review_due": date(2027, 5, 31),
    "stem": "What does a cat do?",
    "option": [
        {"text": "It purrs", "key": True, "rationale": "Cats purr."},
        {"text": "It barks", "rationale": "Dogs bark."},
    ],
}


@settings(max_examples=40)
@given(text=bank_texts())
def test_a_form_that_nobody_touched_says_the_same_item(text: str) -> None:
    bank = parse_bank(text, name="one").bank
    for item in bank.items if bank else ():
        # A field of one line has no second space, and a list of facts none of them twice.
        again = read_table(read(as_sent(table_of(item)), table_of(item)))
        assert again.item
        assert " ".join(again.item.stem.split()) == " ".join(item.stem.split())
        assert again.item.facts == tuple(dict.fromkeys(item.facts))
        assert again.item.audience == item.audience
        assert type(again.item.body) is type(item.body)


def test_a_sound_item_comes_back_as_it_was() -> None:
    assert read(as_sent(CHOICE), CHOICE) == CHOICE


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("4,5", "4.5"),
        ("\N{MINUS SIGN}5", "-5"),
        ("1 500", "1500"),
        ("1e3", "1000"),
        ("1,500", "1,500"),
        ("five", "five"),
        ("5 mm", "5 mm"),
    ],
)
def test_a_number_is_kept_as_files_write_it_and_what_is_none_as_it_was_typed(typed: str, kept: str) -> None:
    before = CHOICE | {"type": "numeric"}
    assert read({"answer": [typed], "tolerance": [typed]}, before)["answer"] == kept


def test_a_part_in_which_nothing_was_written_is_left_out() -> None:
    sent = as_sent(CHOICE) | {"option.2.text": [" "], "option.2.key": ["yes"], "option.3.text": ["It flies"]}
    assert [one["text"] for one in read(sent, CHOICE)["option"]] == ["It purrs", "It barks", "It flies"]


def test_what_the_form_has_no_field_for_stays() -> None:
    before = CHOICE | {"made_by": "matching", "waived": [{"rule": "odd", "reason": "It is right."}]}
    after = read({"stem": ["Why?"]}, before)
    assert (after["made_by"], after["waived"], after["status"]) == (
        "matching",
        before["waived"],
        "published",
    )
    assert "option" not in after


def test_a_pair_keeps_its_lasting_name_and_a_new_one_gets_one() -> None:
    before = CHOICE | {
        "type": "matching",
        "pair": [{"id": "cat", "subject": "Cat", "match": "Purrs", "rationale": "So it is."}],
    }
    del before["option"]
    sent = as_sent(before) | {
        "pair.0.subject": ["The cat"],
        "pair.1.subject": ["Cat"],
        "pair.1.match": ["Miaows"],
    }
    after = read(sent, before)
    assert [one["id"] for one in after["pair"]] == ["cat", "cat-2"]


def test_ids_are_read_however_they_are_parted() -> None:
    assert read({"facts": ["F001, F002;F003  F001"]}, CHOICE)["facts"] == ["F001", "F002", "F003"]


def test_a_day_that_is_none_is_kept_and_told() -> None:
    after = read(as_sent(CHOICE) | {"review_due": ["next May"]}, CHOICE)
    assert after["review_due"] == "next May"
    assert any("review_due" in fault.message for fault in read_table(after).faults)
