"""The cards in numbers from small logs, worked out by hand, on both databases."""

from datetime import timedelta
from random import Random
from uuid import uuid4

import pytest

from quizapp.core.forgetting import DEFAULT_SCHEDULER, Rating, forgetting_curve
from quizapp.core.items import Topic
from quizapp.core.statistics import Age, Horizon
from quizapp.core.study_day import date_of
from quizapp.core.study_queue import ALL_CARDS, Scope, ScopeKind
from quizapp.database import db
from quizapp.models import CramRow, ReviewRow
from quizapp.progress import statistics, statistics_queries
from quizapp.progress.card_history import CardHistory
from quizapp.progress.card_history import history as history_of
from quizapp.progress.history_lines import history_lines
from quizapp.progress.statistics import Numbers
from quizapp.study.log import clock_of
from quizapp.study.offline import service as offline
from quizapp.study.offline.service import OfflineReview
from quizapp.tallies.queries import by_topic
from tests.progress.history import History

AGAIN, HARD, GOOD, EASY = Rating
SITES = Scope(kind=ScopeKind.TOPIC, name="sites")
PLACES = Scope(kind=ScopeKind.BANK, name="places")


def numbers(history: History, scope: Scope = ALL_CARDS, *, horizon: Horizon = Horizon.MONTH) -> Numbers:
    return statistics.numbers(history.learner, scope, horizon=horizon, now=history.now)


def past(history: History, name: str) -> CardHistory:
    return history_of(history.learner, history.card(name), now=history.now)


def store_like(row: ReviewRow, *, version: int | None, **changes: object) -> None:
    """Store a row of the log that is like another but for some columns."""
    values = {column.key: getattr(row, column.key) for column in ReviewRow.__table__.columns}
    db.session.add(ReviewRow(**values | {"id": uuid4(), "card_version": version} | changes))
    db.session.flush()


def test_nothing_done_is_nothing_to_show(history: History) -> None:
    found = numbers(history)
    assert found.is_empty
    assert (found.done.answers, found.done.row, found.is_cut, found.one_in) == (0, None, False, 1)


def test_today_is_told_with_its_minutes(history: History) -> None:
    history.add("bank:words")
    history.rate("item-1", GOOD, duration_ms=40_000)
    history.rate("item-2", AGAIN, duration_ms=50_000)
    found = numbers(history)
    assert (found.done.answers, found.done.minutes, found.done.recalled.of) == (2, 2, 0)
    assert [(one.date, one.answers) for one in found.days] == [("2026-11-16", 2)]


def test_an_answer_that_was_undone_is_nowhere(history: History) -> None:
    history.add("bank:words")
    history.undo(history.rate("item-1", GOOD, duration_ms=40_000))
    assert numbers(history).is_empty
    history.rate("item-1", AGAIN)
    found = numbers(history)
    assert found.done.answers == 1
    assert found.buttons[0].counts == {AGAIN: 1, HARD: 0, GOOD: 0, EASY: 0}
    assert len(past(history, "item-1").answers) == 1


def test_cramming_and_what_is_no_answer_do_not_count(history: History) -> None:
    history.add("bank:words")
    row = history.rate("item-1", EASY)
    practice = CramRow(
        learner_id=row.learner_id, id=uuid4(), scope="all", exam_day=None, started_at=history.now
    )
    db.session.add(practice)
    db.session.flush()
    store_like(row, version=None, kind="cram", cram_id=practice.id)
    store_like(row, version=9, kind="reset", rating=0, stability_after=None)
    store_like(row, version=10, kind="reschedule", rating=0)
    found = numbers(history)
    assert found.done.answers == 1
    assert sum(sum(one.counts.values()) for one in found.buttons) == 1


def test_young_and_old_cards_are_told_apart_by_how_long_they_hold(history: History) -> None:
    history.add("bank:words")
    row = history.rate("item-1", EASY)
    history.wait(days=30)
    asked = {"phase_before": "review", "kind": "review"}
    for days, (stability, rating) in enumerate([(20.9, 3), (20.9, 1), (21.0, 3), (400.0, 2)], start=27):
        day = row.study_day + days
        store_like(row, version=days, study_day=day, stability_before=stability, rating=rating, **asked)
    week = numbers(history).retention[1]
    assert (week.young.hits, week.young.of) == (1, 2)
    assert (week.mature.hits, week.mature.of) == (2, 2)
    assert (week.all.hits, week.all.of) == (3, 4)
    ages = {one.age: sum(one.counts.values()) for one in numbers(history).buttons}
    assert ages == {Age.LEARNING: 1, Age.YOUNG: 2, Age.MATURE: 2}


