"""How an item did over several quizzes, versions and classes."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

import pytest

from quizapp.core.grading import grade
from quizapp.core.item_report import Answered, report
from quizapp.core.item_standing import Met, Shown, Sitting, Sums, standing, sums_of
from quizapp.core.items import Item, Response
from tests.core.builders import make_choices, make_item

ITEMS: dict[tuple[int, int], Item] = {
    (item, version): make_item(id=f"item-{item}", body=make_choices("One*", "Two", "Three"))
    for item in (1, 2, 3)
    for version in (1, 2)
}


def meet(
    rows: Sequence[str],
    *,
    quiz: str = "q",
    group: str = "g",
    versions: Sequence[int] = (1, 1, 1),
    who: str = "p",
) -> Iterator[Sitting]:
    """Yield the sittings of a quiz: a row of options for each person, one option an item."""
    for number, row in enumerate(rows):
        met = []
        for item, option in enumerate(row, start=1):
            shown = Shown(item, versions[item - 1], group)
            response = Response(chosen=frozenset(option.strip()))
            met.append(Met(shown, grade(ITEMS[item, shown.version], response)))
        yield Sitting(quiz, f"{who}{number}", met)


ONE = ("aaa", "aab", "aba", "bab", "bbb", "bba")
OTHER = ("aaa", "abb", "bba", "bbb", "aab")


def test_of_one_quiz_it_is_what_the_report_of_the_quiz_says() -> None:
    answered = [
        Answered(attempt=number, item=str(item), response=Response(chosen=frozenset(option)))
        for number, row in enumerate(ONE)
        for item, option in enumerate(row, start=1)
    ]
    quiz = report({str(item): ITEMS[item, 1] for item in (1, 2, 3)}, answered)
    for shown, sums in sums_of(meet(ONE)).items():
        found = standing(sums)
        (own,) = [one.figures for one in quiz.items if one.name == str(shown.item)]
        assert (found.n, found.facility) == (own.n, own.facility)
        assert own.discrimination_index is not None
        assert found.discrimination == pytest.approx(own.discrimination_index / 100)


def test_of_two_quizzes_each_is_held_against_its_own_means() -> None:
    """Hand-worked: x and r of item 1 are 1 1 1 0 0 0 and 2 1 1 1 0 1; then 1 1 0 0 1 and 2 0 1 0 1."""
    (sums,) = [
        sums
        for shown, sums in sums_of([*meet(ONE), *meet(OTHER, quiz="later", who="q")]).items()
        if shown.item == 1
    ]
    assert sums == Sums(
        n=11,
        quizzes=2,
        shares=Fraction(6),
        own=Fraction(9, 6) + Fraction(6, 5),
        rest=Fraction(12, 6) + Fraction(14, 5),
        both=Fraction(6, 6) + Fraction(3, 5),
    )
    found = standing(sums)
    assert found.facility == pytest.approx(6 / 11)
    assert found.discrimination == pytest.approx(1.6 / (2.7 * 4.8) ** 0.5)


def test_only_the_first_meeting_of_each_person_counts_in_whatever_version() -> None:
    again = meet(("bbb",) * 6, quiz="again", versions=(1, 2, 1))
    found = sums_of([*meet(ONE), *again])
    assert {shown.version for shown in found} == {1}
    assert found == sums_of(meet(ONE))


def test_versions_and_classes_stand_apart() -> None:
    found = sums_of(
        [*meet(ONE), *meet(OTHER, quiz="later", group="h", versions=(1, 2, 1), who="q")],
    )
    assert {(shown.item, shown.version, shown.group) for shown in found} == {
        *((item, 1, "g") for item in (1, 2, 3)),
        *((1, 1, "h"), (2, 2, "h"), (3, 1, "h")),
    }


def test_what_was_left_unanswered_counts_as_nothing_and_nobody_is_shown_of_few() -> None:
    found = standing(sums_of(meet((" ab", "aab", "aab", "abb")))[Shown(1, 1, "g")])
    assert (found.n, found.facility, found.is_shown) == (4, 0.75, False)


def test_where_all_fared_alike_discrimination_cannot_be_said() -> None:
    found = standing(sums_of(meet(("aab", "aab", "aba", "aaa", "abb")))[Shown(1, 1, "g")])
    assert (found.facility, found.discrimination, found.discrimination_interval) == (1, None, None)
    assert found.is_shown
