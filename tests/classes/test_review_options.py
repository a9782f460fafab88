"""What students see of their answers to a quiz of a class: what is kept back is in no byte of a page."""

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from quizapp.banks import queries as bank_queries
from quizapp.core.facts import ItemContent
from quizapp.core.items import Item
from quizapp.database import db
from quizapp.models import AccountRow, AttemptItemRow, AttemptRow, CardRow
from quizapp.tallies import queries as tallies
from quizapp.web.filters import source_line
from tests.api.programs import program_of
from tests.classes.school import School
from tests.classes.test_assigning import NOON, at, begin, change, clock, give, quiz_page, take
from tests.quiz.taking import answer_pairs, content_at, fixed, item_form
from tests.support.people import PASSWORD, Person
from tests.support.visitor import Reply, Visitor

ON_SQLITE = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
VERDICTS = re.compile(r"Not quite|Partly right|right at|\d of \d right|Right\.|Marks:|Mark:")
KEYS = re.compile(r"Right answer|Not this one|The right pair|The right word|Fits none|you put it in place")

EVERYTHING = {"marks", "key", "reasons", "sources"}


@pytest.fixture
def content() -> str:
    return "banks"


@pytest.fixture
def school(app: Flask) -> School:
    with at(0):
        return School(app=app)


def contents_of(app: Flask, path: str) -> list[ItemContent]:
    """Return the items of the attempt that a page is of, with their sources."""
    with app.app_context():
        stmt = select(AttemptItemRow).filter_by(attempt_id=UUID(path.split("/")[2]))
        versions = {(row.item_id, row.item_version) for row in db.session.scalars(stmt)}
        return list(bank_queries.contents(versions).values())


def reasons(item: Item) -> Iterator[str]:
    """Yield the reasons of an item, but for those so short that they may stand elsewhere."""
    found = re.findall(r"rationale='((?:[^'\\]|\\.)+)'", repr(item))
    yield from (text for text in found if len(text) > 20)


def told(app: Flask, path: str, pages: list[Reply]) -> set[str]:
    """Return which parts of the answers stand on some pages."""
    found = set()
    texts = [unescape(page.text) for page in pages]
    for text in texts:
        main = text[text.index("<main") : text.index("</main")]
        found |= {"marks"} if VERDICTS.search(main) else set()
        found |= {"key"} if KEYS.search(main) else set()
    contents = contents_of(app, path)
    every = [reason for content in contents for reason in reasons(content.item)]
    found |= {"reasons"} if any(reason in text for text in texts for reason in every) else set()
    asked = repr([(content.item, content.terms) for content in contents])
    lines = {source_line(source) for content in contents for source in content.sources}
    lines = {line for line in lines if line not in asked}  # some questions name their source themselves
    found |= {"sources"} if any(line in text for text in texts for line in lines) else set()
    return found


def answer_all(app: Flask, visitor: Visitor, first: Reply, *, of: int = 5) -> list[Reply]:
    """Let somebody answer each question, every other one rightly, and return the pages that came."""
    quiz, pages = first.path.rsplit("/", 1)[0], []
    for position in range(1, of + 1):
        page = visitor.get(f"{quiz}/{position}")
        with app.app_context():
            row = db.session.scalars(
                select(AttemptItemRow).filter_by(attempt_id=UUID(quiz.split("/")[2]), position=position)
            ).one()
            item = bank_queries.contents({(row.item_id, row.item_version)})[
                row.item_id, row.item_version
            ].item
        pairs = answer_pairs(item, right=position % 2 == 0)
        pages.append(visitor.submit(item_form(page), [*fixed(item_form(page)), *pairs, ("action", "check")]))
        pages.append(visitor.get(f"{quiz}/{position}"))
    return pages


def hand_in(visitor: Visitor, first: Reply) -> Reply:
    form = visitor.get(f"{first.path.rsplit('/', 1)[0]}/check").form("/finish")
    return visitor.submit(form, form.as_it_stands())


def around(visitor: Visitor, first: Reply) -> list[Reply]:
    """Return every page that could tell what came of an attempt."""
    quiz = first.path.rsplit("/", 1)[0]
    return [visitor.get(path) for path in (f"{quiz}/result", f"{quiz}/1", f"{quiz}/check", "/", "/progress/")]


@ON_SQLITE
@pytest.mark.parametrize("behaviour", ["immediate", "deferred"])
@pytest.mark.parametrize(
    ("review", "during", "before_closing", "closed"),
    [
        ("all", EVERYTHING, EVERYTHING, EVERYTHING),
        ("marks-first", {"marks"}, {"marks"}, EVERYTHING),
        ("closed-first", set(), set(), EVERYTHING),
    ],
)
def test_a_page_holds_what_is_shown_at_its_moment_and_nothing_else(
    app: Flask,
    school: School,
    behaviour: str,
    review: str,
    during: set[str],
    before_closing: set[str],
    closed: set[str],
) -> None:
    give(school, closes=clock(6), review=review, behaviour=behaviour)
    with at(1):
        kim = school.student("kim")
        first = begin(school, kim)
        pages = answer_all(app, kim, first)
        assert told(app, first.path, pages) == (during if behaviour == "immediate" else set())
        hand_in(kim, first)
        assert told(app, first.path, around(kim, first)) == before_closing
    with at(5):
        assert told(app, first.path, around(kim, first)) == before_closing
    with at(7):
        assert told(app, first.path, around(kim, first)) == closed


