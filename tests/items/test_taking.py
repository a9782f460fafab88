"""The newer types through their forms, without scripts."""

import pytest
from flask import Flask

from tests.api.programs import make_program
from tests.items.questions import CLOZE, HOTSPOT, MATRIX
from tests.quiz.taking import Taker, fixed, item_form
from tests.support.visitor import Reply

TYPES = ["dropdown-cloze", "matrix", "hotspot"]
FIELDS = {"dropdown-cloze": "blank-sound", "matrix": "row-owl", "hotspot": "chosen"}


def page_of(taker: Taker, kind: str) -> Reply:
    """Start a quiz and return the page of the item of a type."""
    first = taker.start(length="5")
    pages = [taker.visitor.get(first.path[:-1] + str(position)) for position in (1, 2, 3)]
    return next(page for page in pages if taker.item(page).type == kind)


def send(taker: Taker, page: Reply, **values: str) -> Reply:
    """Send the form of an item with these values and the button that checks them."""
    form = item_form(page)
    pairs = [*fixed(form), *((name.replace("_", "-"), value) for name, value in values.items())]
    return taker.visitor.send(form, [*pairs, ("action", "check")])


@pytest.mark.parametrize("kind", TYPES)
def test_a_right_answer_is_told_so(taker: Taker, kind: str) -> None:
    reply = taker.answer(page_of(taker, kind), "check", right=True)
    assert '<p class="outcome" role="status">Right.</p>' in reply.text


@pytest.mark.parametrize("kind", TYPES)
def test_a_wrong_answer_is_told_with_the_right_one_and_why(taker: Taker, kind: str) -> None:
    page = page_of(taker, kind)
    reply = taker.answer(page, "check", right=False)
    assert "Not quite. Here is why." in reply.text
    source = {"dropdown-cloze": CLOZE, "matrix": MATRIX, "hotspot": HOTSPOT}[kind]
    reasons = [line.split('"')[1] for line in source.splitlines() if line.startswith("rationale")]
    assert [reason for reason in reasons if reason not in reply.text] == []


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("value", ["z", "A", "a b", "<b>", "\x00"])
def test_a_value_that_the_page_does_not_offer_gets_a_sentence(taker: Taker, kind: str, value: str) -> None:
    page = page_of(taker, kind)
    reply = send(taker, page, **{FIELDS[kind]: value})
    assert reply.status == 422
    assert "Choose one of the answers on this page." in reply.text


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("dropdown-cloze", "Choose a word for each blank, or skip the question for now."),
        ("matrix", "Choose one for each row, or skip the question for now."),
        ("hotspot", "Choose an answer, or skip the question for now."),
    ],
)
def test_an_answer_with_parts_missing_gets_a_sentence(taker: Taker, kind: str, words: str) -> None:
    page = page_of(taker, kind)
    form = item_form(page)
    reply = taker.visitor.send(form, form.as_it_stands("check"))
    assert reply.status == 422
    assert words in reply.text


def test_a_row_that_does_not_exist_changes_nothing(taker: Taker) -> None:
    page = page_of(taker, "matrix")
    reply = send(taker, page, row_owl="b", row_duck="a", row_kite="a", row_bat="b")
    assert reply.status == 303
    assert "Right." in taker.visitor.get(reply.location).text


def test_part_of_an_answer_is_kept_by_the_page_itself(taker: Taker) -> None:
    page = page_of(taker, "dropdown-cloze")
    form = item_form(page)
    sent = form.with_values(**{"blank-sound": "c", "action": "autosave"})
    reply = taker.visitor.send(form, sent)
    assert "Saved." in reply.text
    kept = item_form(taker.visitor.get(page.path)).controls
    assert kept["blank-sound"].chosen == ["c"]
    assert kept["blank-claws"].chosen == [""]


@pytest.mark.parametrize("kind", TYPES)
def test_no_key_leaves_before_the_answer(taker: Taker, kind: str) -> None:
    page = page_of(taker, kind)
    source = {"dropdown-cloze": CLOZE, "matrix": MATRIX, "hotspot": HOTSPOT}[kind]
    reasons = [line.split('"')[1] for line in source.splitlines() if line.startswith("rationale")]
    assert [reason for reason in reasons if reason in page.text] == []
    assert "Behind the head lies the gill" not in page.text
    assert "marker-right" not in page.text


def test_a_card_tells_what_the_picture_shows_with_the_answer(taker: Taker) -> None:
    taker.answer(page_of(taker, "hotspot"), "check", right=False)
    card = taker.visitor.get("/cards/where-fish-breathe/main").text
    question, answer = card.split('id="answer"')
    assert ("Just behind the head" in question, "Behind the head lies the gill" in question) == (True, False)
    assert "Behind the head lies the gill" in answer


def test_a_program_gets_the_whole_description_of_the_picture_with_the_answer(app: Flask) -> None:
    program = make_program(app)
    attempt = program.start(behaviour="immediate")
    place = next(one for one in attempt["items"] if one["type"] == "hotspot")
    assert place["picture"]["description"] == ""
    checked = program.respond(attempt, place["position"], {"chosen": ["a"]}, kind="check")
    assert "Behind the head lies the gill" in checked["picture"]["description"]
    card = f"/cards/{place['item']}/main"
    assert program.get(card)["picture"]["description"] == ""
    answer = program.get(f"{card}/answer")
    assert "Behind the head lies the gill" in answer["picture"]["description"]


def test_what_is_printed_shows_the_picture_and_every_answer(taker: Taker) -> None:
    page = page_of(taker, "hotspot")
    taker.answer(page, "check", right=True)
    check = taker.visitor.get(page.path[:-1] + "check")
    result = taker.visitor.submit(check.form("/finish"), check.form("/finish").as_it_stands())
    assert "marker-right" in result.text
    assert "A cat that lies still may purr. Its claws are then hidden, inside soft fur." in result.text
    assert "Barn owl: By night" in result.text
