"""The progress page as a visitor sees it, and the quiz that it starts."""

import re
from html import unescape

import pytest
from flask import Flask

from quizapp.core.items import Topic
from tests.quiz.taking import Taker
from tests.support.queries import statements
from tests.support.visitor import AppConnection, Reply, Visitor

TABLE = r'aria-label="([^"]*), as a table" tabindex="0">(.*?)</table>'


@pytest.fixture
def content() -> str:
    return "banks"


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    return Visitor(AppConnection(app))


@pytest.fixture
def taker(app: Flask, visitor: Visitor) -> Taker:
    return Taker(app, visitor)


def take_quiz(taker: Taker, *, right: bool, length: str = "10", seed: str = "7") -> None:
    """Take a whole quiz and hand it in."""
    page = taker.start(length=length, behaviour="deferred", seed=seed)
    while "/check" not in page.path:
        page = taker.answer(page, "save", right=right)
    finish = page.form("/finish")
    taker.visitor.submit(finish, finish.as_it_stands())


def tables(page: Reply) -> dict[str, list[list[str]]]:
    """Return the cells of each table of a page, row by row, by the table's name."""
    return {
        unescape(name): [
            [" ".join(re.sub("<.*?>", " ", cell).split()) for cell in re.findall(r"<t[hd].*?</t[hd]>", row)]
            for row in re.findall(r"<tr>.*?</tr>", body, re.DOTALL)
        ]
        for name, body in re.findall(TABLE, page.text, re.DOTALL)
    }


def weak_quiz(visitor: Visitor) -> Reply:
    form = visitor.get("/progress/").form("/quiz/weak")
    return visitor.submit(form, form.as_it_stands())


def test_somebody_new_is_told_what_to_do(visitor: Visitor) -> None:
    page = visitor.get("/progress/")
    assert page.status == 200
    assert "Nothing to show yet" in page.text
    assert 'href="/quiz/"' in page.text


def test_today_and_more_lead_to_it(taker: Taker) -> None:
    assert 'href="/progress/"' in taker.visitor.get("/more").text
    take_quiz(taker, right=False)
    assert 'href="/progress/"' in taker.visitor.get("/").text


def test_every_chart_has_a_table_and_a_text_beside_it(taker: Taker) -> None:
    take_quiz(taker, right=True, length="30")
    take_quiz(taker, right=False)
    page = taker.visitor.get("/progress/")
    pictures = re.findall(r'role="img" aria-labelledby="([^ ]+) ([^ ]+)"', page.text)
    assert len(pictures) == 5
    for title, text in pictures:
        assert re.search(rf'<title id="{title}">[^<]+</title>', page.text)
        assert re.search(rf'<desc id="{text}">[^<]+</desc>', page.text)
    names = ["Topic by topic", "Cards in the next 30 days", "Your last quizzes", "The last twelve months"]
    assert list(tables(page)) == names


def test_the_tables_say_what_was_done(taker: Taker) -> None:
    take_quiz(taker, right=True, length="30")
    take_quiz(taker, right=False)
    found = tables(taker.visitor.get("/progress/"))
    quizzes = [row[-1] for row in found["Your last quizzes"][1:]]
    assert [row.split(" of ")[0] for row in quizzes] == ["0", "30"]
    answered = sum(int(row.split(" of ")[1]) for row in quizzes)
    (day,) = found["The last twelve months"][1:]
    assert day[1:] == [str(answered), "0"]
    by_topic = [re.findall(r"\d+", row[1])[-1] for row in found["Topic by topic"][1:]]
    assert sum(map(int, by_topic)) == answered
    missed = sum(int(row[1]) for row in found["Cards in the next 30 days"][1:])
    assert missed >= answered - 30


def test_a_share_of_too_few_is_told_as_too_few(taker: Taker) -> None:
    take_quiz(taker, right=True, length="5")
    found = tables(taker.visitor.get("/progress/"))
    assert all("too few to say" in row[1] for row in found["Topic by topic"][1:])


def test_one_click_starts_a_quiz_of_the_topics_that_are_weak(taker: Taker) -> None:
    setup = next(one for one in taker.visitor.get("/quiz/").forms if "behaviour" in one.controls)
    page = taker.visitor.submit(
        setup, setup.with_values(topics="terminology", length="8", behaviour="deferred", seed="3")
    )
    while "/check" not in page.path:
        page = taker.answer(page, "save", right=False)
    finish = page.form("/finish")
    taker.visitor.submit(finish, finish.as_it_stands())
    page = weak_quiz(taker.visitor)
    assert "Question 1 of 8" in page.text
    topics = set()
    while "/check" not in page.path:
        topics.add(taker.item(page).topic)
        page = taker.answer(page, "save")
    assert topics == {Topic.TERMINOLOGY}


def test_a_quiz_on_what_is_fading_sent_twice_is_started_once(taker: Taker) -> None:
    take_quiz(taker, right=False)
    form = taker.visitor.get("/progress/").form("/quiz/weak")
    first = taker.visitor.submit(form, form.as_it_stands())
    assert taker.visitor.submit(form, form.as_it_stands()).path == first.path


def test_whoever_did_nothing_yet_gets_a_mix(visitor: Visitor) -> None:
    form = visitor.get("/").form("/quiz/quick")
    pairs = form.as_it_stands()
    reply = visitor.submit(type(form)(action="/quiz/weak", method="post", controls=form.controls), pairs)
    assert "Question 1 of 8" in reply.text


def test_what_others_do_is_not_shown(app: Flask, taker: Taker) -> None:
    take_quiz(taker, right=True)
    assert "Nothing to show yet" in Visitor(AppConnection(app)).get("/progress/").text


def test_the_page_takes_few_queries(app: Flask, taker: Taker) -> None:
    take_quiz(taker, right=False)
    with statements(app) as sent:
        taker.visitor.get("/progress/")
    assert len(sent) <= 8
