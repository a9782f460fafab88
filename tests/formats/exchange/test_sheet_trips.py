"""Banks as CSV, XLSX and JSON: they come home as they left."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from quizapp.core.banks import Bank
from quizapp.core.facts import Fact, FactUse, Knowledge, Source
from quizapp.core.items import Item, Topic
from quizapp.formats.exchange.files import READERS, Format
from quizapp.formats.exchange.sheets.keys import keyed, written_key
from quizapp.formats.exchange.sheets.lists import joined, parted
from quizapp.formats.exchange.writing_files import WRITERS
from quizapp.formats.sheets import FORMULA
from tests.core.builders import make_choices, make_item
from tests.formats.exchange.sound_banks import as_draft_without, come_home, sound_banks

CELLS = st.text(st.sampled_from("ab;\"\n ,1A=-'"), max_size=12)


def knowledge_of(bank: Bank) -> Knowledge:
    """Return facts and sources of all names that stand in a bank."""
    facts = {name for item in bank.items for name in item.all_facts}
    sources = {name for item in bank.items for name in item.sources}
    return Knowledge(
        facts={
            id_: Fact(id=id_, topic=Topic.SITES, statement="So it is.", use=FactUse.TEACH, sources=())
            for id_ in facts
        },
        sources={id_: Source(id=id_, publisher="A", title="B", year=2020) for id_ in sources},
        terms={},
    )


def make_bank(*items: Item) -> Bank:
    return Bank(id="b", title="A bank: [of] its / kind?", description="", language="en-GB", items=items)


@pytest.mark.parametrize("format_", [Format.CSV, Format.XLSX, Format.JSON])
@settings(max_examples=40, deadline=None)
@given(bank=sound_banks())
def test_a_bank_comes_home_as_it_left(format_: Format, bank: Bank) -> None:
    written = WRITERS[format_](bank, knowledge_of(bank))
    back = READERS[format_](written.data)
    assert [located.finding.message for located in back.findings] == []
    assert [come_home(item) for item in back.items] == [as_draft_without(item, ()) for item in bank.items]


@settings(deadline=None)
@given(st.lists(CELLS.map(str.strip).filter(bool)))
def test_several_things_in_a_cell_are_read_as_they_were_written(values: list[str]) -> None:
    assert parted(joined(values)) == values


@given(st.lists(CELLS.map(str.strip).filter(bool), min_size=2, max_size=5, unique=True), st.data())
def test_a_key_that_is_written_names_the_same_options(texts: list[str], data: st.DataObject) -> None:
    options = dict(enumerate(texts, start=1))
    places = data.draw(st.sets(st.sampled_from(sorted(options)), min_size=1))
    key = written_key(sorted(places), options)
    assert key is None or set(keyed(key, options)) == places


@pytest.mark.parametrize("format_", [Format.CSV, Format.XLSX])
@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "'=1", "''-2", "_x0041_ is A"])
def test_no_cell_is_a_formula_there_and_each_says_the_same_here(format_: Format, text: str) -> None:
    bank = make_bank(make_item(make_choices(f"{text}*", "other"), stem=text))
    data = WRITERS[format_](bank, knowledge_of(bank)).data
    if format_ is Format.CSV:
        cells = [cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig"))) for cell in row]
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)
    else:
        book = load_workbook(io.BytesIO(data))
        found = [cell for row in book.worksheets[0].iter_rows() for cell in row]
        assert {cell.data_type for cell in found} <= {"s", "n"}
        assert not any(cell.value and FORMULA.match(cell.value) and cell.value[0] != "'" for cell in found)
    [item] = READERS[format_](data).items
    assert come_home(item).stem == text
    assert come_home(item).body == bank.items[0].body


def test_a_key_that_its_texts_make_unclear_is_told_when_it_is_written() -> None:
    bank = make_bank(make_item(make_choices("B*", "A", "1", "option 1")))
    written = WRITERS[Format.CSV](bank, knowledge_of(bank))
    assert [finding.rule for finding in written.findings] == ["not-carried"]
    [item] = READERS[Format.CSV](written.data).items
    assert item.body is None
