"""The words at the places of an answered picture, on the questions that come with the program."""

from datetime import date
from itertools import combinations

import pytest

from quizapp import data_folder
from quizapp.banks import checking
from quizapp.core.facts import ItemContent
from quizapp.core.items import Choices, ItemType, Response
from quizapp.web.items.figure import Figure, Marker, figure_answered

Box = tuple[float, float, float, float]
WIDTH_OF_A_LETTER = 0.52
"""As a share of their height, bold: “Right answer” measures 6.08 such heights, “Your answer” 5.69."""


@pytest.fixture(scope="module")
def answered() -> list[Figure]:
    """Every shipped item with places, answered with each of them."""
    report = checking.check(data_folder("questions"), today=date(2026, 11, 21))
    pictures = report.knowledge.pictures
    items = [item for file in report.banks if file.bank for item in file.bank.items]
    figures = [
        figure_answered(
            ItemContent(item=item, facts=(), sources=(), terms=(), picture=pictures[item.picture]),
            Response(chosen=frozenset({option.id})),
        )
        for item in items
        if item.type is ItemType.HOTSPOT and isinstance(item.body, Choices)
        for option in item.body.options
    ]
    return [figure for figure in figures if figure]


def words_box(figure: Figure, marker: Marker) -> Box:
    """Return left, top, right and bottom of the words of a marker."""
    half = len(marker.words) * WIDTH_OF_A_LETTER * figure.words_height / 2
    x, y = figure.words_x(marker), figure.words_y(marker)
    return x - half, y - 0.75 * figure.words_height, x + half, y + 0.25 * figure.words_height


def letter_box(figure: Figure, marker: Marker) -> Box:
    """Return left, top, right and bottom of the letter of a marker."""
    half = figure.letter_height / 2
    return marker.x - half, marker.y - half, marker.x + half, marker.y + half


def overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_words_stay_on_the_picture(answered: list[Figure]) -> None:
    assert answered
    for figure in answered:
        for marker in figure.markers:
            left, top, right, bottom = words_box(figure, marker)
            assert min(left, top) >= 0
            assert right <= figure.picture.width
            assert bottom <= figure.picture.height


def test_words_cover_neither_a_letter_nor_each_other(answered: list[Figure]) -> None:
    for figure in answered:
        said = [marker for marker in figure.markers if marker.words]
        boxes = [words_box(figure, marker) for marker in said]
        letters = [letter_box(figure, marker) for marker in figure.markers]
        assert not any(overlap(box, letter) for box in boxes for letter in letters)
        assert not any(overlap(one, other) for one, other in combinations(boxes, 2))
