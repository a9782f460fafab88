"""The room's chart as rows: what was answered, how often, and whether it is right."""

from dataclasses import dataclass

from quizapp.core.items import Choices
from quizapp.core.live_plan import StepKind
from quizapp.core.live_tally import Confidence, Outcome, Tally
from quizapp.live.showing import ShownStep
from quizapp.live.words import CONFIDENCE_NAMES, OUTCOME_NAMES


@dataclass(frozen=True, kw_only=True)
class ChartRow:
    """One thing that could be answered; ``count`` is how many of ``of`` people did, None while not shown.

    ``is_right`` is told only where the right answer was shown.
    """

    text: str
    count: int | None = None
    of: int = 0
    is_right: bool = False

    @property
    def words(self) -> str:
        """Say how many, or nothing while that is not shown."""
        return "" if self.count is None else f"{self.count} of {self.of}"


def chart_rows(step: ShownStep, chart: Tally | None, *, key_shown: bool) -> list[ChartRow]:
    """Return what can be chosen at a step, in the order shown, with the room's answers if ``chart`` has them.

    Where answers are no choices, the rows say how many were right, and there are none without a chart.
    """
    counts = chart.counts if chart else {}
    of = chart.answered if chart else 0
    if step.content and isinstance(step.content.item.body, Choices):
        return [
            ChartRow(
                text=option.label, count=counts.get(option.id), of=of, is_right=key_shown and option.is_key
            )
            for option in step.content.item.body.options
        ]
    if step.kind is not StepKind.ITEM:
        return [ChartRow(text=CONFIDENCE_NAMES[how], count=counts.get(how), of=of) for how in Confidence]
    return [
        ChartRow(text=OUTCOME_NAMES[outcome], count=counts[outcome], of=of)
        for outcome in Outcome
        if outcome in counts
    ]
