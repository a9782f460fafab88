"""How a learner is doing, worked out by hand."""

import json
from dataclasses import asdict

import pytest

from quizapp.core.behaviour import Behaviour, StepKind
from quizapp.core.forgetting import DEFAULT_SCHEDULER, Rating, forgetting_curve
from quizapp.core.items import Topic
from quizapp.core.progress import TopicStanding
from tests.progress.history import History

AGAIN, HARD, GOOD, EASY = Rating
TERMS, SITES = Topic.TERMINOLOGY, Topic.SITES


def topic(history: History, name: Topic) -> TopicStanding:
    (found,) = [one for one in history.summary().topics if one.topic == name]
    return found


def feeds_nothing(history: History) -> None:
    history.learner.quiz_feeds_cards = False


def test_nothing_done_is_an_empty_summary(history: History) -> None:
    found = history.summary()
    assert (found.topics, found.days, found.quizzes, found.trend) == ((), (), (), None)
    assert (found.today, found.since) == ("2026-11-16", "2025-11-17")
    assert [one.cards for one in found.forecast] == [0] * 30


def test_accuracy_is_the_share_of_wholly_right_answers_in_a_topic(history: History) -> None:
    feeds_nothing(history)
    history.take(TERMS, [True] * 7 + [False] * 3)
    history.take(SITES, [True, False])
    assert (topic(history, TERMS).accuracy.hits, topic(history, TERMS).accuracy.value) == (7, 0.7)
    assert (topic(history, SITES).accuracy.of, topic(history, SITES).accuracy.value) == (2, None)


def test_an_answer_counts_once_it_is_checked_and_not_while_it_is_only_saved(history: History) -> None:
    attempt = history.start(TERMS, 3, behaviour=Behaviour.IMMEDIATE)
    attempt = history.answer(attempt, 1, right=True)
    assert history.summary().days == ()
    history.answer(attempt, 1, right=True, kind=StepKind.CHECK)
    assert topic(history, TERMS).accuracy.of == 1


def test_what_was_checked_is_not_counted_again_when_the_quiz_is_handed_in(history: History) -> None:
    feeds_nothing(history)
    attempt = history.start(TERMS, 3, behaviour=Behaviour.IMMEDIATE)
    attempt = history.answer(attempt, 1, right=True, kind=StepKind.CHECK)
    history.wait(days=1)
    attempt = history.answer(attempt, 2, right=False)
    history.finish(attempt)
    assert [(one.date, one.answers) for one in history.summary().days] == [
        ("2026-11-16", 1),
        ("2026-11-17", 1),
    ]
    (quiz,) = history.summary().quizzes
    assert (quiz.items, quiz.answered, quiz.right, quiz.date) == (3, 2, 1, "2026-11-17")


def test_retrievability_is_the_mean_over_the_cards_that_were_studied(history: History) -> None:
    history.add("bank:words")
    names = [f"item-{number}" for number in range(1, 6)]
    for name in names:
        history.rate(name, EASY)
    history.wait(days=30)
    curve = forgetting_curve(DEFAULT_SCHEDULER)
    chances = [curve.retrievability(history.card(name).stability or 0, days=30) for name in names]
    found = topic(history, TERMS).retrievability
    assert found.cards == 5
    assert found.value == pytest.approx(sum(chances) / 5, rel=1e-9)
    assert 0.7 < (found.value or 0) < 0.9


def test_true_retention_is_the_share_recalled_of_first_reviews_past_the_learning_steps(
    history: History,
) -> None:
    history.add("bank:words")
    for number in range(1, 13):
        history.rate(f"item-{number}", EASY)  # learning: not asked
    history.wait(days=60)
    for number in range(1, 13):
        history.rate(f"item-{number}", AGAIN if number <= 3 else GOOD)  # asked: 9 of 12
    history.rate("item-1", GOOD)  # relearning: not asked
    history.wait(days=300)
    for number in range(1, 11):
        history.rate(f"item-{number}", HARD)  # asked: 8 of 8; the second and third are relearned still
    last = history.rate("item-12", AGAIN)
    history.undo(last)
    found = topic(history, TERMS).retention
    assert (found.hits, found.of, found.value) == (17, 20, 0.85)


def test_the_forecast_shows_each_card_on_its_day_and_the_overdue_today(history: History) -> None:
    history.add("bank:words")
    history.rate("item-1", EASY)
    history.rate("item-2", EASY)
    history.rate("item-3", AGAIN)
    first, second = history.card("item-1").due_day or 0, history.card("item-2").due_day or 0
    today = 20773
    found = [one.cards for one in history.summary().forecast]
    assert found[0] == 1
    assert found[first - today] == 1 + (first == second)
    assert sum(found) == 3
    history.move("item-1", "rest")
    history.wait(days=29)
    assert [one.cards for one in history.summary().forecast][:2] == [2, 0]


def test_a_card_put_off_until_tomorrow_is_forecast_for_tomorrow(history: History) -> None:
    history.add("bank:words")
    history.rate("item-1", AGAIN)
    history.move("item-1", "tomorrow")
    assert [one.cards for one in history.summary().forecast][:2] == [0, 1]


def test_days_tell_quiz_answers_and_cards_apart(history: History) -> None:
    history.add("bank:words")
    history.rate("item-1", GOOD)
    history.rate("item-2", GOOD)
    history.take(SITES, [False])
    assert [(one.answers, one.cards) for one in history.summary().days] == [(1, 2)]


def test_confidence_is_held_against_what_was_right(history: History) -> None:
    feeds_nothing(history)
    history.take(TERMS, [True] * 9 + [False], confidence=3)
    history.take(TERMS, [True] * 2, confidence=1)
    history.take(TERMS, [False] * 4)
    unsure, fairly, sure = history.summary().confidence
    assert (sure.confidence, sure.accuracy.of, sure.accuracy.value) == ("sure", 10, 0.9)
    assert (unsure.confidence, unsure.accuracy.of, unsure.accuracy.value) == ("unsure", 2, None)
    assert (fairly.confidence, fairly.accuracy.of) == ("fairly-sure", 0)


def test_the_last_twelve_quizzes_are_told_with_their_trend(history: History) -> None:
    feeds_nothing(history)
    for number in range(14):
        history.take(TERMS, [number > 7] * 4)
        history.wait(days=1)
    found = history.summary()
    assert [quiz.right for quiz in found.quizzes] == [0] * 6 + [4] * 6
    assert found.trend
    assert found.trend.direction == "up"


def test_what_lies_more_than_a_year_back_is_left_out(history: History) -> None:
    feeds_nothing(history)
    history.take(TERMS, [True] * 10)
    history.wait(days=380)
    found = history.summary()
    assert (found.topics, found.days) == ((), ())
    assert len(found.quizzes) == 1


def test_the_summary_can_be_written_as_json(history: History) -> None:
    history.take(TERMS, [True, False])
    read = json.loads(json.dumps(asdict(history.summary())))
    assert read["topics"][0]["topic"] == "terminology"
    assert read["quizzes"][0]["right"] == 1
