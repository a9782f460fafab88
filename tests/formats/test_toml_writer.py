"""Items as the text of a bank file."""

from pathlib import Path

import pytest

from quizapp.formats.toml_bank import parse_bank
from quizapp.formats.toml_writer import items_as_toml

BANKS = sorted((Path(__file__).parents[2] / "questions" / "banks").glob("*.toml"), key=lambda path: path.name)


@pytest.mark.parametrize("path", BANKS, ids=lambda path: path.stem)
def test_the_items_of_every_bank_read_back_as_they_were(path: Path) -> None:
    bank = parse_bank(path.read_text(encoding="utf-8"), name=path.stem).bank
    assert bank
    head = 'title = "Again"\nlanguage = "en-GB"\n\n'
    again = parse_bank(head + items_as_toml(bank.items), name="again")
    assert again.findings == ()
    assert again.bank
    assert again.bank.items == bank.items
