"""Somebody joins, answers, changes their mind, skips, sees why, and leaves, all without a script."""

from datetime import timedelta
from random import Random

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from quizapp.core.items import Choices, ItemType
from quizapp.core.live import Command
from quizapp.core.live_plan import SessionKind
from quizapp.database import db
from quizapp.live import queries, service
from quizapp.models import ItemRow, LearnerRow, LiveParticipantRow
from quizapp.web.clock import utcnow
from tests.live.hall import Hall
from tests.live.visiting import Room
from tests.support.visitor import AppConnection, Visitor

ON_SQLITE = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
TO_FIRST_ITEM = (Command.NEXT, Command.CLOSE, Command.NEXT)
ONE_OF_EACH_TYPE = {
    ItemType.SINGLE_CHOICE: "nets-in-common",
    ItemType.TRUE_FALSE: "true-false-a0f1478c712de4d6",
    ItemType.SELECT_ALL: "men1-three-places",
    ItemType.MATCHING: "matching-d2ba6d54d2b2179c",
    ItemType.SHORT_ANSWER: "hormone-system-typed",
    ItemType.ORDERING: "from-symptom-to-tests",
    ItemType.DROPDOWN_CLOZE: "dropdown-cloze-fbe776c91e89d9c7",
    ItemType.MATRIX: "known-or-open",
    ItemType.HOTSPOT: "islets-on-the-picture",
}


@pytest.fixture
def content() -> str:
    return "banks"


def joined(room: Room) -> int:
    with room.app.app_context():
        return queries.counts(room.hall.id).joined


def key_of(room: Room, position: int) -> tuple[str, str]:
    """Return the ids of the right option of a step, and of a wrong one."""
    with room.app.app_context():
        content = room.hall.shown().steps[position - 1].content
    assert content
    body = content.item.body
    assert isinstance(body, Choices)
    return min(body.key_ids), next(option.id for option in body.options if not option.is_key)


@ON_SQLITE
@pytest.mark.parametrize("typed", ["{}", " {} ", "{}-", "small", "parts"])
def test_a_code_is_found_however_it_is_typed(app: Flask, typed: str) -> None:
    room = Room(app)
    code = room.hall.code
    written = {"small": code.lower(), "parts": f"{code[:3]} – {code[3:]}".replace("–", "-")}
    visitor = Visitor(AppConnection(app))
    form = visitor.get("/live/").form("/live/")
    found = visitor.submit(form, form.with_values(code=written.get(typed, typed.format(code))))
    assert (found.status, found.path) == (200, room.path)


@ON_SQLITE
def test_an_address_with_a_code_in_small_letters_leads_to_the_session(app: Flask) -> None:
    room = Room(app)
    assert Visitor(AppConnection(app)).get(room.path.lower()).path == room.path


@ON_SQLITE
def test_what_can_be_no_code_is_said_at_its_field(app: Flask) -> None:
    visitor = Visitor(AppConnection(app))
    form = visitor.get("/live/").form("/live/")
    refused = visitor.submit(form, form.with_values(code="ABC"))
    assert (refused.status, "A code has six letters" in refused.text) == (422, True)
    assert "Type the code on the screen" in visitor.submit(form, form.as_it_stands()).text


@ON_SQLITE
def test_who_types_the_code_of_a_class_is_led_to_joining_it(app: Flask) -> None:
    visitor = Visitor(AppConnection(app))
    form = visitor.get("/live/").form("/live/")
    refused = visitor.submit(form, form.with_values(code="bcdf-ghjk"))
    assert (refused.status, "how the code of a class looks" in refused.text) == (422, True)
    assert 'href="/classes/join"' in refused.text


@ON_SQLITE
@pytest.mark.parametrize("path", ["/live/ZZZZZZ/", "/live/nonsense/", "/live/%00/", "/live/ZZZZZZ/recap"])
def test_a_code_of_no_session_gets_a_kind_page(app: Flask, path: str) -> None:
    assert Visitor(AppConnection(app)).get(path).status == 404


