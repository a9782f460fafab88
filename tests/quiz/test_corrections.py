"""A key was wrong: who met it is told, their answers are marked anew, and their cards reset if they wish."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from quizapp.banks import service
from quizapp.database import db
from quizapp.models import CardStateRow, CorrectionReadRow, CorrectionRow, LearnerRow
from quizapp.progress import service as progress
from quizapp.quiz import queries
from quizapp.web.clock import utcnow
from tests.classes.school import School
from tests.classes.test_assigning import at, begin, clock, give
from tests.quiz.taking import fixed, item_form
from tests.quiz.wrong_key import RIGHT, SAID, TOLD, answer, hand_in, load, quiz
from tests.study.proving import faults
from tests.support.html_forms import Form
from tests.support.queries import statements
from tests.support.visitor import AppConnection, Reply, Visitor


@pytest.fixture
def content() -> str:
    return "empty"


@pytest.fixture
def questions(app: Flask, tmp_path: Path) -> Path:
    """Load a bank of one question, whose key is wrong."""
    folder = tmp_path / "questions"
    load(app, folder, right=SAID)
    return folder


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    return Visitor(AppConnection(app))


def press(visitor: Visitor, part: str) -> Reply:
    form = visitor.get("/").form(part)
    return visitor.submit(form, form.as_it_stands())


def count(app: Flask, row: type) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(row)) or 0


def test_who_met_a_wrong_key_is_told_on_today_until_they_have_read_it(
    app: Flask, questions: Path, visitor: Visitor
) -> None:
    address = quiz(visitor)
    answer(visitor, address, SAID)
    hand_in(visitor, address)
    assert TOLD not in visitor.get("/").text
    assert load(app, questions, right=RIGHT) == 1
    today = visitor.get("/")
    for words in (TOLD, SAID, RIGHT, "barking", "The Zoo, 2020", "The mistake was ours."):
        assert words in today.text
    read = today.form("/read")
    assert TOLD not in visitor.submit(read, read.as_it_stands()).text
    assert visitor.send(read, read.as_it_stands()).status == 303
    assert count(app, CorrectionReadRow) == 1


def test_an_answer_counts_by_the_corrected_key_and_its_mark_before_stays_to_be_seen(
    app: Flask, questions: Path, visitor: Visitor
) -> None:
    address = quiz(visitor)
    answer(visitor, address, RIGHT)
    assert "0 of 1 right" in hand_in(visitor, address).text
    load(app, questions, right=RIGHT)
    result = visitor.get(f"{address}/result").text
    assert "1 of 1 right" in result
    assert "Your answer before the correction: not quite." in result
    assert f"Before, we gave as right: {SAID}." in result
    assert "barking" in result
    assert faults_of(app) == []  # what is counted stays with the version that was shown
    with app.app_context():
        learner = db.session.scalars(select(LearnerRow)).one()
        (listed,) = queries.attempts_before(None, learner_id=learner.id, most=5, now=utcnow())
        (shown,) = progress.summary(learner, now=utcnow()).quizzes
        assert (listed.right, shown.right) == (1, 1)


def faults_of(app: Flask) -> list[str]:
    with app.app_context():
        return faults()


def keep(visitor: Visitor, address: str, *, action: str = "save") -> Reply:
    """Keep an answer to the question, and go on."""
    form = item_form(visitor.get(f"{address}/1"))
    return visitor.submit(form, [*fixed(form), ("chosen", "a"), ("action", action)])


@pytest.mark.parametrize("behaviour", ["deferred", "immediate"])
def test_no_correction_tells_an_answer_that_a_class_quiz_keeps_back_until_it_has_closed(
    app: Flask, questions: Path, behaviour: str
) -> None:
    with at(0):
        school = School(app=app)
        give(school, closes=clock(6), review="closed-first", behaviour=behaviour)
    with at(1):
        kim = school.student("kim")
        address = begin(school, kim).path.removesuffix("/1")
        keep(kim, address, action="check")
        load(app, questions, right=RIGHT)
        assert TOLD not in kim.get("/").text
        hand_in(kim, address)
        today = kim.get("/")
        assert TOLD not in today.text
        with app.app_context():
            (number,) = db.session.scalars(select(CorrectionRow.id))
        read = Form(action=f"/corrections/{number}/read", method="post", controls=today.forms[0].controls)
        assert kim.send(read, read.as_it_stands()).status == 404
    with at(7):
        assert TOLD in kim.get("/").text
        press(kim, "/read")
        assert TOLD not in kim.get("/").text


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_an_answer_that_may_still_change_is_told_no_correction_before_handing_in(
    app: Flask, questions: Path, visitor: Visitor
) -> None:
    address = quiz(visitor)
    keep(visitor, address)
    load(app, questions, right=RIGHT)
    assert TOLD not in visitor.get("/").text
    hand_in(visitor, address)
    assert TOLD in visitor.get("/").text


def test_a_key_corrected_while_a_quiz_goes_on_marks_what_is_answered_afterwards(
    app: Flask, questions: Path, visitor: Visitor
) -> None:
    address = quiz(visitor)
    load(app, questions, right=RIGHT)
    assert TOLD not in visitor.get("/").text
    feedback = answer(visitor, address, RIGHT)
    assert "We corrected this question" in feedback.text
    assert re.findall("Right answer</p>\\s*<p>(.*?)</p>", feedback.text) == [RIGHT]
    assert "1 of 1 right" in hand_in(visitor, address).text
    assert count(app, CardStateRow) == 0  # nothing was missed
    assert TOLD in visitor.get("/").text
    assert faults_of(app) == []


def test_who_met_only_the_right_key_is_not_told_and_cannot_say_that_they_read_it(
    app: Flask, questions: Path, visitor: Visitor
) -> None:
    met = Visitor(AppConnection(app))
    hand_in(met, quiz(met))
    load(app, questions, right=RIGHT)
    hand_in(visitor, quiz(visitor))
    assert TOLD not in visitor.get("/").text
    theirs = met.get("/").form("/read")
    mine = Form(action=theirs.action, method="post", controls=visitor.get("/").forms[0].controls)
    assert visitor.send(mine, mine.as_it_stands()).status == 404
    assert count(app, CorrectionReadRow) == 0


def test_cards_of_a_corrected_question_are_learned_anew_if_one_wishes(
    app: Flask, questions: Path, visitor: Visitor
) -> None:
    deck = next(form for form in visitor.get("/cards/").forms if form.action.endswith("/decks"))
    visitor.submit(deck, deck.as_it_stands())
    card = visitor.get("/cards/next").form("/reviews")
    visitor.send(card, card.as_it_stands("3"))
    load(app, questions, right=RIGHT)
    assert TOLD in visitor.get("/").text
    form = visitor.get("/").form("/anew")
    assert "1 card is new again" in visitor.submit(form, form.as_it_stands()).text
    visitor.send(form, form.as_it_stands())
    with app.app_context():
        assert db.session.scalars(select(CardStateRow.phase)).all() == ["new"]
    assert faults_of(app) == []
    after = visitor.get("/")
    assert TOLD in after.text
    assert not any(form.action.endswith("/anew") for form in after.forms)
    undo = visitor.get("/cards/next").form("/undo")
    visitor.send(undo, undo.as_it_stands())
    with app.app_context():
        assert db.session.scalars(select(CardStateRow.phase)).all() != ["new"]
    assert faults_of(app) == []


def test_of_several_corrections_the_last_one_says_what_is_right(
    app: Flask, questions: Path, visitor: Visitor
) -> None:
    address = quiz(visitor)
    answer(visitor, address, "A onecow")
    hand_in(visitor, address)
    load(app, questions, right=RIGHT)
    load(app, questions, right="A onecow")
    assert visitor.get("/").text.count(TOLD) == 1
    assert "1 of 1 right" in visitor.get(f"{address}/result").text
    press(visitor, "/read")
    assert TOLD not in visitor.get("/").text


def test_a_key_that_is_right_again_is_told_to_who_met_the_wrong_one_and_to_nobody_else(
    app: Flask, questions: Path, visitor: Visitor
) -> None:
    early, late, both = visitor, Visitor(AppConnection(app)), Visitor(AppConnection(app))
    result = {}
    for one in (early, both):
        address = result[one] = quiz(one)
        answer(one, address, SAID)
        hand_in(one, address)
    load(app, questions, right=RIGHT)
    for one in (late, both):
        address = quiz(one)
        answer(one, address, RIGHT)
        hand_in(one, address)
    load(app, questions, right=SAID)
    assert TOLD not in early.get("/").text
    assert "We corrected this question" not in early.get(f"{result[early]}/result").text
    for one in (late, both):
        today = one.get("/").text
        assert today.count(TOLD) == 1
        assert re.search(f"(?s){TOLD}.*{RIGHT}.*{SAID}", today)
        press(one, "/read")
        assert TOLD not in one.get("/").text


def test_who_read_of_a_correction_that_was_wrong_is_told_so_and_nothing_twice(
    app: Flask, questions: Path, visitor: Visitor
) -> None:
    address = quiz(visitor)
    answer(visitor, address, SAID)
    hand_in(visitor, address)
    load(app, questions, right=RIGHT)
    press(visitor, "/read")
    load(app, questions, right=SAID)
    assert TOLD in visitor.get("/").text
    load(app, questions, right=RIGHT)
    assert TOLD not in visitor.get("/").text  # what they read last is right
    load(app, questions, right="A onecow")
    assert visitor.get("/").text.count(TOLD) == 1
    press(visitor, "/read")
    assert TOLD not in visitor.get("/").text


def test_cards_reviewed_before_a_wrong_key_came_are_not_told_of_it(
    app: Flask, questions: Path, visitor: Visitor
) -> None:
    deck = next(form for form in visitor.get("/cards/").forms if form.action.endswith("/decks"))
    visitor.submit(deck, deck.as_it_stands())
    card = visitor.get("/cards/next").form("/reviews")
    visitor.send(card, card.as_it_stands("3"))
    load(app, questions, right=RIGHT)
    assert TOLD in visitor.get("/").text
    load(app, questions, right=SAID)
    assert TOLD not in visitor.get("/").text


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_an_answer_to_a_question_that_asks_otherwise_now_keeps_its_mark_and_says_so(
    app: Flask, questions: Path, visitor: Visitor
) -> None:
    address = quiz(visitor)
    answer(visitor, address, SAID)
    hand_in(visitor, address)
    load(app, questions, right=RIGHT, stem="Which animal goes “eno” at noon?")
    result = visitor.get(f"{address}/result").text
    assert "1 of 1 right" in result
    assert "It asks now: Which animal goes “eno” at noon?" in result
    assert "Your answer keeps the mark that it had." in result


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_the_pages_of_somebody_who_is_told_take_few_queries(
    app: Flask, questions: Path, visitor: Visitor
) -> None:
    addresses = [quiz(visitor) for _ in range(3)]
    for address in addresses:
        hand_in(visitor, address)
    with statements(app) as before:
        visitor.get("/")
    load(app, questions, right=RIGHT)
    counts = {}
    for path in ("/", "/progress/", f"{addresses[0]}/result"):
        with statements(app) as sent:
            visitor.get(path)
        counts[path] = len(sent)
    assert counts["/"] == len(before)
    assert max(counts.values()) <= 11


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_a_retired_version_corrects_nothing_and_the_next_published_one_does(
    app: Flask, questions: Path
) -> None:
    file = questions / "banks" / "animals.toml"
    text = file.read_text(encoding="utf-8")
    now = utcnow()
    with app.app_context():
        file.write_text(text.replace('"published"', '"retired"', 1), encoding="utf-8")
        service.load_all(questions, now=now)
        assert db.session.scalars(select(CorrectionRow)).all() == []
    load(app, questions, right=RIGHT)
    with app.app_context():
        (row,) = db.session.scalars(select(CorrectionRow))
        assert (row.from_version, row.to_version) == (1, 3)
        assert row.sentence == ("This question gave “A onecat” as the right answer; right is “A onedog”.")
        assert row.corrected_at - now < timedelta(hours=1)
