"""A bank of one question, whose key can be wrong, and learners who take it."""

from pathlib import Path

from flask import Flask

from quizapp.banks import service
from quizapp.web.clock import utcnow
from tests.banks.folders import make_bank, make_item, make_questions
from tests.quiz.taking import fixed, item_form
from tests.support.visitor import Reply, Visitor

TOLD = "We corrected a question"
SAID, RIGHT = "A onecat", "A onedog"


def load(app: Flask, folder: Path, *, right: str, stem: str = "") -> int:
    """Load the bank with this key of its question, or of another; return how many keys that corrects."""
    item = make_item("one", stem=stem).replace("key = true\n", "")
    keyed = item.replace(f'text = "{right}"\n', f'text = "{right}"\nkey = true\n')
    make_questions(folder, animals=make_bank("animals", keyed))
    with app.app_context():
        (bank,) = service.load_all(folder, now=utcnow()).banks
        return bank.corrected


def quiz(visitor: Visitor) -> str:
    """Start a quiz, and return its address."""
    setup = next(form for form in visitor.get("/quiz/").forms if "length" in form.controls)
    return visitor.submit(setup, setup.with_values(length="5")).path.removesuffix("/1")


def answer(visitor: Visitor, address: str, text: str) -> Reply:
    """Check an answer to the question."""
    form = item_form(visitor.get(f"{address}/1"))
    letter = chr(ord("a") + sorted(["A onecat", "A onecow", "A onedog"]).index(text))
    return visitor.submit(form, [*fixed(form), ("chosen", letter), ("action", "check")])


def hand_in(visitor: Visitor, address: str) -> Reply:
    form = visitor.get(f"{address}/check").form("/finish")
    return visitor.submit(form, form.as_it_stands())
