"""What holds for every request: headers, cookies, sizes and addresses."""

import pytest
from flask import Flask

from tests.support.html_forms import Form
from tests.support.visitor import AppConnection, Visitor


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    return Visitor(AppConnection(app))


def test_no_page_of_a_learner_lies_in_a_cache(visitor: Visitor) -> None:
    headers = dict(visitor.get("/").headers)
    assert headers["Cache-Control"] == "no-store"
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]


def test_a_static_file_is_kept_for_a_year_and_carries_no_cookie(visitor: Visitor) -> None:
    page = visitor.get("/").text
    address = page.split('rel="stylesheet" href="')[1].split('"')[0]
    headers = dict(visitor.get(address).headers)
    assert "immutable" in headers["Cache-Control"]
    assert "Set-Cookie" not in headers


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(visitor: Visitor) -> None:
    cookie = dict(visitor.get("/").headers)["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_every_page_makes_the_cookie_last_longer(visitor: Visitor) -> None:
    visitor.get("/")
    assert "Set-Cookie" in dict(visitor.get("/quiz/").headers)


@pytest.mark.parametrize("path", ["/quiz/quick", "/quiz/", "/cards/undo"])
def test_a_form_without_its_token_is_refused_and_told_so(visitor: Visitor, path: str) -> None:
    reply = visitor.send(Form(action=path, method="post"), [("client_id", "x")])
    assert reply.status == 400
    assert "open too long" in reply.text


def test_far_too_much_at_once_is_refused_in_a_sentence(visitor: Visitor) -> None:
    form = visitor.get("/").form("/quiz/quick")
    reply = visitor.send(form, [*form.as_it_stands(), ("more", "x" * 400_000)])
    assert reply.status == 413
    assert "too much at once" in reply.text


@pytest.mark.parametrize(
    ("path", "status"), [("/nothing", 404), ("/quiz/finish", 404), ("/static/none.css", 404), ("/cards", 200)]
)
def test_an_address_gets_its_page(visitor: Visitor, path: str, status: int) -> None:
    assert visitor.get(path).status == status


def test_a_page_opened_the_wrong_way_says_so(visitor: Visitor) -> None:
    reply = visitor.get("/quiz/quick")
    assert reply.status in {404, 405}
    assert "<h1" in reply.text
