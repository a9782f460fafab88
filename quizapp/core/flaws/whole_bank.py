"""Rules about items together: those of all banks, or of one."""

from collections.abc import Iterator, Sequence

from quizapp.core.banks import Severity
from quizapp.core.flaws.rule import Fault, rule
from quizapp.core.flaws.sameness import repeats
from quizapp.core.items import Choices, Item, ItemType
from quizapp.core.readability import HIGHEST_FLESCH_KINCAID, HIGHEST_SMOG, Readability

FEWEST_STATEMENTS = 8
"""Below this, one statement more or less moves the share of true ones by more than the range is wide."""


@rule(source="own")
def duplicate_item(items: Sequence[Item]) -> Iterator[Fault]:
    """No two items share facts and right answer, or four in five words of stem and right answer."""
    for item, other in repeats(items):
        yield Fault(
            place="stem",
            message=f"The item asks nearly the same as “{other.id}”.",
            fix="Remove one of the two, or ask for something else.",
            item=item,
        )


@rule(source="own", severity=Severity.WARNING)
def true_share(items: Sequence[Item]) -> Iterator[Fault]:
    """Of eight or more statements, 45 to 55 in a hundred are true, or as near as their number allows."""
    statements = [item for item in items if item.type is ItemType.TRUE_FALSE]
    true = sum(isinstance(item.body, Choices) and "true" in item.body.key_ids for item in statements)
    most_apart = max(0.5, 0.05 * len(statements))
    if len(statements) >= FEWEST_STATEMENTS and abs(true - len(statements) / 2) > most_apart:
        yield Fault(
            message=f"Of {len(statements)} true/false items, {true} are true.",
            fix="Turn some round, so that guessing one answer all along does not pay.",
        )


@rule(source="NHS content style guide; McLaughlin 1969; Kincaid 1975")
def hard_to_read(readability: Readability | None) -> Iterator[Fault]:
    """30 sentences for patients or more, terms swapped, read at grade 6 (Flesch-Kincaid) and 8 (SMOG)."""
    if readability and not readability.is_easy:
        grades = readability.swapped
        yield Fault(
            message=(
                f"Items for patients read at grade {grades.flesch_kincaid:.1f} (Flesch-Kincaid) and "
                f"{grades.smog:.1f} (SMOG); easy is {HIGHEST_FLESCH_KINCAID:.0f} and {HIGHEST_SMOG:.0f}."
            ),
            fix="Use shorter sentences and words, or put names that cannot be avoided into the glossary.",
        )
