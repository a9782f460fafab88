"""A fact is replaced after somebody took a quiz: what they saw is marked, and nobody is asked it again."""

import re
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from quizapp.banks import service
from quizapp.core.ready_sets import Point, ReadySet
from quizapp.database import db
from quizapp.formats.ready_json import dump_ready
from quizapp.models import ReadyRow
from tests.api.programs import Program, make_program
from tests.banks.folders import FACTS, make_bank, make_item, make_questions
from tests.quiz.taking import Taker
from tests.support.visitor import AppConnection, Reply, Visitor

BEFORE, AFTER = datetime(2026, 11, 20, 12, tzinfo=UTC), datetime(2026, 11, 21, 12, tzinfo=UTC)


def fact(id_: str, statement: str, *, newer: str = "") -> str:
    """Return a fact as it stands in a file."""
    text = FACTS.replace("F001", id_).replace("Cats purr.", statement)
    return f'{text}superseded_by = "{newer}"\n' if newer else text


CATS, LIONS, DOGS = "Cats purr.", "Lions purr.", "Dogs bark."
NEWER = fact("F901", "Most cats purr.") + fact("F903", "Lions roar.")
AS_IT_WAS = fact("F001", CATS) + fact("F003", LIONS) + fact("F002", DOGS)
AS_IT_IS = fact("F001", CATS, newer="F901") + fact("F003", LIONS, newer="F903") + fact("F002", DOGS) + NEWER
MARK = "a fact behind this question has been replaced since. Ask your team before you rely on it."
SET = ReadySet(
    id="sounds",
    title="Sounds",
    goal="You will know who purrs.",
    opening="Some animals purr.",
    items=("one", "two", "other"),
    recap=(Point(text="Cats purr at night.", facts=("F001",)), Point(text="Dogs bark.", facts=("F002",))),
    questions=("Does my cat purr?",),
)


class Place:
    """A site with three questions, two of them on facts that `supersede` takes back and `mend` puts right."""

    def __init__(self, app: Flask, folder: Path) -> None:
        self.app, self.folder = app, folder
        self.visitor = Visitor(AppConnection(app))
        self.taker = Taker(app, self.visitor)
        make_questions(folder, animals=self.bank("F001", "F003"))
        self.load(AS_IT_WAS, now=BEFORE)

    def bank(self, *facts: str) -> str:
        """Return the bank with a question on each of two facts, and one on another."""
        rests = (("one", facts[0]), ("two", facts[1]), ("other", "F002"))
        return make_bank("animals", *(make_item(id_, facts=f'["{name}"]') for id_, name in rests))

    def load(self, facts: str, *, now: datetime) -> None:
        """Load the folder with other facts, and offer the ready-made set."""
        (self.folder / "facts.toml").write_text(facts, encoding="utf-8")
        with self.app.app_context():
            service.load_all(self.folder, now=now)
            row = db.session.scalars(select(ReadyRow)).one_or_none() or ReadyRow(kind="set", slug=SET.id)
            row.position, row.content, row.offered = 1, dump_ready(SET), True
            db.session.add(row)
            db.session.commit()

    def supersede(self) -> None:
        """Let other facts take the place of those behind two questions, and load again."""
        self.load(AS_IT_IS, now=AFTER)

    def mend(self) -> None:
        """Rest the two questions on the newer facts, and load again."""
        (self.folder / "banks" / "animals.toml").write_text(self.bank("F901", "F903"), encoding="utf-8")
        self.supersede()

    def take(self) -> str:
        """Miss every question of a quiz, hand it in, and return where its result is."""
        page = self.taker.start(length="5")
        quiz = page.path.removesuffix("/1")
        for position in (1, 2, 3):
            self.taker.answer(self.visitor.get(f"{quiz}/{position}"), "check", right=False)
        finish = self.visitor.get(f"{quiz}/check").form("/finish")
        return self.visitor.submit(finish, finish.as_it_stands()).path

    def words(self, path: str) -> str:
        """Return what a page says, without its marks."""
        reply = self.visitor.get(path)
        assert reply.status == 200, (path, reply.text)
        return plain(reply)


