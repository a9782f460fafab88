"""All of a learner's cards on a page, without a script: looking for some, and doing the same with several."""

import re
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select, update

from quizapp.core.items import Topic
from quizapp.core.scheduling import Phase
from quizapp.core.typed_diff import MOST_TYPED
from quizapp.database import db
from quizapp.models import CardMoveRow, CardStateRow, ItemRow, ReviewRow
from tests.core.builders import make_item, make_short_answer
from tests.study.desk import make_items, store_bank
from tests.study.student import Student, heading
from tests.support.html_forms import Form
from tests.support.visitor import AppConnection, Reply, Visitor

ALL = "/cards/all/"
ON_SQLITE = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
LEARNED = {"phase": Phase.REVIEW, "last_day": 0, "stability": 2.0, "difficulty": 5.0}


@pytest.fixture
def student(app: Flask) -> Student:
    """Somebody with three cards of one bank and one of another topic and bank, all new."""
    with app.app_context():
        store_bank("words", *make_items(3))
        liver = replace(
            make_short_answer("Liver"), id="liver", topic=Topic.SITES, stem="Where do tumours go?"
        )
        store_bank("places", liver)
    student = Student(app, Visitor(AppConnection(app)))
    student.add()
    student.add("bank:places")
    return student


def listed(page: Reply) -> list[str]:
    """Return the cards of a page by their names in the form."""
    return re.findall(r'name="cards" value="([^"]+)"', page.text)


def form_of(page: Reply) -> Form:
    return next(form for form in page.forms if "what" in form.controls)


def do(student: Student, page: Reply, what: str, cards: list[str], **more: str) -> Reply:
    """Do the same with some cards."""
    form = form_of(page)
    kept = [pair for pair in form.as_it_stands() if pair[0] not in {"cards", "what", "days", "on"}]
    ticked = [("cards", name) for name in cards]
    return student.visitor.submit(form, [*kept, *ticked, ("what", what), *more.items()])


def change(student: Student, slug: str, **values: object) -> None:
    with student.app.app_context():
        item = select(ItemRow.id).where(ItemRow.slug == slug).scalar_subquery()
        db.session.execute(update(CardStateRow).where(CardStateRow.item_id == item).values(**values))
        db.session.commit()


def states(student: Student) -> list[tuple[bool, int, str]]:
    with student.app.app_context():
        rows = db.session.scalars(select(CardStateRow).order_by(CardStateRow.item_id))
        return [(row.suspended, row.flag, row.phase) for row in rows]


@pytest.mark.parametrize(
    ("asked", "slugs"),
    [
        ("", ["item-1", "item-2", "item-3", "liver"]),
        ("words=tumors", ["liver"]),
        ("words=LIVER", ["liver"]),
        ("words=100%25", []),
        ("topic=sites", ["liver"]),
        ("bank=words", ["item-1", "item-2", "item-3"]),
        ("bank=words&topic=sites", []),
        ("state=new", ["liver"]),
        ("state=learning", ["item-1"]),
        ("state=due", ["item-2"]),
        ("state=slip", ["item-2"]),
        ("state=rest", ["item-3"]),
        ("state=marked", ["item-1", "item-3"]),
        ("state=hidden", ["liver"]),
        ("state=marked&topic=terminology&words=", ["item-1", "item-3"]),
    ],
)
def test_cards_are_found_by_words_bank_topic_and_state(
    student: Student, asked: str, slugs: list[str]
) -> None:
    student.rate(student.visitor.get("/cards/item-1/main"), 1)
    change(student, "item-1", flag=1)
    change(student, "item-2", **LEARNED, due_day=1, lapses=8)
    change(student, "item-3", suspended=True, flag=1)
    change(student, "liver", buried_until_day=10**5)
    page = student.visitor.get(f"{ALL}?{asked}")
    assert re.findall(r'href="/cards/([a-z0-9-]+)/main"', page.text) == slugs


def test_cards_that_were_ticked_are_let_rest_and_one_undo_takes_them_all_back(student: Student) -> None:
    page = student.visitor.get(f"{ALL}?bank=words")
    page = do(student, page, "rest", listed(page)[:2])
    assert "2 cards rest until you take them back in." in page.text
    assert (page.path, listed(page)) == (f"{ALL}?bank=words", listed(student.visitor.get(page.path)))
    assert [one[0] for one in states(student)] == [True, True, False, False]
    assert "Undo letting several cards rest" in page.text
    page = student.press(page, "/undo")
    assert "Undone for 2 cards." in page.text
    assert page.path == f"{ALL}?bank=words"
    assert [one[0] for one in states(student)] == [False] * 4


def test_the_undo_is_offered_under_the_next_card_too(student: Student) -> None:
    page = student.visitor.get(ALL)
    do(student, page, "flag", listed(page))
    page = student.press(student.next(), "/cards/undo")
    assert ("Undone for 4 cards." in page.text, heading(page) != "All your cards") == (True, True)
    assert {one[1] for one in states(student)} == {0}


