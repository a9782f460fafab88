"""``quizapp items analyse``: how the items of a quiz did, from a table of marks."""

import json
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

import click

from quizapp.core.item_advice import advice
from quizapp.core.item_analysis import Analysis, ItemFigures, QuizFigures, analyse
from quizapp.core.quiz_marks import QuizMarks
from quizapp.formats.marks_csv import Refused, read_marks
from quizapp.web.filters import count_of

BLOCK = 1024**2
LARGEST_FILE = 512 * 1024**2
"""Bytes. Each further million lines take some 40 MB of memory (docs/performance.md)."""


NAMED = 5
"""How many items with missing lines are named; the others are counted."""


@click.group()
def items() -> None:
    """How items did where they were asked."""


@items.command(name="analyse")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
def analyse_items(path: Path, as_json: bool) -> None:
    """Tell how each item did, and how far the totals can be trusted, from the marks in FILE.

    FILE is CSV with the columns attempt, item, max_mark and mark; an empty mark is an item left unanswered.
    """
    marks = _read(path)
    found = analyse(marks)
    lacking = {one.item: marks.attempts - len(one.attempts) for one in marks.items if marks.is_drawn(one)}
    if as_json:
        click.echo(json.dumps(_as_json(found, lacking, attempts=marks.attempts), indent=2))
        return
    for line in _lines(found, attempts=marks.attempts):
        click.echo(line)
    if lacking:
        click.echo(_said_of_lacking(lacking, attempts=marks.attempts), err=True)


def _read(path: Path) -> QuizMarks:
    name = click.format_filename(path)
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise click.ClickException(f"{name}: The file has over {LARGEST_FILE // 1024**2} MB.")
        with path.open("rb") as file:
            marks = read_marks(iter(partial(file.read, BLOCK), b""))
    except OSError as error:
        raise click.ClickException(f"{name}: {error.strerror}.") from None
    if isinstance(marks, Refused):
        raise click.ClickException(f"{name}, line {marks.line}: {marks.message}")
    return marks


def _as_json(found: Analysis, lacking: Mapping[str, int], *, attempts: int) -> dict[str, object]:
    quiz = found.quiz
    return {
        "findings": [
            {
                "code": "missing-lines",
                "item": item,
                "attempts": count,
                "message": _said_of_lacking({item: count}, attempts=attempts),
            }
            for item, count in lacking.items()
        ],
        "items": [
            {
                "item": one.item,
                "n": one.n,
                "facility": one.facility,
                "sd": one.sd,
                "discrimination_index": one.discrimination_index,
                "discriminative_efficiency": one.discriminative_efficiency,
                "effective_weight": one.effective_weight,
            }
            for one in found.items
        ],
        "quiz": {
            "median": quiz.median,
            "mean": quiz.mean,
            "sd": quiz.sd,
            "skewness": quiz.skewness,
            "kurtosis": quiz.kurtosis,
            "cic": quiz.cic,
            "error_ratio": quiz.error_ratio,
            "standard_error": quiz.standard_error,
        },
    }


def _said_of_lacking(lacking: Mapping[str, int], *, attempts: int) -> str:
    """Say which items are taken as drawn by chance, and what to do if they were not."""
    named = [f"{item} ({count} of {attempts})" for item, count in lacking.items()]
    more = f" and {count_of(len(named) - NAMED, 'other', 'others')}" if len(named) > NAMED else ""
    return (
        f"Attempts without a line: {', '.join(named[:NAMED])}{more}. What not every attempt has is taken as"
        " drawn by chance. If it was asked of all, add the missing lines with an empty mark."
    )


def _lines(found: Analysis, *, attempts: int) -> Iterator[str]:
    yield f"{count_of(attempts, 'attempt', 'attempts')}, {count_of(len(found.items), 'item', 'items')}."
    yield from _quiz_lines(found.quiz)
    width = max(4, *(len(one.item) for one in found.items))
    yield ""
    yield f"{'item':<{width}}      n  facility      SD  discrimination  efficiency  weight"
    for one in found.items:
        yield _item_line(one, width)
        yield f"{'':<{width}}  {advice(one).words}"


def _quiz_lines(quiz: QuizFigures) -> Iterator[str]:
    yield f"Marks: mean {_said(quiz.mean)}, median {_said(quiz.median)}, SD {_said(quiz.sd)}"
    yield f"Their shape: skewness {_said(quiz.skewness)}, kurtosis {_said(quiz.kurtosis)}"
    yield f"Internal consistency {_said(quiz.cic, '%')}, KR-20 {_said(quiz.kr_20)}"
    yield f"Error ratio {_said(quiz.error_ratio, '%')}, standard error {_said(quiz.standard_error)} marks"


def _item_line(one: ItemFigures, width: int) -> str:
    return (
        f"{one.item:<{width}} {one.n:>6}  {_said(one.facility):>8}  {_said(one.sd):>6}"
        f"  {_said(one.discrimination_index, '%'):>14}  {_said(one.discriminative_efficiency, '%'):>10}"
        f"  {_said(one.effective_weight, '%'):>6}"
    )


def _said(figure: float | None, unit: str = "") -> str:
    return "–" if figure is None else f"{figure:.1f} {unit}" if unit else f"{figure:.2f}"