def test_a_quiz_answer_after_a_card_s_own_of_the_day_is_not_asked_again(history: History) -> None:
    history.add("bank:words")
    row = history.rate("item-1", EASY)
    asked = {"phase_before": "review", "kind": "review", "source": "quiz", "stability_before": 3.0}
    store_like(row, version=10, **asked)
    assert numbers(history).retention[0].all.of == 0
    store_like(row, version=11, study_day=row.study_day + 1, **asked)
    history.wait(days=1)
    found = numbers(history)
    assert (found.retention[0].all.of, found.done.answers) == (1, 0)


def test_two_answers_without_signal_to_a_card_on_one_day_are_asked_once(history: History) -> None:
    history.add("bank:words")
    row = history.rate("item-1", EASY)
    assert row.due_day
    history.wait(days=row.due_day - row.study_day)
    answers = [
        OfflineReview(
            id=uuid4(),
            item_id=row.item_id,
            face=row.face,
            version=row.card_version or 0,
            rating=GOOD,
            duration_ms=3_000,
            at=history.now + timedelta(minutes=minutes),
        )
        for minutes in (0, 3)
    ]
    offline.take_in(history.learner, answers, now=history.now)
    today = clock_of(history.learner).day(history.now)
    counted = sum(one.asked for one in by_topic(learner_id=history.learner.id, since=today).values())
    assert (counted, numbers(history).retention[0].all.of) == (1, 1)


@pytest.mark.parametrize(("offset", "hour"), [(0, 20), (60, 21), (345, 1), (-480, 12)])
def test_an_hour_is_that_of_the_learner_s_clock_then(history: History, offset: int, hour: int) -> None:
    history.add("bank:words")
    row = history.rate("item-1", EASY)
    row = db.session.get_one(ReviewRow, (row.learner_id, row.id))
    row.utc_offset_minutes = offset
    db.session.flush()
    assert [one.hour for one in numbers(history).hours if one.answers] == [hour]


def test_cards_that_wait_since_before_today_are_told_apart(history: History) -> None:
    history.add("bank:words")
    history.rate("item-1", EASY)
    due = history.card("item-1").due_day
    assert due
    day = clock_of(history.learner).day(history.now)
    found = numbers(history).forecast
    assert (found.backlog, [one.first for one in found.steps if one.cards]) == (0, [due - day])
    history.wait(days=due - day)
    assert numbers(history).forecast.steps[0].cards == 1
    history.wait(days=1)
    found = numbers(history, horizon=Horizon.YEAR).forecast
    assert (found.backlog, sum(one.cards for one in found.steps)) == (1, 0)


def test_every_studied_card_stands_on_one_step_of_each_distribution(history: History) -> None:
    history.add("bank:words")
    for number, rating in enumerate((AGAIN, GOOD, EASY, EASY), start=1):
        history.rate(f"item-{number}", rating)
    history.wait(days=20)
    cards = numbers(history).cards
    assert (cards.cards, sum(cards.intervals)) == (4, 2)
    assert sum(cards.stabilities) == sum(cards.difficulties) == sum(cards.retrievabilities) == 4
    states = [history.card(f"item-{number}") for number in range(1, 5)]
    curve = forgetting_curve(DEFAULT_SCHEDULER)
    known = [curve.retrievability(one.stability or 0, days=20) for one in states]
    assert cards.known == round(sum(known))
    for tenth in range(10):
        assert cards.retrievabilities[tenth] == sum(int(one * 10) == tenth for one in known)
    hardness = [round(one.difficulty or 0) for one in states]
    assert [cards.difficulties[step - 1] for step in hardness] == [hardness.count(step) for step in hardness]


def test_a_bank_and_a_topic_are_told_alone(history: History) -> None:
    history.add("bank:words")
    history.add("bank:places")
    for name in ("item-1", "item-2", "place-1"):
        history.rate(name, EASY)
    for scope in (SITES, PLACES):
        found = numbers(history, scope)
        assert (found.done.answers, found.cards.cards) == (1, 1)
        assert [one.topic for one in found.topics] == ["sites"]
        assert sum(one.cards for one in found.forecast.steps) == 1
    assert numbers(history).cards.cards == 3