@ON_SQLITE
def test_progress_looks_past_quizzes_whose_marks_are_kept_back(app: Flask, school: School) -> None:
    with at(0):
        kim = school.student("kim")
    give(school)
    with at(1):
        take(kim, begin(school, kim))
    for hour, title in enumerate(("Week 2", "Week 3", "Week 4"), start=3):
        give(school, title=title, closes=clock(9), review="closed-first")
        with at(hour):
            found = re.search(rf'href="([^"]+)"><b>{title}<', kim.get(school.path).text)
            assert found
            form = kim.get(found[1]).form("/quizzes/")
            take(kim, kim.submit(form, form.as_it_stands()))
    with app.app_context():
        learner_id = db.session.scalars(select(AttemptRow.learner_id)).first()
        assert learner_id

        def titles(hours: float, most: int) -> list[str]:
            now = NOON + timedelta(hours=hours)
            return [one.title for one in tallies.last_quizzes(learner_id=learner_id, most=most, now=now)]

        assert [titles(8, most) for most in (1, 2, 4)] == [["Week 1"]] * 3
        assert titles(10, 2) == ["Week 3", "Week 4"]


@ON_SQLITE
def test_each_part_can_be_chosen_for_each_moment_and_brings_what_it_tells(app: Flask, school: School) -> None:
    with at(0):
        form = school.educator.get(f"{school.path}quizzes/new").form("/quizzes/new")
        sent = form.with_values(title="Own", length="5", review="own", behaviour="deferred", closes=clock(6))
        sent += [("right_after", "key"), ("closed", "reasons"), ("closed", "sources")]
        assert school.educator.submit(form, sent).path == school.path
    with at(1):
        kim = school.student("kim")
        first = begin(school, kim)
        answer_all(app, kim, first)
        hand_in(kim, first)
        assert told(app, first.path, around(kim, first)) == {"marks", "key"}
    with at(3):
        assert told(app, first.path, around(kim, first)) == set()
    with at(7):
        assert told(app, first.path, around(kim, first)) == EVERYTHING
        terms = school.educator.get(f"{quiz_page(school, school.educator).path}terms").form("/terms")
        chosen = {name: terms.controls[name].chosen for name in ("review", "right_after", "later", "closed")}
        assert chosen == {
            "review": ["own"],
            "right_after": ["marks", "key"],
            "later": [],
            "closed": ["marks", "key", "reasons", "sources"],
        }


def test_no_card_tells_what_is_kept_back_and_another_look_waits(app: Flask, school: School) -> None:
    give(school, closes=clock(6), review="marks-first", behaviour="deferred")
    with at(1):
        kim = school.student("kim")
        first = begin(school, kim)
        answer_all(app, kim, first)
        result = hand_in(kim, first)
        assert "among your cards" not in result.text
        assert "Study your cards" not in result.text
        assert "Try the missed ones again" not in result.text
        with app.app_context():
            assert db.session.query(CardRow).count() == 0
    with at(7):
        result = kim.get(result.path)
        assert "waits among your cards" not in result.text
        again = result.form("/again")
        assert "Question 1 of" in kim.submit(again, again.as_it_stands()).text


def test_before_beginning_and_on_the_result_it_is_said_what_is_shown_when(app: Flask, school: School) -> None:
    give(school, closes=clock(6), review="marks-first", behaviour="deferred")
    with at(1):
        kim = school.student("kim")
        words = (
            "After handing in you see whether each answer is right. Once it has closed, on Friday 20 November"
            " 2026 at 18:00, you see whether each answer is right, the right answers, the reasons and the"
            " sources."
        )
        assert words in quiz_page(school, kim).text
        first = begin(school, kim)
        answer_all(app, kim, first)
        when = "the right answers, the reasons and the sources here from Friday 20 November 2026 at 18:00 on."
        assert when in hand_in(kim, first).text


@ON_SQLITE
def test_what_is_changed_holds_for_what_was_handed_in(app: Flask, school: School) -> None:
    give(school, closes=clock(6), review="closed-first", behaviour="deferred")
    with at(1):
        kim = school.student("kim")
        first = begin(school, kim)
        answer_all(app, kim, first)
        hand_in(kim, first)
        assert told(app, first.path, around(kim, first)) == set()
        change(school, review="all")
        assert told(app, first.path, around(kim, first)) == EVERYTHING


