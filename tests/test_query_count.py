"""No page issues more than eight queries, however large the bank and the deck are."""

import re
from datetime import timedelta
from random import Random

import pytest
from flask import Flask
from sqlalchemy import update

from quizapp.core.people import Role
from quizapp.core.scheduling import Entry
from quizapp.core.setting_aside import Move
from quizapp.database import db
from quizapp.models import CardStateRow
from quizapp.web.clock import utcnow
from tests.author import many_items
from tests.classes.school import School
from tests.support.html_forms import Form
from tests.support.people import log_in, make_account
from tests.support.queries import statements
from tests.support.visitor import AppConnection, Reply, Visitor

MOST_FOR_A_PAGE = 8
# A form that was sent reads what a page reads, and writes; what it shows is the next page's business.
MOST_FOR_A_FORM = 13
# An answer of a practice also chooses the next question: what there is, what a few of them say, and one row.
MOST_TO_GO_ON = MOST_FOR_A_FORM + 3


@pytest.fixture
def content() -> str:
    return "banks"


class CountingVisitor:
    """Notes how many queries each request issues."""

    def __init__(self, app: Flask) -> None:
        self.visitor = Visitor(AppConnection(app))
        self.counts: dict[str, int] = {}
        self._app = app

    def get(self, path: str) -> Reply:
        """Fetch one page."""
        with statements(self._app) as sent:
            reply = self.visitor.get(path)
        self._note(f"GET {path}", sent)
        assert reply.status == 200
        return reply

    def send(self, form: Form, pairs: list[tuple[str, str]]) -> Reply:
        """Send one form, without going where it leads."""
        with statements(self._app) as sent:
            reply = self.visitor.send(form, pairs)
        self._note(f"POST {form.action}", sent)
        assert reply.status == 303
        return reply

    def _note(self, what: str, sent: list[str]) -> None:
        self.counts[what] = max(self.counts.get(what, 0), len(sent))

    @property
    def too_many(self) -> dict[str, int]:
        """The requests that issued more than they may."""
        most = {"GET": MOST_FOR_A_PAGE, "POST": MOST_FOR_A_FORM}
        return {what: count for what, count in self.counts.items() if count > most[what.split()[0]]}


@pytest.fixture
def visitor(app: Flask) -> CountingVisitor:
    return CountingVisitor(app)


@pytest.mark.parametrize("length", ["5", "30"])
@pytest.mark.parametrize("behaviour", ["immediate", "deferred"])
def test_a_quiz_takes_few_queries_however_long_it_is(
    visitor: CountingVisitor, length: str, behaviour: str
) -> None:
    chance = Random(length)
    visitor.get("/")
    setup = next(form for form in visitor.get("/quiz/").forms if "length" in form.controls)
    first = visitor.send(setup, setup.with_values(length=length, behaviour=behaviour)).location
    quiz, action = first.removesuffix("/1"), "check" if behaviour == "immediate" else "save"
    found = re.search(r"Question 1 of (\d+)", visitor.get(first).text)
    assert found
    for position in range(1, int(found[1]) + 1):
        form = visitor.get(f"{quiz}/{position}").form(f"{quiz}/{position}")
        visitor.send(form, form.filled(chance, action))
        visitor.get(f"{quiz}/{position}")
    finish = visitor.get(f"{quiz}/check").form("/finish")
    visitor.send(finish, finish.as_it_stands())
    again = visitor.get(f"{quiz}/result").form("/again")
    visitor.send(again, again.as_it_stands())
    visitor.get("/")
    assert visitor.too_many == {}


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_an_answer_of_somebody_logged_in_takes_few_queries(app: Flask, visitor: CountingVisitor) -> None:
    log_in(visitor.visitor, make_account(app, "kim@example.org"))
    setup = next(form for form in visitor.get("/quiz/").forms if "length" in form.controls)
    first = visitor.send(setup, setup.with_values(length="10", behaviour="immediate")).location
    chance = Random(1)
    for position in range(1, 6):
        form = visitor.get(first.removesuffix("1") + str(position)).form(f"/{position}")
        visitor.send(form, form.filled(chance, "check"))
    assert visitor.too_many == {}


def test_practice_takes_few_queries_however_long_it_is(visitor: CountingVisitor) -> None:
    chance = Random(1)
    setup = visitor.get("/quiz/practice/").form("/quiz/practice/")
    page = visitor.send(setup, setup.with_values(most="20")).location
    for position in range(1, 13):
        form = visitor.get(page).form(page)
        visitor.send(form, form.filled(chance, "skip" if position % 4 == 0 else "check"))
        visitor.get(page)
        page = page.rsplit("/", 1)[0] + f"/{position + 1}"
    finish = visitor.get(page.rsplit("/", 1)[0] + "/check").form("/finish")
    visitor.send(finish, finish.as_it_stands())
    visitor.get(page.rsplit("/", 1)[0] + "/result")
    assert max(visitor.counts.values()) <= MOST_TO_GO_ON
    assert not [what for what in visitor.too_many if what.startswith("GET")]


