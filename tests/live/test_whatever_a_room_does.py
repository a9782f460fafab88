"""Whatever leaders press and phones send, what is stored is what the rules make of it, and nothing else.

Beside the real database stands a model: the rules' own state, and a dictionary of answers. After every step
both must tell the same. Several leaders press from what they saw last, which is often past; phones send
answers anew, out of order, twice, late, after they left, and with another's secret.
"""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

import pytest
from flask import Flask
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from quizapp.core.errors import (
    NoAnswersNowError,
    NotInSessionError,
    NotNowError,
    QuizError,
    SessionMovedError,
)
from quizapp.core.items import Response
from quizapp.core.live import Command, LiveState, Phase, allowed, apply
from quizapp.database import db
from quizapp.formats.quiz_json import dump_response
from quizapp.live import answers, queries, service
from quizapp.live.answers import Answer, response_of
from quizapp.models import LiveAnswerRow, LiveEventRow, LiveSessionRow
from tests.live.hall import NOW, Hall, Phone
from tests.live.test_service import OPENED

STEPS = 40
EXAMPLES = {"sqlite": 30, "postgresql": 5}
LEADERS = 3
RESPONSES = (Response(), *(Response(chosen=frozenset({option})) for option in "abc"))

phones = st.integers(0, 5)
sendings = st.tuples(phones, st.integers(0, 3), st.integers(0, 6), st.sampled_from(RESPONSES))
"""Which phone sends, to how many steps before the one shown, in which revision, and what."""


@dataclass(kw_only=True)
class Model:
    """What should be stored."""

    state: LiveState
    answers: dict[tuple[int, Phone], tuple[int, Response]] = field(default_factory=dict)
    commands: list[Command] = field(default_factory=list)
    left: set[Phone] = field(default_factory=set)

    def take(self, answer: Answer, phone: Phone, *, now: datetime) -> type[QuizError] | None:
        """Take an answer in; return what whoever sent it should be told."""
        if phone in self.left or answer.secret != phone.secret:
            return NotInSessionError
        stored = revision, _ = self.answers.get((answer.position, phone), (-1, Response()))
        response = response_of(answer.response)
        if not self.state.takes_answers(answer.position, now=now):
            is_stored = revision > answer.revision or stored == (answer.revision, response)
            return None if is_stored else NoAnswersNowError
        if answer.revision >= revision:
            self.answers[answer.position, phone] = answer.revision, response
        return None


class Evening(RuleBasedStateMachine):
    """What can happen to a session, one step at a time."""

    def __init__(self) -> None:
        super().__init__()
        self.hall, self.elsewhere = Hall(), Hall()
        self.stranger = self.elsewhere.phone()
        self.now = NOW
        self.model = Model(state=self.hall.shown().state)
        self.saw = [0] * LEADERS
        self.phones: list[Phone] = []

    @invariant()
    def what_is_stored_is_what_the_model_holds(self) -> None:
        db.session.expire_all()
        row = db.session.get_one(LiveSessionRow, self.hall.id)
        assert queries.state_of(row, queries.steps(row.id)) == self.model.state
        assert (row.ended_at is not None) == (self.model.state.phase is Phase.ENDED)
        events = db.session.scalars(
            select(LiveEventRow).filter_by(session_id=row.id).order_by(LiveEventRow.seq)
        ).all()
        assert [(event.seq, event.command) for event in events] == list(enumerate(self.model.commands, 1))
        stored = db.session.scalars(select(LiveAnswerRow).filter_by(session_id=row.id)).all()
        assert {(one.position, one.participant_id): (one.revision, one.response) for one in stored} == {
            (position, phone.id): (revision, "" if response.is_empty else dump_response(response))
            for (position, phone), (revision, response) in self.model.answers.items()
        }

    @invariant()
    def what_is_counted_is_what_the_model_holds(self) -> None:
        here = self.model.state.position
        assert queries.counts(self.hall.id) == queries.Counts(
            joined=len(self.phones) - len(self.model.left),
            ready=sum(
                position == here and phone not in self.model.left for position, phone in self.model.answers
            ),
        )

    @rule(leader=st.integers(0, LEADERS - 1))
    def look(self, leader: int) -> None:
        self.saw[leader] = queries.seqs([self.hall.id])[self.hall.id]

    @rule(leader=st.integers(0, LEADERS - 1), command=st.sampled_from(Command))
    def press(self, leader: int, command: Command) -> None:
        before, seq = self.model.state, self.saw[leader]
        try:
            after = service.command(self.hall.id, command, seq=seq, now=self.now)
        except SessionMovedError:
            db.session.rollback()
            assert seq != before.seq
        except NotNowError:
            db.session.rollback()
            assert seq == before.seq
            assert command not in allowed(before)
        else:
            assert seq == before.seq
            self.model.state = apply(before, command, now=self.now)
            self.model.commands.append(command)
            assert after == self.model.state
            self.saw[leader] = after.seq

    @precondition(lambda self: self.model.state.phase is not Phase.ENDED)
    @rule(leader=st.integers(0, LEADERS - 1))
    def look_and_press_what_is_offered_first(self, leader: int) -> None:
        self.look(leader)
        self.press(leader, allowed(self.model.state)[0])

    @rule(seconds=st.integers(0, 4))
    def time_passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule()
    def somebody_joins(self) -> None:
        if self.model.state.ended:
            with pytest.raises(NotNowError):
                self.hall.phone()
        else:
            self.phones.append(self.hall.phone())

    @precondition(lambda self: self.phones and not self.model.state.ended)
    @rule(who=phones)
    def somebody_joins_again(self, who: int) -> None:
        phone = self.phones[who % len(self.phones)]
        service.join(self.hall.id, phone.id, secret=phone.secret, draw_name=lambda: None)
        self.model.left.discard(phone)

    @precondition(lambda self: self.phones)
    @rule(who=phones)
    def somebody_leaves(self, who: int) -> None:
        phone = self.phones[who % len(self.phones)]
        service.leave(self.hall.id, phone.id)
        self.model.left.add(phone)

    @precondition(lambda self: self.phones)
    @rule(
        sent=st.lists(sendings, min_size=1, max_size=8), forged=st.sampled_from([False, False, False, True])
    )
    def answers_come_in_together(self, sent: list[tuple[int, int, int, Response]], forged: bool) -> None:
        batch: list[Answer] = []
        expected: list[type[QuizError] | None] = []
        keys: list[tuple[int, Phone]] = []
        for who, before, revision, response in sent:
            phone = self.phones[who % len(self.phones)]
            position = max(1, self.model.state.position - before)
            answer = phone.answers(position, response, revision=revision)
            if forged:
                answer = answer._replace(secret=self.phones[0].secret + "x")
            batch.append(answer)
            keys.append((position, phone))
            expected.append(self.model.take(answer, phone, now=self.now))
        # Somebody of another session, who is nobody here, sends with them.
        batch.append(self.stranger.answers(1, RESPONSES[1])._replace(session_id=self.hall.id))
        told = answers.store(batch, now=self.now)
        stored = [refusal or self.model.answers[key][0] for refusal, key in zip(expected, keys, strict=True)]
        assert [one if isinstance(one, int) else type(one) for one in told] == [*stored, NotInSessionError]


