"""What a session leaves behind for everybody: what it taught, what the room knew, and how sure it felt."""

from dataclasses import dataclass

from quizapp.banks import superseding_queries
from quizapp.core.facts import ItemContent
from quizapp.core.live_plan import LivePlan, StepKind
from quizapp.core.live_tally import Confidence
from quizapp.live.showing import Showing
from quizapp.web.sheet import RecapPoint, recap_points

SURE = (Confidence.FAIRLY, Confidence.VERY)


@dataclass(frozen=True, kw_only=True)
class ConfidenceRow:
    """How many of the room felt so sure, before the session and after it."""

    how: Confidence
    before: int
    after: int


@dataclass(frozen=True, kw_only=True)
class RoomConfidence:
    """How sure the room felt.

    ``before`` and ``after`` count the answers, ``sure_before`` and ``sure_after`` those fairly or very sure.
    """

    rows: tuple[ConfidenceRow, ...]
    before: int
    after: int
    sure_before: int
    sure_after: int


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
    """Return how sure the room felt, where enough people said so both before and after."""
    tallies = {step.kind: step.tally for step in showing.steps if step.kind is not StepKind.ITEM}
    before, after = tallies.get(StepKind.BEFORE), tallies.get(StepKind.AFTER)
    if not (showing.state.ended and before and after and before.is_shown and after.is_shown):
        return None
    return RoomConfidence(
        rows=tuple(
            ConfidenceRow(how=how, before=before.counts[how], after=after.counts[how]) for how in Confidence
        ),
        before=before.answered,
        after=after.answered,
        sure_before=sum(before.counts[how] for how in SURE),
        sure_after=sum(after.counts[how] for how in SURE),
    )