@ON_SQLITE
@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"review": "marks-first"}, "The answers are shown when it closes, so choose when that is"),
        (
            {"review": "closed-first", "closes": clock(6), "behaviour": "interactive"},
            "With further tries, students are told at once whether an answer is right.",
        ),
        ({"review": "some-day"}, "Not a valid choice"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(school: School, values: dict[str, str], words: str) -> None:
    reply = give(school, **values)
    assert reply.status == 422
    assert words in unescape(reply.text)


HINTS = re.compile(
    r"Right so far|None of them is right yet|stand in their right place|belong to the answer"
    r"|The answer begins with|The right number is"
)


@ON_SQLITE
@pytest.mark.parametrize(("review", "hinted"), [("all", True), ("marks-first", False)])
def test_a_further_try_is_helped_by_hints_only_where_the_key_is_shown(
    app: Flask, school: School, review: str, hinted: bool
) -> None:
    give(school, closes=clock(6), review=review, behaviour="adaptive", audience="student", length="30")
    with at(1):
        kim = school.student("kim")
        pages = answer_all(app, kim, begin(school, kim), of=30)
        assert any("Not right yet" in page.text for page in pages)
        assert any(HINTS.search(page.text) for page in pages) is hinted


@ON_SQLITE
def test_nobody_is_offered_an_answer_that_is_kept_back(app: Flask, school: School) -> None:
    give(school, closes=clock(6), review="marks-first", behaviour="adaptive", audience="student")
    with at(1):
        kim = school.student("kim")
        page = begin(school, kim)
        pairs = [*answer_pairs(content_at(app, page.path).item, right=False), ("action", "check")]
        for _ in range(2):
            page = kim.submit(item_form(page), [*fixed(item_form(page)), *pairs])
        assert page.status == 422
        assert "Change it, or skip the question for now." in page.text
        assert "have the answer shown" not in page.text


@ON_SQLITE
def test_tries_without_reasons_give_a_mark_and_no_hint(app: Flask, school: School) -> None:
    give(school, closes=clock(6), review="marks-first", behaviour="adaptive", audience="student")
    with at(1):
        kim = school.student("kim")
        first = begin(school, kim)
        pages = answer_all(app, kim, first)
        assert any("Not right yet" in page.text for page in pages)
        assert not any("Show the answer" in page.text for page in pages)
        assert told(app, first.path, pages) <= {"marks"}


@ON_SQLITE
@pytest.mark.parametrize(
    ("review", "scored"), [("all", True), ("marks-first", True), ("closed-first", False)]
)
def test_programs_are_sent_no_more_than_pages_show(
    app: Flask, school: School, review: str, scored: bool
) -> None:
    give(school, closes=clock(6), review=review, behaviour="immediate")
    with at(1):
        kim = school.student("kim")
        first = begin(school, kim)
        answer_all(app, kim, first)
        hand_in(kim, first)
        attempt = first.path.split("/")[2]
        with app.app_context():
            account = db.session.scalars(select(AccountRow).filter_by(email="kim@example.org")).one()
            person = Person(account_id=account.id, email=account.email, password=PASSWORD)
        program = program_of(app, person)
        result = program.get(f"/attempts/{attempt}/result")
        assert (result["score"] is not None) is scored
        assert (result["attempt"]["seed"] is not None) is (review == "all")
        assert ("Quiz number" in kim.get(f"{first.path.rsplit('/', 1)[0]}/result").text) is (review == "all")
        (listed,) = program.get("/attempts")["attempts"]
        assert (listed["score"] is not None) is scored
        feedback = [place["feedback"] for place in result["attempt"]["items"]]
        if review == "closed-first":
            assert feedback == [None] * 5
        else:
            empty = [not (one["reasons"] or any(one["key"].values()) or one["sources"]) for one in feedback]
            assert empty == [review == "marks-first"] * 5
        again = {"id": "00000000-0000-4000-8000-000000000001"}
        answer = program.call("POST", f"/attempts/{attempt}/again", json=again)
        assert answer.status_code == (201 if review == "all" else 409)
        assert review == "all" or "answers-kept-back" in answer.text


@ON_SQLITE
def test_who_was_taken_out_in_mid_attempt_keeps_it_and_reads_so(app: Flask, school: School) -> None:
    give(school)
    with at(1):
        kim = school.student("kim")
        first = begin(school, kim)
        out = school.person("Kim").form("/remove")
        school.educator.submit(out, out.as_it_stands())
        words = "This was a quiz of a class that you are not in any more. It stays yours"
        assert words in kim.get(first.path).text
        answer_all(app, kim, first)
        assert words in hand_in(kim, first).text
        assert "Kim" not in school.educator.get(f"{school.path}gradebook").text


@ON_SQLITE
def test_what_is_chosen_for_topics_stands_in_nobodys_way_who_gives_a_set(school: School) -> None:
    given = give(school, what="where-nets-start", review="marks-first", behaviour="interactive")
    assert given.path == school.path
