"""What has to be looked at again because a fact was superseded."""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from quizapp.core.facts import Fact
from quizapp.core.items import Choices, Cloze, Item, Matching, Matrix, Option, Ordering, Row


class Renewal(StrEnum):
    """What became of an item since a fact behind one of its versions was superseded."""

    BEING_UPDATED = "being-updated"
    UPDATED = "updated"
    WITHDRAWN = "withdrawn"


def renewal(*, being_updated: bool, offered: bool) -> Renewal:
    """Return what became of an item that has a version on a superseded fact."""
    if being_updated:
        return Renewal.BEING_UPDATED
    return Renewal.UPDATED if offered else Renewal.WITHDRAWN


def facts_behind(item: Item) -> tuple[str, ...]:
    """Return the facts that an item rests on, in its key, its reasons or one of its options."""
    return tuple(dict.fromkeys((*item.all_facts, *(part.because for part in _parts(item) if part.because))))


def superseded(item: Item, facts: Mapping[str, Fact]) -> tuple[str, ...]:
    """Return those of the facts that an item rests on that were superseded."""
    return tuple(name for name in facts_behind(item) if name in facts and facts[name].superseded_by)


def _parts(item: Item) -> Iterator[Option | Row]:
    """Return what may name the ground of its own truth."""
    match item.body:
        case Choices(options=options) | Matching(options=options) | Ordering(options=options):
            yield from options
        case Matrix(rows=rows):
            yield from rows
        case Cloze(blanks=blanks):
            yield from (option for blank in blanks for option in blank.options)
