"""The step that a session is at, as the projector and the facilitator's page show it."""

from dataclasses import dataclass

from quizapp.core import cloze
from quizapp.core.facts import ItemContent
from quizapp.core.items import Choices, Cloze, Item, Response
from quizapp.core.live import Reached
from quizapp.live.chart_rows import ChartRow, chart_rows
from quizapp.live.showing import Showing, ShownStep
from quizapp.live.words import CONFIDENCE_QUESTIONS, NOBODY, TOO_FEW
from quizapp.web.items.answer_parts import AnswerPart, answer_parts
from quizapp.web.items.figure import Figure, figure_answered, figure_to_see
from quizapp.web.items.view import clinician_words, put_right

ON_PHONES = "Why each of them is right, you can read on your phone."
"""Several reasons are too much to read on a wall."""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A step as its pages show it.

    ``rows`` are what can be chosen, or how the room answered where answers are no choices; ``chart_note``
    says why there is no chart where one was asked for. ``parts`` are the right answer where it is no choice,
    ``why`` is the reason where there is one, ``correction`` a statement put right; they are empty
    before the right answer was shown, and ``content`` is None. ``reviewed`` says whether a clinician has
    reviewed the item, ``is_due`` that it should be looked at again.
    """

    question: str
    item: Item | None
    figure: Figure | None
    rows: list[ChartRow]
    has_chart: bool
    chart_note: str
    parts: list[AnswerPart]
    why: str
    correction: str
    reviewed: str
    is_due: bool
    content: ItemContent | None

    @property
    def open_text(self) -> str:
        """The text of a cloze, its gaps numbered."""
        body = self.item.body if self.item else None
        if not isinstance(body, Cloze):
            return ""
        places = {blank.id: place for place, blank in enumerate(body.blanks, start=1)}
        return cloze.filled(body, lambda blank: f"({places[blank.id]}) {cloze.OPEN}")


def shown(showing: Showing, step: ShownStep) -> Shown:
    """Return a step as it is shown now: without anything that tells its answer before that was shown."""
    content, key_shown, chart = step.content, showing.may_show_key, showing.chart
    parts = answer_parts(content.item, Response()) if content and key_shown else []
    is_choice = content is not None and isinstance(content.item.body, Choices)
    return Shown(
        question=content.item.stem if content else CONFIDENCE_QUESTIONS[step.kind],
        item=content.item if content else None,
        figure=_figure(content, key_shown=key_shown) if content else None,
        rows=chart_rows(step, chart, key_shown=key_shown),
        has_chart=chart is not None and chart.answered > 0,
        chart_note=_chart_note(showing, step),
        parts=[] if is_choice else parts,
        why=_why(parts),
        correction=put_right(content.item) if content and key_shown else "",
        reviewed=clinician_words([content]) if content else "",
        is_due=content is not None and content.item.due_for_review(showing.began_on),
        content=content if key_shown else None,
    )


def _why(parts: list[AnswerPart]) -> str:
    """Return the reason of a right answer that has one alone; where there are several, where to read them."""
    reasons = [part.rationale for part in parts if part.is_key]
    if len(reasons) > 1:
        return ON_PHONES
    return reasons[0] if reasons else ""


def _figure(content: ItemContent, *, key_shown: bool) -> Figure | None:
    return figure_answered(content, Response()) if key_shown else figure_to_see(content)


def _chart_note(showing: Showing, step: ShownStep) -> str:
    if step.reached not in {Reached.CHARTED, Reached.REVEALED}:
        return ""
    if step.tally.answered == 0:
        return NOBODY
    return TOO_FEW if showing.chart is None else ""
