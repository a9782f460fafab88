"""The counts of a session as rows for a spreadsheet; in a patient session, those that expose nobody."""

from collections.abc import Iterator

from quizapp.core.items import ItemType
from quizapp.core.live import Reached
from quizapp.core.live_export import Exported, of_one_each, of_several_each, whole
from quizapp.core.live_plan import SessionKind
from quizapp.formats.live_sheet import CountRow
from quizapp.live.chart_rows import chart_rows
from quizapp.live.showing import Showing, ShownStep
from quizapp.live.words import CONFIDENCE_QUESTIONS

ANSWERED, SKIPPED, WHOLLY_RIGHT = "Answered", "Would rather skip", "Wholly right"


def count_rows(showing: Showing) -> list[CountRow]:
    """Return what a session's steps were answered, in their order, without steps that nobody was shown."""
    asked = (step for step in showing.steps if step.reached is not Reached.WAITING)
    return [row for step in asked for row in _rows(step, showing.kind)]


def _rows(step: ShownStep, kind: SessionKind) -> Iterator[CountRow]:
    item = step.content.item if step.content else None
    question = item.stem if item else CONFIDENCE_QUESTIONS[step.kind]
    several = item is not None and item.type is ItemType.SELECT_ALL
    left = _left(step, kind, several=several)

    def row(what: str, count: int | None, *, is_right: bool = False) -> CountRow:
        return CountRow(
            step=step.position,
            item=item.id if item else "",
            version=step.version,
            question=question,
            what=what,
            is_right=is_right,
            count=count,
        )

    yield row(ANSWERED, left.answered)
    yield row(SKIPPED, left.skipped)
    for shown, count in zip(chart_rows(step, step.tally, key_shown=True), left.counts.values(), strict=True):
        yield row(shown.text, count, is_right=shown.is_right)
    if several:
        yield row(WHOLLY_RIGHT, left.right)


def _left(step: ShownStep, kind: SessionKind, *, several: bool) -> Exported:
    if kind is SessionKind.CLASS:
        return whole(step.tally)
    return of_several_each(step.tally) if several else of_one_each(step.tally)
