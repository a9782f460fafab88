"""Before a right answer is shown, what the room gets would be the very same bytes if another were right.

Each item has a twin: the same question with the same things to choose from, but with another key, other
reasons and another correction. A piece that differed between the two would tell something.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from quizapp.core.items import (
    Blank,
    Body,
    Choices,
    Cloze,
    Item,
    ItemType,
    Matching,
    Matrix,
    Numeric,
    Option,
    Ordering,
    Response,
    ShortAnswer,
)
from quizapp.core.live import LiveState, Reached, Step
from quizapp.core.live_tally import Tally, count_item
from quizapp.live.lead_pieces import control_piece, screen_piece
from quizapp.live.phone_piece import own_piece, phone_piece
from quizapp.live.showing import Showing
from tests.live.animals import SLUGS, load_animals
from tests.live.hall import Hall

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)

HELD_BACK = (Reached.OPENED, Reached.CLOSED, Reached.CHARTED)
POSITIONS = range(2, len(SLUGS) + 2)
OTHER = "Quite another reason."


def twin(item: Item) -> Item:
    """Return the same question with another right answer and other reasons."""
    return replace(item, body=twin_body(item.body))


def twin_body(body: Body) -> Body:
    match body:
        case Choices(options=options):
            return replace(body, options=tuple(map(turned, options)), correction=OTHER)
        case Matching(subjects=subjects, options=options):
            keys = [subject.key for subject in subjects]
            return replace(
                body,
                subjects=tuple(
                    replace(subject, key=key, reverse_stem=OTHER)
                    for subject, key in zip(subjects, keys[1:] + keys[:1], strict=True)
                ),
                options=tuple(replace(option, rationale=OTHER) for option in options),
            )
        case ShortAnswer() | Numeric():
            return twin_typed(body)
        case Ordering(options=options, key=key):
            others = tuple(replace(option, rationale=OTHER) for option in options)
            return replace(body, options=others, key=key[::-1])
        case Cloze(blanks=blanks):
            return replace(body, blanks=tuple(map(twin_blank, blanks)))
        case Matrix(rows=rows, options=options):
            ids = [option.id for option in options]
            turned_rows = (
                replace(row, key=ids[ids.index(row.key) - 1], rationale=OTHER, because=OTHER) for row in rows
            )
            return replace(body, rows=tuple(turned_rows))


def twin_typed(body: ShortAnswer | Numeric) -> Body:
    if isinstance(body, ShortAnswer):
        return ShortAnswer(answers=("something else",), rationale=OTHER)
    return replace(body, answer=body.answer + 7, tolerance=body.tolerance + 1, rationale=OTHER)


def turned(option: Option) -> Option:
    return replace(option, is_key=not option.is_key, rationale=OTHER, because=OTHER)


def twin_blank(blank: Blank) -> Blank:
    first_that_is_none = next(option for option in blank.options if not option.is_key)
    return replace(
        blank,
        options=tuple(
            replace(option, is_key=option is first_that_is_none, rationale=OTHER) for option in blank.options
        ),
    )


def at(showing: Showing, position: int, reached: Reached, *, twisted: bool) -> Showing:
    """Return a session at a step that got so far, where all items still to come may be the other ones."""
    all_closed = [Reached.REVEALED] * (position - 1) + [reached]
    how_far = all_closed + [Reached.WAITING] * (len(showing.steps) - position)
    steps = []
    for step, got in zip(showing.steps, how_far, strict=True):
        content, tally = step.content, step.tally
        if content and step.position == position:
            tally = room(content.item, right=9 if twisted else 0)
        if content and step.position >= position and twisted:
            content = replace(content, item=twin(content.item))
        steps.append(replace(step, content=content, reached=got, tally=tally))
    state = LiveState(
        steps=tuple(
            Step(reached=got, has_key=step.content is not None)
            for step, got in zip(steps, how_far, strict=True)
        ),
        seq=7,
        position=position,
    )
    return replace(showing, steps=tuple(steps), state=state)


def room(item: Item, *, right: int) -> Tally:
    """Return a tally of nine answers of which so many were right, with the same counts for any number."""
    counts = count_item(item, []).counts
    return Tally(
        answered=9, skipped=1, right=right, counts={name: place + 2 for place, name in enumerate(counts)}
    )


def some_response(item: Item) -> Response:
    match item.body:
        case Choices(options=options):
            return Response(chosen=frozenset({options[0].id}))
        case ShortAnswer():
            return Response(text="an owl")
        case Numeric():
            return Response(text="3")
        case Ordering(options=options):
            return Response(order=tuple(option.id for option in options))
        case Matching(subjects=parts, options=options) | Matrix(rows=parts, options=options):
            return Response(matches={part.id: options[0].id for part in parts})
        case Cloze(blanks=blanks):
            return Response(matches={blank.id: blank.options[0].id for blank in blanks})


@pytest.fixture
def showing(app: Flask, tmp_path: Path) -> Iterator[Showing]:
    load_animals(app, tmp_path / "questions")
    with app.app_context():
        yield Hall(slugs=SLUGS).shown()


def test_the_set_holds_every_item_type(showing: Showing) -> None:
    assert {step.content.item.type for step in showing.steps if step.content} == set(ItemType)


@pytest.mark.parametrize("reached", HELD_BACK)
@pytest.mark.parametrize("piece", [phone_piece, screen_piece, control_piece])
def test_a_piece_would_be_the_same_if_another_answer_were_right(showing, piece, reached) -> None:
    for position in POSITIONS:
        real, other = (at(showing, position, reached, twisted=twisted) for twisted in (False, True))
        assert piece(real) == piece(other)


@pytest.mark.parametrize("reached", HELD_BACK)
def test_whoever_answered_sees_the_same_if_another_answer_were_right(showing, reached) -> None:
    for position in POSITIONS:
        real, other = (at(showing, position, reached, twisted=twisted) for twisted in (False, True))
        content = showing.steps[position - 1].content
        assert content
        response = some_response(content.item)
        assert own_piece(real, response) == own_piece(other, response)


@pytest.mark.parametrize("piece", [phone_piece, screen_piece, control_piece])
def test_once_the_answer_is_shown_a_piece_differs_so_the_twins_are_told_apart(showing, piece) -> None:
    for position in POSITIONS:
        real, other = (at(showing, position, Reached.REVEALED, twisted=twisted) for twisted in (False, True))
        assert piece(real) != piece(other)