@pytest.mark.parametrize("path", ["/quiz/sets/where-nets-start", "/quiz/course/words"])
def test_a_ready_made_set_and_a_step_of_the_course_take_few_queries(
    visitor: CountingVisitor, path: str
) -> None:
    start = visitor.get(path).form(path)
    first = visitor.send(start, start.as_it_stands()).location
    question = visitor.get(first).form(first)
    visitor.send(question, question.filled(Random(1), "check"))
    finish = visitor.get(first.removesuffix("/1") + "/check").form("/finish")
    visitor.send(finish, finish.as_it_stands())
    visitor.get(first.removesuffix("/1") + "/result")
    visitor.get(path)
    visitor.get("/quiz/")
    assert visitor.too_many == {}


def test_cards_take_few_queries_however_many_there_are(visitor: CountingVisitor) -> None:
    visitor.get("/cards/")
    settings = visitor.get("/settings").form("/settings")
    visitor.send(settings, settings.with_values(new_per_day="9999", buttons="4"))
    for deck in [form for form in visitor.get("/cards/").forms if form.action.endswith("/decks")]:
        visitor.send(deck, deck.as_it_stands())
    visitor.get("/")
    for rating in "1234":
        card = visitor.get("/cards/next").form("/reviews")
        visitor.send(card, card.as_it_stands(rating))
        visitor.get(card.action.removesuffix("/reviews"))
        visitor.get(card.action.removesuffix("reviews") + "why")
    undo = visitor.get("/cards/next").form("/undo")
    visitor.send(undo, undo.as_it_stands())
    for how in ("flag", "tomorrow", "rest"):
        move = next(f for f in visitor.get("/cards/next").forms if ("how", how) in f.buttons)
        visitor.send(move, move.as_it_stands(how))
    visitor.get("/cards/set-aside")
    visitor.get("/cards/")
    settings = visitor.get("/settings").form("/settings")
    visitor.send(settings, settings.with_values(new_per_day="0", reviews_per_day="0"))
    more = visitor.get("/cards/next?scope=topic:sites").form("/today")
    visitor.send(more, more.as_it_stands())
    visitor.get("/")
    assert visitor.too_many == {}


def test_a_practice_takes_few_queries(visitor: CountingVisitor) -> None:
    deck = next(form for form in visitor.get("/cards/").forms if form.action.endswith("/decks"))
    visitor.send(deck, deck.as_it_stands())
    begin = visitor.visitor.get("/cards/cram/").form("/cards/cram/")
    practice = visitor.send(begin, begin.with_values(exam=str(utcnow().date() + timedelta(days=9)))).location
    for rating in "13":
        card = next(form for form in visitor.get(practice).forms if ("rating", rating) in form.buttons)
        visitor.send(card, card.as_it_stands(rating))
    undo = visitor.get(practice).form("/undo")
    visitor.send(undo, undo.as_it_stands())
    visitor.get(practice)
    assert visitor.too_many == {}


@pytest.mark.parametrize("what", [Move.BACK, Move.FLAG, Entry.RESET, Entry.RESCHEDULE])
def test_several_cards_at_once_take_few_queries(app: Flask, visitor: CountingVisitor, what: str) -> None:
    deck = next(form for form in visitor.get("/cards/").forms if form.action.endswith("/decks"))
    visitor.send(deck, deck.as_it_stands())
    with app.app_context():
        known = {"stability": 3.0, "difficulty": 5.0, "last_day": 1, "suspended": what == Move.BACK}
        db.session.execute(update(CardStateRow).values(**known, phase="review", due_day=9))
        db.session.commit()
    state = "rest" if what == Move.BACK else ""
    page = visitor.get(f"/cards/all/?words=a&topic=&state={state}&ticked=all")
    form = next(form for form in page.forms if "what" in form.controls)
    visitor.send(form, form.with_values(what=str(what), days="9"))
    page = visitor.get("/cards/all/")
    undo = page.form("/undo")
    visitor.send(undo, undo.as_it_stands())
    visitor.send(undo, undo.as_it_stands())
    again = visitor.get("/cards/all/?ticked=all")
    form = next(form for form in again.forms if "what" in form.controls)
    visitor.send(form, form.with_values(what="tomorrow"))
    undo = visitor.get("/cards/next").form("/undo")
    visitor.send(undo, undo.as_it_stands())
    assert visitor.too_many == {}


