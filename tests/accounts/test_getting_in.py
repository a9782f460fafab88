"""Registering, confirming, logging in and out, and passwords that were forgotten or are to be changed."""

from dataclasses import replace

import pytest
from flask import Flask

from tests.api.programs import program_of
from tests.support.outbox import links, mails, path_of
from tests.support.people import Person, log_in, make_account
from tests.support.visitor import AppConnection, Reply, Visitor

PASSWORD = "a quiet garden gate"


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    return Visitor(AppConnection(app))


def fill(visitor: Visitor, path: str, **values: str) -> Reply:
    form = visitor.get(path).form(path)
    return visitor.submit(form, form.with_values(**values))


def is_logged_in(visitor: Visitor) -> bool:
    return "Your account" in visitor.get("/account/").text


def press(visitor: Visitor, path: str) -> Reply:
    """Open a link of a mail, and press its button."""
    page = visitor.get(path)
    (form,) = page.forms
    return visitor.submit(form, form.as_it_stands())


def test_whoever_registers_can_log_in_once_the_address_is_confirmed(app: Flask, visitor: Visitor) -> None:
    reply = fill(visitor, "/account/register", email="Kim@Example.org", password=PASSWORD)
    assert "We have written to kim@example.org" in reply.text
    refused = fill(visitor, "/account/login", email="kim@example.org", password=PASSWORD)
    assert refused.status == 422
    assert "not confirmed yet" in refused.text
    (mail,) = mails(app)
    assert mail["To"] == "kim@example.org"
    assert "Now log in" in press(visitor, path_of(links(mail)[0])).text
    fill(visitor, "/account/login", email="kim@example.org", password=PASSWORD)
    assert is_logged_in(visitor)


@pytest.mark.parametrize("typed", ["Gemütlich am Fluß", "Gemu\u0308tlich am Fluß"], ids=ascii)
def test_a_password_that_a_command_stored_is_known_however_the_keyboard_writes_it(
    app: Flask, visitor: Visitor, typed: str
) -> None:
    person = make_account(app, password="Gemütlich am Fluß")
    log_in(visitor, replace(person, password=typed))
    assert is_logged_in(visitor)


def test_a_link_that_is_only_looked_at_confirms_nothing(app: Flask, visitor: Visitor) -> None:
    fill(visitor, "/account/register", email="kim@example.org", password=PASSWORD)
    visitor.get(path_of(links(mails(app)[0])[0]))
    assert fill(visitor, "/account/login", email="kim@example.org", password=PASSWORD).status == 422


def test_a_link_that_confirmed_an_address_leads_to_the_login_when_it_is_opened_again(
    app: Flask, visitor: Visitor
) -> None:
    fill(visitor, "/account/register", email="kim@example.org", password=PASSWORD)
    path = path_of(links(mails(app)[0])[0])
    press(visitor, path)
    again = visitor.get(path)
    assert again.path == "/account/login"
    assert "confirmed already" in again.text


@pytest.mark.parametrize("path", ["/account/reset", "/account/confirm"])
def test_what_is_no_address_is_said_at_the_field(visitor: Visitor, path: str) -> None:
    refused = fill(visitor, path, email="kim@")
    assert refused.status == 422
    assert 'href="#email">Enter an e-mail address like' in refused.text
    assert 'id="email-error"' in refused.text


@pytest.mark.parametrize("path", ["/account/tf-validate", "/account/tf-rescue"])
def test_the_pages_for_a_code_lead_whoever_is_logged_in_to_the_account(
    app: Flask, visitor: Visitor, path: str
) -> None:
    log_in(visitor, make_account(app))
    assert visitor.get(path).path == "/account/"
    assert is_logged_in(visitor)


