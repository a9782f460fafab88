"""Double clicks, the back button, two tabs, lost cookies and forms that were tampered with."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from quizapp.models import AttemptRow, LearnerRow, ReportRow, ResponseRow, ReviewRow
from tests.quiz.taking import Taker, fixed, item_form, replace
from tests.support.visitor import AppConnection, Visitor


def test_a_double_click_on_start_makes_one_learner_and_one_quiz(app, taker):
    form = taker.visitor.get("/").form("/quiz/quick")

    def click(_):
        visitor = Visitor(AppConnection(app))
        visitor.cookies = dict(taker.visitor.cookies)
        return visitor.send(form, form.as_it_stands())

    with ThreadPoolExecutor(4) as clicks:
        replies = list(clicks.map(click, range(4)))
    assert {reply.status for reply in replies} == {303}
    assert len({reply.location for reply in replies}) == 1
    assert (taker.count(LearnerRow), taker.count(AttemptRow)) == (1, 1)


def test_a_double_click_on_check_is_one_answer_and_one_review(app, taker):
    page = taker.start(length="5")
    form = item_form(page)
    pairs = [*fixed(form), *taker.wrong_pairs(page), ("action", "check")]

    def click(_):
        visitor = Visitor(AppConnection(app))
        visitor.cookies = dict(taker.visitor.cookies)
        return visitor.send(form, pairs)

    with ThreadPoolExecutor(4) as clicks:
        replies = list(clicks.map(click, range(4)))
    assert {reply.status for reply in replies} == {303}
    assert taker.count(ResponseRow) == 1
    reviews = taker.count(ReviewRow)
    taker.visitor.send(form, pairs)
    assert taker.count(ReviewRow) == reviews


def test_the_back_button_and_another_choice_counts_the_choice_made_last(taker):
    page = taker.start(behaviour="deferred", length="5")
    form = item_form(page)
    right, wrong = taker.right_pairs(page), taker.wrong_pairs(page)
    for pairs in (wrong, right, wrong):
        # The browser shows the page as it was, with the same id, and another answer is chosen.
        assert taker.visitor.send(form, [*fixed(form), *pairs, ("action", "save")]).status == 303
    stored = item_form(taker.visitor.get(page.path)).as_it_stands()
    assert set(wrong) <= set(stored)


def test_the_same_answer_sent_again_is_stored_once(taker):
    page = taker.start(behaviour="deferred", length="5")
    form = item_form(page)
    for _ in range(3):
        taker.visitor.send(form, [*fixed(form), *taker.right_pairs(page), ("action", "save")])
    assert taker.count(ResponseRow) == 1


def test_an_id_from_another_quiz_loses_no_answer(taker):
    first = taker.start(behaviour="deferred", length="5", seed="1")
    form = item_form(first)
    taker.visitor.send(form, [*fixed(form), *taker.right_pairs(first), ("action", "save")])
    used = form.controls["client_id"].chosen
    for page in (taker.visitor.get(first.path[:-1] + "2"), taker.start(behaviour="deferred", seed="2")):
        form = item_form(page)
        form.controls["client_id"].chosen = used
        reply = taker.visitor.send(form, [*fixed(form), *taker.right_pairs(page), ("action", "save")])
        assert reply.status == 303
        stored = item_form(taker.visitor.get(page.path)).as_it_stands()
        assert set(taker.right_pairs(page)) <= set(stored)


def test_a_second_tab_cannot_change_an_answer_whose_feedback_was_seen(taker):
    page = taker.start(length="5")
    first, second = item_form(page), item_form(taker.visitor.get(page.path))
    taker.visitor.send(first, [*fixed(first), *taker.wrong_pairs(page), ("action", "check")])
    reply = taker.visitor.send(second, [*fixed(second), *taker.right_pairs(page), ("action", "check")])
    assert reply.status == 409
    assert "your first answer stays" in reply.text
    assert ("error-summary" in reply.text, "To put right" in reply.text) == (False, False)
    assert "Not quite" in reply.text
    assert taker.count(ResponseRow) == 1


def test_handing_in_twice_is_handing_in_once(taker):
    page = taker.start(behaviour="deferred", length="5")
    taker.answer(page, "save", right=False)
    check = taker.visitor.get(page.path[:-1] + "check")
    form = check.form("/finish")
    taker.visitor.submit(form, form.as_it_stands())
    reviews = taker.count(ReviewRow)
    assert "Your result" in taker.visitor.submit(form, form.as_it_stands()).text
    assert taker.count(ReviewRow) == reviews


def test_an_answer_is_kept_when_the_cookie_was_lost_in_the_middle(taker):
    page = taker.start(behaviour="deferred", length="5")
    form = item_form(page)
    taker.visitor.cookies.clear()
    reply = taker.visitor.submit(form, [*fixed(form), *taker.right_pairs(page), ("action", "save")])
    assert reply.path.endswith("/2")
    assert taker.count(ResponseRow) == 1
    assert taker.count(LearnerRow) == 1


def test_an_answer_is_kept_when_another_tab_got_a_new_cookie_meanwhile(taker):
    page = taker.start(behaviour="deferred", length="5")
    form = item_form(page)
    taker.visitor.cookies.clear()
    taker.visitor.get("/")
    reply = taker.visitor.submit(form, [*fixed(form), *taker.right_pairs(page), ("action", "save")])
    assert reply.path.endswith("/2")
    assert taker.count(ResponseRow) == 1


def test_a_ticket_never_takes_the_place_of_a_learner_who_has_answers(app, taker):
    page = taker.start(length="5")
    form = item_form(page)
    other = Taker(app, Visitor(AppConnection(app)))
    other.start(length="5")
    reply = other.visitor.send(form, [*fixed(form), *taker.right_pairs(page), ("action", "check")])
    assert reply.status == 400
    assert "not stored" in reply.text


def test_a_ticket_from_another_site_is_refused(taker):
    page = taker.start(length="5")
    form = item_form(page)
    stranger = Visitor(AppConnection(taker.app))
    stranger._connection.origin = "https://elsewhere.example"
    reply = stranger.send(form, [*fixed(form), *taker.right_pairs(page), ("action", "check")])
    assert reply.status == 400
    assert taker.count(ResponseRow) == 0


def test_somebody_elses_quiz_looks_like_one_that_is_not_there(app, taker):
    page = taker.start(length="5")
    other = Taker(app, Visitor(AppConnection(app)))
    other.start(length="5")
    theirs = other.visitor.get(page.path)
    nobodys = other.visitor.get(f"/quiz/{uuid4()}/1")
    assert (theirs.status, nobodys.status) == (404, 404)
    assert theirs.text == nobodys.text


@pytest.mark.parametrize(
    "path",
    [
        "/quiz/not-a-quiz/1",
        "/quiz/00000000-0000-0000-0000-000000000000/1",
        "/quiz/00000000-0000-0000-0000-000000000000/99999999999999999999999",
        "/questions/999999/1/report/",
        "/questions/99999999999999999999999/1/report/",
        "/questions/-1/1/report/",
        "/cards/nothing/main",
        "/%00",
        "/quiz/%ff/1",
    ],
)
def test_an_address_that_leads_nowhere_is_told_plainly(taker, path):
    taker.start(length="5")
    assert taker.visitor.get(path).status == 404


@pytest.mark.parametrize(
    "pairs",
    [
        [("chosen", "zz")],
        [("chosen", "\x00")],
        [("chosen", "x" * 5000)],
        [("client_id", "not-an-id")],
        [("client_id", "")],
        [("action", "explode")],
        [("text", "\x00" * 50)],
        [("match-a", "b"), ("place-a", "-1"), ("place-b", "1e9")],
    ],
    ids=lambda pairs: ", ".join(name for name, _ in pairs),
)
def test_a_form_that_was_changed_on_its_way_never_breaks_anything(taker, pairs):
    page = taker.start(length="5")
    form = item_form(page)
    names = {name for name, _ in pairs}
    sent = [pair for pair in fixed(form) if pair[0] not in names] + pairs
    for action in ("check", "save", "skip", "autosave"):
        reply = taker.visitor.send(form, [*sent, ("action", action)] if "action" not in names else sent)
        assert reply.status in {200, 303, 409, 422}


@pytest.mark.parametrize("number", ["many", "4,711", "1.5", "9" * 5000])
def test_a_quiz_number_that_is_none_is_refused_in_plain_words(taker, number):
    form = next(one for one in taker.visitor.get("/quiz/").forms if "seed" in one.controls)
    reply = taker.visitor.send(form, replace(form, seed=number))
    assert reply.status == 422
    assert "Type the number in digits, for example 4711." in reply.text
    assert "Not a valid" not in reply.text


@pytest.mark.parametrize("cookie", ["", "rubbish", "a.b.c", "=" * 3000, "ü"])
def test_a_malformed_cookie_is_a_new_visit(taker, cookie):
    taker.visitor.cookies = {"quizapp": cookie.encode("ascii", "replace").decode()}
    assert taker.visitor.get("/").status == 200


def test_every_kind_of_report_is_kept_without_saying_who(taker):
    page = taker.start(length="5")
    feedback = taker.answer(page, "check")
    path = feedback.text.split('href="/questions/')[1].split('"')[0]
    report = taker.visitor.get(f"/questions/{path}")
    form = report.form("") if report.forms else None
    assert form is not None
    form.action = form.action or report.path
    for _ in range(2):
        reply = taker.visitor.submit(form, replace(form, reason="unclear", note="Which one is meant?"))
    assert "Thank you" in reply.text
    assert taker.count(ReportRow) == 1
    assert not {"learner_id", "address"} & set(ReportRow.__table__.columns.keys())


def test_a_report_without_a_reason_says_what_is_missing(taker):
    page = taker.start(length="5")
    feedback = taker.answer(page, "check")
    path = feedback.text.split('href="/questions/')[1].split('"')[0]
    report = taker.visitor.get(f"/questions/{path}")
    form = report.forms[0]
    form.action = form.action or report.path
    reply = taker.visitor.send(form, form.as_it_stands())
    assert reply.status == 422
    assert "Choose what is wrong" in reply.text
