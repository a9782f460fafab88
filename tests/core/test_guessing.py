"""What guessing earns, counted out over every way to guess."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import permutations, product

import pytest

from quizapp.core.grading import grade
from quizapp.core.guessing import chance_of
from quizapp.core.items import Item, Response
from tests.core.builders import (
    make_choices,
    make_cloze,
    make_item,
    make_matching,
    make_matrix,
    make_ordering,
    make_select_all,
    make_short_answer,
)

CHOICE = make_item(make_choices("One*", "Two", "Three"))
ORDER = make_ordering("One", "Two", "Three")
PAIRS = make_matching({"one": "One", "two": "Two"}, "Three")
TABLE = make_matrix(("Day", "Night"), cat="Day", dog="Night")
GAPS = make_cloze("A {one} and a {two}.", one=("cat*", "dog"), two=("cow*", "pig", "hen"))


def matched(parts: Sequence[str], *options: str) -> list[Response]:
    return [Response(matches=dict(zip(parts, way, strict=True))) for way in product(*options)]


@pytest.mark.parametrize(
    ("item", "ways"),
    [
        (CHOICE, [Response(chosen=frozenset(one)) for one in "abc"]),
        (ORDER, [Response(order=way) for way in permutations("abc")]),
        (PAIRS, matched(("one", "two"), "abc", "abc")),
        (TABLE, matched(("cat", "dog"), "ab", "ab")),
        (GAPS, matched(("one", "two"), "ab", "abc")),
    ],
)
def test_it_is_the_mean_over_every_way_to_guess(item: Item, ways: Sequence[Response]) -> None:
    marks = [grade(item, way) for way in ways]
    assert chance_of(item) == sum(Fraction(one.points, one.maximum) for one in marks) / len(ways)


def test_where_it_depends_on_how_somebody_guesses_there_is_none() -> None:
    assert chance_of(make_select_all("One*", "Two*", "Three")) is None
    assert chance_of(make_short_answer("nerve")) is None