def test_joining_twice_lets_in_one_person(app: Flask) -> None:
    room = Room(app)
    visitor = Visitor(AppConnection(app))
    door = visitor.get(room.path).form("/join")
    first, second = visitor.send(door, door.as_it_stands()), visitor.send(door, door.as_it_stands())
    assert (first.status, second.status) == (303, 303)
    visitor.cookies = {name: value for name, value in visitor.cookies.items() if "live" not in name}
    assert visitor.send(door, door.as_it_stands()).status == 303
    assert joined(room) == 1


def test_nobody_takes_the_seat_of_another(app: Flask) -> None:
    room = Room(app)
    rosa, other = room.member(), Visitor(AppConnection(app))
    seat = rosa.visitor.cookies[f"live-{room.hall.code}"].partition(".")[0]
    door = other.get(room.path).form("/join")
    other.send(door, door.with_values(seat=f"{seat}.made-up"))
    assert f"live-{room.hall.code}" not in other.cookies
    assert joined(room) == 1


def test_a_member_becomes_no_learner(app: Flask) -> None:
    room = Room(app)
    member = room.member()
    room.does(*TO_FIRST_ITEM)
    member.skips()
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(LearnerRow)) == 0


def test_a_member_goes_through_a_session(app: Flask) -> None:
    room = Room(app)
    member = room.member()
    assert "You are in. The first question comes soon." in member.page().text
    room.does(Command.NEXT)
    assert "Stored. You can change it." in member.answers(chosen="fairly").text
    room.does(Command.CLOSE, Command.NEXT)
    _, wrong = key_of(room, 2)
    nothing = member.answers()
    assert (nothing.status, "Choose an answer, or skip the question" in nothing.text) == (422, True)
    assert "Stored. You can change it." in member.answers(chosen=wrong).text
    assert "you would rather skip" in member.skips().text
    changed = member.answers(chosen=wrong)
    assert changed.form("/answer").controls["chosen"].chosen == [wrong]
    room.does(Command.CLOSE)
    closed = member.page()
    assert "No more answers are taken" in closed.text
    assert "Your answer is stored." in closed.text
    room.does(Command.CHART)
    assert "Fewer than five people answered" in member.page().text
    room.does(Command.REVEAL)
    shown = member.page().text
    assert '<p class="outcome" data-outcome="again">Not quite. Here is why.</p>' in shown
    assert "check due" in shown
    room.does(Command.BACK)
    room.does(Command.PAUSE)
    paused = member.page().text
    assert "Take a breath" in paused
    assert "/who-to-ask" in paused
    room.does(Command.RESUME, Command.END)
    assert "Thank you for taking part" in member.page().text


def test_a_right_answer_is_called_right(app: Flask) -> None:
    room = Room(app)
    member = room.member()
    room.does(*TO_FIRST_ITEM)
    member.answers(chosen=key_of(room, 2)[0])
    room.does(Command.CLOSE, Command.REVEAL)
    assert '<p class="outcome" data-outcome="right">Right. Here is why.</p>' in member.page().text


@ON_SQLITE
@pytest.mark.parametrize("kind", ONE_OF_EACH_TYPE)
def test_every_type_of_item_is_answered_and_explained(app: Flask, kind: ItemType) -> None:
    room = Room(app, slugs=(ONE_OF_EACH_TYPE[kind],))
    with app.app_context():
        shown = room.hall.shown().steps[1].content
    assert shown
    assert shown.item.type is kind
    member = room.member()
    room.does(*TO_FIRST_ITEM)
    form = member.page().form("/answer")
    sent = form.filled(Random(3), "answer")
    stored = member.visitor.submit(form, sent)
    again = stored.form("/answer").as_it_stands("answer")
    assert sorted(pair for pair in again if pair[0] != "csrf_token") == sorted(
        pair for pair in sent if pair[0] != "csrf_token"
    )
    room.does(Command.CLOSE, Command.REVEAL)
    page = member.page().text
    assert "Here is the answer, and why." in page
    assert 'class="own' in page


@ON_SQLITE
def test_what_cannot_be_stored_stays_on_the_form(app: Flask) -> None:
    room = Room(app, slugs=(ONE_OF_EACH_TYPE[ItemType.ORDERING],))
    member = room.member()
    room.does(*TO_FIRST_ITEM)
    form = member.page().form("/answer")
    places = {name: "2" for name in form.controls if name.startswith("place-")}
    refused = member.visitor.submit(form, form.with_values("answer", **places))
    assert (refused.status, "Give each step its own place" in refused.text) == (422, True)
    kept = dict(refused.form("/answer").as_it_stands())
    assert {name: kept[name] for name in places} == places


