"""A password can be tried only so often, wherever from; a hall full of people can still log in."""

import re
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask

from quizapp import create_app
from quizapp.web import access, rate_limits
from quizapp.web.clock import utcnow
from tests.services import redis
from tests.services.databases import make_settings
from tests.support import people
from tests.support.served import served
from tests.support.visitor import AppConnection, HttpConnection, Reply, Visitor

LIMITS = {"limit_sign_in_account": "3 per 15 minutes", "limit_sign_in_address": "6 per 15 minutes"}
MAIL_LIMITS = {"limit_mail_account": "2 per hour", "limit_mail_address": "4 per hour"}
# Asks for no secret, sends no mail, or is open only to who proved a moment ago who they are.
NO_DOORS = {
    "security.logout",
    "security.confirm_email",
    "security.tf_select",
    "security.two_factor_rescue",
    "security.two_factor_setup",
    "security.two_factor_setup_validate",
    "security.mf_recovery_codes",
    "security.wan_signin",
    "security.wan_register",
    "security.wan_register_response",
    "security.wan_delete",
    "security.wan_verify",
    "security.wan_verify_response",
}

Limited = Callable[..., Flask]


@pytest.fixture
def database_kind() -> str:
    return "sqlite"


@pytest.fixture
def limited(tmp_path: Path, database_url: str) -> Flask:
    settings = make_settings(tmp_path / "instance", database_url)
    return create_app(settings.model_copy(update={**LIMITS, **MAIL_LIMITS}))


def log_in(app: Flask, email: str, *, address: str = "192.0.2.1", path: str = "/account/login") -> Reply:
    """Try a wrong password for an account from a network address, in a browser that was never here."""
    visitor = Visitor(AppConnection(app, address=address))
    form = visitor.get(path).form(path)
    return visitor.send(form, form.with_values(email=email, password="not the right one"))


def statuses(*replies: Reply) -> list[bool]:
    """Tell of each reply whether it was refused for coming too often."""
    return [reply.status == 429 for reply in replies]


def test_one_account_is_tried_only_so_often_wherever_from(limited: Flask) -> None:
    tries = [log_in(limited, "rosa@example.org", address=f"192.0.2.{host}") for host in range(5)]
    assert statuses(*tries) == [False, False, False, True, True]
    assert not statuses(log_in(limited, "other@example.org", address="192.0.2.9"))[0]


@pytest.mark.parametrize(
    "email",
    [
        "ROSA@example.org",
        " rosa@example.org ",
        "ｒosa@example.org",
        "rosa@example\u3002org",
        "rosa@exa\ufe0fmple.org",
        "rosa@exa\u034fmple.org",
    ],
    ids=ascii,
)
def test_another_way_to_write_the_address_is_the_same_account(limited: Flask, email: str) -> None:
    for _ in range(3):
        log_in(limited, "rosa@example.org")
    assert log_in(limited, email).status == 429


def test_a_sign_that_programs_are_not_asked_for_makes_no_other_account(limited: Flask) -> None:
    for _ in range(3):
        log_in(limited, "rosa@example.org")
    who = {"email": "ro\x01sa@example.org", "password": "not the right one", "name": "x", "scopes": ["read"]}
    assert limited.test_client().post("/api/v1/tokens", json=who).status_code == 429


def test_one_network_address_fails_only_so_often_whatever_account(limited: Flask) -> None:
    tries = [log_in(limited, f"person{number}@example.org") for number in range(7)]
    assert statuses(*tries) == [False] * 6 + [True]
    assert log_in(limited, "person8@example.org", address="192.0.2.2").status != 429


def test_a_whole_network_of_one_home_counts_as_one_address(limited: Flask) -> None:
    tries = [
        log_in(limited, f"p{number}@example.org", address=f"2001:db8::{number}") for number in range(1, 8)
    ]
    assert statuses(*tries)[-1]
    assert log_in(limited, "p9@example.org", address="2001:db8:0:1::1").status != 429


def test_opening_the_page_counts_for_nothing(limited: Flask) -> None:
    visitor = Visitor(AppConnection(limited))
    assert {visitor.get("/account/login").status for _ in range(10)} == {200}


def test_the_page_says_in_words_and_in_a_header_when_to_try_again(limited: Flask) -> None:
    tries = [log_in(limited, "rosa@example.org") for _ in range(4)]
    wait = int(dict(tries[-1].headers)["Retry-After"])
    assert 13 * 60 < wait <= 15 * 60 + 1
    minutes = int(re.findall(r"Try again in (\d+) minutes", tries[-1].text)[0])
    assert wait <= 60 * minutes < wait + 60
    assert "rosa" not in tries[-1].text


def test_after_that_time_it_can_be_tried_again(limited: Flask) -> None:
    with time_machine.travel(utcnow(), tick=True) as clock:
        tries = [log_in(limited, "rosa@example.org") for _ in range(4)]
        clock.shift(timedelta(seconds=int(dict(tries[-1].headers)["Retry-After"])))
        assert log_in(limited, "rosa@example.org").status != 429


