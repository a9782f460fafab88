"""The fourteen rules of studying cards, each held by a test named after it.

The modules beside this one look at every rule more closely; here each is stated once, through the services
and pages that learners use.
"""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from quizapp.core.errors import CardNotDueError
from quizapp.core.forgetting import Rating, interval_days
from quizapp.core.scheduling import preview, spread_range
from quizapp.core.statistics import Horizon
from quizapp.core.study_day import date_of
from quizapp.core.study_queue import ALL_CARDS, queue_of
from quizapp.database import db
from quizapp.models import ReviewRow
from quizapp.progress import statistics
from quizapp.study import preferences, queries
from quizapp.study.breaks import service as breaks
from quizapp.study.cram import service as cram
from quizapp.study.fitting import fit
from quizapp.study.fitting import queries as fit_queries
from quizapp.study.fitting.optimiser import NoFitError
from quizapp.study.log import clock_of
from quizapp.study.moves import undoing
from quizapp.study.offline import service as offline
from quizapp.study.plans import plan_for
from quizapp.study.rescheduling import service as rescheduling
from tests.api.programs import Program, make_program
from tests.progress.test_page import tables
from tests.study.desk import MONDAY_EVENING, Desk, make_items, make_learner, store_bank
from tests.study.long_log import store_log
from tests.study.proving import faults
from tests.study.student import Student
from tests.study.test_answering import lapse, log_rows, make_rows
from tests.study.test_feed import has_card, quiz_answer
from tests.study.test_offline import given_offline
from tests.study.test_undoing import picture
from tests.support.visitor import AppConnection, Visitor

AGAIN, HARD, GOOD, EASY = Rating

SQLITE_ONLY = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


def done_today(desk: Desk) -> tuple[int, int]:
    """Return how many new cards and reviews count as done today."""
    done = queries.done_on(clock_of(desk.learner).day(desk.now), learner_id=desk.learner.id)
    return done.new, done.reviews


@pytest.fixture
def student(app: Flask) -> Student:
    with app.app_context():
        store_bank("words", *make_items(12))
    return Student(app, Visitor(AppConnection(app)))


def test_rule_1_study_days_not_blocks_of_24_hours(desk: Desk) -> None:
    """Each evening is earlier than the one before, so blocks of 24 hours would count 0, 0, 1 and 9 days."""
    other = Desk(learner=make_learner())
    other.add("bank:words")
    other.rate("item-1", GOOD)
    other.wait(hours=23)
    assert other.rate("item-1", GOOD).stability_after == pytest.approx(7.32, abs=0.005)
    desk.add("bank:words")
    names = [f"item-{number}" for number in range(1, 13)]
    rows = []
    for days, hour in ((0, 20), (0, 21), (2, 19), (10, 18)):
        desk.now = datetime.combine(desk.now.date() + timedelta(days=days), time(hour), desk.now.tzinfo)
        # The spread lets some cards come a little later than after ten days.
        names = [name for name in names if is_due(desk, name)]
        rows.append([desk.rate(name, GOOD) for name in names])
    stabilities = [{round(row.stability_after or 0, 2) for row in some} for some in rows]
    assert stabilities == [{2.31}, {2.31}, {10.97}, {43.97}]
    assert [some[0].study_day - rows[0][0].study_day for some in rows] == [0, 0, 2, 12]


def is_due(desk: Desk, name: str) -> bool:
    at = clock_of(desk.learner).moment(desk.now)
    return queue_of(desk.card(name).memory, now=at.now, day=at.day) is not None


def test_rule_2_a_review_is_due_the_whole_study_day_and_a_learning_step_to_the_minute(desk: Desk) -> None:
    desk.learner.new_per_day = 1
    desk.add("bank:words")
    first, second = desk.rate("item-1", AGAIN), desk.rate("item-1", GOOD)
    assert (first.due_at, second.due_at) == (
        desk.now + timedelta(minutes=1),
        desk.now + timedelta(minutes=10),
    )
    assert desk.next() == "item-1/main"  # early, because nothing else is left
    desk.wait(minutes=-11)  # more than twenty minutes early is too early
    with pytest.raises(CardNotDueError):
        desk.rate("item-1", GOOD)
    desk.wait(minutes=21)
    due_day = desk.rate("item-1", GOOD).due_day
    assert due_day
    begins = datetime.combine(date_of(due_day), time(4), MONDAY_EVENING.tzinfo)  # London's winter
    desk.learner.new_per_day = 0
    due = {}
    for minutes in (-1, 0, 24 * 60 - 1):
        desk.now = begins + timedelta(minutes=minutes)
        due[minutes] = desk.next()
    assert due == {-1: "", 0: "item-1/main", 24 * 60 - 1: "item-1/main"}