@pytest.mark.parametrize("path", ["/account/reset", "/account/confirm"])
@pytest.mark.parametrize(("logged_in", "back"), [(True, "Back to your account"), (False, "Back to log in")])
def test_the_way_back_from_asking_for_a_link_fits_who_asks(
    app: Flask, visitor: Visitor, path: str, logged_in: bool, back: str
) -> None:
    if logged_in:
        log_in(visitor, make_account(app))
    assert back in visitor.get(path).text


def test_logging_out_makes_a_guest_again(app: Flask, visitor: Visitor) -> None:
    log_in(visitor, make_account(app))
    assert is_logged_in(visitor)
    form = visitor.get("/account/").form("/account/logout")
    visitor.submit(form, form.as_it_stands())
    assert not is_logged_in(visitor)


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("kim@example.org", "not the password"),
        ("nobody@example.org", PASSWORD),
        ("kim@example.org", "x" * 5000),
    ],
)
def test_a_wrong_password_and_an_unknown_address_are_answered_alike(
    app: Flask, visitor: Visitor, email: str, password: str
) -> None:
    make_account(app)
    reply = fill(visitor, "/account/login", email=email, password=password)
    assert reply.status == 422
    assert "do not go together" in reply.text


def test_a_forgotten_password_is_replaced_and_every_device_logged_out(app: Flask, visitor: Visitor) -> None:
    log_in(visitor, make_account(app))
    other = Visitor(AppConnection(app))
    fill(other, "/account/reset", email="kim@example.org")
    (mail,) = mails(app)
    path = path_of(links(mail)[0])
    refused = fill(other, path, password="short")
    assert refused.status == 422
    assert "at least 10 characters" in refused.text
    fill(other, path, password="another garden gate")
    assert not is_logged_in(visitor)
    fill(other, "/account/login", email="kim@example.org", password="another garden gate")
    assert is_logged_in(other)
    again = Visitor(AppConnection(app)).get(path)
    assert "used before" in again.text


def test_a_changed_password_logs_every_other_device_out(app: Flask, visitor: Visitor) -> None:
    person = make_account(app)
    other = Visitor(AppConnection(app))
    log_in(visitor, person)
    log_in(other, person)
    fill(visitor, "/account/change", password=PASSWORD, new_password="another garden gate")
    assert is_logged_in(visitor)
    assert not is_logged_in(other)
    log_in(other, Person(account_id=0, email=person.email, password="another garden gate"))
    assert mails(app)[-1]["Subject"] == "Your password was changed"


@pytest.mark.parametrize("lost", [True, False])
def test_a_new_password_ends_the_tokens_of_the_account_and_of_no_other(
    app: Flask, visitor: Visitor, lost: bool
) -> None:
    person = make_account(app)
    program = program_of(app, person)
    other = program_of(app, make_account(app, "sam@example.org"))
    program.get("/banks")
    if lost:
        fill(visitor, "/account/reset", email=person.email)
        fill(visitor, path_of(links(mails(app)[0])[0]), password="another garden gate")
    else:
        log_in(visitor, person)
        fill(visitor, "/account/change", password=PASSWORD, new_password="another garden gate")
    program.get("/banks", status=401)
    other.get("/banks")


def test_a_new_address_counts_once_its_link_is_pressed(app: Flask, visitor: Visitor) -> None:
    person = make_account(app)
    log_in(visitor, person)
    fill(visitor, "/account/change-email", email="new@example.org")
    (mail,) = mails(app)
    assert mail["To"] == "new@example.org"
    path = path_of(links(mail)[0])
    visitor.get(path)
    assert "kim@example.org" in visitor.get("/account/").text
    press(visitor, path)
    assert "new@example.org" in visitor.get("/account/").text


def test_the_second_of_two_that_register_an_address_at_once_is_answered_like_the_first(
    app: Flask, visitor: Visitor
) -> None:
    make_account(app, "kim@example.org")
    reply = fill(visitor, "/account/register", email="KIM@example.org", password=PASSWORD)
    assert "We have written to kim@example.org" in reply.text
    (mail,) = mails(app)
    assert "You have one already" in mail.get_content()
