"""What no page of ours sends changes nothing about who is asking."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.people import LOGIN, Person, log_in, make_account
from tests.support.visitor import AppConnection, Visitor

FOR_ACCOUNTS = "/account/change"


@pytest.fixture
def person(app: Flask) -> Person:
    return make_account(app)


def is_logged_in(client: FlaskClient) -> bool:
    """Tell whether a client is let in where an account is needed."""
    return client.get(FOR_ACCOUNTS).status_code == 200


@pytest.mark.parametrize("accept", ["application/json", "*/*"])
@pytest.mark.parametrize(
    "path", ["login", "register", "reset", "confirm", "wan-signin", "tf-validate", "logout"]
)
def test_a_page_never_answers_with_json(client: FlaskClient, person: Person, path: str, accept: str) -> None:
    body = {"email": person.email, "password": person.password, "include_auth_token": True}
    for query in ("", "?include_auth_token"):
        answer = client.post(f"/account/{path}{query}", json=body, headers={"Accept": accept})
        assert answer.mimetype == "text/html"
        assert answer.status_code < 500
        for told in ("auth_token", "identity_attributes", "fs_uniquifier", '"response"'):
            assert told not in answer.text


def test_a_body_in_json_is_let_in_nowhere_without_the_token_of_a_page(app: Flask, person: Person) -> None:
    body = {"email": person.email, "password": person.password, "csrf_token": "x"}
    for content_type in ("application/json", "text/plain", "application/x-www-form-urlencoded;charset=utf-7"):
        answer = app.test_client().post(LOGIN, json=body, headers={"Content-Type": content_type})
        assert answer.status_code == 400


def test_of_two_addresses_in_one_form_one_counts_for_everything(client: FlaskClient, person: Person) -> None:
    other = make_account(client.application, "other@example.org", "another garden gate")
    both = {"email": [person.email, other.email], "password": [other.password, person.password]}
    client.post(LOGIN, data=both)
    assert not is_logged_in(client)


@pytest.mark.parametrize("name", ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"])
def test_a_header_never_changes_the_method(app: Flask, person: Person, name: str) -> None:
    visitor = Visitor(AppConnection(app))
    log_in(visitor, person)
    cookie = f"quizapp={visitor.cookies['quizapp']}"
    for method in ("POST", "DELETE"):
        AppConnection(app).send("GET", "/account/logout?_method=POST", None, {"Cookie": cookie, name: method})
    assert visitor.get(FOR_ACCOUNTS).path == FOR_ACCOUNTS


@pytest.mark.parametrize(
    "name", ["active", "roles", "confirmed_at", "fs_uniquifier", "id", "simulated", "admin"]
)
def test_a_form_sets_nothing_that_it_does_not_show(client: FlaskClient, person: Person, name: str) -> None:
    log_in(client, person)
    client.post(
        FOR_ACCOUNTS, data={name: "1", "password": person.password, "new_password": "a new garden gate"}
    )
    client.post("/account/register", data={name: "admin", "email": "new@example.org", "password": "a" * 12})
    assert client.get("/admin/people").status_code == 404


def test_an_address_with_line_breaks_adds_nothing_to_a_mail(client: FlaskClient) -> None:
    for email in (
        "a@example.org\r\nBcc: b@example.org",
        "a@example.org%0ABcc:b@example.org",
        "a\n@example.org",
    ):
        answer = client.post("/account/register", data={"email": email, "password": "a quiet garden gate"})
        assert answer.status_code == 422
