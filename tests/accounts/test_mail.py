"""Mails: where they go, what their links begin with, and what happens when they cannot leave."""

import logging
import stat
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from quizapp import create_app
from quizapp.accounts.mail import SENDING
from quizapp.config import Settings
from quizapp.database import db
from tests.support.mail_server import MailServer, mail_server
from tests.support.outbox import links, mails
from tests.support.people import PASSWORD, make_account
from tests.support.visitor import AppConnection, Reply, Visitor

ASKING = {
    "/account/reset": {},
    "/account/confirm": {},
    "/account/register": {"password": PASSWORD},
}
"""Pages that send a mail to whoever asks, and what they want to know beside the address."""

Change = Callable[..., Flask]

KNOWN, UNKNOWN = "kim@example.org", "nobody@example.org"


class Elsewhere(AppConnection):
    """Asks for the site by another name."""

    def send(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Reply:
        named = {**headers, "Host": "evil.example"}
        if "Origin" in named:
            named["Origin"] = "http://evil.example"
        return super().send(method, path, body, named)


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as server:
        yield server


@pytest.fixture
def changed(settings: Settings) -> Iterator[Change]:
    """Make the application with some settings changed."""
    made: list[Flask] = []

    def change(**values: object) -> Flask:
        app = create_app(settings.model_copy(update=values))
        app.testing = True
        made.append(app)
        return app

    yield change
    for app in made:
        with app.app_context():
            db.engine.dispose()


def ask(visitor: Visitor, path: str, email: str) -> Reply:
    form = visitor.get(path).form(path)
    return visitor.send(form, form.with_values(email=email, **ASKING[path]))


def wait_for_mails() -> None:
    """Wait until every mail that is on its way to a server arrived or was turned away."""
    for thread in threading.enumerate():
        if thread.name == SENDING:
            thread.join()


def test_a_mail_in_the_outbox_is_for_its_owner_only(app: Flask) -> None:
    make_account(app)
    ask(Visitor(AppConnection(app)), "/account/reset", KNOWN)
    (mail,) = mails(app)
    assert mail["Auto-Submitted"] == "auto-generated"
    assert "choose a new password" in mail.get_content()
    assert stat.S_IMODE(Path(app.instance_path, "outbox").stat().st_mode) == 0o700


def test_a_mail_server_is_given_the_mail(changed: Change, server: MailServer) -> None:
    app = changed(
        mail_server="127.0.0.1", mail_port=server.port, mail_tls="never", mail_from="us@example.org"
    )
    make_account(app)
    assert ask(Visitor(AppConnection(app)), "/account/reset", KNOWN).status == 303
    wait_for_mails()
    (letter,) = server.letters
    assert "From: us@example.org" in letter
    assert f"To: {KNOWN}" in letter


def test_nobody_waits_for_a_mail_that_only_somebody_with_an_account_is_sent(
    changed: Change, server: MailServer, caplog: pytest.LogCaptureFixture
) -> None:
    app = changed(mail_server="127.0.0.1", mail_port=server.port, mail_tls="never")
    make_account(app)
    server.free.clear()
    assert ask(Visitor(AppConnection(app)), "/account/reset", KNOWN).status == 303
    assert [thread.name for thread in threading.enumerate()].count(SENDING) == 1
    server.free.set()
    wait_for_mails()
    assert len(server.letters) == 1
    assert "mail not sent" not in caplog.messages


@pytest.mark.parametrize("path", ASKING)
def test_whether_an_account_exists_is_not_told_when_no_mail_can_leave(changed: Change, path: str) -> None:
    with mail_server() as gone:
        pass
    app = changed(mail_server="127.0.0.1", mail_port=gone.port, mail_tls="never")
    make_account(app)
    for email in (KNOWN, UNKNOWN):
        reply = ask(Visitor(AppConnection(app)), path, email)
        assert reply.status == 503
        assert "We cannot send mail just now" in reply.text


def test_a_mail_that_a_server_turns_away_is_not_told_to_whoever_asked(
    changed: Change, server: MailServer, caplog: pytest.LogCaptureFixture
) -> None:
    app = changed(mail_server="127.0.0.1", mail_port=server.port, mail_tls="never")
    make_account(app)
    server.refuses.add(KNOWN)
    replies = {ask(Visitor(AppConnection(app)), "/account/reset", email).status for email in (KNOWN, UNKNOWN)}
    assert replies == {303}
    wait_for_mails()
    (record,) = [record for record in caplog.records if record.message == "mail not sent"]
    assert KNOWN not in str(record.__dict__)


def test_links_begin_with_the_public_address(changed: Change) -> None:
    app = changed(public_url="https://learn.example.org", allowed_hosts="localhost")
    make_account(app)
    ask(Visitor(AppConnection(app)), "/account/reset", KNOWN)
    (link,) = links(mails(app)[0])
    assert link.startswith("https://learn.example.org/account/reset/")


@pytest.mark.parametrize("path", ASKING)
def test_a_forged_name_of_the_site_gets_into_no_mail(app: Flask, path: str) -> None:
    make_account(app)
    reply = ask(Visitor(Elsewhere(app)), path, KNOWN)
    assert reply.status == 503
    assert "does not know its own address" in reply.text
    assert mails(app) == []


def test_a_link_that_opens_an_account_is_in_no_log(
    app: Flask, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    make_account(app)
    visitor = Visitor(AppConnection(app))
    ask(visitor, "/account/reset", KNOWN)
    (link,) = links(mails(app)[0])
    token = link.rsplit("/", 1)[-1]
    visitor.get(f"/account/reset/{token}")
    written = capfd.readouterr()
    told = [str(record.__dict__) for record in caplog.records] + [written.out, written.err]
    assert all(token not in words for words in told)


@pytest.mark.parametrize("email", ["ü@example.org", "kim@bücher.example", "a" * 250 + "@example.org"])
def test_unusual_addresses_break_nothing(app: Flask, email: str) -> None:
    for path in ASKING:
        assert ask(Visitor(AppConnection(app)), path, email).status in {303, 422}
    assert all(mail["To"] for mail in mails(app))