def test_new_days_for_waiting_cards_take_few_queries(app: Flask, visitor: CountingVisitor) -> None:
    deck = next(form for form in visitor.get("/cards/").forms if form.action.endswith("/decks"))
    visitor.send(deck, deck.as_it_stands())
    for _ in range(4):
        card = visitor.visitor.get("/cards/next").form("/reviews")
        visitor.send(card, card.as_it_stands("3"))
    with app.app_context():
        wait = {"phase": "review", "step": None, "due_at": None, "due_day": 30_000}
        db.session.execute(update(CardStateRow).where(CardStateRow.reps > 0).values(**wait))
        db.session.commit()
    move = visitor.get("/progress/memory/days").form("/days")
    visitor.send(move, move.as_it_stands())
    undo = visitor.get("/progress/memory/days").form("/days/undo")
    visitor.send(undo, undo.as_it_stands())
    assert visitor.too_many == {}


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/quiz/", "/more", "/about", "/who-to-ask", "/sources", "/accessibility", "/privacy"),
        *(
            "/progress/",
            "/progress/cards",
            "/progress/memory/days",
            "/cards/",
            "/cards/next",
            "/cards/all/",
            "/cards/set-aside",
            "/settings",
            "/data/",
        ),
        *("/questions/1/1/report/", "/quiz/sets/where-nets-start/sheet", "/quiz/course/"),
        "/sources/replaced",
    ],
)
def test_a_page_that_stands_alone_takes_few_queries(visitor: CountingVisitor, path: str) -> None:
    visitor.get(path)
    assert visitor.too_many == {}


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_the_pages_of_a_class_take_few_queries(app: Flask, visitor: CountingVisitor) -> None:
    school = School(app=app)
    school.student("robin")
    person = school.person("Robin").path
    log_in(visitor.visitor, make_account(app, "kim@example.org"))
    join = visitor.get(school.invitation).form("/classes/invitation/")
    visitor.send(join, join.with_values(name="Kim"))
    visitor.get(school.path)
    leave = visitor.get(f"{school.path}leave").form("/leave")
    visitor.send(leave, leave.as_it_stands())
    visitor.visitor = school.educator
    for path in ("/classes/", school.path, f"{school.path}people", f"{school.path}end", person):
        visitor.get(path)
    for form in (*visitor.get(f"{school.path}people").forms, *visitor.get(person).forms):
        visitor.send(form, form.as_it_stands())
    assert visitor.too_many == {}


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_the_quizzes_of_a_class_take_few_queries(app: Flask, visitor: CountingVisitor) -> None:
    school = School(app=app)
    robin = school.student("robin")
    visitor.visitor = school.educator
    for title in ("Week 1", "Week 2"):
        new = visitor.get(f"{school.path}quizzes/new").form("/quizzes/new")
        visitor.send(new, new.with_values(title=title))
    visitor.visitor = robin
    assert "Week 2" in visitor.get("/").text
    page = visitor.get(school.path)
    begin = visitor.get(re.findall(r'href="([^"]+/quizzes/[^"]+)"', page.text)[0]).form("/quizzes/")
    quiz = visitor.send(begin, begin.as_it_stands()).location
    finish = visitor.get(f"{quiz}check").form("/finish")
    robin.submit(finish, finish.as_it_stands())
    for path in ("/", school.path, begin.action, f"{quiz}result"):
        visitor.get(path)
    visitor.visitor = school.educator
    for path in (f"{school.path}gradebook", f"{school.path}gradebook.csv", f"{begin.action}report"):
        visitor.get(path)
    for path in ("preview", "take-back", "terms"):
        visitor.get(f"{begin.action}{path}")
    visitor.send(terms := visitor.get(f"{begin.action}terms").form("/terms"), terms.as_it_stands())
    assert visitor.too_many == {}


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_the_cards_and_steps_of_a_class_take_few_queries(app: Flask, visitor: CountingVisitor) -> None:
    school = School(app=app)
    robin = school.student("robin")
    visitor.visitor = school.educator
    for kind, values in (("deck", {"deck": "bank:terminology", "asked": "1"}), ("step", {"topic": "sites"})):
        for title in (f"First {kind}", f"Second {kind}"):
            new = visitor.get(f"{school.path}tasks/new/{kind}").form("/tasks/new/")
            visitor.send(new, new.with_values(title=title, **values))
    visitor.visitor = robin
    assert "Second step" in visitor.get("/").text
    page = visitor.get(school.path)
    tasks = re.findall(r'href="([^"]+/tasks/[^"]+)"', page.text)
    for task in tasks:
        for what in ("/begin", "/done", "/not-done"):
            shown = visitor.get(task)
            for form in (one for one in shown.forms if one.action.endswith(what)):
                visitor.send(form, form.as_it_stands())
    visitor.visitor = school.educator
    for path in ("gradebook", "gradebook.csv"):
        visitor.get(f"{school.path}{path}")
    visitor.get(f"{tasks[0]}take-back")
    visitor.send(change := visitor.get(f"{tasks[0]}change").form("/change"), change.as_it_stands())
    assert visitor.too_many == {}


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_a_bank_of_very_many_questions_takes_few_queries(app: Flask, visitor: CountingVisitor) -> None:
    log_in(visitor.visitor, make_account(app, "avery@example.org", roles=[Role.EDUCATOR]))
    with app.app_context():
        many_items.store_many(10_000)
    page = f"/author/banks/{many_items.BANK}/"
    assert "10,000 questions, page 150 of 200" in visitor.get(f"{page}?page=150").text
    assert "many-9876" in visitor.get(f"{page}?words=word9876").text
    visitor.get(f"{page}?words=net&topic=sites&state=given&order=newest")
    visitor.get(f"{page}several/?which=all&what=topic&new_topic=sites&words=word98")
    visitor.get("/author/search?words=tumour")
    visitor.get("/author/")
    assert visitor.too_many == {}
