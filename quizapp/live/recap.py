"""What a session leaves behind for everybody: what it taught, what the room knew, and how sure it felt."""

from dataclasses import dataclass

from quizapp.banks import superseding_queries
from quizapp.core.facts import ItemContent
from quizapp.core.live_export import Felt, felt
from quizapp.core.live_plan import LivePlan, SessionKind, StepKind
from quizapp.core.live_tally import Confidence
from quizapp.live.showing import Showing
from quizapp.web.sheet import RecapPoint, recap_points


@dataclass(frozen=True, kw_only=True)
class RoomConfidence:
    """How sure the room felt before the session, and after it."""

    before: Felt
    after: Felt

    @property
    def rows(self) -> list[tuple[Confidence, int, int]]:
        """How many felt how sure, before and after, where both may be told."""
        before, after = self.before.counts, self.after.counts
        return [(how, before[how], after[how]) for how in Confidence] if before and after else []


@dataclass(frozen=True, kw_only=True)
class Recap:
    """What remains of a session, without anybody's answers.

    ``not_reached`` counts the sentences whose questions the session did not get to.
    """

    plan: LivePlan
    contents: tuple[ItemContent, ...]
    points: tuple[RecapPoint, ...]
    not_reached: int
    known: int
    of: int
    confidence: RoomConfidence | None


def recap_of(showing: Showing) -> Recap:
    """Return what a session taught; one read. After its end that is only what the room was shown."""
    steps = showing.seen if showing.state.ended else showing.steps
    contents = tuple(step.content for step in steps if step.content)
    taught = {fact for content in contents for fact in content.item.all_facts}
    points = [point for point in showing.plan.recap if taught.issuperset(point.facts)]
    known, of = showing.score
    return Recap(
        plan=showing.plan,
        contents=contents,
        points=tuple(recap_points(points, replaced=superseding_queries.fact_ids())),
        not_reached=len(showing.plan.recap) - len(points),
        known=known,
        of=of,
        confidence=_confidence(showing),
    )


def _confidence(showing: Showing) -> RoomConfidence | None:
    """Return how sure the room felt, where that may be told both before and after."""
    is_whole = showing.kind is SessionKind.CLASS
    told = {
        step.kind: felt(step.tally, is_whole=is_whole)
        for step in showing.steps
        if step.kind is not StepKind.ITEM
    }
    before, after = told.get(StepKind.BEFORE), told.get(StepKind.AFTER)
    return RoomConfidence(before=before, after=after) if showing.state.ended and before and after else None