@ON_SQLITE
@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("flag", "1 card is marked. 1 stayed as it was."),
        ("unflag", "1 card has no mark any more. 1 stayed as it was."),
        ("tomorrow", "2 cards are hidden until tomorrow."),
        ("back", "Nothing changed"),
        ("reset", "1 card is new again; its history stays. 1 stayed as it was."),
        ("reschedule", "1 card has its new day. 1 stayed as it was."),
    ],
)
def test_it_is_told_what_was_done_with_how_many(student: Student, what: str, said: str) -> None:
    change(student, "item-1", **LEARNED, due_day=1, flag=1)
    page = student.visitor.get(ALL)
    assert said in do(student, page, what, listed(page)[:2], days="7").text


def test_all_cards_of_a_page_are_ticked_by_a_link(student: Student) -> None:
    page = student.visitor.get(f"{ALL}?bank=words&ticked=all")
    form = form_of(page)
    assert len(form.controls["cards"].chosen) == 3
    page = student.visitor.submit(form, [*form.as_it_stands(), ("what", "flag")])
    assert "3 cards are marked." in page.text
    assert form_of(page).controls["cards"].chosen == []


def test_what_is_sent_twice_is_done_once(student: Student) -> None:
    page = student.visitor.get(ALL)
    for _ in range(2):
        again = do(student, page, "rest", listed(page))
        assert "4 cards rest until you take them back in." in again.text
    assert student.count(CardMoveRow) == 4


@ON_SQLITE
@pytest.mark.parametrize(
    ("what", "ticks", "more", "told"),
    [
        ("rest", 0, {}, "Tick the cards that you mean."),
        ("", 1, {}, "Choose what to do with them."),
        ("burn", 1, {}, "Choose what to do with them."),
        ("reschedule", 1, {}, "Choose a day from today to a year ahead"),
        ("reschedule", 1, {"days": "366"}, "Choose a day from today to a year ahead"),
        ("reschedule", 1, {"days": "soon"}, "Choose a day from today to a year ahead"),
        ("reschedule", 1, {"on": "1999-01-01"}, "Choose a day from today to a year ahead"),
    ],
)
def test_what_cannot_be_done_is_refused_in_a_sentence_and_the_ticks_stay(
    student: Student, what: str, ticks: int, more: dict[str, str], told: str
) -> None:
    change(student, "item-1", **LEARNED, due_day=1)
    page = student.visitor.get(ALL)
    page = do(student, page, what, listed(page)[:ticks], **more)
    assert (page.status, told in page.text) == (422, True)
    assert len(form_of(page).controls["cards"].chosen) == ticks
    assert (student.count(ReviewRow), student.count(CardMoveRow)) == (0, 0)


@ON_SQLITE
@pytest.mark.parametrize("cards", [["x"], ["1/"], ["0/main"], ["1/main"] * 101, ["99999999999/main"]])
def test_what_names_no_card_is_refused(student: Student, cards: list[str]) -> None:
    page = do(student, student.visitor.get(ALL), "rest", cards)
    assert (page.status, "Tick the cards that you mean." in page.text) == (422, True)


def test_cards_of_somebody_else_are_not_there(student: Student) -> None:
    other = Student(student.app, Visitor(AppConnection(student.app)))
    other.add()
    names = listed(other.visitor.get(ALL))
    with student.app.app_context():
        stored = db.session.execute(select(CardStateRow.learner_id, CardStateRow.item_id)).all()
    assert len(stored) == 7
    stranger = Student(student.app, Visitor(AppConnection(student.app)))
    stranger.add("bank:places")
    assert do(stranger, stranger.visitor.get(ALL), "rest", names).status == 404
    assert not any(one[0] for one in states(student))


@ON_SQLITE
@pytest.mark.parametrize(
    "asked", ["state=lost", "topic=cooking", "bank=nowhere", f"words={'x' * (MOST_TYPED + 1)}"]
)
def test_what_cannot_be_looked_for_is_told(student: Student, asked: str) -> None:
    page = student.visitor.get(f"{ALL}?{asked}")
    assert (page.status, "There is something to put right" in page.text) == (422, True)


def test_many_cards_come_page_by_page_and_a_page_beyond_the_last_is_the_last(student: Student) -> None:
    with student.app.app_context():
        store_bank("many", *(make_item(id=f"many-{number}") for number in range(120)))
    student.add("bank:many")
    pages = [student.visitor.get(f"{ALL}?bank=many&page={page}") for page in ("1", "2", "3", "99", "0", "x")]
    assert [len(listed(page)) for page in pages] == [50, 50, 20, 20, 50, 50]
    assert len({name for page in pages[:3] for name in listed(page)}) == 120
    assert "120 cards, page 2 of 3" in pages[1].text
    assert [word for word in ("Page before", "Next page") if word in pages[2].text] == ["Page before"]


def test_somebody_without_cards_is_told_how_to_get_some(app: Flask) -> None:
    visitor = Visitor(AppConnection(app))
    assert "No cards yet" in visitor.get(ALL).text