def test_rule_3_an_answer_is_one_transaction_on_the_version_that_was_shown(app: Flask) -> None:
    with app.app_context():
        store_bank("words", *make_items(2))
    program = make_program(app)
    program.post("/decks", {"scope": "bank:words"}, status=200)
    card, review_id = program.get("/cards/next")["card"], str(uuid4())
    stored = send(program, card, id=review_id, rating=3)
    assert send(program, card, id=review_id, rating=1) == stored
    refused = send(program, card, id=str(uuid4()), rating=1, status=409)
    assert refused["card"] == program.get(f"/cards/{card['item']}/main")
    assert refused["card"]["version"] == stored["version"] == 1
    interval = {"id": str(uuid4()), "version": 1, "rating": 3, "interval_days": 90}
    program.post(f"/cards/{card['item']}/main/reviews", interval, status=422)
    with app.app_context():
        assert (log_rows(), faults()) == (1, [])


def send(program: Program, card: Any, *, status: int = 201, **answer: object) -> Any:
    body = {"version": card["version"], "duration_ms": 900} | answer
    return program.post(f"/cards/{card['item']}/main/reviews", body, status=status)


def test_rule_4_offline_on_monday_elsewhere_on_tuesday_sent_on_wednesday_both_count_in_order(
    desk: Desk,
) -> None:
    desk.add("bank:words")
    desk.learn("item-1")
    desk.wait(days=14)
    monday = given_offline(desk, "item-1", AGAIN)
    future = given_offline(desk, "item-2", GOOD, at=desk.now + timedelta(days=9))
    early = given_offline(desk, "item-3", GOOD, at=MONDAY_EVENING - timedelta(days=400))
    desk.wait(days=1)
    tuesday = desk.rate("item-1", GOOD).id
    desk.wait(days=1)
    brought = [monday, future, early]
    told = offline.take_in(desk.learner, brought, now=desk.now)
    assert told == [offline.BESIDE, offline.CLAMPED, offline.CLAMPED]
    assert offline.take_in(desk.learner, brought, now=desk.now) == [offline.AGAIN] * 3
    rows = db.session.scalars(select(ReviewRow).order_by(ReviewRow.item_id, ReviewRow.card_version)).all()
    assert [row.id for row in rows][-4:] == [monday.id, tuesday, future.id, early.id]
    assert [row.reviewed_at for row in rows if row.clamped] == [desk.now, MONDAY_EVENING]
    assert (desk.card("item-1").lapses, faults()) == (1, [])


def test_rule_5_the_spread_follows_from_the_card_so_preview_answer_and_replay_agree(desk: Desk) -> None:
    desk.add("bank:words")
    intervals = set()
    for number in range(1, 13):
        name = f"item-{number}"
        desk.learn(name)
    desk.wait(days=15)
    for number in range(1, 13):
        card = desk.card(f"item-{number}")
        at = clock_of(desk.learner).moment(desk.now)
        plan = plan_for(desk.learner, card, day=at.day)
        shown = preview(card.memory, now=at.now, day=at.day, seed=card.seed, plan=plan)
        days = [shown[rating].due_day for rating in (HARD, GOOD, EASY)]
        assert days == sorted(set(days), key=lambda day: day or 0)
        row = desk.rate(f"item-{number}", GOOD)
        assert row.due_day == shown[GOOD].due_day
        low, high = spread_range(interval_days(row.stability_after or 0.0))
        assert low <= row.interval_days <= high
        intervals.add(row.interval_days)
    assert len(intervals) > 1
    assert faults() == []


def test_rule_6_undo_names_its_row_and_restores_state_counts_siblings_and_leech_step_by_step(
    desk: Desk,
) -> None:
    make_rows()
    desk.add("bank:pairs")
    desk.learner.leeches_rest = True
    name, sibling = "hormones/pair-gastrin", "hormones/pair-insulin"
    desk.learn(name)
    lapse(desk, name, 7)
    desk.wait(days=7)
    before, rows = [], []
    for rating in (AGAIN, GOOD):
        before.append((picture(desk.card(name)), is_hidden(desk, sibling), done_today(desk)))
        rows.append(desk.rate(name, rating))
    assert (rows[0].leech, desk.card(name).suspended, done_today(desk)) == (True, True, (0, 1))
    assert [is_hidden_before for _, is_hidden_before, _ in before] == [False, True]
    for stood, row in zip(reversed(before), reversed(rows), strict=True):
        undo_id = uuid4()
        desk.undo(row, undo_id)
        assert (picture(desk.card(name)), is_hidden(desk, sibling), done_today(desk)) == stood
        undo = queries.find_review(undo_id, learner_id=desk.learner.id)
        assert undo
        assert undo.undoes == row.id
    assert faults() == []


