"""Which sources have a newer edition among those that are known."""

from collections.abc import Iterable, Mapping

from quizapp.core.facts import Source


def newer_editions(sources: Iterable[Source]) -> Mapping[str, Source]:
    """Return the newest edition of each source that is not it, by the source's id.

    Editions are documents of one publisher under one title. Of a document without a year nobody knows
    whether it is newer.
    """
    editions: dict[tuple[str, str], list[Source]] = {}
    for source in sources:
        if source.year is not None:
            editions.setdefault((source.publisher.casefold(), source.title.casefold()), []).append(source)
    return {
        source.id: newest
        for same in editions.values()
        for newest in [max(same, key=lambda one: one.year or 0)]
        for source in same
        if source.year != newest.year
    }
