"""The plan of a session: what is said before its items, what is learnt from them, what to ask one's team."""

from quizapp.core.facts import Fact, FactUse, ItemContent
from quizapp.core.items import Audience, Topic
from quizapp.core.live_plan import LivePlan, Planned, StepKind
from quizapp.core.ready_sets import POINTS, Point, ReadySet
from quizapp.live.drafts import Preview

QUESTIONS = (
    "What is the full name of my NET, and where did it start?",
    "What of today's talk matters for my own care?",
    "What comes next for me, and when?",
    "Whom can I call when something worries me?",
)
"""For one's own team, where no ready-made set brings some of its own."""

CONTENT_NOTES = {
    Topic.SPREAD_STAGING: "Some questions speak of how a tumour can spread. They say nothing about you.",
    Topic.CAUSES_RISK: "Some questions speak of illness in families. They say nothing about your own risk.",
    Topic.SUPPORT_SAFETY: "Some questions speak of an emergency, and of how to be ready for one.",
}
SKIP = "Skip what you like."


def content_note(preview: Preview) -> str:
    """Return what people should know before a session that touches something hard, or nothing."""
    topics = {content.item.topic for content in preview.contents}
    notes = [note for topic, note in CONTENT_NOTES.items() if topic in topics]
    if preview.ready:
        return preview.ready.content_note
    return " ".join([*notes, SKIP]) if notes else ""


def plan(preview: Preview, *, title: str, ready_sets: list[ReadySet]) -> LivePlan:
    """Return what is said around the items of a session; ``ready_sets`` lend their notes to their items."""
    ready = preview.ready
    slugs = {content.item.id for content in preview.contents}
    notes = {slug: note for one in ready_sets for slug, note in one.notes.items() if slug in slugs}
    return LivePlan(
        title=title,
        goal=ready.goal if ready else "After this you will know some more about NETs, and what to ask.",
        content_note=content_note(preview),
        recap=recap(preview),
        questions=ready.questions if ready else QUESTIONS,
        notes=notes | (ready.notes if ready else {}),
    )


def recap(preview: Preview) -> tuple[Point, ...]:
    """Return up to five things learnt: those of a ready-made set that its items still teach, then facts.

    Facts are said in their own words, the first that may be taught of each item; none is said twice.
    """
    asked = {fact for content in preview.contents for fact in content.item.all_facts}
    of_set = preview.ready.recap if preview.ready else ()
    points = [point for point in of_set if asked.issuperset(point.facts)]
    for content in preview.contents:
        if len(points) == POINTS:
            break
        said = {fact for point in points for fact in point.facts}
        if said.isdisjoint(content.item.facts) and (point := _point(content)):
            points.append(point)
    return tuple(points[:POINTS])


def _point(content: ItemContent) -> Point | None:
    facts = (fact for fact in content.facts if fact.id in content.item.facts and _is_for_patients(fact))
    fact = next(facts, None)
    return Point(text=fact.statement, facts=(fact.id,)) if fact else None


def _is_for_patients(fact: Fact) -> bool:
    return fact.use is FactUse.TEACH and Audience.PATIENT in fact.audience


def steps(preview: Preview, *, asks_confidence: bool) -> list[Planned]:
    """Return the steps of a session; it may ask at the beginning and at the end how sure people feel."""
    items = [Planned(kind=StepKind.ITEM, item=version) for version in preview.versions]
    if not asks_confidence:
        return items
    return [Planned(kind=StepKind.BEFORE), *items, Planned(kind=StepKind.AFTER)]
