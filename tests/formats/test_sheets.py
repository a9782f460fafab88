"""No table for a spreadsheet runs anything there."""

import pytest

from quizapp.formats.sheets import harmless


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("x")'])
def test_a_spreadsheet_finds_no_formula_in_a_cell(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["nerve", "1-2", "", -60, 2.5, None, True])
def test_any_other_cell_stays_as_it_is(cell: str | float | None) -> None:
    assert harmless(cell) == cell
