"""The pages on which educators find questions, change several at once, and make banks, without scripts."""

import pytest
from flask import Flask

from quizapp.core.people import Role
from tests.a11y.looking import ON_SQLITE
from tests.author.desk import BANK
from tests.support.html_forms import Form
from tests.support.people import log_in, make_account
from tests.support.visitor import AppConnection, Reply, Visitor

PAGE = f"/author/banks/{BANK}/"


@pytest.fixture
def content() -> str:
    return "banks"


@pytest.fixture
def author(app: Flask) -> Visitor:
    visitor = Visitor(AppConnection(app))
    log_in(visitor, make_account(app, "avery@example.org", roles=[Role.EDUCATOR]))
    return visitor


def ticked(page: Reply) -> list[str]:
    """Return the lasting ids of the questions that a page lists."""
    return [line.split('"')[0] for line in page.text.split('name="item" value="')[1:]]


def looked_at(author: Visitor, **asked: str) -> Reply:
    """Return the page that shows what will change."""
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return author.get(f"{PAGE}several/?{query}")


def doing(page: Reply) -> Form:
    return next(form for form in page.forms if form.method == "post" and "/several/" in form.action)


@ON_SQLITE
def test_several_questions_are_looked_at_and_changed_once(author: Visitor) -> None:
    some = ticked(author.get(f"{PAGE}?topic=sites"))[:3]
    page = looked_at(author, what="topic", new_topic="symptoms", topic="sites", item="&item=".join(some))
    assert "These 3 questions will have the topic “Symptoms”." in page.text
    assert ticked(author.get(f"{PAGE}?topic=sites"))[:3] == some
    form = doing(page)
    for _ in range(2):
        page = author.submit(form, form.as_it_stands())
        assert "Changed: the topic of 3 questions." in page.text
        assert page.path == f"{PAGE}?topic=sites"
    assert not set(some) & set(ticked(page))
    form = doing(looked_at(author, what="topic", new_topic="diagnosis", item=some[0]))
    author.submit(doing(looked_at(author, what="retire", item=some[0])), form.as_it_stands())
    page = author.submit(form, form.with_values(change_id="0" * 32))
    assert f"something changed since you looked: {some[0]}." in page.text


@ON_SQLITE
def test_all_that_were_found_are_meant_also_on_other_pages(author: Visitor) -> None:
    found = author.get(f"{PAGE}?words=net")
    count = len(ticked(found))
    page = looked_at(author, what="level", new_level="apply", which="all", words="net")
    planned = [value for name, value in doing(page).as_it_stands() if name == "item"]
    assert 1 < len(planned) <= count


@ON_SQLITE
@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"what": "topic", "new_topic": "symptoms"}, "Tick the questions"),
        ({"item": "x"}, "Choose what is to become of them."),
        ({"item": "x", "what": "topic"}, "Their topic: choose from the list."),
        ({"item": "x", "what": "topic", "new_topic": "cats"}, "Their topic: choose from the list."),
        ({"which": "all", "what": "audience", "new_audience": "patient cats"}, "Who is asked them: choose"),
        ({"item": "nobody", "what": "retire"}, "Nothing would change."),
        ({"which": "all", "what": "retire", "words": "xylophone"}, "Nothing would change."),
    ],
)
def test_what_cannot_be_done_is_told(author: Visitor, asked: dict[str, str], told: str) -> None:
    assert told in looked_at(author, **asked).text


@ON_SQLITE
@pytest.mark.parametrize(
    "query", ["words=" + "x" * 300, "topic=cats", "state=%00", "order=x&type=1", "words=%22%00%27)*&page=-1"]
)
def test_no_search_breaks_a_page(author: Visitor, query: str) -> None:
    for page in (PAGE, "/author/search"):
        assert author.get(f"{page}?{query}").status in {200, 422}


@ON_SQLITE
def test_a_bank_is_made_once_and_its_first_question_begun_and_found(author: Visitor) -> None:
    form = author.get("/author/").form("/author/banks")
    for _ in range(2):
        page = author.submit(
            form, form.with_values(title="Täglich: what nurses ask", description="Asked often.")
        )
        assert (page.status, page.path) == (200, "/author/banks/taglich-what-nurses-ask/")
        assert "Look for them" not in page.text  # there is nothing to be found yet
    for title, told in (
        ("Taglich what nurses ask", "Choose another title"),
        ("?!", "Write the title"),
        ("", "Give"),
        ("  ", "Give"),
    ):
        page = author.submit(form, form.with_values(title=title))
        assert (page.status, told in page.text) == (422, True)
    begin = author.get("/author/banks/taglich-what-nurses-ask/").form("/new")
    page = author.submit(begin, begin.with_values(type="single-choice"))
    write = next(one for one in page.forms if "stem" in one.controls)
    author.submit(write, write.with_values("save", stem="Which xylophone?"))
    page = author.get("/author/search?words=xylophones")
    assert "Which xylophone?" in page.text
    assert "1 question<" in page.text
    index = author.get("/author/").text
    assert "1 question, 0 are given to learners · 1 in work" in index


@ON_SQLITE
def test_two_questions_are_taken_into_work_from_one_page(author: Visitor) -> None:
    page = author.get(PAGE)
    first, second = [form for form in page.forms if form.action.endswith("/change")][:2]
    paths = {author.submit(form, form.as_it_stands()).path for form in (first, second)}
    assert len(paths) == 2
    assert author.submit(first, first.as_it_stands()).path in paths
