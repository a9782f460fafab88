"""Taking a quiz, page by page, without scripts."""

import re
from html import unescape

import pytest

from quizapp.core.items import ItemType
from quizapp.models import AttemptRow, CardRow, LearnerRow, ResponseRow
from tests.quiz.taking import by_chance, content_at, fixed, item_form, replace
from tests.support.visitor import AppConnection, Visitor


def test_a_guest_takes_a_quick_quiz_at_once_and_reads_why(taker):
    page = taker.quick()
    assert "Question 1 of 8" in page.text
    feedback = taker.answer(page, "check", right=False)
    assert "Not quite" in feedback.text
    assert "result-why" in feedback.text
    assert "Not yet reviewed by a clinician" in feedback.text
    rests_on = content_at(taker.app, page.path).sources
    assert rests_on
    assert all(source.publisher in unescape(feedback.text) for source in rests_on)


def test_looking_around_stores_nothing(taker):
    for path in ("/", "/quiz/", "/about"):
        taker.visitor.get(path)
    assert taker.count(LearnerRow) == 0


def test_a_missed_item_waits_among_the_cards_and_a_right_one_does_not(taker):
    page = taker.start(length="5")
    item = taker.item(page)
    taker.answer(page, "check", right=False)
    assert taker.count(CardRow) >= 1
    cards = taker.count(CardRow)
    second = taker.visitor.get(page.path[:-1] + "2")
    taker.answer(second, "check", right=True)
    assert taker.count(CardRow) == cards
    assert item.id != taker.item(second).id


def test_the_same_choices_and_the_same_number_make_the_same_quiz(app, taker):
    other = type(taker)(app, Visitor(AppConnection(app)))
    stems = []
    for one in (taker, other):
        first = one.start(length="8", seed="4711")
        pages = [one.visitor.get(first.path[:-1] + str(position)) for position in range(1, 9)]
        stems.append([one.item(page).id for page in pages])
    assert stems[0] == stems[1]


def test_answers_can_be_changed_until_the_quiz_is_handed_in(taker):
    page = taker.start(behaviour="deferred", length="5")
    taker.answer(page, "save", right=False)
    taker.answer(taker.visitor.get(page.path), "save", right=True)
    check = taker.visitor.get(page.path[:-1] + "check")
    result = taker.visitor.submit(check.form("/finish"), check.form("/finish").as_it_stands())
    assert "1 of 1 right, 4 skipped" in result.text


def test_no_key_and_no_reason_leaves_before_handing_in(taker):
    page = taker.start(behaviour="deferred", length="20")
    for position in range(1, 11):
        page = taker.visitor.get(page.path.rsplit("/", 1)[0] + f"/{position}")
        item = taker.item(page)
        taker.answer(page, "check")
        again = taker.visitor.get(page.path).text
        rationales = [option.rationale for option in getattr(item.body, "options", ())]
        assert not any(text in again for text in rationales if text)
        assert "Right answer" not in again


def test_a_quiz_left_and_taken_up_again_stands_where_it_was(taker):
    page = taker.start(behaviour="deferred", length="5")
    second = taker.answer(page, "save")
    assert second.path.endswith("/2")
    today = taker.visitor.get("/")
    (attempt,) = set(re.findall(r'href="(/quiz/[0-9a-f-]{36}/)"', today.text))
    assert taker.visitor.get(attempt).path == second.path
    first = item_form(taker.visitor.get(page.path))
    kept = {name: value for name, value in first.as_it_stands() if name not in {"ticket", "csrf_token"}}
    assert set(taker.right_pairs(page)) <= set(first.as_it_stands()), kept


def test_skipping_is_offered_and_is_not_counted_as_missed(taker):
    page = taker.start(length="5")
    taker.visitor.submit(item_form(page), [*fixed(item_form(page)), ("action", "skip")])
    check = taker.visitor.get(page.path[:-1] + "check")
    assert "Skipped" in check.text
    result = taker.visitor.submit(check.form("/finish"), check.form("/finish").as_it_stands())
    assert "You looked at 5 questions and skipped" in result.text
    assert taker.count(CardRow) == 0


def test_going_on_without_an_answer_says_what_to_do(taker):
    page = taker.start(length="5")
    reply = taker.visitor.send(item_form(page), [*fixed(item_form(page)), ("action", "check")])
    assert reply.status == 422
    assert "skip the question for now" in reply.text


def test_the_missed_ones_can_be_tried_again(taker):
    page = taker.start(length="5")
    missed = taker.item(page).id
    taker.answer(page, "check", right=False)
    for position in range(2, 6):
        taker.answer(taker.visitor.get(page.path[:-1] + str(position)), "check")
    check = taker.visitor.get(page.path[:-1] + "check")
    result = taker.visitor.submit(check.form("/finish"), check.form("/finish").as_it_stands())
    assert "4 of 5 right" in result.text
    again = taker.visitor.submit(result.form("/again"), result.form("/again").as_it_stands())
    assert "Question 1 of 1" in again.text
    assert taker.item(again).id == missed


def test_more_questions_than_there_are_is_told_and_not_made_up(taker):
    form = next(one for one in taker.visitor.get("/quiz/").forms if "behaviour" in one.controls)
    pairs = replace(form, topics="diagnosis", length="30")
    page = taker.visitor.submit(form, pairs)
    assert "You asked for 30." in page.text


def test_a_topic_and_level_with_nothing_behind_them_is_told_plainly(taker):
    form = next(one for one in taker.visitor.get("/quiz/").forms if "behaviour" in one.controls)
    reply = taker.visitor.send(form, replace(form, topics="epidemiology", level="analyse"))
    assert reply.status == 422
    assert "no questions for that" in reply.text


