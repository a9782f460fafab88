"""The counts follow from the logs, whatever was done."""

from collections.abc import Callable
from contextlib import suppress

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, update

from quizapp.cli.progress import progress
from quizapp.core.behaviour import Behaviour, StepKind
from quizapp.core.errors import CardNotDueError, ItemFinishedError
from quizapp.core.forgetting import Rating
from quizapp.core.items import Topic
from quizapp.database import db
from quizapp.models import AttemptScoreRow, DailyTallyRow, ReviewRow
from quizapp.progress import rebuild
from quizapp.study.log import clock_of
from quizapp.study.moves import queries as move_queries
from tests.cli import schemas
from tests.progress.history import History
from tests.study.desk import make_learner

AGAIN, HARD, GOOD, EASY = Rating
NAMES = ("item-1", "item-2", "place-1")

Act = Callable[[History], object]


def rating(name: str, how: Rating) -> Act:
    def act(history: History) -> None:
        with suppress(CardNotDueError):
            history.rate(name, how)

    return act


def undo_last(history: History) -> None:
    last = move_queries.last_act(clock_of(history.learner).day(history.now), learner_id=history.learner.id)
    if last:
        history.undo(last)


def waiting(hours: int) -> Act:
    return lambda history: history.wait(hours=hours)


def moving_to(zone: str) -> Act:
    return lambda history: setattr(history.learner, "time_zone", zone)


def stepping(behaviour: Behaviour, position: int, kind: StepKind, right: bool, confidence: int | None) -> Act:
    def act(history: History) -> None:
        attempt = history.open_quiz(behaviour)
        with suppress(ItemFinishedError):
            history.answer(attempt, position, right=right, kind=kind, confidence=confidence)

    return act


def finishing(behaviour: Behaviour) -> Act:
    def act(history: History) -> None:
        history.finish(history.open_quiz(behaviour))

    return act


steps = st.builds(
    stepping,
    st.sampled_from(Behaviour),
    st.integers(1, 3),
    st.sampled_from(StepKind),
    st.booleans(),
    st.sampled_from([None, 1, 2, 3]),
)
acts = st.one_of(
    steps,
    steps,
    st.builds(finishing, st.sampled_from(Behaviour)),
    st.builds(rating, st.sampled_from(NAMES), st.sampled_from(Rating)),
    st.just(undo_last),
    st.builds(waiting, st.integers(0, 400)),
    st.builds(moving_to, st.sampled_from(["Pacific/Auckland", "America/Los_Angeles"])),
)


def differences(history: History) -> list[str]:
    """Return what the check finds about the learner."""
    learner_id = history.learner.id
    found = [one for learner in rebuild.check() for one in learner.differences]
    history.renew(learner_id)
    return [f"{one.what}: {one.field}" for one in found if one.learner_id == learner_id]


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(acts, max_size=25))
def test_whatever_was_done_the_logs_say_what_the_counts_say(history: History, done: list[Act]) -> None:
    person = History(learner=make_learner())
    person.add("bank:words")
    person.add("bank:places")
    for act in done:
        act(person)
    assert differences(person) == []
    before = person.summary()
    for table in (DailyTallyRow, AttemptScoreRow):
        db.session.execute(delete(table).filter_by(learner_id=person.learner.id))
    db.session.commit()
    learner_id = person.learner.id
    assert list(rebuild.rebuild())
    person.renew(learner_id)
    assert person.summary() == before


@pytest.fixture
def counted(history: History) -> History:
    """Somebody who took a quiz and learned a card."""
    history.take(Topic.SITES, [True, False])
    history.add("bank:words")
    history.learn("item-1")
    return history


def test_a_count_that_was_changed_by_hand_is_found_and_put_right(counted: History) -> None:
    learner_id = counted.learner.id
    db.session.execute(update(DailyTallyRow).filter_by(topic="terminology").values(reviews=7))
    db.session.execute(update(AttemptScoreRow).values(right=2))
    db.session.commit()
    (attempt,) = counted.summary().quizzes
    assert differences(counted) == ["2026-11-16, terminology: reviews", f"quiz {attempt.id}: right"]
    assert [len(learner.differences) for learner in rebuild.rebuild()] == [2]
    counted.renew(learner_id)
    assert differences(counted) == []


def test_a_review_that_left_the_log_leaves_the_counts(counted: History) -> None:
    learner_id = counted.learner.id
    db.session.execute(delete(ReviewRow).filter_by(topic="terminology"))
    db.session.commit()
    assert differences(counted) == ["2026-11-16, terminology: reviews"]
    assert list(rebuild.rebuild())
    counted.renew(learner_id)
    assert [one.cards for one in counted.summary().days] == [0]


def test_what_was_counted_before_is_not_counted_again_at_the_start(counted: History) -> None:
    db.session.execute(update(DailyTallyRow).values(answers=7))
    db.session.commit()
    rebuild.count_all_once()
    assert differences(counted) != []


def test_what_was_never_counted_is_counted_at_the_start(counted: History) -> None:
    learner_id, before = counted.learner.id, counted.summary()
    db.session.execute(delete(DailyTallyRow))
    db.session.execute(delete(AttemptScoreRow))
    db.session.commit()
    rebuild.count_all_once()
    counted.renew(learner_id)
    assert counted.summary() == before


def run(app: Flask, *arguments: str) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(progress, ["rebuild", *arguments])
    return result.exit_code, result.stdout


def test_the_command_tells_and_mends_what_differs(app: Flask, counted: History) -> None:
    assert run(app, "--check") == (
        0,
        "1 learner, 3 days of topics and quizzes: each count is what the logs say.\n",
    )
    db.session.execute(update(DailyTallyRow).filter_by(topic="terminology").values(reviews=7))
    db.session.commit()
    code, text = run(app, "--check", "--json")
    report = schemas.read("progress-rebuild", text)
    (difference,) = report["differences"]
    assert (code, report["ok"], report["different"]) == (1, False, 1)
    assert (difference["field"], difference["stored"], difference["rebuilt"]) == ("reviews", 7, 2)
    assert "2026-11-16, terminology: reviews is 7; by the logs it is 2." in run(app, "--check")[1]
    assert schemas.read("progress-rebuild", run(app, "--json")[1])["different"] == 1
    assert run(app, "--check")[0] == 0
