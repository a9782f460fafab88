"""Ready-made sets and the steps of the course as a learner meets them."""

from dataclasses import dataclass

from quizapp.banks import queries as bank_queries
from quizapp.banks import superseding_queries
from quizapp.core.facts import ItemContent
from quizapp.core.items import Topic
from quizapp.core.ready_sets import CourseStep, ReadySet
from quizapp.formats.ready_json import load_set, load_step
from quizapp.models import LearnerRow
from quizapp.quiz.ready import queries as ready_queries
from quizapp.study.decks import queries as deck_queries
from quizapp.web.sheet import RecapPoint, recap_points


@dataclass(frozen=True, kw_only=True)
class OfferedSet:
    """A ready-made set with the newest versions of its items that are still offered, in its order.

    ``being_updated`` counts the items that are left out because a fact behind them was superseded.
    """

    id: int
    ready: ReadySet
    versions: tuple[tuple[int, int], ...]
    being_updated: int


@dataclass(frozen=True, kw_only=True)
class OfferedStep:
    """A step of the course; done once its check was handed in, next if it is the first that is not done."""

    id: int
    number: int
    step: CourseStep
    is_done: bool
    is_next: bool


def sets() -> list[ReadySet]:
    """Return the ready-made sets that are offered, in their order; one read."""
    return [load_set(row.content) for row in ready_queries.offered("set")]


def find_set(slug: str) -> OfferedSet | None:
    """Return a ready-made set that is offered; three reads."""
    row = ready_queries.find_offered("set", slug)
    if row is None:
        return None
    ready = load_set(row.content)
    versions = ready_queries.versions(ready.items)
    return OfferedSet(
        id=row.id,
        ready=ready,
        versions=tuple(versions[id_] for id_ in ready.items if id_ in versions),
        being_updated=superseding_queries.being_updated(ready.items),
    )


def contents(offered: OfferedSet) -> list[ItemContent]:
    """Return what the items of a set hold, in their order."""
    found = bank_queries.contents(set(offered.versions))
    return [found[key] for key in offered.versions]


def recap(ready: ReadySet) -> list[RecapPoint]:
    """Return what a set teaches, and which of it no longer holds; one read."""
    return recap_points(ready.recap, replaced=superseding_queries.fact_ids())


def course(learner: LearnerRow | None) -> list[OfferedStep]:
    """Return the steps of the course in their order, and where the learner is; two reads."""
    done = ready_queries.finished(learner.id) if learner else set()
    rows = ready_queries.offered("step")
    following = next((row.id for row in rows if row.id not in done), None)
    return [
        OfferedStep(
            id=row.id,
            number=number,
            step=load_step(row.content),
            is_done=row.id in done,
            is_next=row.id == following,
        )
        for number, row in enumerate(rows, start=1)
    ]


def has_cards(learner: LearnerRow | None, topic: Topic) -> bool:
    """Tell whether the learner studies cards of a topic; one read."""
    decks = deck_queries.topics(learner_id=learner.id) if learner else []
    return any(deck.name == topic and deck.has_cards for deck in decks)


def set_taken(ready_id: int | None) -> ReadySet | None:
    """Return the ready-made set that an attempt was at, offered or not."""
    row = ready_queries.get(ready_id) if ready_id else None
    return load_set(row.content) if row and row.kind == "set" else None