def plain(reply: Reply) -> str:
    """Return the text of a page on one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", reply.text)).split())


@pytest.fixture
def place(app: Flask, tmp_path: Path) -> Place:
    return Place(app, tmp_path / "questions")


def test_the_result_of_a_quiz_taken_before_shows_the_mark_at_what_used_the_fact(place: Place) -> None:
    result = place.take()
    assert MARK not in place.words(result)
    place.supersede()
    assert place.words(result).count(f"Being updated: {MARK}") == 2


def test_once_mended_the_old_result_says_that_the_question_was_updated_since(place: Place) -> None:
    result = place.take()
    place.supersede()
    place.mend()
    assert place.words(result).count(f"Updated since: {MARK}") == 2
    assert MARK not in place.words(place.take())


def test_a_new_quiz_asks_only_what_still_holds(place: Place) -> None:
    place.supersede()
    page = place.taker.start(length="5")
    assert "Question 1 of 1" in plain(page)
    assert "rehto" in page.text
    assert MARK not in plain(page)


def test_a_quiz_that_was_left_open_shows_the_mark_at_its_question_and_its_feedback(place: Place) -> None:
    pages = [place.taker.start(length="5")]
    quiz = pages[0].path.removesuffix("/1")
    place.supersede()
    assert sum(MARK in place.words(f"{quiz}/{position}") for position in (1, 2, 3)) == 2
    assert place.words(f"{quiz}/check").count("Being updated") == 2
    for position in (1, 2, 3):
        place.taker.answer(place.visitor.get(f"{quiz}/{position}"), "check", right=False)
    assert sum(MARK in place.words(f"{quiz}/{position}") for position in (1, 2, 3)) == 2


def test_cards_that_were_set_aside_say_why_until_they_can_be_taken_back_in(place: Place) -> None:
    place.take()
    place.supersede()
    aside = place.words("/cards/set-aside")
    assert aside.count(MARK) == 2
    assert "Take it back in" not in aside
    place.mend()
    aside = place.words("/cards/set-aside")
    assert MARK not in aside
    assert aside.count("the question has been updated. Take the card back in when you like.") == 2


def test_a_card_that_is_being_updated_can_be_read_with_its_mark_but_not_answered(place: Place) -> None:
    place.take()
    place.supersede()
    for path in ("/cards/one/main", "/cards/one/main/why"):
        page = place.visitor.get(path)
        assert f"Being updated: {MARK}" in plain(page)
        assert [form.action for form in page.forms if form.action.endswith("/reviews")] == []


def test_the_list_of_decks_counts_what_is_being_updated(place: Place) -> None:
    assert "Being updated" not in place.words("/cards/")
    place.supersede()
    assert "Being updated 2 questions rest for now" in place.words("/cards/")


def test_a_set_leaves_questions_and_sentences_out_and_its_sheet_carries_its_date(place: Place) -> None:
    sheet = "/quiz/sets/sounds/sheet"
    assert "Cats purr at night." in place.words(sheet)
    assert "This sheet is of" in place.words(sheet)
    place.supersede()
    assert "2 questions of this set are left out for now" in place.words("/quiz/sets/sounds")
    assert "Cats purr at night." not in place.words(sheet)
    assert "1 sentence is left out" in place.words(sheet)
    assert "Dogs bark." in place.words(sheet)


def test_what_was_replaced_can_be_looked_up_for_a_sheet_that_was_printed_before(place: Place) -> None:
    assert "Nothing has been replaced so far" in place.words("/sources/replaced")
    place.supersede()
    said = place.words("/sources/replaced")
    assert "Until 21 November 2026 Cats purr. Since then Most cats purr." in said
    assert said.count("Being updated") == 2
    assert "Sheets of ready-made sets that may say it: Sounds." in said
    assert 'href="/sources/replaced"' in place.visitor.get("/sources").text


def test_programs_are_told_of_questions_and_cards_that_are_being_updated(place: Place) -> None:
    program: Program = make_program(place.app)
    attempt = program.start()
    assert [item["being_updated"] for item in attempt["items"]] == [False, False, False]
    program.post("/decks", {"scope": "bank:animals"}, status=200)
    place.supersede()
    later = program.get(f"/attempts/{attempt['id']}")
    assert sorted(item["being_updated"] for item in later["items"]) == [False, True, True]
    cards = program.get("/cards/set-aside")["cards"]
    assert [(card["being_updated"], card["is_due"]) for card in cards] == [(True, False)] * 2
    assert program.get("/sets/sounds/sheet")["recap"] == ["Dogs bark."]
