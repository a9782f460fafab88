"""What is found in an item in work, in words for whoever fills in its form."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from quizapp.banks import one_item
from quizapp.core.banks import Finding
from quizapp.core.facts import Knowledge
from quizapp.formats.item_as_table import Table

MISSING = {
    "audience": ("Nobody is chosen yet.", "Choose who is asked this."),
    "topic": ("No topic is chosen yet.", "Choose one."),
    "level": ("It is not said yet what this asks of learners.", "Choose a level."),
    "facts": ("It rests on no fact yet.", "Look for the facts that make the key right."),
    "option": ("There are too few options yet.", "Write two at least, and tick what is right."),
    "answer": ("It is not said yet whether the statement is true.", "Choose one of the two."),
    "rationale": ("The reasons are not written yet.", "Write one for either choice."),
    "pair": ("There are too few pairs yet.", "Write two at least."),
    "answers": ("No accepted answer is written yet.", "Write one at least."),
    "step": ("There are too few steps yet.", "Write two at least, in their right order."),
    "text": ("The text with blanks is not written yet.", "Write it, with [name] where a blank stands."),
    "blank": ("There is no blank yet.", "Give each blank of the text its options."),
    "columns": ("There are too few columns yet.", "Write two at least, one a line."),
    "row": ("There are too few rows yet.", "Write two at least."),
    "picture": ("No picture is chosen yet.", "Choose the one on which the places are."),
}
"""What is said, and what to do, where something is missing, by its key in the table."""

REASON = ("The reason is not written yet.", "Write why this is the answer.")
MISSING_OF = {
    "short-answer": {"rationale": REASON},
    "numeric": {"answer": ("The right number is not written yet.", "Write it."), "rationale": REASON},
}
"""What is said instead where an item of a type has something else in that place."""

EMPTY = ("This is not written yet.", "Write it.")

LACKS = (" is missing.", " is empty.", " has too few entries.")
"""How the words end in which a file's table is told that something is missing."""


def found(table: Table, knowledge: Knowledge, *, today: date) -> tuple[Finding, ...]:
    """Return what is missing in an item, and every rule that what is there breaks."""
    missing = MISSING | MISSING_OF.get(str(table.get("type")), {})
    return tuple(_said(one, missing) for one in one_item.findings(table, knowledge, today=today))


def _said(finding: Finding, missing: Mapping[str, tuple[str, str]]) -> Finding:
    if finding.rule != "shape" or not finding.message.endswith(LACKS):
        return finding
    message, fix = missing.get(finding.place, EMPTY)
    return replace(finding, message=message, fix=fix)
