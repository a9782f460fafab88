"""What an educator is told who leaves something out, comes too late, or would do what is for others."""

import re

import pytest
from flask import Flask

from quizapp.core.items import ItemType
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


def writing(page: Reply) -> Form:
    return next(form for form in page.forms if "stem" in form.controls)


def press(who: Visitor, page: Reply, part: str, **values: str) -> Reply:
    form = page.form(part)
    return who.submit(form, form.with_values(**values))


@pytest.fixture
def written(author: Visitor) -> Reply:
    """The page of a stored question in work."""
    return press(author, author.get(f"/author/banks/{BANK}/"), f"/items/{SLUG}/change")


@pytest.fixture
def review(author: Visitor, reviewer: Visitor, written: Reply) -> Reply:
    """The page of its review, as somebody else sees it."""
    form = writing(written)
    author.submit(form, form.as_it_stands("send"))
    return reviewer.get(written.path)


@pytest.mark.parametrize("kind", list(ItemType))
def test_a_question_that_cannot_be_sent_leads_to_each_place_where_something_is_to_be_mended(
    author: Visitor, kind: ItemType
) -> None:
    page = press(author, author.get(f"/author/banks/{BANK}/"), "/new", type=kind)
    page = author.submit(writing(page), writing(page).as_it_stands("send"))
    assert page.status == 422
    summary = page.text.partition('id="error-summary"')[2].partition("</div>")[0]
    leads = re.findall(r'href="#([^"]+)"', summary)
    tally = re.search(r"(\d+) things? to mend before", page.text)
    assert tally
    assert len(leads) == int(tally[1]) > 0
    assert [one for one in leads if f'id="{one}"' not in page.text] == []


@pytest.mark.parametrize(
    ("part", "values", "told"),
    [
        ("/sign", {}, "Tick what you vouch for"),
        ("/give-back", {"note": " \t "}, "Say in a sentence what is to be changed"),
    ],
)
def test_a_review_with_nothing_said_is_told_what_is_missing(
    reviewer: Visitor, review: Reply, part: str, values: dict[str, str], told: str
) -> None:
    reply = press(reviewer, review, part, **values)
    assert reply.status == 422
    assert told in reply.text
    assert reply.text.count("<title>To put right: Review") == 1


def test_a_review_that_has_ended_meanwhile_is_not_shown_as_if_it_went_on(
    author: Visitor, reviewer: Visitor, review: Reply
) -> None:
    press(author, author.get(review.path), "/take-back")
    reply = press(reviewer, review, "/give-back", note=" ")
    assert (reply.status, "has gone on since" in reply.text) == (409, True)


def test_only_who_wrote_a_question_gives_it_up(author: Visitor, reviewer: Visitor, written: Reply) -> None:
    theirs = written.form("/drop")
    assert not any(form.action.endswith("/drop") for form in reviewer.get(written.path).forms)
    own = writing(reviewer.get(written.path))
    forged = Form(action=theirs.action, method="post", controls=own.controls)
    refused = reviewer.send(forged, forged.as_it_stands())
    assert (refused.status, "Only its authors" in refused.text) == (409, True)
    assert "Given up" in author.submit(theirs, theirs.as_it_stands()).text
    assert author.get(written.path).status == 404


@pytest.mark.parametrize("action", ["up:answer.1", "up:review_due", "up:", "up:stem.1", "up:step.99"])
def test_what_cannot_change_places_stays(author: Visitor, written: Reply, action: str) -> None:
    before = writing(written).as_it_stands()
    form = writing(written)
    page = author.submit(form, form.as_it_stands(action))
    assert page.status == 200
    changing = {"csrf_token", "ticket", "revision"}
    again = writing(page).as_it_stands()
    assert [pair for pair in again if pair[0] not in changing] == [
        pair for pair in before if pair[0] not in changing
    ]


def test_what_no_database_holds_is_left_out_of_every_field(author: Visitor, written: Reply) -> None:
    form = writing(written)
    odd = {"stem": "Which\x00 one\x07?", "topic": "si\x00tes", "level": "\x00", "audience": "stu\x00dent"}
    page = author.submit(form, form.with_values("save", **odd))
    assert page.status == 200
    assert dict(writing(page).as_it_stands())["stem"] == "Which one?"