def is_hidden(desk: Desk, name: str) -> bool:
    return (desk.card(name).buried_until_day or 0) > clock_of(desk.learner).day(desk.now)


def test_rule_7_a_day_has_its_limits_siblings_wait_and_leeches_speak_up(desk: Desk) -> None:
    assert (desk.learner.new_per_day, desk.learner.reviews_per_day) == (20, 200)
    make_rows()
    desk.add("bank:words")
    desk.add("bank:pairs")
    desk.learner.new_per_day = 2
    assert desk.left() == 2
    preferences.more_today(desk.learner, new=1, reviews=0, now=desk.now)
    assert len(desk.study_all()) == 3
    desk.wait(days=1)
    assert desk.left("bank:words") == 2
    desk.rate("hormones/pair-gastrin", EASY)
    tomorrow = clock_of(desk.learner).day(desk.now) + 1
    assert desk.card("hormones/pair-insulin").buried_until_day == tomorrow
    desk.learner.leeches_rest = True
    desk.learn("item-9")
    rows = [lapse(desk, "item-9", 1) for _ in range(12)]
    assert [number for number, row in enumerate(rows, start=1) if row.leech] == [8, 12]
    assert desk.card("item-9").suspended


@SQLITE_ONLY
def test_rule_8_two_buttons_unless_four_are_wished_for(student: Student) -> None:
    student.add()
    assert buttons(student) == ["Not yet", "I knew it"]
    student.set(buttons=4)
    assert buttons(student) == ["Not yet", "Remembered, with difficulty", "I knew it", "Easy"]


def buttons(student: Student) -> list[str]:
    page = student.next()
    values = [value for name, value in page.form("/reviews").buttons if name == "rating"]
    labels = {1: "Not yet", 2: "Remembered, with difficulty", 3: "I knew it", 4: "Easy"}
    assert all(labels[int(value)] in page.text for value in values)
    return [labels[int(value)] for value in values]


def test_rule_9_the_first_answer_of_the_day_in_a_quiz_feeds_the_cards(desk: Desk) -> None:
    quiz_answer(desk, "item-1", right=False)
    quiz_answer(desk, "item-2", right=True)
    assert (has_card(desk, "item-1"), has_card(desk, "item-2")) == (True, False)
    quiz_answer(desk, "item-1", right=True)
    assert desk.card("item-1").reps == 1
    desk.wait(days=1)
    quiz_answer(desk, "item-1", right=True)
    rows = db.session.scalars(select(ReviewRow).order_by(ReviewRow.card_version)).all()
    assert [(row.rating, row.source) for row in rows] == [(AGAIN, "quiz"), (GOOD, "quiz")]
    kept_out = fit_queries.count_answers(learner_id=desk.learner.id, with_quizzes=False, most=10)
    assert kept_out == 0
    desk.learner.quiz_feeds_cards = False
    quiz_answer(desk, "item-3", right=False)
    assert not has_card(desk, "item-3")


def test_rule_10_practice_changes_no_schedule_and_stays_out_of_fitting(desk: Desk) -> None:
    desk.add("bank:words")
    desk.learn("item-1")
    desk.wait(days=1)
    before = [picture(desk.card(f"item-{number}")) for number in range(1, 13)]
    comes, done = desk.next(), done_today(desk)
    answered = list(fit_queries.answers(learner_id=desk.learner.id))
    practice = cram.begin(desk.learner, uuid4(), ALL_CARDS, exam=date(2026, 11, 20), now=desk.now)
    for number in range(15):
        stands = cram.look(desk.learner, practice, now=desk.now)
        assert stands.card
        said = cram.PracticeAnswer(knew=number % 2 > 0, turn=stands.turn, review_id=uuid4(), duration_ms=900)
        cram.answer(desk.learner, practice, stands.card.state, said, now=desk.now)
    assert [picture(desk.card(f"item-{number}")) for number in range(1, 13)] == before
    assert (desk.next(), done_today(desk)) == (comes, done)
    assert list(fit_queries.answers(learner_id=desk.learner.id)) == answered
    assert db.session.scalars(select(ReviewRow.kind).filter_by(kind="cram")).all() == ["cram"] * 15
    assert faults() == []


