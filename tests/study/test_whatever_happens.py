"""Whatever learners do in tabs, on devices and in quizzes, states and counts follow from the log.

After every step: each card's state is what a rebuild makes of its log, the counts of each day are what a
recount makes of the logs, nobody else was changed, what was refused changed nothing, what was sent twice was
done once, and no row of the log was lost, bent or counted out of the order of time.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import update

from quizapp.accounts import service
from quizapp.core import scheduling
from quizapp.core.assembly import AssessmentBlueprint, Cell
from quizapp.core.behaviour import Behaviour, StepKind
from quizapp.core.forgetting import Rating
from quizapp.core.items import Topic
from quizapp.core.setting_aside import Move
from quizapp.core.study_queue import ALL_CARDS
from quizapp.database import db
from quizapp.models import ItemRow
from quizapp.quiz import service as quizzes
from quizapp.study import preferences
from quizapp.study.acts import service as acts
from quizapp.study.acts.wishes import Wish
from quizapp.study.cram import service as cram
from quizapp.study.moves import service as moves
from quizapp.study.moves import undoing
from quizapp.study.offline import service as offline
from quizapp.study.offline.service import Outcome
from quizapp.study.rescheduling import service as rescheduling
from tests.accounts.test_adoption import account_id
from tests.core.builders import make_matching
from tests.progress.history import History, make_topic
from tests.study.crowd import ZONES, Tab, make_crowd, response_to
from tests.study.desk import MONDAY_EVENING, store_bank
from tests.study.test_offline import given_offline

CARDS = ("item-1/main", "item-2/main", "hormones/pair-insulin", "hormones/pair-gastrin")

STEPS = 40
EXAMPLES = {"sqlite": 20, "postgresql": 4}

people = st.integers(0, 1)
names = st.sampled_from(CARDS)
ratings = st.sampled_from(Rating)
devices = st.sampled_from(["phone", "tablet"])
given_answers = st.tuples(ratings, st.one_of(st.integers(-90, 90), st.integers(-60 * 24 * 60, 60 * 24 * 60)))
"""What was said of a card, and by how many minutes the clock of the device was wrong."""

marks = st.lists(st.booleans(), min_size=3, max_size=3)


class Anything(RuleBasedStateMachine):
    """What can happen, one step at a time."""

    tabs: Bundle[Tab] = Bundle("tabs")

    def __init__(self) -> None:
        super().__init__()
        self.crowd = make_crowd(account_id())

    @invariant()
    def everything_follows_from_the_log(self) -> None:
        self.crowd.check()

    @rule(minutes=st.one_of(st.integers(-30, 30), st.integers(0, 60 * 24 * 40)))
    def time_passes(self, minutes: int) -> None:
        self.crowd.let_time_pass(timedelta(minutes=minutes))

    @rule(who=people, zone=st.sampled_from(ZONES), rollover=st.integers(0, 6), rests=st.booleans())
    def choose(self, who: int, zone: str, rollover: int, rests: bool) -> None:
        def act(desk: History) -> None:
            wishes = preferences.preferences(desk.learner)
            wishes = replace(wishes, time_zone=zone, rollover_hour=rollover, leeches_rest=rests)
            preferences.change_preferences(desk.learner, wishes)

        assert self.crowd.do(who, act)

    @rule(target=tabs, who=people, name=names | st.just("next"))
    def open_a_tab(self, who: int, name: str) -> Tab:
        self.crowd.check_queue(who)
        desk = self.crowd.desk(who)
        undoable = desk.undoable()
        if name == "next":
            name = desk.next() or CARDS[0]
        undoes = undoable.id if undoable else None
        return Tab(who=who, name=name, version=desk.card(name).version, undoes=undoes)

    @rule(tab=tabs, rating=ratings)
    def answer(self, tab: Tab, rating: Rating) -> None:
        review_id = uuid4()
        self.crowd.do_twice(
            tab.who, lambda desk: desk.rate(tab.name, rating, version=tab.version, review_id=review_id)
        )

    @rule(tab=tabs)
    def undo(self, tab: Tab) -> None:
        undo_id, undoes = uuid4(), tab.undoes or uuid4()
        self.crowd.do_twice(
            tab.who, lambda desk: undoing.undo(desk.learner, undoes, undo_id=undo_id, now=desk.now)
        )

    @rule(who=people, name=names, rating=ratings)
    def answer_and_undo(self, who: int, name: str, rating: Rating) -> None:
        before = self.crowd.states(who)
        self.crowd.do(who, lambda desk: desk.undo(desk.rate(name, rating)))
        assert self.crowd.states(who) == before

    @rule(who=people, name=names, how=st.sampled_from(Move))
    def move(self, who: int, name: str, how: Move) -> None:
        move_id = uuid4()
        assert self.crowd.do_twice(
            who,
            lambda desk: moves.move(desk.learner, desk.card(name), how, move_id=move_id, now=desk.now),
        )

    @rule(
        who=people,
        some=st.sets(names, min_size=2),
        what=st.sampled_from([*Move, scheduling.Entry.RESET, scheduling.Entry.RESCHEDULE]),
        days=st.integers(0, 365),
    )
    def do_the_same_with_several_cards(
        self, who: int, some: set[str], what: Move | scheduling.Entry, days: int
    ) -> None:
        wish = Wish(id=uuid4(), what=what, day=days)

        def act(desk: History) -> None:
            cards = [desk.card(name) for name in some]
            acts.act(desk.learner, {(one.item_id, one.face) for one in cards}, wish, now=desk.now)

        assert self.crowd.do_twice(who, act)

    @rule(who=people, retention=st.sampled_from([0.7, 0.8, 0.9, 0.97]), undoes=st.booleans())
    def give_waiting_cards_new_days(self, who: int, retention: float, undoes: bool) -> None:
        act_id, before = uuid4(), self.crowd.states(who)

        def act(desk: History) -> None:
            desk.learner.retention = retention
            rescheduling.reschedule(desk.learner, act_id=act_id, now=desk.now)

        assert self.crowd.do_twice(who, act)
        if self.crowd.states(who) != before and undoes:
            undo_id = uuid4()
            self.crowd.do_twice(
                who, lambda desk: undoing.undo(desk.learner, act_id, undo_id=undo_id, now=desk.now)
            )
            assert self.crowd.states(who) == before

    @rule(who=people, name=names)
    def begin_a_card_anew(self, who: int, name: str) -> None:
        move_id = uuid4()
        assert self.crowd.do_twice(
            who, lambda desk: moves.forget(desk.learner, desk.card(name), move_id=move_id, now=desk.now)
        )

    @rule(who=people, name=names, days=st.integers(0, 365))
    def choose_the_day_of_a_card(self, who: int, name: str, days: int) -> None:
        move_id = uuid4()
        self.crowd.do_twice(
            who,
            lambda desk: moves.set_day(desk.learner, desk.card(name), days, move_id=move_id, now=desk.now),
        )

    @rule(who=people, knew=st.booleans(), begins=st.booleans(), undoes=st.booleans())
    def practise(self, who: int, knew: bool, begins: bool, undoes: bool) -> None:
        person, review_id = self.crowd.people[who], uuid4()
        if begins or person.practice is None:
            person.practice = uuid4()
        practice_id = person.practice
        before = self.crowd.states(who)

        def act(desk: History) -> None:
            practice = cram.begin(desk.learner, practice_id, ALL_CARDS, exam=None, now=desk.now)
            stands = cram.look(desk.learner, practice, now=desk.now)
            if undoes and stands.undoable:
                cram.undo(desk.learner, practice, stands.undoable, undo_id=review_id, now=desk.now)
            elif stands.card:
                said = cram.PracticeAnswer(knew=knew, turn=stands.turn, review_id=review_id, duration_ms=0)
                cram.answer(desk.learner, practice, stands.card.state, said, now=desk.now)

        self.crowd.do(who, act)
        assert self.crowd.states(who) == before

    @rule()
    def the_guest_logs_in(self) -> None:
        self.crowd.adopt(0, guest=1)

    @rule(name=st.sampled_from(["item-1", "hormones"]), offered=st.booleans())
    def withdraw_an_item_or_offer_it_again(self, name: str, offered: bool) -> None:
        db.session.execute(update(ItemRow).filter_by(slug=name).values(offered=offered))
        db.session.commit()

    @rule(who=people, behaviour=st.sampled_from(Behaviour), seed=st.integers(0, 9))
    def start_a_quiz(self, who: int, behaviour: Behaviour, seed: int) -> None:
        attempt_id = uuid4()

        def act(desk: History) -> None:
            quizzes.start(
                desk.learner,
                AssessmentBlueprint(cells=(Cell(topic=Topic.TERMINOLOGY, level=None, count=2),)),
                attempt_id=attempt_id,
                title="Quiz",
                behaviour=behaviour,
                seed=seed,
                now=desk.now,
            )

        assert self.crowd.do_twice(who, act)
        self.crowd.people[who].quizzes[behaviour] = attempt_id

    @rule(
        who=people,
        behaviour=st.sampled_from(Behaviour),
        position=st.integers(1, 2),
        right=marks,
        kind=st.sampled_from(StepKind),
    )
    def take_a_step_in_a_quiz(
        self, who: int, behaviour: Behaviour, position: int, right: list[bool], kind: StepKind
    ) -> None:
        step_id, attempt_id = uuid4(), self.crowd.people[who].quizzes.get(behaviour)
        if attempt_id is None:
            return

        def act(desk: History) -> None:
            attempt = desk.read(attempt_id)
            place = attempt.place(position)
            assert place
            quizzes.record(
                desk.learner,
                attempt,
                place,
                kind=kind,
                response=response_to(place.content.item, right),
                client_id=step_id,
                now=desk.now,
            )

        self.crowd.do_twice(who, act)

    @rule(who=people, behaviour=st.sampled_from(Behaviour))
    def hand_a_quiz_in(self, who: int, behaviour: Behaviour) -> None:
        if attempt_id := self.crowd.people[who].quizzes.get(behaviour):
            assert self.crowd.do_twice(who, lambda desk: desk.finish(desk.read(attempt_id)))

    @rule(
        tab=tabs,
        device=devices,
        some=st.lists(given_answers, min_size=1, max_size=3),
        elsewhere=st.booleans(),
        soon=st.booleans(),
    )
    def answer_without_signal(
        self, tab: Tab, device: str, some: list[tuple[Rating, int]], elsewhere: bool, soon: bool
    ) -> None:
        if elsewhere:
            self.crowd.do(tab.who, lambda desk: desk.rate(tab.name, Rating.GOOD))
        desk = self.crowd.desk(tab.who)
        for rating, wrong_by in some:
            at = desk.now + timedelta(minutes=wrong_by)
            answer = replace(given_offline(desk, tab.name, rating, at=at), version=tab.version)
            self.crowd.people[tab.who].waiting.setdefault(device, []).append(answer)
        if soon:
            self.send(tab.who, device, forgets=True)

    @rule(who=people, device=devices, forgets=st.booleans())
    def send_answers(self, who: int, device: str, forgets: bool) -> None:
        self.send(who, device, forgets=forgets)

    def send(self, who: int, device: str, *, forgets: bool) -> None:
        person = self.crowd.people[who]
        answers = person.waiting.get(device, [])

        def act(desk: History) -> None:
            told = offline.take_in(desk.learner, answers, now=desk.now)
            assert Outcome.REFUSED not in {one.outcome for one in told}

        assert self.crowd.do_twice(who, act)
        person.sent += answers
        if not forgets:  # or else the device never hears that they were stored, and sends them again
            person.waiting[device] = []


@pytest.fixture
def shelf(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """An application in context, with what makes cards and quizzes, where few lapses make a leech."""
    monkeypatch.setattr(scheduling, "LEECH_LAPSES", 2)
    monkeypatch.setattr(scheduling, "LEECH_AGAIN", 1)
    pairs = {"insulin": "lowers sugar", "glucagon": "raises sugar", "gastrin": "makes acid"}
    hormones = replace(make_matching(pairs, "none of it"), id="hormones", facts=("F-pairs",))
    with app.app_context():
        store_bank("words", *make_topic("item", Topic.TERMINOLOGY, 3))
        store_bank("pairs", hormones)
        service.create_account("kim@example.org", "a quiet garden gate", roles=(), now=MONDAY_EVENING)
        yield app


@pytest.mark.slow
def test_whatever_happens_states_and_counts_follow_from_the_log_and_nothing_is_lost(
    shelf: Flask, database_kind: str
) -> None:
    wanted = settings(max_examples=EXAMPLES[database_kind], stateful_step_count=STEPS)
    run_state_machine_as_test(Anything, settings=wanted)
