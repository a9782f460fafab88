"""What a set of items rests on: sources, where they disagree, and when it is to be looked at again."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from quizapp.core.facts import Fact, FactUse, ItemContent, Source
from quizapp.core.items import Topic
from quizapp.core.reviewing import Vouch
from quizapp.core.sign_offs import marks


@dataclass(frozen=True, kw_only=True)
class SourceUse:
    """A source and how many of the items rest on it."""

    source: Source
    items: int


@dataclass(frozen=True, kw_only=True)
class Claim:
    """One side of a disagreement: a disputed fact, and the sources that say it."""

    fact: Fact
    sources: tuple[Source, ...]


@dataclass(frozen=True, kw_only=True)
class ContentSummary:
    """The items of a site as a whole.

    ``reviewed`` counts those that a clinician vouched for. ``disagreements``: what sources say otherwise than
    others, by topic, each claim once. ``next_review``: the first day on which an item that is not yet due is
    to be looked at again.
    """

    items: int
    reviewed: int
    topics: Mapping[Topic, int]
    sources: tuple[SourceUse, ...]
    disagreements: Mapping[Topic, tuple[Claim, ...]]
    due: int
    next_review: date | None

    @property
    def outside(self) -> tuple[SourceUse, ...]:
        """Return the sources that are not among the documents the service began with."""
        return tuple(use for use in self.sources if use.source.outside)

    @property
    def first(self) -> tuple[SourceUse, ...]:
        """Return the documents that the service began with."""
        return tuple(use for use in self.sources if not use.source.outside)


def summarise(contents: Iterable[ItemContent], *, today: date) -> ContentSummary:
    """Return what the items rest on; sources by publisher and title."""
    contents = list(contents)
    items = [content.item for content in contents]
    uses = Counter(source for content in contents for source in content.sources)
    ahead = [item.review_due for item in items if not item.due_for_review(today)]
    return ContentSummary(
        items=len(items),
        reviewed=sum(Vouch.CLINICAL in marks(content.signed) for content in contents),
        topics={topic: sum(item.topic is topic for item in items) for topic in Topic},
        sources=tuple(
            sorted(
                (SourceUse(source=source, items=count) for source, count in uses.items()),
                key=lambda use: (use.source.publisher, use.source.title, use.source.id),
            )
        ),
        disagreements=_disagreements(contents),
        due=len(items) - len(ahead),
        next_review=min(ahead, default=None),
    )


def _disagreements(contents: list[ItemContent]) -> dict[Topic, tuple[Claim, ...]]:
    found: dict[Topic, dict[str, Claim]] = {}
    # Who says it need not be who the item cites: an item names one source of a fact that has several.
    sources = {source.id: source for content in contents for source in content.sources}
    for content in contents:
        for fact in content.facts:
            if content.item.disagreement and fact.use is FactUse.CONFLICT:
                said_by = tuple(sources[source] for source in fact.sources if source in sources)
                found.setdefault(Topic(fact.topic), {})[fact.id] = Claim(fact=fact, sources=said_by)
    return {
        topic: tuple(claims[fact_id] for fact_id in sorted(claims))
        for topic, claims in sorted(found.items(), key=lambda found: list(Topic).index(found[0]))
    }