def test_rule_11_after_a_break_cards_come_a_few_a_day_those_known_best_first(desk: Desk) -> None:
    store_bank("more", *make_items(52)[12:])
    desk.add("bank:more")
    desk.learner.new_per_day = 100
    for number in range(13, 53):
        desk.rate(f"item-{number}", EASY if number % 2 else GOOD)
        if number % 2 == 0:
            desk.rate(f"item-{number}", GOOD)
    desk.wait(days=60)
    offered = breaks.break_of(desk.learner, now=desk.now)
    week = offered.plans[0]
    assert (offered.waiting, week.days) == (40, 7)
    assert breaks.start(desk.learner, days=7, now=desk.now)
    assert desk.left() == breaks.break_of(desk.learner, now=desk.now).per_day == week.per_day < 10
    known = [desk.card(name).stability for name in desk.study_all()]
    assert len(known) == week.per_day
    assert known[0] == max(known, key=lambda stability: stability or 0.0)


def test_rule_12_what_foretells_better_is_kept_and_changes_future_answers_only(desk: Desk) -> None:
    beginner = make_learner()
    store_log(beginner, cards=49)
    with pytest.raises(NoFitError, match="needs 400 answers"):
        fit.fit(beginner.id, fit_id=uuid4(), now=desk.now)
    store_log(desk.learner, cards=90)
    desk.add("bank:words")
    desk.learn("item-1")
    before = picture(desk.card("item-1"))
    done = fit.fit(desk.learner.id, fit_id=uuid4(), now=desk.now)
    again = fit.fit(desk.learner.id, fit_id=uuid4(), now=desk.now)
    assert (done.kept, again.kept) == (True, False)
    assert done.loss_after < done.loss_before
    assert picture(desk.card("item-1")) == before
    assert desk.card("item-1").version == 2
    assert desk.rate("item-2", GOOD).parameters_id == done.id


def test_rule_12_giving_waiting_cards_new_days_is_an_act_of_its_own_foreseen_and_undone(desk: Desk) -> None:
    desk.add("bank:words")
    desk.rate("item-1", EASY)
    before = picture(desk.card("item-1"))
    desk.learner.retention = 0.97
    assert picture(desk.card("item-1")) == before
    assert rescheduling.foresee(desk.learner, now=desk.now).sooner == 1
    assert picture(desk.card("item-1")) == before
    act_id = uuid4()
    assert rescheduling.reschedule(desk.learner, act_id=act_id, now=desk.now) == 1
    after = picture(desk.card("item-1"))
    assert {name for name, value in after.items() if before[name] != value} <= {"due_day", "version"}
    assert desk.card("item-1").due_day == clock_of(desk.learner).day(desk.now) + 2
    undoing.undo(desk.learner, act_id, undo_id=uuid4(), now=desk.now)
    assert picture(desk.card("item-1")) == before


def test_rule_13_days_in_a_row_are_opt_in_and_no_day_without_a_card_due_breaks_them(desk: Desk) -> None:
    desk.add("bank:words")
    desk.learner.new_per_day = 0
    desk.rate("item-1", EASY)
    assert row_of_days(desk) is None
    desk.learner.shows_streak = True
    due = desk.card("item-1").due_day
    assert due
    waits = due - clock_of(desk.learner).day(desk.now)
    desk.wait(days=waits)
    assert (waits > 2, row_of_days(desk)) == (True, 1)
    desk.rate("item-1", EASY)
    assert row_of_days(desk) == 2
    later = desk.card("item-1").due_day
    assert later
    desk.wait(days=later - due + 1)
    assert row_of_days(desk) == 0


def row_of_days(desk: Desk) -> int | None:
    return statistics.numbers(desk.learner, ALL_CARDS, horizon=Horizon.MONTH, now=desk.now).done.row


@SQLITE_ONLY
@pytest.mark.parametrize("path", ["/progress/", "/progress/cards"])
def test_rule_14_every_drawing_of_numbers_has_a_table_beside_it(student: Student, path: str) -> None:
    student.add()
    for _ in range(6):
        student.rate(student.next(), 3)
    page = student.visitor.get(path)
    drawn = [part for part in page.text.split("<section")[1:] if 'role="img"' in part]
    assert len(drawn) >= 2
    assert all("<table" in part for part in drawn)
    assert len(tables(page)) >= len(drawn)
