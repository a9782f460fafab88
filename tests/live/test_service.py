"""A session is led, joined and answered."""

from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask

from quizapp.core.errors import (
    NoAnswersNowError,
    NotInSessionError,
    NotNowError,
    SessionFullError,
    SessionMovedError,
)
from quizapp.core.items import Choices, Response
from quizapp.core.live import GRACE, Command, Phase
from quizapp.live import answers, queries, service
from tests.live.hall import NOW, Hall, told

OPENED = (Command.NEXT, Command.CLOSE, Command.NEXT)
"""From the lobby over the first question, how sure people feel, to the first item."""


@pytest.fixture
def content() -> str:
    return "banks"


def test_a_session_runs_from_the_lobby_to_its_end(app: Flask) -> None:
    with app.app_context():
        hall = Hall()
        assert hall.shown().state.phase is Phase.LOBBY
        assert hall.does(*OPENED).phase is Phase.OPEN
        content = hall.shown().steps[1].content
        assert content
        body = content.item.body
        assert isinstance(body, Choices)
        key, other = min(body.key_ids), next(o.id for o in body.options if not o.is_key)
        for phone in [hall.phone() for _ in range(4)]:
            assert told(phone.answers(2, Response(chosen=frozenset({key})))) is None
        assert told(hall.phone().answers(2, Response(chosen=frozenset({other})))) is None
        assert told(hall.phone().answers(2, Response())) is None
        assert queries.counts(hall.id) == queries.Counts(joined=6, ready=6)
        hall.does(Command.CLOSE, Command.CHART, Command.REVEAL)
        chart = hall.shown().chart
        assert chart is not None
        assert (chart.answered, chart.skipped, chart.right) == (5, 1, 4)
        assert chart.counts[key] == 4
        assert hall.shown().score == (1, 1)
        assert hall.does(Command.END).phase is Phase.ENDED


def test_nobody_sees_how_fewer_than_five_people_answered(app: Flask) -> None:
    with app.app_context():
        hall = Hall()
        hall.does(*OPENED)
        for phone in [hall.phone() for _ in range(4)]:
            told(phone.answers(2, Response(chosen=frozenset({"a"}))))
        hall.does(Command.CLOSE, Command.CHART, Command.REVEAL)
        assert hall.shown().chart is None
        assert hall.shown().score == (0, 0)


def test_of_two_commands_from_one_state_the_second_is_told_that_the_session_went_on(app: Flask) -> None:
    with app.app_context():
        hall = Hall()
        service.command(hall.id, Command.NEXT, seq=0, now=NOW)
        with pytest.raises(SessionMovedError):
            service.command(hall.id, Command.NEXT, seq=0, now=NOW)
        assert hall.shown().state.seq == 1


def test_a_command_that_does_not_fit_changes_nothing(app: Flask) -> None:
    with app.app_context():
        hall = Hall()
        with pytest.raises(NotNowError):
            hall.does(Command.REVEAL)
        assert hall.shown().state.seq == 0


def test_an_older_answer_that_comes_late_does_not_replace_a_newer_one(app: Flask) -> None:
    with app.app_context():
        hall = Hall()
        hall.does(*OPENED)
        phone = hall.phone()
        assert told(phone.answers(2, Response(chosen=frozenset({"b"})), revision=2)) is None
        assert told(phone.answers(2, Response(chosen=frozenset({"a"})), revision=1)) is None
        assert hall.shown().steps[1].tally.counts["b"] == 1
        assert hall.shown().steps[1].tally.counts["a"] == 0


def test_of_two_tabs_that_count_alike_the_last_answer_stays(app: Flask) -> None:
    with app.app_context():
        hall = Hall()
        hall.does(*OPENED)
        phone = hall.phone()
        for option in "ab":
            assert told(phone.answers(2, Response(chosen=frozenset({option})))) is None
        assert hall.shown().steps[1].tally.counts["b"] == 1
        hall.does(Command.CLOSE)
        late = phone.answers(2, Response(chosen=frozenset({"a"})))
        assert isinstance(told(late, now=NOW + timedelta(hours=1)), NoAnswersNowError)


def test_an_answer_sent_again_after_closing_is_told_that_it_is_stored(app: Flask) -> None:
    with app.app_context():
        hall = Hall()
        hall.does(*OPENED)
        answer = hall.phone().answers(2, Response(chosen=frozenset({"a"})))
        told(answer)
        hall.does(Command.CLOSE)
        assert told(answer, now=NOW + timedelta(hours=1)) is None


def test_an_answer_under_way_while_the_question_closes_is_taken_for_three_seconds(app: Flask) -> None:
    with app.app_context():
        hall = Hall()
        hall.does(*OPENED, Command.CLOSE)
        answer = hall.phone().answers(2, Response(chosen=frozenset({"a"})))
        late = told(answer, now=NOW + GRACE + timedelta(milliseconds=1))
        assert isinstance(late, NoAnswersNowError)
        assert told(answer, now=NOW + GRACE) is None


def test_a_token_of_one_session_is_nothing_in_another(app: Flask) -> None:
    with app.app_context():
        here, there = Hall(), Hall()
        there.does(*OPENED)
        stranger = here.phone()
        answer = stranger.answers(2, Response(chosen=frozenset({"a"})))
        moved = answer._replace(session_id=there.id)
        assert isinstance(told(moved), NotInSessionError)
        assert there.shown().steps[1].tally.answered == 0


def test_a_wrong_secret_answers_for_nobody(app: Flask) -> None:
    with app.app_context():
        hall = Hall()
        hall.does(*OPENED)
        answer = hall.phone().answers(2, Response(chosen=frozenset({"a"})))
        forged = answer._replace(secret=uuid4().hex)
        assert isinstance(told(forged), NotInSessionError)


def test_who_answered_and_left_is_counted_neither_as_there_nor_as_ready(app: Flask) -> None:
    with app.app_context():
        hall = Hall()
        hall.does(*OPENED)
        stays, leaves = hall.phone(), hall.phone()
        for phone in (stays, leaves):
            told(phone.answers(2, Response(chosen=frozenset({"a"}))))
        service.leave(hall.id, leaves.id)
        assert queries.counts(hall.id) == queries.Counts(joined=1, ready=1)
        assert hall.shown().steps[1].tally.answered == 2


def test_who_sends_an_older_revision_is_told_which_one_is_stored(app: Flask) -> None:
    with app.app_context():
        hall = Hall()
        hall.does(*OPENED)
        phone, other = hall.phone(), hall.phone()
        first, second = (Response(chosen=frozenset({one})) for one in "ab")
        assert answers.store([phone.answers(2, second, revision=5)], now=NOW) == [5]
        lot = [phone.answers(2, first, revision=2), other.answers(2, first, revision=1)]
        assert answers.store(lot, now=NOW) == [5, 1]
        hall.does(Command.CLOSE)
        later = NOW + timedelta(hours=1)
        assert answers.store([phone.answers(2, first, revision=2)], now=later) == [5]


def test_a_session_that_is_full_lets_in_who_was_there_before_and_nobody_else(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "MOST_PEOPLE", 2)
    with app.app_context():
        hall = Hall()
        phone, _ = hall.phone(), hall.phone()
        with pytest.raises(SessionFullError):
            hall.phone()
        service.leave(hall.id, phone.id)
        service.join(hall.id, phone.id, secret=phone.secret, draw_name=lambda: None)
        assert queries.counts(hall.id).joined == 2