def test_an_answer_to_a_question_that_is_over_is_refused_in_plain_words(app: Flask) -> None:
    room = Room(app)
    member = room.member()
    room.does(*TO_FIRST_ITEM)
    form = member.page().form("/answer")
    room.does(Command.CLOSE, Command.REVEAL)
    late = member.visitor.submit(form, form.with_values("answer", chosen=key_of(room, 2)[0]))
    assert (late.status, "takes no more answers" in late.text) == (409, True)
    room.does(Command.NEXT)
    late = member.visitor.submit(form, form.with_values("answer", chosen=key_of(room, 2)[0]))
    assert (late.status, "takes no more answers" in late.text) == (409, True)


def test_whoever_comes_late_joins_at_the_question_that_is_asked(app: Flask) -> None:
    room = Room(app)
    room.does(*TO_FIRST_ITEM)
    late = room.member()
    assert "Question 1 of 3" in late.page().text
    assert "Stored" in late.skips().text


def test_whoever_leaves_is_gone_and_can_come_back(app: Flask) -> None:
    room = Room(app)
    member = room.member()
    door = member.leaves()
    assert "You have left. You can come back" in door.text
    assert joined(room) == 0
    again = door.form("/join")
    assert "You are in" in member.visitor.submit(again, again.as_it_stands()).text
    assert joined(room) == 1


def test_an_ended_session_says_so_and_lets_nobody_in(app: Flask) -> None:
    room = Room(app)
    visitor = Visitor(AppConnection(app))
    door = visitor.get(room.path).form("/join")
    room.does(Command.END)
    over = visitor.submit(door, door.as_it_stands())
    assert "This session has ended" in over.text
    assert 'href="recap"' in over.text
    assert visitor.get(f"{room.path}recap").status == 200
    assert joined(room) == 0


@ON_SQLITE
def test_a_session_that_nobody_ended_lets_nobody_in_after_its_time(app: Flask) -> None:
    room = Room(app)
    with time_machine.travel(utcnow() + service.LIFE + timedelta(minutes=1)):
        over = Visitor(AppConnection(app)).get(room.path).text
    assert "This session has ended" in over
    assert 'href="recap"' not in over


@ON_SQLITE
def test_in_a_class_only_its_owner_sees_a_made_up_name(app: Flask) -> None:
    room = Room(app, kind=SessionKind.CLASS)
    rosa, other = room.member(), room.member()
    with app.app_context():
        names = db.session.scalars(select(LiveParticipantRow.name)).all()
    assert len(set(names)) == 2
    for page in (rosa.page().text, other.page().text):
        assert [str(name) in page for name in names].count(True) == 1


@ON_SQLITE
def test_no_page_of_a_patient_session_names_anybody(app: Flask) -> None:
    assert "Only you see it" not in Room(app).member().page().text


def test_the_items_of_these_tests_are_there(app: Flask) -> None:
    with app.app_context():
        slugs = set(db.session.scalars(select(ItemRow.slug)))
        assert set(ONE_OF_EACH_TYPE.values()) <= slugs
        assert Hall().code


def test_who_comes_to_a_session_that_is_full_is_told_what_they_can_do(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "MOST_PEOPLE", 1)
    room = Room(app)
    room.member()
    visitor = Visitor(AppConnection(app))
    door = visitor.get(room.path).form("/join")
    told = visitor.submit(door, door.as_it_stands())
    assert told.status == 409
    assert "follow it on the screen in the room" in told.text


def test_after_its_date_a_question_is_shown_as_due_for_review(app: Flask) -> None:
    with time_machine.travel(utcnow() + timedelta(days=2000), tick=False):
        room = Room(app)
        member = room.member()
        room.does(Command.NEXT, Command.CLOSE, Command.NEXT, Command.CLOSE, Command.REVEAL)
        assert "Not yet reviewed by a clinician · due for review" in member.page().text
