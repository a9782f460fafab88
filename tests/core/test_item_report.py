"""What the report of a quiz says of its questions: a wrong key, an option that is right as well."""

from collections.abc import Iterator
from random import Random

import pytest

from quizapp.core.item_advice import Concern, SampleSize
from quizapp.core.item_report import Answered, QuizReport, report
from quizapp.core.items import Audience, Response
from tests.core.builders import make_choices, make_item

NAMES = ("wrong-key", "two-right", "sound-1", "sound-2", "sound-3", "sound-4")
ITEMS = {
    name: make_item(
        id=name, audience=frozenset({Audience.STUDENT}), body=make_choices("One*", "Two", "Three")
    )
    for name in NAMES
}


def answers(students: int) -> Iterator[Answered]:
    """Yield what students answer, of whom the later ones know more.

    Of “wrong-key” those who know choose b, though a is keyed; of “two-right” most of them do.
    """
    chance = Random(7)
    for student in range(students):
        knows = student / students
        for name in NAMES:
            chosen = "a" if chance.random() < knows else chance.choice("bc")
            if name == "wrong-key":
                chosen = "b" if chance.random() < knows else chance.choice("ac")
            if name == "two-right" and chosen == "a" and chance.random() < 0.8:
                chosen = "b"
            yield Answered(attempt=student, item=name, response=Response(chosen=frozenset(chosen)))


def concerns(found: QuizReport) -> dict[str, Concern]:
    return {one.name: one.advice.concern for one in found.items}


def test_a_wrong_key_and_a_second_right_option_are_named_and_sound_questions_left_alone() -> None:
    found = report(ITEMS, answers(200))
    assert (found.attempts, found.size) == (200, SampleSize.ENOUGH)
    assert concerns(found) == {
        "wrong-key": Concern.KEY,
        "two-right": Concern.DRAWING_OPTION,
        **dict.fromkeys(NAMES[2:], Concern.NONE),
    }
    assert "“Two”" in found.items[1].advice.words


def test_few_answers_are_too_few_to_go_by() -> None:
    assert set(concerns(report(ITEMS, answers(12))).values()) <= {Concern.TOO_FEW, Concern.KEY}


def test_figures_lie_within_their_intervals_and_shares_of_options_add_up() -> None:
    for one in report(ITEMS, answers(60)).items:
        assert one.facility
        assert one.discrimination
        assert one.figures.facility is not None
        assert one.figures.discrimination_index is not None
        assert one.facility.low < one.figures.facility < one.facility.high
        assert one.discrimination.low < one.figures.discrimination_index < one.discrimination.high
        assert sum(option.share for option in one.options) == pytest.approx(1)


def test_what_was_left_unanswered_counts_as_nothing() -> None:
    left = [Answered(attempt=number, item="sound-1", response=Response()) for number in range(3)]
    given = [Answered(attempt=3, item="sound-1", response=Response(chosen=frozenset("a")))]
    (one,) = report(ITEMS, [*left, *given]).items
    assert (one.figures.n, one.figures.facility) == (4, 0.25)
    assert [option.count for option in one.options] == [1, 0, 0]


def test_of_a_question_that_fewer_than_five_had_nothing_is_shown() -> None:
    given = Response(chosen=frozenset("a"))
    drawn = [Answered(attempt=number, item="sound-1", response=given) for number in range(5)]
    few = [Answered(attempt=number, item="sound-2", response=given) for number in range(4)]
    assert [one.name for one in report(ITEMS, [*drawn, *few]).shown] == ["sound-1"]


def test_a_quiz_that_nobody_took_has_no_figures() -> None:
    found = report({}, [])
    assert (found.attempts, found.items, found.quiz.mean) == (0, (), None)