def test_the_right_password_opens_nothing_before_that_time(limited: Flask) -> None:
    person = people.make_account(limited, "rosa@example.org")
    for _ in range(3):
        log_in(limited, person.email)
    visitor = Visitor(AppConnection(limited, address="192.0.2.2"))
    form = visitor.get(people.LOGIN).form(people.LOGIN)
    assert visitor.send(form, form.with_values(email=person.email, password=person.password)).status == 429


def test_a_hall_full_of_people_logs_in_from_one_address(limited: Flask) -> None:
    for number in range(8):
        person = people.make_account(limited, f"person{number}@example.org")
        people.log_in(Visitor(AppConnection(limited)), person)


@pytest.mark.parametrize("path", ["/data/delete", "/account/verify", "/account/change"])
def test_a_borrowed_login_does_not_let_passwords_be_tried_behind_it(limited: Flask, path: str) -> None:
    visitor = Visitor(AppConnection(limited))
    people.log_in(visitor, people.make_account(limited, "rosa@example.org"))
    form = visitor.get(path).form(path)
    tries = [
        # Whose password is tried is not for the form to say.
        visitor.send(form, [*form.with_values(password="wrong one " * 2), ("email", f"{number}@example.org")])
        for number in range(4)
    ]
    assert statuses(*tries) == [False, False, False, True]


def test_programs_and_pages_count_together(limited: Flask) -> None:
    for _ in range(3):
        log_in(limited, "rosa@example.org")
    who = {"email": "Rosa@example.org", "password": "not the right one", "name": "x", "scopes": []}
    assert limited.test_client().post("/api/v1/tokens", json=who).status_code == 429


def test_mails_to_one_mailbox_are_sent_only_so_often_whether_it_has_an_account_or_not(limited: Flask) -> None:
    asked = []
    for _ in range(3):
        visitor = Visitor(AppConnection(limited))
        form = visitor.get("/account/reset").form("/account/reset")
        asked.append(visitor.send(form, form.with_values(email="rosa@example.org")))
    assert statuses(*asked) == [False, False, True]


def test_what_was_counted_says_neither_who_nor_where(limited: Flask) -> None:
    with limited.test_request_context("/account/login", method="POST", data={"email": "rosa@example.org"}):
        keys = {rate_limits.account(rate_limits.typed), rate_limits.address()}
    assert all(re.fullmatch("[0-9a-f]{32}", key) for key in keys)


def test_every_door_has_a_limit_or_a_reason_for_none(limited: Flask) -> None:
    posted = {rule.endpoint for rule in limited.url_map.iter_rules() if "POST" in (rule.methods or set())}
    security = {endpoint for endpoint in posted if endpoint.startswith("security.")}
    assert (
        security == {name for name in security if name in {*rate_limits.TRIES, *rate_limits.MAILS}} | NO_DOORS
    )
    assert not NO_DOORS & {*rate_limits.TRIES, *rate_limits.MAILS}
    assert {*rate_limits.TRIES, *rate_limits.MAILS} <= posted


def test_a_limited_view_still_says_who_may_call_it(limited: Flask) -> None:
    assert access.of(limited, "api_tokens.make_token") is not None


@pytest.mark.services
@pytest.mark.slow
def test_two_processes_count_together_on_redis(instance: Path) -> None:
    with redis.server() as storage:
        settings = {
            "QUIZAPP_RATE_LIMIT_STORAGE": storage,
            "QUIZAPP_LIMIT_SIGN_IN_ACCOUNT": "4 per 15 minutes",
        }
        with served(instance, **settings) as one, served(instance, **settings) as other:
            replies = []
            for server in (one, other, one, other, one, other):
                with closing(HttpConnection(server.address)) as connection:
                    visitor = Visitor(connection)
                    form = visitor.get("/account/login").form("/account/login")
                    pairs = form.with_values(email="rosa@example.org", password="not the right one")
                    replies.append(visitor.send(form, pairs))
    assert statuses(*replies) == [False] * 4 + [True] * 2
    assert "Another server" not in one.output + other.output


@pytest.mark.slow
def test_two_processes_that_count_apart_are_warned_of(instance: Path) -> None:
    with served(instance) as one, served(instance) as other:
        assert "Another server" not in one.output
        assert "QUIZAPP_RATE_LIMIT_STORAGE" in other.output


@pytest.mark.services
def test_while_redis_is_away_each_process_counts_for_itself(tmp_path: Path, database_url: str) -> None:
    settings = make_settings(tmp_path / "instance", database_url)
    with redis.server() as storage:
        app = create_app(settings.model_copy(update={**LIMITS, "rate_limit_storage": storage}))
        assert log_in(app, "rosa@example.org").status != 429
    tries = [log_in(app, "rosa@example.org") for _ in range(4)]
    assert statuses(*tries) == [False, False, False, True]
