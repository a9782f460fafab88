"""The table of types and formats for educators says what the writers do."""

from dataclasses import replace
from pathlib import Path

from quizapp.core.banks import Bank
from quizapp.core.facts import Knowledge
from quizapp.core.items import Item, ItemType
from quizapp.core.pictures import Region
from quizapp.formats.exchange.bodies import statement
from quizapp.formats.exchange.files import Format
from quizapp.formats.exchange.writing import Writer
from quizapp.formats.exchange.writing_files import WRITERS
from quizapp.study.taking.bank_deck import anki_writer
from tests.core.builders import (
    make_cloze,
    make_hotspot,
    make_item,
    make_matching,
    make_matrix,
    make_numeric,
    make_ordering,
    make_select_all,
    make_short_answer,
)
from tests.formats.taken import FACT, NOW, SOURCE, make_picture

DOCS = Path(__file__).parents[3] / "docs" / "formats"
TRUE_FALSE = statement(is_true=True, told_true="Yes.", told_false="No.", correction="It is so.")
ITEMS = (
    make_item(),
    make_item(TRUE_FALSE, type=ItemType.TRUE_FALSE),
    make_select_all("one*", "two*", "three"),
    make_matching({"insulin": "Less sugar", "gastrin": "More acid"}, "Air"),
    make_short_answer("insulin"),
    make_ordering("first", "second", "third"),
    make_cloze("It [one].", one=("is*", "was")),
    make_matrix(("day", "night"), cat="day", owl="night"),
    make_hotspot("tail*", "fin"),
    make_numeric("5", "0.5", "mm"),
)
REGIONS = tuple(Region(id=name, name=name, x=9, y=9, r=4) for name in ("tail", "fin"))
KNOWLEDGE = Knowledge(
    facts={"F001": FACT},
    sources={"cruk-2014": SOURCE},
    terms={},
    pictures={"fish": replace(make_picture(), id="fish", regions=REGIONS)},
)


def carried(writer: Writer, item: Item) -> str:
    """Return how the table says what a writer does with an item."""
    bank = Bank(id="b", title="B", description="", language="en-GB", items=(item,))
    rules = {finding.rule for finding in writer(bank, KNOWLEDGE).findings}
    return "–" if "no-such-type" in rules else "partly" if rules else "yes"


def table() -> dict[str, dict[str, str]]:
    """Return the table of types in the page: by format, by type."""
    section = (DOCS / "README.md").read_text(encoding="utf-8").partition("## Types of questions")[2]
    lines = [line for line in section.partition("## What")[0].splitlines() if line.startswith("|")]
    (_, *formats), _, *rows = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines)
    return {format_: {row[0]: row[place] for row in rows} for place, format_ in enumerate(formats, start=1)}


def test_the_table_of_types_says_of_every_format_what_its_writer_does() -> None:
    writers = {**WRITERS, Format.APKG: anki_writer(style="", now=NOW)}
    assert {item.type for item in ITEMS} == set(ItemType)
    assert table() == {
        format_.value: {item.type.value: carried(writer, item) for item in ITEMS}
        for format_, writer in writers.items()
    }


def test_every_format_is_in_the_list() -> None:
    text = (DOCS / "README.md").read_text(encoding="utf-8")
    assert [format_ for format_ in Format if f"`{format_}`" not in text] == []
