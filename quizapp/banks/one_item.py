"""An item in work, held against the rules as far as it goes."""

from collections.abc import Iterator
from datetime import date

from quizapp.core.banks import Finding
from quizapp.core.facts import Knowledge
from quizapp.core.flaws.check import check_item
from quizapp.formats.item_table import Table, gaps, read_table


def findings(table: Table, knowledge: Knowledge, *, today: date) -> tuple[Finding, ...]:
    """Return what is missing in an item in work, and every rule that what is there breaks."""
    read = read_table(table)
    return (*read.faults, *_broken(table, knowledge, today=today))


def _broken(table: Table, knowledge: Knowledge, *, today: date) -> Iterator[Finding]:
    item = read_table(table).so_far
    if item is None:
        return
    missing = gaps(item)
    for finding in check_item(item, knowledge, today=today):
        is_about_a_gap = finding.place in missing or (
            finding.rule == "unknown-fact" and not table.get("facts")
        )
        if not is_about_a_gap:
            yield finding
