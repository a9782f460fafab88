"""No table for a spreadsheet runs anything there."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import quizapp
from quizapp.formats.sheets import BYTE_ORDER_MARK, as_csv, harmless, restored

PACKAGE = Path(quizapp.__file__).parent

SIGNS = ["=", "+", "-", "@", "＝", "＋", "－", "＠", "﹦", "﹢", "﹣", "﹫"]
HIDDEN = ["", " ", "\u3000", "\xa0 ", "\ufeff", "\u200b", '"', "'", " ' \"", "\t", "\r\n"]


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("before", HIDDEN)
def test_a_spreadsheet_finds_no_formula_in_a_cell(before: str, sign: str) -> None:
    cell = f'{before}{sign}HYPERLINK("x")'
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["\tnerve", "\rnerve", "\nnerve", "\0nerve"])
def test_nothing_that_parts_cells_begins_one(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize(
    "cell", ["nerve", "1-2", "", " ", "'", '"gut" feeling', "’s", "– 5 °C", -60, 2.5, None, True]
)
def test_any_other_cell_stays_as_it_is(cell: str | float | None) -> None:
    assert harmless(cell) == cell


@given(st.lists(st.sampled_from([*SIGNS, *HIDDEN, "a", "'", "1"]), max_size=5).map("".join) | st.text())
def test_what_was_made_harmless_can_be_restored(text: str) -> None:
    assert restored(str(harmless(text))) == text


def test_every_row_of_a_table_is_harmless_its_headings_too() -> None:
    text = as_csv([("=name", "mark"), (" ＋Kim", -1)]).decode()
    assert text.startswith(BYTE_ORDER_MARK)
    rows = csv.reader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK)))
    assert list(rows) == [["'=name", "mark"], ["' ＋Kim", "-1"]]


def test_no_table_that_leaves_the_program_is_written_elsewhere() -> None:
    """What a form carries from page to page is CSV as well, but nobody opens it in a spreadsheet."""
    writers = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if "csv.writer" in (text := path.read_text(encoding="utf-8")) or "DictWriter" in text
    }
    assert writers == {"formats/sheets.py", "classes/invitations/forms.py"}