@pytest.fixture
def content() -> str:
    return "banks"


@pytest.fixture
def evening(app: Flask) -> Iterator[Flask]:
    with app.app_context():
        yield app


@pytest.mark.slow
def test_whatever_happens_what_is_stored_is_what_the_rules_make_of_it(
    evening: Flask, database_kind: str
) -> None:
    wanted = settings(max_examples=EXAMPLES[database_kind], stateful_step_count=STEPS)
    run_state_machine_as_test(Evening, settings=wanted)


def at_once(app: Flask, *acts: Callable[[], object]) -> list[object]:
    """Do several things at the same moment, each in a thread; return what came of them in their order."""
    ready, results = threading.Barrier(len(acts)), [object()] * len(acts)

    def run(place: int) -> None:
        with app.app_context():
            ready.wait()
            try:
                results[place] = acts[place]()
            except QuizError as error:
                results[place] = type(error)

    threads = [threading.Thread(target=run, args=[place]) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_of_leaders_who_press_at_the_same_moment_one_wins_and_the_others_are_told(app: Flask) -> None:
    with app.app_context():
        hall = Hall()
    for seq, command in enumerate([Command.NEXT, Command.CLOSE, Command.CHART, Command.NEXT, Command.SKIP]):
        press = partial(service.command, hall.id, command, seq=seq, now=NOW)
        results = at_once(app, *[press] * 4)
        assert sum(isinstance(one, LiveState) for one in results) == 1
        assert results.count(SessionMovedError) == 3
    with app.app_context():
        assert hall.shown().state.seq == 5


def test_the_same_answers_in_any_order_at_once_are_stored_once_each_and_block_nobody(app: Flask) -> None:
    with app.app_context():
        hall = Hall()
        hall.does(*OPENED)
        room = [hall.phone() for _ in range(60)]
    for revision in range(3):
        batch = [phone.answers(2, RESPONSES[1], revision=revision) for phone in room]
        orders = batch, batch[::-1], batch[30:] + batch[:30]
        results = at_once(app, *[partial(answers.store, order, now=NOW) for order in orders])
        assert results == [[revision] * 60] * 3
    with app.app_context():
        assert queries.counts(hall.id) == queries.Counts(joined=60, ready=60)


def test_of_answers_that_race_with_the_closing_those_are_counted_that_were_told_so(app: Flask) -> None:
    with app.app_context():
        hall = Hall()
        hall.does(*OPENED)
        room = [hall.phone() for _ in range(20)]
    later = NOW + timedelta(hours=1)
    results = at_once(
        app,
        *[partial(answers.store, [phone.answers(2, RESPONSES[1])], now=later) for phone in room],
        partial(service.command, hall.id, Command.CLOSE, seq=3, now=NOW),
    )
    assert isinstance(results[-1], LiveState)
    with app.app_context():
        assert hall.shown().steps[1].tally.answered == results.count([1])
