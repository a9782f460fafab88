"""Rules about the items of a bank together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizapp.core.banks import Severity
from quizapp.core.facts import Knowledge
from quizapp.core.flaws.rule import Fault, rule
from quizapp.core.items import Choices, Item, ItemType, Matching, Ordering, ShortAnswer
from quizapp.core.readability import HIGHEST_FLESCH_KINCAID, HIGHEST_SMOG, of_bank
from quizapp.core.typed_answers import fold
from quizapp.core.words import jaccard

FEWEST_STATEMENTS = 8
"""Below this, one statement more or less moves the share of true ones by more than the range is wide."""


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """What an item asks for. Recognising and recalling are two tasks, so ``typed`` tells them apart."""

    typed: bool
    words: frozenset[str]
    task: tuple[ItemType, frozenset[str], frozenset[str]]


@rule(source="own")
def duplicate_item(items: Sequence[Item], earlier: Sequence[Item]) -> Iterator[Fault]:
    """No two items share facts and right answer, or four in five words of stem and right answer."""
    seen = [(item, _asked(item)) for item in earlier]
    for item in items:
        asked = _asked(item)
        if other := next((other for other, before in seen if _is_same(asked, before)), None):
            yield Fault(
                message=f"The item asks nearly the same as “{other.id}”.",
                fix="Remove one of the two, or ask for something else.",
                item=item,
            )
        seen.append((item, asked))


def _is_same(first: _Asked, second: _Asked) -> bool:
    if first.typed != second.typed:
        return False
    return first.task == second.task or jaccard(first.words, second.words) >= 0.8


def _asked(item: Item) -> _Asked:
    keys = frozenset(map(fold, _right_answers(item)))
    return _Asked(
        typed=isinstance(item.body, ShortAnswer),
        words=frozenset(" ".join((fold(item.stem), *keys)).split()),
        task=(item.type, frozenset(item.facts), keys),
    )


def _right_answers(item: Item) -> list[str]:
    match item.body:
        case Choices() if item.type is ItemType.TRUE_FALSE:
            return [item.stem]
        case Choices() as body:
            return [option.text for option in body.options if option.is_key]
        case Matching() as body:
            return [subject.text for subject in body.subjects]
        case ShortAnswer() as body:
            return list(body.answers[:1])
        case Ordering() as body:
            return [option.text for option in body.options]


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


@rule(source="NHS content style guide; McLaughlin 1969; Kincaid 1975", severity=Severity.WARNING)
def hard_to_read(items: Sequence[Item], knowledge: Knowledge) -> Iterator[Fault]:
    """Items for patients, terms swapped for short words, read at grade 6 (Flesch-Kincaid) and 8 (SMOG)."""
    readability = of_bank(items, knowledge.terms.values())
    if readability and not readability.is_easy:
        grades = readability.swapped
        yield Fault(
            message=(
                f"Items for patients read at grade {grades.flesch_kincaid:.1f} (Flesch-Kincaid) and "
                f"{grades.smog:.1f} (SMOG); easy is {HIGHEST_FLESCH_KINCAID:.0f} and {HIGHEST_SMOG:.0f}."
            ),
            fix="Use shorter sentences and words, or put names that cannot be avoided into the glossary.",
        )
