"""What leaves before feedback may be shown does not depend on the key, in any byte of it.

Every question is stored twice, one version after the other: the same stem and options, but another key, other
reasons, another correction, other accepted words. What programs are sent of the one and of the other is
compared byte for byte; what is equal for every key tells nothing of the key.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from quizapp.core.items import (
    Choices,
    Cloze,
    Item,
    ItemType,
    Matching,
    Matrix,
    Numeric,
    Option,
    Ordering,
    ShortAnswer,
)
from quizapp.database import db
from quizapp.models import ItemRow
from tests.api.programs import Program, make_program
from tests.core.builders import (
    make_choices,
    make_cloze,
    make_hotspot,
    make_item,
    make_matching,
    make_matrix,
    make_numeric,
    make_ordering,
    make_select_all,
    make_short_answer,
)
from tests.study.desk import store_bank, store_version

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
FIRST, SECOND = UUID(int=1), UUID(int=2)

ITEMS: dict[ItemType, Item] = {
    ItemType.SINGLE_CHOICE: make_item(make_choices("Nerve*", "Gland", "Blood")),
    ItemType.TRUE_FALSE: make_item(
        Choices(
            options=(
                Option(id="false", text="False", rationale="It is false for this reason."),
                Option(id="true", text="True", rationale="It is true for this reason.", is_key=True),
            ),
            correction="",
        ),
        type=ItemType.TRUE_FALSE,
    ),
    ItemType.SELECT_ALL: make_select_all("Lung*", "Gut*", "Hair", "Nail"),
    ItemType.MATCHING: make_matching({"one": "Insulin", "two": "Gastrin", "three": "Glucagon"}, "Serotonin"),
    ItemType.SHORT_ANSWER: make_short_answer("pancreas", "the pancreas"),
    ItemType.ORDERING: make_ordering("Ask", "Look", "Test", "Treat"),
    ItemType.DROPDOWN_CLOZE: make_cloze(
        "A cat [one] when it is [two].", one=("barks", "purrs*", "roars"), two=("glad*", "late", "old")
    ),
    ItemType.MATRIX: make_matrix(("By day", "By night"), cat="By night", hen="By day", owl="By night"),
    ItemType.NUMERIC: make_numeric("5", "1", "mm"),
    ItemType.HOTSPOT: replace(make_hotspot("fin*", "gill", "tail"), picture=""),
}

ANSWERS: dict[ItemType, dict[str, object]] = {
    ItemType.SINGLE_CHOICE: {"chosen": ["a"]},
    ItemType.TRUE_FALSE: {"chosen": ["true"]},
    ItemType.SELECT_ALL: {"chosen": ["a", "c"]},
    ItemType.MATCHING: {"matches": {"one": "a", "two": "b", "three": "c"}},
    ItemType.SHORT_ANSWER: {"text": "pancreas"},
    ItemType.ORDERING: {"order": ["a", "b", "c", "d"]},
    ItemType.DROPDOWN_CLOZE: {"matches": {"one": "b", "two": "a"}},
    ItemType.MATRIX: {"matches": {"cat": "b", "hen": "a", "owl": "b"}},
    ItemType.HOTSPOT: {"chosen": ["a"]},
    ItemType.NUMERIC: {"text": "5 mm"},
}


def with_another_key(item: Item) -> Item:
    """Return the same question with another key, and everything that explains the key changed, too."""
    match item.body:
        case Choices(options=options) as body:
            turned = tuple(replace(option, is_key=not option.is_key) for option in options)
            if item.type in {ItemType.SINGLE_CHOICE, ItemType.HOTSPOT}:
                turned = tuple(replace(option, is_key=option.id == "c") for option in options)
            body = replace(body, options=_explained_otherwise(turned), correction="It is the other way.")
        case Matching(subjects=subjects, options=options) as body:
            keys = [*(subject.key for subject in subjects[1:]), subjects[0].key]
            moved = tuple(replace(s, key=key) for s, key in zip(subjects, keys, strict=True))
            body = replace(body, subjects=moved, options=_explained_otherwise(options))
        case Ordering(options=options, key=key) as body:
            body = replace(body, options=_explained_otherwise(options), key=tuple(reversed(key)))
        case ShortAnswer() as body:
            body = replace(body, answers=("liver",), rationale="Another reason altogether.")
        case Numeric() as body:
            body = replace(body, answer=body.answer + 9, rationale="Another reason altogether.")
        case Cloze(blanks=(first, *others)) as body:
            # A card shows the other gaps filled, so only the key of the gap that it asks for is in doubt.
            turned = tuple(replace(option, is_key=option.id == "c") for option in first.options)
            body = replace(body, blanks=(replace(first, options=_explained_otherwise(turned)), *others))
        case Matrix(rows=rows) as body:
            other = {"a": "b", "b": "a"}
            body = replace(
                body, rows=tuple(replace(row, key=other[row.key], rationale="Another one.") for row in rows)
            )
    return replace(item, body=body)


def _explained_otherwise(options: tuple[Option, ...]) -> tuple[Option, ...]:
    return tuple(replace(option, rationale=f"Another reason for {option.id}.") for option in options)


@pytest.fixture(params=list(ItemType), ids=str)
def item_type(request: pytest.FixtureRequest) -> ItemType:
    found: ItemType = request.param
    return found


@pytest.fixture
def content() -> str:
    return "empty"


@pytest.fixture
def program(app: Flask, item_type: ItemType) -> Iterator[Program]:
    """A program at a bank of two questions: the one in doubt, and a plain one beside it."""
    other = make_item(id="beside", stem="What is a hormone?", facts=("F002",))
    with app.app_context():
        store_bank("words", replace(ITEMS[item_type], id="in-doubt"), other)
    with time_machine.travel(NOON, tick=False):
        yield make_program(app)


def change_the_key(app: Flask, item_type: ItemType) -> None:
    """Store the next version of the question in doubt, with another key."""
    with app.app_context():
        row = db.session.scalars(select(ItemRow).filter_by(slug="in-doubt")).one()
        store_version(row, with_another_key(replace(ITEMS[item_type], id="in-doubt")))


def sent(answers: list[TestResponse]) -> list[tuple[int, bytes, list[tuple[str, str]]]]:
    """Return everything that was sent, with the ids that must differ made the same."""
    return [
        (
            answer.status_code,
            answer.data.replace(str(SECOND).encode(), str(FIRST).encode()),
            [
                (name, value.replace(str(SECOND), str(FIRST)))
                for name, value in answer.headers
                if name != "X-Request-ID"
            ],
        )
        for answer in answers
    ]


def take(program: Program, attempt_id: UUID, item_type: ItemType, behaviour: str) -> list[Any]:
    """Do with the question in doubt everything that shows no feedback, and check the one beside it."""
    start = len(program.answers)
    attempt = program.start(id=str(attempt_id), count=2, seed=5, behaviour=behaviour)
    doubtful = next(item for item in attempt["items"] if item["item"] == 1)
    beside = next(item for item in attempt["items"] if item["item"] != 1)
    numbers = iter(range(100, 200))
    ids = (str(UUID(int=next(numbers))) for _ in range(20))

    def respond(position: int, answer: object, kind: str, status: int = 201) -> None:
        program.respond(attempt, position, answer, kind=kind, id=next(ids), confidence=3, status=status)

    respond(doubtful["position"], {}, "skip")
    respond(doubtful["position"], ANSWERS[item_type], "save")
    respond(doubtful["position"], {"chosen": ["zzz"]}, "save", 422)
    respond(doubtful["position"], {"text": "x" * 900}, "save", 422)
    respond(beside["position"], {"chosen": ["b"]}, "check")
    if behaviour == "deferred":
        respond(doubtful["position"], ANSWERS[item_type], "check")
    program.get(f"/attempts/{attempt_id}")
    program.get(f"/attempts/{attempt_id}/result", status=409)
    program.post(f"/attempts/{attempt_id}/again", {"id": next(ids)}, status=409)
    program.get("/attempts?limit=1")
    for report in ({"attempt": str(attempt_id)}, {}):
        body = {"id": next(ids), "reason": "wrong"} | report
        assert program.call("POST", "/items/1/reports", json=body).status_code == 204
    return sent(program.answers[start:])


@pytest.mark.parametrize("behaviour", ["immediate", "deferred"])
def test_no_byte_of_an_attempt_depends_on_a_key_that_may_not_be_shown(
    app: Flask, program: Program, item_type: ItemType, behaviour: str
) -> None:
    program.start(id=str(UUID(int=0)))  # so that the list goes on after the first attempt as after the second
    before = take(program, FIRST, item_type, behaviour)
    change_the_key(app, item_type)
    assert take(program, SECOND, item_type, behaviour) == before


def test_no_byte_of_a_cards_question_side_depends_on_the_key(
    app: Flask, program: Program, item_type: ItemType
) -> None:
    program.post("/decks", {"scope": "bank:words"}, status=200)

    def ask() -> tuple[list[Any], Any]:
        start = len(program.answers)
        program.get("/cards/today")
        program.get("/decks")
        card = program.get("/cards/next")["card"]
        path = f"/cards/{card['item']}/{card['face']}"
        program.get(path)
        mark = str(uuid4())
        program.post(path + "/moves", {"how": "flag", "id": mark}, status=200)
        program.get("/cards/set-aside")
        late = {"id": str(FIRST), "version": 99, "rating": 3}
        program.post(path + "/reviews", late, status=409)
        told = sent(program.answers[start:])
        # Or else the next card would come with what can be undone.
        program.post(f"/reviews/{mark}/undo", {"id": str(uuid4())}, status=200)
        return told, program.get(path + "/answer")

    before, answer = ask()
    change_the_key(app, item_type)
    after, changed = ask()
    assert (before, changed != answer) == (after, True)


@pytest.mark.parametrize("behaviour", ["immediate", "deferred"])
def test_the_key_and_its_reasons_come_when_they_may(
    app: Flask, program: Program, item_type: ItemType, behaviour: str
) -> None:
    attempt = program.start(id=str(FIRST), count=2, seed=5, behaviour=behaviour)
    position = next(item["position"] for item in attempt["items"] if item["item"] == 1)
    answered = program.respond(attempt, position, ANSWERS[item_type], kind="check")
    if behaviour == "deferred":
        assert answered["feedback"] is None
        result = program.post(f"/attempts/{FIRST}/submit", status=200)
        answered = result["attempt"]["items"][position - 1]
    assert answered["feedback"]["reasons"]
    assert list(answered["feedback"]["key"]) == list(ANSWERS[item_type])
