"""What an educator reads of a quiz: how its items and their options did, and what to do about each."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from quizapp.core.distractors import OptionFigures, option_figures
from quizapp.core.grading import grade
from quizapp.core.guessing import chance_of
from quizapp.core.intervals import Interval, correlation_interval, share_interval
from quizapp.core.item_advice import Advice, SampleSize, advice, sample_size
from quizapp.core.item_analysis import ItemFigures, QuizFigures, analyse, rest_of
from quizapp.core.items import Audience, Choices, Item, Response, Topic
from quizapp.core.live_tally import FEWEST
from quizapp.core.quiz_marks import ItemMarks, MarkSheet, QuizMarks


@dataclass(frozen=True, kw_only=True)
class Answered:
    """What an attempt answered to an item; the response is empty where that was nothing."""

    attempt: Hashable
    item: str
    response: Response


@dataclass(frozen=True, kw_only=True)
class ItemReport:
    """How an item did; ``options`` are those of an item that has some.

    The intervals hold the true value in 95 of 100 samples. That of discrimination is in percent, as the
    figure is.
    """

    name: str
    item: Item
    figures: ItemFigures
    facility: Interval | None
    discrimination: Interval | None
    options: tuple[OptionFigures, ...]
    advice: Advice


@dataclass(frozen=True, kw_only=True)
class QuizReport:
    """How a quiz did in ``attempts`` attempts, and each of its items, in the order in which they were met."""

    attempts: int
    size: SampleSize
    quiz: QuizFigures
    items: tuple[ItemReport, ...]

    @property
    def shown(self) -> tuple[ItemReport, ...]:
        """Return the items that so many had that nobody's answers can be made out."""
        return tuple(one for one in self.items if one.figures.n >= FEWEST)


def report(items: Mapping[str, Item], answered: Iterable[Answered]) -> QuizReport:
    """Return how the items that were answered did, each marked by its own key; ``items`` are by name.

    An attempt answers to an item once. Marks are points: an item counts as many as it can earn.
    """
    sheet = MarkSheet(Fraction(1))
    chosen: defaultdict[str, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for turn, one in enumerate(answered):
        mark = grade(items[one.item], one.response)
        column = sheet.column(one.item, mark.maximum)
        for option in one.response.chosen:
            chosen[one.item][option].append(len(column.attempts))
        column.attempts.append(sheet.number(one.attempt))
        column.marks.append(mark.points)
        column.turns.append(turn)
    marks = sheet.marks()
    found, totals = analyse(marks), marks.totals
    return QuizReport(
        attempts=marks.attempts,
        size=sample_size(marks.attempts),
        quiz=found.quiz,
        items=tuple(
            _item(items[own.item], figures, _options(items[own.item], chosen[own.item], own, marks, totals))
            for own, figures in zip(marks.items, found.items, strict=True)
        ),
    )


def _item(item: Item, figures: ItemFigures, options: tuple[OptionFigures, ...]) -> ItemReport:
    index = figures.discrimination_index
    reach = None if index is None else correlation_interval(index / 100, figures.n)
    return ItemReport(
        name=figures.item,
        item=item,
        figures=figures,
        facility=None if figures.facility is None else share_interval(figures.facility, figures.n),
        discrimination=Interval(low=100 * reach.low, high=100 * reach.high) if reach else None,
        options=options,
        advice=advice(
            figures, options=options, is_for_everybody=is_for_everybody(item), chance=chance_of(item)
        ),
    )


def is_for_everybody(item: Item) -> bool:
    """Tell whether all should get an item right: what patients are told, and what keeps people safe."""
    return Audience.PATIENT in item.audience or item.topic is Topic.SUPPORT_SAFETY


def _options(
    item: Item, chosen: Mapping[str, Sequence[int]], own: ItemMarks, marks: QuizMarks, totals: Sequence[int]
) -> tuple[OptionFigures, ...]:
    if not isinstance(item.body, Choices):
        return ()
    names = {option.id: f"“{option.text}”" for option in item.body.options}
    return option_figures(
        {names[option.id]: chosen.get(option.id, ()) for option in item.body.options},
        keys={names[id_] for id_ in item.body.key_ids},
        rest=rest_of(own, totals, is_drawn=marks.is_drawn(own)),
    )
