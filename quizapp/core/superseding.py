"""What has to be looked at again because a fact was superseded."""

from collections.abc import Iterable, Iterator, Mapping

from quizapp.core.facts import Fact
from quizapp.core.items import Choices, Cloze, Item, Matching, Matrix, Option, Ordering, Row


def superseded(item: Item, facts: Mapping[str, Fact]) -> tuple[str, ...]:
    """Return the superseded facts that an item rests on, in its key, its reasons or one of its options."""
    used = dict.fromkeys((*item.all_facts, *(part.because for part in _parts(item))))
    return tuple(name for name in used if name in facts and facts[name].superseded_by)


def stale(items: Iterable[Item], facts: Mapping[str, Fact]) -> Iterator[tuple[Item, tuple[str, ...]]]:
    """Return each item that rests on superseded facts, and which; what was made of it is stale as well."""
    for item in items:
        if old := superseded(item, facts):
            yield item, old


def _parts(item: Item) -> Iterator[Option | Row]:
    """Return what may name the ground of its own truth."""
    match item.body:
        case Choices(options=options) | Matching(options=options) | Ordering(options=options):
            yield from options
        case Matrix(rows=rows):
            yield from rows
        case Cloze(blanks=blanks):
            yield from (option for blank in blanks for option in blank.options)
