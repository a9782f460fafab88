"""A session before it begins: which items it would show, what is left out and why, and its plan."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from quizapp.banks import queries as bank_queries
from quizapp.core.assembly import AssessmentBlueprint, Candidate, assemble, draw, spread
from quizapp.core.facts import ItemContent
from quizapp.core.items import Audience, Topic
from quizapp.core.live_draft import ONLY_WHEN_CHOSEN, HeldBack, held_back, replacement
from quizapp.core.ready_sets import ReadySet
from quizapp.formats.ready_json import load_set
from quizapp.live import draft_queries
from quizapp.live.draft_queries import Found


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What was chosen so far: a ready-made set or topics, and the items by their lasting ids.

    No ``topics`` means a mix of all that are not only shown when they are chosen, no ``slugs`` a whole set.
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


def of_topics(topics: Sequence[Topic], length: int, *, seed: int, today: date) -> Draft:
    """Draw a draft on some topics; the same seed draws the same, and fewer items where fewer fit."""
    blueprint = AssessmentBlueprint(cells=spread(tuple(topics), None, length), audience=Audience.PATIENT)
    here = _offered(draft_queries.items(topics=_asked(topics)))
    drawn = draw(blueprint, here.values(), seed=seed)
    found = _contents(candidate for cell in drawn for candidate in cell)
    kept = [[one for one in cell if not held_back(found[one.slug].item, today=today)] for cell in drawn]
    items = {one.id: found[one.slug].item for cell in kept for one in cell}
    chosen = assemble(blueprint, kept, items, seed=seed).chosen
    return Draft(topics=tuple(topics), slugs=tuple(candidate.slug for candidate in chosen))


def swapped(draft: Draft, out: str, *, today: date) -> Draft:
    """Return the draft with another item of the same topic in the place of ``out``, if there is one."""
    chosen = _offered(draft_queries.items(slugs=draft.slugs))
    if out not in chosen:
        return draft
    others = _offered(draft_queries.items(topics=[chosen[out].topic]))
    found = _contents((chosen | others).values())
    offered = [one for one in others.values() if not held_back(found[one.slug].item, today=today)]
    beside = [found[slug].item for slug in draft.slugs if slug in chosen and slug != out]
    taken = replacement(out, beside, offered, {one.id: found[one.slug].item for one in offered})
    if taken is None:
        return draft
    return replace(draft, slugs=tuple(taken.slug if slug == out else slug for slug in draft.slugs))


def preview(draft: Draft, ready_sets: Sequence[ReadySet], *, today: date) -> Preview:
    """Return what a draft would show today, without what is not offered any more; two reads.

    A draft of a ready-made set that names no items has all of them but those held back.
    """
    ready = next((one for one in ready_sets if one.id == draft.set_id), None)
    of_set, topics = (ready.items, ()) if ready else ((), _asked(draft.topics))
    rows = draft_queries.items(slugs={*draft.slugs, *of_set}, topics=topics)
    here = _offered(rows)
    found = _contents(here.values())
    why = {slug: reason for slug, one in found.items() if (reason := held_back(one.item, today=today))}
    wanted = draft.slugs or [slug for slug in of_set if slug not in why]
    slugs = tuple(slug for slug in dict.fromkeys(wanted) if slug in here)
    reasons = list(why.values())
    return Preview(
        draft=replace(draft, set_id=ready.id if ready else "", slugs=slugs),
        ready=ready,
        versions=tuple((here[slug].id, here[slug].version) for slug in slugs),
        contents=tuple(found[slug] for slug in slugs),
        held=tuple(
            HeldItem(content=found[slug], why=why[slug])
            for slug in of_set
            if slug in why and slug not in slugs
        ),
        due=0 if ready else reasons.count(HeldBack.DUE),
        ahead=0 if ready else reasons.count(HeldBack.AHEAD),
        students=sum(row.for_students for row in rows),
        updated=sum(row.being_updated for row in rows),
    )


def _asked(topics: Sequence[Topic]) -> tuple[Topic, ...]:
    return tuple(topics) or tuple(topic for topic in Topic if topic not in ONLY_WHEN_CHOSEN)


def _offered(rows: Iterable[Found]) -> dict[str, Candidate]:
    """Return those items that may be shown to patients, by their lasting ids."""
    return {row.candidate.slug: row.candidate for row in rows if row.is_offered}


def _contents(candidates: Iterable[Candidate]) -> dict[str, ItemContent]:
    """Return what some items hold, by their lasting ids; one read."""
    found = bank_queries.contents({(one.id, one.version) for one in candidates})
    return {content.item.id: content for content in found.values()}
