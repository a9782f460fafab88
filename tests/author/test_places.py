"""Findings beside the fields that they are about."""

from pathlib import Path

import pytest

from quizapp.author.drafts.form_table import as_sent
from quizapp.author.drafts.places import fields_of
from quizapp.core.items import ItemType
from quizapp.core.parts import parts
from quizapp.formats.item_as_table import table_of
from quizapp.formats.toml_bank import parse_bank
from quizapp.formats.toml_update import item_table

BANKS = sorted((Path(__file__).parents[2] / "questions" / "banks").glob("*.toml"), key=lambda path: path.name)
WITHIN_OTHERS = {"text", "answer 1", *(f"column {letter}" for letter in "abcdef")}
"""Places whose text is a part of what stands in their field."""


@pytest.mark.parametrize("path", BANKS, ids=lambda path: path.stem)
def test_every_text_of_every_shipped_item_has_its_field(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    bank = parse_bank(text, name=path.stem).bank
    assert bank
    for item in bank.items[::4]:
        # As its author wrote it, and as it is written out again: the order of options differs.
        for table in (item_table(text, item.id), table_of(item)):
            assert table
            fields, sent = fields_of(table), as_sent(table)
            for part in parts(item):
                if item.type is ItemType.TRUE_FALSE and part.place.startswith("option"):
                    continue
                shown = " ".join(sent[fields[part.place]][0].split())
                if part.place not in WITHIN_OTHERS:
                    assert shown == " ".join(part.text.split())


def test_an_item_of_which_nothing_is_written_has_a_place_for_its_stem() -> None:
    for item_type in ItemType:
        assert fields_of({"type": item_type.value})["stem"] == "stem"
