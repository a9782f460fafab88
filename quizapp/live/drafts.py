"""A session before it begins: which items it would show, what is left out and why, and its plan."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from quizapp.banks import queries as bank_queries
from quizapp.banks import superseding_queries
from quizapp.core.assembly import AssessmentBlueprint, Candidate, assemble, draw, spread
from quizapp.core.facts import ItemContent
from quizapp.core.items import Audience, Topic
from quizapp.core.live_draft import ONLY_WHEN_CHOSEN, HeldBack, held_back, replacement
from quizapp.core.ready_sets import ReadySet
from quizapp.formats.ready_json import load_set
from quizapp.live import draft_queries


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What was chosen so far: a ready-made set or topics, and the items by their lasting ids.

    No ``topics`` means a mix of all that are not only shown when they are chosen.
    """

    set_id: str = ""
    topics: tuple[Topic, ...] = ()
    slugs: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class HeldItem:
    """An item of a ready-made set that is not shown unless somebody puts it in."""

    content: ItemContent
    why: HeldBack


@dataclass(frozen=True, kw_only=True)
class Preview:
    """A draft as it would be shown today; ``versions`` and ``contents`` go in its order.

    Of what is left out, ``held`` can be put in; ``due``, ``ahead``, ``students`` and ``updated`` are counts.
    """

    draft: Draft
    ready: ReadySet | None
    versions: tuple[tuple[int, int], ...]
    contents: tuple[ItemContent, ...]
    held: tuple[HeldItem, ...] = ()
    due: int = 0
    ahead: int = 0
    students: int = 0
    updated: int = 0

    @property
    def is_signed(self) -> bool:
        """Tell whether a clinician signed every fact behind it."""
        return all(fact.signed for content in self.contents for fact in content.facts)

    @property
    def fingerprint(self) -> str:
        """What changes with anything that was read before the start: an item, its version, their order."""
        return sha256(repr(self.versions).encode()).hexdigest()[:16]


def sets() -> list[ReadySet]:
    """Return the ready-made sets that are offered, in their order; one read."""
    return [load_set(row.content) for row in draft_queries.ready_sets()]


def find_set(set_id: str) -> ReadySet | None:
    """Return a ready-made set that is offered; one read."""
    return next((ready for ready in sets() if ready.id == set_id), None)


def of_set(ready: ReadySet, *, today: date) -> Draft:
    """Return the draft of a ready-made set: all of its items but those held back."""
    found = _contents(draft_queries.by_slugs(ready.items).values())
    slugs = (slug for slug in ready.items if slug in found and not held_back(found[slug].item, today=today))
    return Draft(set_id=ready.id, slugs=tuple(slugs))


def of_topics(topics: Sequence[Topic], length: int, *, seed: int, today: date) -> Draft:
    """Draw a draft on some topics; the same seed draws the same, and fewer items where fewer fit."""
    asked = _asked(topics)
    cells = spread(tuple(topics), None, length)
    blueprint = AssessmentBlueprint(cells=cells, audience=Audience.PATIENT)
    drawn = draw(blueprint, draft_queries.candidates(asked), seed=seed)
    found = _contents(candidate for cell in drawn for candidate in cell)
    shown = {slug: content for slug, content in found.items() if not held_back(content.item, today=today)}
    kept = [[candidate for candidate in cell if candidate.slug in shown] for cell in drawn]
    items = {candidate.id: shown[candidate.slug].item for cell in kept for candidate in cell}
    chosen = assemble(blueprint, kept, items, seed=seed).chosen
    return Draft(topics=tuple(topics), slugs=tuple(candidate.slug for candidate in chosen))


def swapped(draft: Draft, out: str, *, today: date) -> Draft:
    """Return the draft with another item of the same topic in the place of ``out``, if there is one."""
    here = draft_queries.by_slugs(draft.slugs)
    if out not in here:
        return draft
    others = draft_queries.candidates([here[out].topic])
    found = _contents([*others, *here.values()])
    offered = [one for one in others if not held_back(found[one.slug].item, today=today)]
    beside = [found[slug].item for slug in draft.slugs if slug in here and slug != out]
    taken = replacement(out, beside, offered, {one.id: found[one.slug].item for one in offered})
    if taken is None:
        return draft
    return replace(draft, slugs=tuple(taken.slug if slug == out else slug for slug in draft.slugs))


def preview(draft: Draft, *, today: date) -> Preview:
    """Return what a draft would show today, without those of its items that are not offered any more."""
    ready = find_set(draft.set_id) if draft.set_id else None
    here = draft_queries.by_slugs(draft.slugs)
    slugs = tuple(dict.fromkeys(slug for slug in draft.slugs if slug in here))
    found = _contents(here.values())
    chosen = Preview(
        draft=replace(draft, slugs=slugs),
        ready=ready,
        versions=tuple((here[slug].id, here[slug].version) for slug in slugs),
        contents=tuple(found[slug] for slug in slugs),
    )
    return _left_out_of_set(chosen, ready, today=today) if ready else _left_out_of_topics(chosen, today=today)


def _left_out_of_set(chosen: Preview, ready: ReadySet, *, today: date) -> Preview:
    found = _contents(draft_queries.by_slugs(ready.items).values())
    held = (
        HeldItem(content=found[slug], why=why)
        for slug in ready.items
        if slug in found and slug not in chosen.draft.slugs
        if (why := held_back(found[slug].item, today=today))
    )
    return replace(chosen, held=tuple(held), updated=superseding_queries.being_updated(ready.items))


def _left_out_of_topics(chosen: Preview, *, today: date) -> Preview:
    asked = _asked(chosen.draft.topics)
    found = _contents(draft_queries.candidates(asked))
    why = [held_back(content.item, today=today) for content in found.values()]
    return replace(
        chosen,
        due=why.count(HeldBack.DUE),
        ahead=why.count(HeldBack.AHEAD),
        students=draft_queries.for_students(asked),
        updated=draft_queries.being_updated(asked),
    )


def _asked(topics: Sequence[Topic]) -> tuple[Topic, ...]:
    return tuple(topics) or tuple(topic for topic in Topic if topic not in ONLY_WHEN_CHOSEN)


def _contents(candidates: Iterable[Candidate]) -> dict[str, ItemContent]:
    """Return what some items hold, by their lasting ids; one read."""
    found = bank_queries.contents({(one.id, one.version) for one in candidates})
    return {content.item.id: content for content in found.values()}
