"""How large the projector's type is: as large as what there is to read leaves room for, without scrolling."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from quizapp.core.items import Choices, Cloze, Item, Matching, Matrix, Ordering
from quizapp.live.lead_shown import Shown

# Lengths are in units of the page's own type, 1/27 of the height of a screen; see live-screen.css.
HEIGHT = 18.2
"""What is left between the head and the way to join."""

WIDTH = 43.0
LEFT, RIGHT = 27.5, 13.6
LETTER = 0.52
"""Width of a letter on average, and some for what does not fit at the end of a line."""

LINE, ROW, BAR = 1.4, 1.3, 1.3
"""Height of a line, and what a frame and a bar add to it."""

MANY, TEXT_SHARE = 5, 0.6
"""From so many rows on, a bar stands beside its text, which has this share of the width then."""

SAFETY_LINES = 9

MARK = " " * 8
"""As wide as what says that something is right."""


@dataclass(frozen=True, kw_only=True)
class Size:
    """One size: how large the question and the rest are set."""

    name: str
    title: float
    text: float


SIZES = (
    Size(name="largest", title=2.0, text=1.25),
    Size(name="large", title=1.8, text=1.1),
    Size(name="medium", title=1.6, text=0.96),
    Size(name="small", title=1.4, text=0.84),
    Size(name="smallest", title=1.2, text=0.72),
)


def sizes_of(shown: Shown) -> tuple[str, str]:
    """Return the names of the largest sizes in which a step needs no scrolling.

    The first is for the question and what can be chosen, the second for what stands beside it.
    """
    for size in SIZES:
        room = HEIGHT - _title(shown, size)
        if _left(shown, LEFT / size.text) * size.text > room:
            continue
        for side in SIZES:
            if _right(shown, RIGHT / side.text) * side.text <= room:
                return size.name, side.name
    return SIZES[-1].name, SIZES[-1].name


def _title(shown: Shown, size: Size) -> float:
    asked = f"True or false? {shown.question}" if _is_asked_whether(shown) else shown.question
    return _lines(asked, WIDTH / size.title) * 1.2 * size.title


def _left(shown: Shown, width: float) -> float:
    inner = (width / 2 if shown.figure else width) - 1.8
    in_line = shown.has_chart and len(shown.rows) >= MANY and not shown.figure
    if in_line:
        inner *= TEXT_SHARE
    bar = BAR if shown.has_chart and not in_line else 0
    rows = sum(_lines(text, inner) * LINE + ROW + bar for text in _rows(shown))
    return max(rows, 14.0 if shown.figure else 0)


def _right(shown: Shown, width: float) -> float:
    inner = (width - 1.8) / 0.9
    lines = sum(_lines(text, inner) for text in (shown.correction, shown.why, shown.chart_note) if text)
    if not shown.content:
        return lines * LINE
    sources = sum(len(source.publisher) + 26 for source in shown.content.sources)
    small = ceil((sources + 34) * LETTER / (inner / 0.75)) * 0.75
    bars = len(shown.rows) * (LINE + 0.2) if shown.parts and shown.has_chart else 0
    safety = SAFETY_LINES * 0.8 if shown.content.concerns_safety else 0
    return (lines + 2 + small) * LINE * 0.9 + 1.4 + bars + safety


def _rows(shown: Shown) -> Iterator[str]:
    if shown.parts:
        yield from (part.text + MARK for part in shown.parts)
        if isinstance(shown.item.body if shown.item else None, Cloze):
            yield shown.correction
    elif shown.item is None or isinstance(shown.item.body, Choices) or shown.has_chart:
        yield from (row.text + MARK * row.is_right for row in shown.rows)
        if shown.item and shown.item.type == "select-all" and not shown.has_chart:
            yield "every"
    else:
        yield from _texts_of(shown.item)


def _texts_of(item: Item) -> Iterator[str]:
    """Return what stands under the stem of an item that is not answered by choosing from one list."""
    match item.body:
        case Matching(subjects=subjects, options=options):
            texts = ([one.text for one in subjects], [one.text for one in options])
            yield from (text * 2 for text in max(texts, key=len))
        case Matrix(rows=rows):
            yield from ("columns", *(row.text for row in rows))
        case Ordering(options=options):
            yield from ("order", *(option.text for option in options))
        case Cloze(text=text, blanks=blanks):
            yield text
            yield from ("".join(f"{option.text} – or – " for option in blank.options) for blank in blanks)
        case _:
            yield "type"


def _lines(text: str, width: float) -> int:
    """Return about how many lines a text takes at a width."""
    return ceil(len(text) * LETTER / width)


def _is_asked_whether(shown: Shown) -> bool:
    return shown.item is not None and shown.item.type == "true-false"