@pytest.mark.parametrize(
    "change",
    [{"length": "7"}, {"topics": "astrology"}, {"audience": "doctor"}, {"seed": "-3"}, {"seed": "abc"}],
    ids=str,
)
def test_a_malformed_choice_is_refused_in_a_sentence(taker, change):
    form = next(one for one in taker.visitor.get("/quiz/").forms if "behaviour" in one.controls)
    reply = taker.visitor.send(form, replace(form, **change))
    assert reply.status == 422
    assert "There is something to put right" in reply.text
    assert taker.count(AttemptRow) == 0


@pytest.mark.parametrize("seed", range(6))
def test_answering_by_chance_always_leads_to_a_result(taker, seed):
    page = taker.start(length="30", seed=str(100 + seed))
    while "client_id" in page.text and "/check" not in page.path:
        form = item_form(page)
        feedback = taker.visitor.submit(form, [*by_chance(page, seed), ("action", "check")])
        assert feedback.status == 200
        position = int(page.path.rsplit("/", 1)[1]) + 1
        page = taker.visitor.get(page.path.rsplit("/", 1)[0] + f"/{position}")
        if page.status == 404:
            break
    check = taker.visitor.get(page.path.rsplit("/", 1)[0] + "/check")
    result = taker.visitor.submit(check.form("/finish"), check.form("/finish").as_it_stands())
    assert re.search(r"\d+ of \d+ right", result.text)
    assert taker.count(ResponseRow) > 10


ADVICE = "Call your local emergency number"


def page_of(taker, slug):
    """Return the page of an item about symptoms, of the first quiz that asks it."""
    for seed in range(1, 21):
        form = next(one for one in taker.visitor.get("/quiz/").forms if "behaviour" in one.controls)
        page = taker.visitor.submit(form, replace(form, topics="symptoms", length="30", seed=str(seed)))
        while page.status == 200 and "/check" not in page.path:
            if taker.item(page).id == slug:
                return page
            attempt, position = page.path.rsplit("/", 1)
            page = taker.visitor.get(f"{attempt}/{int(position) + 1}")
    raise AssertionError(f"no quiz asks {slug}")


def test_a_question_about_an_emergency_says_whom_to_call(taker):
    assert ADVICE in page_of(taker, "carcinoid-crisis-meaning").text
    assert ADVICE not in page_of(taker, "carcinoid-syndrome-name").text


def test_whom_to_call_stands_under_the_controls_where_it_cannot_be_read_as_the_answer(taker):
    page = page_of(taker, "carcinoid-crisis-meaning")
    assert page.text.index('value="skip"') < page.text.index(ADVICE)
    feedback = taker.answer(page, "check")
    assert feedback.text.index(ADVICE) < feedback.text.index('id="stem"')


@pytest.mark.parametrize(("button", "leads_to"), [("back", "/1"), ("finish", "/check"), ("save", "/3")])
def test_leaving_a_page_by_any_button_keeps_what_was_chosen(taker, button, leads_to):
    first = taker.start(behaviour="deferred", length="5")
    page = taker.answer(first, "save")
    assert taker.answer(page, button).path.endswith(leads_to)
    stored = item_form(taker.visitor.get(page.path)).as_it_stands()
    assert set(taker.right_pairs(page)) <= set(stored)


def test_leaving_a_page_without_choosing_keeps_what_was_chosen_before(taker):
    page = taker.start(behaviour="deferred", length="5")
    taker.answer(page, "save")
    form = item_form(page)
    taker.visitor.send(form, [*fixed(form), ("action", "finish")])
    stored = item_form(taker.visitor.get(page.path)).as_it_stands()
    assert set(taker.right_pairs(page)) <= set(stored)


def test_an_order_that_is_not_whole_yet_is_not_kept_and_takes_nothing_away(taker):
    page = taker.start_with(ItemType.ORDERING)
    taker.answer(page, "save")
    form = item_form(taker.visitor.get(page.path))
    doubled = [(name, "1") for name, _ in taker.right_pairs(page)]
    reply = taker.visitor.send(form, [*fixed(form), *doubled, ("action", "autosave")])
    assert "Not kept yet" in reply.text
    stored = item_form(taker.visitor.get(page.path)).as_it_stands()
    assert set(taker.right_pairs(page)) <= set(stored)


def test_a_statement_to_be_judged_never_stands_bare_before_handing_in(taker):
    page = taker.start(behaviour="deferred", length="20", seed="2")
    check = taker.visitor.get(page.path[:-1] + "check").text
    stems = []
    while "/check" not in page.path and page.status == 200:
        item = taker.item(page)
        stems += [item.stem] if item.type is ItemType.TRUE_FALSE else []
        attempt, position = page.path.rsplit("/", 1)
        page = taker.visitor.get(f"{attempt}/{int(position) + 1}")
    assert stems
    assert all(f"True or false? {stem}" in unescape(check) for stem in stems)


def test_more_topics_than_questions_is_told(taker):
    form = next(one for one in taker.visitor.get("/quiz/").forms if "behaviour" in one.controls)
    topics = [("topics", value) for value in form.controls["topics"].values]
    reply = taker.visitor.send(form, [*replace(form, length="5"), *topics])
    assert reply.status == 422
    assert "fewer topics" in reply.text


def test_the_number_of_a_quick_quiz_makes_it_again_with_the_first_choices(taker):
    page = taker.quick()
    first = taker.item(page).id
    check = taker.visitor.get(page.path[:-1] + "check")
    result = taker.visitor.submit(check.form("/finish"), check.form("/finish").as_it_stands())
    (number,) = re.findall(r"Quiz number (\d+)", result.text)
    assert taker.item(taker.start(length="8", seed=number)).id == first