def test_what_was_known_goes_back_week_by_week(history: History) -> None:
    history.add("bank:words")
    for number in range(1, 6):
        history.rate(f"item-{number}", EASY)
    stability = history.card("item-1").stability
    assert stability
    history.wait(days=14)
    ((topic, weeks),) = [(one.topic, one.weeks) for one in numbers(history).topics]
    curve = forgetting_curve(DEFAULT_SCHEDULER)
    assert topic == Topic.TERMINOLOGY
    assert weeks[-4].known is None
    assert [week.known for week in weeks[-3:]] == [
        pytest.approx(curve.retrievability(stability, days=days)) for days in (0, 7, 14)
    ]


def test_of_very_many_answers_the_last_are_told_by_whole_days(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    history.add("bank:words")
    for number in range(1, 4):
        for _card in range(2):
            history.rate(f"item-{number}", GOOD)
        history.wait(days=1)
    assert not numbers(history).is_cut
    statement = statistics_queries._log.__wrapped__  # type: ignore[attr-defined]
    monkeypatch.setattr(statistics_queries, "MOST_ANSWERS", 3)
    monkeypatch.setattr(statistics_queries, "_log", statement)
    found = numbers(history)
    assert found.is_cut
    assert (found.since, [one.answers for one in found.days]) == ("2026-11-18", [2])


def test_days_in_a_row_break_on_a_day_with_a_card_due_and_on_no_other(history: History) -> None:
    history.learner.shows_streak = True
    history.add("bank:words")
    history.rate("item-1", EASY)
    state = history.card("item-1")
    assert state.due_day
    assert state.last_day
    history.wait(days=state.due_day - state.last_day)
    assert numbers(history).done.row == 1
    history.rate("item-1", EASY)
    assert numbers(history).done.row == 2
    state = history.card("item-1")
    assert state.due_day
    assert state.last_day
    history.wait(days=state.due_day - state.last_day + 1)
    assert numbers(history).done.row == 0
    history.rate("item-1", EASY)
    assert numbers(history).done.row == 1


def test_a_card_s_history_names_every_answer_and_what_the_plan_gave_it(history: History) -> None:
    history.add("bank:words")
    history.learn("item-1")
    first = history.card("item-1")
    assert first.stability
    assert first.due_day
    assert first.last_day
    stability, first_stays = first.stability, first.due_day - first.last_day
    history.wait(days=5)
    history.rate("item-1", AGAIN)
    found = past(history, "item-1")
    assert [one.rating for one in found.answers] == [GOOD, GOOD, AGAIN]
    assert [one.interval_days for one in found.answers] == [0, first_stays, 0]
    curve = forgetting_curve(DEFAULT_SCHEDULER)
    assert found.answers[0].known is None
    assert found.answers[1].known == 1.0
    assert found.answers[2].known == pytest.approx(curve.retrievability(stability, days=5))
    assert found.points[0].day == found.today - 5


def test_tries_on_one_day_are_one_line_of_a_card_s_history_with_one_forecast(history: History) -> None:
    history.add("bank:words")
    history.rate("item-1", EASY)
    history.wait(days=40)
    for rating in (AGAIN, AGAIN, AGAIN, EASY):
        history.rate("item-1", rating)
    lines = history_lines(past(history, "item-1").answers)
    assert [(line.said, line.times) for line in lines] == [("Easy", 1), ("Not yet", 3), ("Easy", 1)]
    assert [line.known is not None for line in lines] == [False, True, False]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_page_agrees_with_the_counts_that_are_kept(history: History, seed: int) -> None:
    chance = Random(seed)
    history.add("bank:words")
    history.add("bank:places")
    for _step in range(60):
        if chance.random() < 0.4:
            history.wait(days=chance.randint(0, 6), hours=chance.randint(0, 5))
        if chance.random() < 0.1:
            history.take(Topic.TERMINOLOGY, [chance.random() < 0.6] * 3)
        elif name := history.next():
            row = history.rate(name, chance.choice([*Rating]))
            if chance.random() < 0.2:
                history.undo(row)
    found, kept = numbers(history), history.summary()
    assert {one.date: one.answers for one in found.days} == {
        one.date: one.cards for one in kept.days if one.cards
    }
    assert found.retention[-1].all.of == sum(one.retention.of for one in kept.topics)
    assert found.retention[-1].all.hits == sum(one.retention.hits for one in kept.topics)
    assert found.cards.cards == sum(one.retrievability.cards for one in kept.topics)
    today = date_of(clock_of(history.learner).day(history.now)).isoformat()
    assert found.done.answers == sum(one.answers for one in found.days if one.date == today)
