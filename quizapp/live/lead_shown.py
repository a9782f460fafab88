"""The step that a session is at, as the projector and the facilitator's page show it."""

from collections.abc import Iterator
from dataclasses import dataclass

from quizapp.core import cloze
from quizapp.core.facts import ItemContent
from quizapp.core.items import Choices, Cloze, Item, Matching, Matrix, Ordering, Response
from quizapp.core.live import Reached
from quizapp.live.chart_rows import ChartRow, chart_rows
from quizapp.live.showing import Showing, ShownStep
from quizapp.live.words import CONFIDENCE_QUESTIONS, NOBODY, TOO_FEW
from quizapp.web.items.answer_parts import AnswerPart, answer_parts
from quizapp.web.items.figure import Figure, figure_answered, figure_to_see
from quizapp.web.items.view import put_right

ROW_WEIGHT = 30
"""How many characters a row of its own is worth: as many as leave its line half empty."""

SIZES = ((260, "large"), (420, "medium"), (640, "small"))
"""Up to what weight a page of the projector is set in which size; heavier ones in the smallest."""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A step as its pages show it.

    ``rows`` are what can be chosen, or how the room answered where answers are no choices; ``chart_note``
    says why there is no chart where one was asked for. ``parts`` are the right answer where it is no choice,
    ``why`` the reasons where it is one, ``correction`` is a statement put right; they are empty before the
    right answer was shown, and ``content`` is None.
    """

    question: str
    item: Item | None
    figure: Figure | None
    rows: list[ChartRow]
    has_chart: bool
    chart_note: str
    parts: list[AnswerPart]
    why: list[str]
    correction: str
    content: ItemContent | None

    @property
    def open_text(self) -> str:
        """The text of a cloze, its gaps numbered."""
        body = self.item.body if self.item else None
        if not isinstance(body, Cloze):
            return ""
        places = {blank.id: place for place, blank in enumerate(body.blanks, start=1)}
        return cloze.filled(body, lambda blank: f"({places[blank.id]}) {cloze.OPEN}")

    @property
    def size(self) -> str:
        """In which size the projector sets it, so that nobody has to scroll."""
        weight = sum(len(text) + ROW_WEIGHT for text in self._texts())
        return next((size for most, size in SIZES if weight <= most), "smallest")

    def _texts(self) -> Iterator[str]:
        yield self.question
        yield from (row.text for row in self.rows)
        yield from (f"{part.text} {part.rationale}" for part in self.parts)
        yield from self.why
        if self.item and not self.parts:
            yield from _texts_of(self.item)


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
        why=[part.rationale for part in parts if is_choice and part.verdict == "right"],
        correction=put_right(content.item) if content and key_shown else "",
        content=content if key_shown else None,
    )


def _figure(content: ItemContent, *, key_shown: bool) -> Figure | None:
    return figure_answered(content, Response()) if key_shown else figure_to_see(content)


def _chart_note(showing: Showing, step: ShownStep) -> str:
    if step.reached not in {Reached.CHARTED, Reached.REVEALED}:
        return ""
    if step.tally.answered == 0:
        return NOBODY
    return TOO_FEW if showing.chart is None else ""


def _texts_of(item: Item) -> Iterator[str]:
    """Return what stands under the stem of an item that is not answered by choosing from one list."""
    match item.body:
        case Matching(subjects=subjects, options=options):
            yield from (subject.text for subject in subjects)
            yield from (option.text for option in options)
        case Matrix(rows=rows):
            yield from (row.text for row in rows)
        case Ordering(options=options):
            yield from (option.text for option in options)
        case Cloze() as body:
            yield cloze.filled(body, lambda _: cloze.OPEN)
            yield from (option.text for blank in body.blanks for option in blank.options)
        case _:
            return
