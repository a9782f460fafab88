"""Studying cards through their pages, without a script."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask, g
from sqlalchemy import select, update

from quizapp.core.items import ItemType
from quizapp.core.scheduling import Phase
from quizapp.core.study_queue import ALL_CARDS
from quizapp.database import db
from quizapp.models import CardStateRow, LearnerRow
from quizapp.study import pages, queries, service
from quizapp.web.clock import utcnow
from tests.core.builders import make_choices, make_item
from tests.study.desk import make_items, store_bank
from tests.study.student import Student, heading
from tests.study.test_answering import make_rows
from tests.support.html_forms import Form
from tests.support.visitor import AppConnection, Visitor


@pytest.fixture
def student(app: Flask) -> Student:
    with app.app_context():
        store_bank("words", *make_items(3))
        make_rows()
    return Student(app, Visitor(AppConnection(app)))


def test_somebody_new_is_told_how_to_get_cards(student: Student) -> None:
    page = student.next()
    assert (page.status, heading(page)) == (200, "No cards yet")
    assert student.count(LearnerRow) == 0


def test_what_there_is_to_do_with_cards_is_offered_once_there_are_some(student: Student) -> None:
    with_cards = ("Study something else", "Practise for an exam", "Your cards in numbers", "All your cards")
    page = student.visitor.get("/cards/")
    assert "You have no cards yet." in page.text
    assert not [words for words in with_cards if words in page.text]
    page = student.add()
    assert "You have no cards yet." not in page.text
    assert all(words in page.text for words in with_cards)


def test_a_deck_is_added_studied_and_done(student: Student) -> None:
    assert "3 new cards." in student.add().text
    page = student.next()
    assert "3 left today" in page.text
    for _ in range(3):
        page = student.rate(page, 4)
    assert heading(page) == "That is all for today"
    assert "The next cards come" in page.text
    assert student.count() == 3


def test_two_buttons_say_when_the_card_comes_back(student: Student) -> None:
    student.add()
    words = " ".join(re.sub(r"<[^>]+>", " ", student.next().text).split())
    assert "Not yet again in 1 min I knew it in 10 min" in words
    assert "with difficulty" not in words


def test_four_buttons_come_on_request(student: Student) -> None:
    student.add()
    student.set(buttons=4)
    page = student.next()
    assert [value for name, value in page.form("/reviews").buttons if name == "rating"] == [
        "1",
        "2",
        "3",
        "4",
    ]
    assert "Remembered, with difficulty" in page.text


def test_a_card_shows_reason_source_fact_and_that_nobody_signed_it(student: Student) -> None:
    student.add()
    page = student.next()
    for words in (
        "This is why it is so with nerve.",
        "Cancer Research UK, 2014",
        "means nerve.",
        "Not yet reviewed",
    ):
        assert words in page.text


def test_a_matching_card_asks_for_one_row(student: Student) -> None:
    student.add("bank:pairs")
    page = student.next("bank:pairs")
    assert "GASTRIN" in page.text
    assert "INSULIN" not in page.text


def test_an_answer_sent_twice_counts_once(student: Student) -> None:
    student.add()
    form = student.next().form("/reviews")
    for _ in range(2):
        assert student.visitor.send(form, form.as_it_stands("3")).status == 303
    assert student.count() == 1


def test_the_second_of_two_pages_is_told_and_gets_the_fresh_card(student: Student) -> None:
    student.add()
    one, two = student.next(), student.next()
    student.rate(one, 1)
    stale = two.form("/reviews")
    page = student.visitor.send(stale, stale.as_it_stands("3"))
    assert page.status == 409
    assert "so this answer was not counted" in page.text
    assert ("error-summary" in page.text, "To put right" in page.text) == (False, False)
    assert page.form("/reviews").controls["version"].chosen == ["1"]
    assert student.count() == 1


def test_an_answer_is_undone_and_the_card_is_there_again(student: Student) -> None:
    student.add()
    first = student.next()
    assert "Undo" not in first.text
    page = student.press(student.rate(first, 4), "/cards/undo")
    assert page.form("/reviews").action == first.form("/reviews").action
    assert "Undone." in page.text
    assert "3 left today" in page.text
    assert [student.count(), student.next().text.count("3 left today")] == [2, 1]


def test_answers_can_be_undone_one_after_another(student: Student) -> None:
    student.add()
    pages = [student.next()]
    for rating in (4, 1, 4):
        pages.append(student.rate(pages[-1], rating))
    page = pages.pop()
    while pages:
        page = student.press(page, "/cards/undo")
        assert page.form("/reviews").action == pages.pop().form("/reviews").action
    assert "Undo the last answer" not in page.text
    assert "3 left today" in student.next().text


def test_the_same_undo_sent_twice_is_done_once(student: Student) -> None:
    student.add()
    form = student.rate(student.next(), 4).form("/cards/undo")
    for _ in range(2):
        assert student.visitor.send(form, form.as_it_stands()).status == 303
    assert student.count() == 2


def test_an_undo_that_comes_too_late_is_told(student: Student) -> None:
    student.add()
    form = student.rate(student.next(), 1).form("/cards/undo")
    with student.app.app_context():
        db.session.execute(update(CardStateRow).values(version=CardStateRow.version + 1))
        db.session.commit()
    student.visitor.submit(form, form.as_it_stands())
    page = student.visitor.send(form, form.with_values(client_id=str(uuid4())))
    assert (page.status, heading(page)) == (409, "There is nothing to undo")


def test_a_card_can_rest_and_be_taken_back(student: Student) -> None:
    student.add()
    first = student.next()
    student.press(first, "/moves", "rest")
    page = student.visitor.get("/cards/set-aside")
    assert "Rests" in page.text
    assert "Nothing is set aside" in student.press(page, "/moves", "back").text
    assert student.next().form("/reviews").action == first.form("/reviews").action


def test_a_card_can_be_put_off_and_marked(student: Student) -> None:
    student.add()
    student.press(student.next(), "/moves", "tomorrow")
    student.press(student.next(), "/moves", "flag")
    page = student.visitor.get("/cards/set-aside")
    assert ("Hidden until tomorrow" in page.text, "Marked" in page.text) == (True, True)


def test_cards_that_an_answer_hid_are_told_apart_and_say_why_they_wait(student: Student) -> None:
    student.add("bank:pairs")
    student.rate(student.next("bank:pairs"), 3)
    page = student.visitor.get("/cards/set-aside")
    subjects = re.findall(r"</b><span>(.*?)</span></a>", page.text)
    assert len(set(subjects)) == len(subjects) > 1
    assert page.text.count("You answered another part of the same question today.") == len(subjects)


def test_a_true_or_false_statement_never_stands_alone_among_the_cards_set_aside(student: Student) -> None:
    with student.app.app_context():
        body = make_choices("True", "False*", correction="“Neuro” means nerve.")
        statement = "“Neuro” means gland."
        item = make_item(body, id="a-statement", type=ItemType.TRUE_FALSE, stem=statement)
        store_bank("statements", item)
    student.add("bank:statements")
    student.press(student.next(), "/moves", "flag")
    page = student.visitor.get("/cards/set-aside")
    assert re.findall(f"(.*){statement}", page.text)[0].endswith("True or false? ")


def test_more_cards_can_be_asked_for_today(student: Student) -> None:
    student.add()
    student.set(new_per_day=1)
    done = student.rate(student.next(), 4)
    assert heading(done) == "That is all for today"
    assert "2 left today" in student.press(done, "/cards/today").text


def test_new_cards_that_are_switched_off_are_told_with_the_way_to_the_settings(student: Student) -> None:
    student.add()
    student.set(new_per_day=0)
    for path in ("/", "/cards/", "/cards/next"):
        words = student.visitor.get(path).text
        assert 'New cards are switched off in your settings. <a href="/settings">' in " ".join(words.split())


def test_a_leech_is_met_with_reason_and_facts(student: Student) -> None:
    student.add()
    with student.app.app_context():
        learned = {
            "phase": Phase.REVIEW,
            "due_day": 1,
            "last_day": 0,
            "stability": 2.0,
            "difficulty": 5.0,
            "lapses": 7,
        }
        db.session.execute(update(CardStateRow).values(**learned))
        db.session.commit()
    page = student.rate(student.next(), 1)
    assert "This one slips away again and again." in page.text
    assert "This is why it is so with nerve." in page.text
    assert "It comes back in 10 min." in page.text


def test_a_card_that_is_not_due_is_shown_without_answer_buttons(student: Student) -> None:
    student.add()
    student.rate(student.next(), 4)
    page = student.visitor.get("/cards/item-1/main")
    assert "This card comes back in " in page.text
    assert not [form for form in page.forms if "/reviews" in form.action]


def test_a_page_shows_a_card_as_it_stands_at_the_moment_it_is_given(student: Student) -> None:
    student.add()
    student.rate(student.next(), 4)
    with student.app.test_request_context():
        g.learner = db.session.scalars(select(LearnerRow)).one()
        card = queries.find_card("item-1", "main", learner_id=g.learner.id)
        shown = service.show(card) if card else None
        assert shown
        pages_by_day = [
            pages.single_card_page(shown, ALL_CARDS, now=utcnow() + timedelta(days=days)) for days in (0, 60)
        ]
    assert ["This card comes back" in page for page in pages_by_day] == [True, False]
    assert ["Undo the last answer" in page for page in pages_by_day] == [True, False]


def test_an_answer_to_a_card_that_is_not_due_is_refused_in_plain_words(student: Student) -> None:
    student.add()
    form = student.next().form("/reviews")
    student.visitor.submit(form, form.with_values(rating="4"))
    made_up = form.with_values(rating="4", version="1", client_id=str(uuid4()))
    page = student.visitor.send(form, made_up)
    assert (page.status, heading(page)) == (409, "This card is not due yet")
    assert student.count() == 1


def test_how_one_studies_is_kept(student: Student) -> None:
    form = student.visitor.get("/settings").forms[0]
    wishes = {"new_per_day": "7", "time_zone": "Asia/Kathmandu", "rollover_hour": "3", "leeches_rest": "y"}
    page = student.visitor.submit(form, form.with_values(**wishes))
    assert "Saved." in page.text
    kept = page.forms[0].controls
    assert {name: kept[name].chosen[0] for name in wishes} == wishes
    assert kept["shortcuts"].chosen == ["y"]


REFUSED_WISHES = [
    ("new_per_day", "-1", "New cards a day: a whole number from 0 to 9,999."),
    ("new_per_day", "many", "New cards a day: a whole number from 0 to 9,999."),
    ("new_per_day", "9" * 5000, "New cards a day: a whole number from 0 to 9,999."),
    ("reviews_per_day", "99999999999999999999", "Reviews a day: a whole number from 0 to 9,999."),
    ("rollover_hour", "24", "The hour at which a new day begins: a whole number from 0 to 23."),
    ("buttons", "3", "Not a valid choice"),
    ("time_zone", "Middle/Earth", "Not a valid choice"),
    ("time_zone", "../../etc/passwd", "Not a valid choice"),
]


def test_a_wish_that_cannot_be_kept_is_refused_and_nothing_is_lost(student: Student) -> None:
    form = student.visitor.get("/settings").forms[0]
    for field, value, message in REFUSED_WISHES:
        kept = {"rollover_hour": "7"} if field != "rollover_hour" else {"new_per_day": "7"}
        page = student.visitor.send(form, form.with_values(**kept, **{field: value}))
        assert (field, value[:9], page.status) == (field, value[:9], 422)
        assert message in page.text
        assert page.forms[0].controls[next(iter(kept))].chosen == ["7"]
    assert student.count(LearnerRow) == 0


MALFORMED = [
    *(("version", value) for value in ("", "-1", "99999999999999999999", "0x1", "\x00")),
    *(("rating", value) for value in ("", "0", "5", "good")),
    *(("client_id", value) for value in ("", "not-an-id", "0" * 4000)),
    *(("duration_ms", value) for value in ("", "-5", "soon", "9" * 5000)),
]


def test_a_malformed_answer_is_refused_in_a_sentence(student: Student) -> None:
    student.add()
    form: Form = student.next().form("/reviews")
    for field, value in MALFORMED:
        others = [pair for pair in form.as_it_stands("3") if pair[0] != field]
        page = student.visitor.send(form, [*others, (field, value)])
        assert (field, value[:9], page.status) == (field, value[:9], 422)
        assert "error-summary" in page.text
        assert student.visitor.send(form, others).status == 422
    assert student.count() == 0


NOT_THERE = [
    "/cards/no-such-item/main",
    "/cards/item-1/other",
    "/cards/item-1/main",  # there, but not theirs
    "/cards/%00/main",
    "/cards/item-1/%00",
    "/cards/" + "x" * 3000 + "/main",
    "/cards/item-1/main/why",
    "/cards/next?scope=bank:",
    "/cards/next?scope=%00",
    "/cards/next?scope=everything",
    "/cards/next?scope=topic:" + "x" * 200,
]


def test_what_is_not_there_and_what_is_not_theirs_look_alike(student: Student) -> None:
    student.add()
    stranger = Visitor(AppConnection(student.app))
    for path in NOT_THERE:
        page = stranger.get(path)
        assert (path, page.status, heading(page)) == (path, 404, "There is no such page here")


def test_a_stranger_cannot_answer_move_or_undo_somebody_elses_card(student: Student) -> None:
    student.add()
    page = student.next()
    undo = student.rate(page, 1).form("/cards/undo")
    stranger = Student(student.app, Visitor(AppConnection(student.app)))
    own = stranger.visitor.get("/settings").forms[0]
    stranger.visitor.submit(own, own.as_it_stands())
    ticket = {"csrf_token": own.controls["csrf_token"].chosen[0], "ticket": own.controls["ticket"].chosen[0]}
    for form in (page.form("/reviews"), page.form("/moves")):
        assert stranger.visitor.send(form, form.with_values("3", **ticket, how="rest")).status == 404
    assert stranger.visitor.send(undo, undo.with_values(**ticket)).status == 409
    assert student.count() == 1


def test_a_scope_without_cards_says_so(student: Student) -> None:
    student.add()
    page = student.next("bank:pairs")
    assert "There are no cards here yet." in page.text


def test_a_deck_with_nothing_left_leads_to_the_other_cards_that_wait(student: Student) -> None:
    student.add("bank:words")
    student.add("bank:pairs")
    student.set(new_per_day=6)
    page = student.next("bank:words")
    for _ in range(3):
        page = student.rate(page, 4)
    assert heading(page) == "Nothing left in this deck today"
    assert "3 other cards wait for you today." in page.text
    assert 'href="/cards/next"' in page.text
    assert "Undo the last answer" in page.text


def test_a_deck_with_nothing_left_offers_no_undo_of_an_answer_to_another_deck(student: Student) -> None:
    student.add("bank:words")
    student.add("bank:pairs")
    student.rate(student.next("bank:pairs"), 1)
    page = student.next("bank:words")
    for _ in range(3):
        page = student.press(page, "/moves", "tomorrow")
    assert "Undo" in page.text
    student.rate(student.next("bank:pairs"), 1)
    page = student.next("bank:words")
    assert (heading(page), "Undo" in page.text) == ("Nothing left in this deck today", False)
