"""An item in work, held against the rules as far as it goes."""

from collections.abc import Iterator
from datetime import date

from quizapp.core.banks import Finding
from quizapp.core.facts import Knowledge
from quizapp.core.flaws.check import check_item
from quizapp.formats.item_as_table import Table
from quizapp.formats.item_table import ReadTable, gaps, read_table, texts

OF_BANKS = frozenset({"not-offered"})
"""Rules that say of an item in a bank what holds for every item in work."""


def findings(table: Table, knowledge: Knowledge, *, today: date) -> tuple[Finding, ...]:
    """Return what is missing in an item in work, and every rule that what is there breaks."""
    read = read_table(table)
    return (*read.faults, *_broken(table, read, knowledge, today=today))


def _broken(table: Table, read: ReadTable, knowledge: Knowledge, *, today: date) -> Iterator[Finding]:
    if read.sketch is None:
        return
    missing, written = gaps(read.sketch), texts(read.sketch)
    for finding in check_item(read.sketch, knowledge, today=today):
        is_about_a_gap = (
            finding.place in missing
            or (finding.rule == "unknown-fact" and not table.get("facts"))
            or (read.so_far is None and finding.place not in written)
        )
        if not is_about_a_gap and finding.rule not in OF_BANKS:
            yield finding
