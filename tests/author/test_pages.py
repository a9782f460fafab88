"""The pages on which items are written and reviewed, without scripts."""

import pytest
from flask import Flask

from quizapp.core.people import Role
from tests.author.desk import BANK, SLUG
from tests.support.html_forms import Form
from tests.support.people import logged_in
from tests.support.visitor import Reply, Visitor


@pytest.fixture
def content() -> str:
    return "banks"


@pytest.fixture
def author(app: Flask) -> Visitor:
    return logged_in(app, "avery", Role.EDUCATOR)


@pytest.fixture
def reviewer(app: Flask) -> Visitor:
    return logged_in(app, "robin", Role.EDUCATOR)


WRITTEN = {
    "stem": "In which organ do insulinomas start?",
    "option.0.text": "Pancreas",
    "option.0.key": "yes",
    "option.0.rationale": "Insulin is made in the pancreas, and so are these tumours.",
    "option.1.text": "Lung",
    "option.1.rationale": "NETs start there, too, and those seldom make insulin.",
    "topic": "sites",
    "level": "remember",
    "audience": "student",
    "facts": "F014",
    "sources": "nci",
}


def begin(who: Visitor, kind: str = "single-choice") -> Reply:
    form = who.get(f"/author/banks/{BANK}/").form("/new")
    return who.submit(form, form.with_values(type=kind))


def writing(reply: Reply) -> Form:
    return next(form for form in reply.forms if "stem" in form.controls)


def test_what_is_written_is_there_again(author: Visitor) -> None:
    page = begin(author)
    form = writing(page)
    page = author.submit(form, form.with_values("save", **WRITTEN))
    assert "Saved." in page.text
    again = dict(writing(page).as_it_stands())
    assert {name: again[name] for name in WRITTEN} == WRITTEN


def test_a_question_is_written_sent_signed_and_published(author: Visitor, reviewer: Visitor) -> None:
    page = author.submit(
        (form := author.get(f"/author/banks/{BANK}/").form(f"/items/{SLUG}/change")), form.as_it_stands()
    )
    form = writing(page)
    stem = "Which name tells in which place a tumour began?"
    page = author.submit(form, form.with_values("send", stem=stem))
    assert "Sent to review" in page.text
    assert "a colleague reviews it" in page.text
    page = reviewer.get(page.path)
    page = reviewer.submit(
        (form := page.form("/sign")), [*form.as_it_stands(), ("vouches", "facts"), ("vouches", "wording")]
    )
    page = reviewer.submit((form := page.form("/publish")), form.as_it_stands())
    assert "Published" in page.text
    assert stem in page.text


def test_a_step_changes_places_with_the_one_before_it(author: Visitor) -> None:
    form = writing(begin(author, "ordering"))
    steps = {f"step.{place}.text": text for place, text in enumerate(("First", "Third", "Second"))}
    page = author.submit(form, form.with_values("save", **steps))
    form = writing(page)
    page = author.submit(form, form.as_it_stands("up:step.2"))
    again = dict(writing(page).as_it_stands())
    assert [again[f"step.{place}.text"] for place in range(3)] == ["First", "Second", "Third"]
