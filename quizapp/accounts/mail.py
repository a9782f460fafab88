"""Mails: written as text, and put into a folder or handed to a mail server."""

import logging
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import SMTP as MAIL_POLICY
from email.utils import format_datetime, make_msgid
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar, Protocol

from flask import Flask, after_this_request, current_app
from flask.wrappers import Response
from flask_security import MailUtil

from quizapp.config import Settings
from quizapp.core.errors import MailAwayError
from quizapp.database import db
from quizapp.web.clock import new_id, utcnow

log = logging.getLogger(__name__)

SENDING = "mail"
"""The name of the threads that hand mails to a server."""

SECONDS = 10
"""How long a mail server may take to answer."""


class Post(Protocol):
    """A way for mails to leave; ``is_slow``: others could be seen to wait for it."""

    is_slow: ClassVar[bool]

    def check(self) -> None:
        """Find out whether a mail could leave now.

        :raises OSError: it could not.
        """

    def send(self, message: EmailMessage) -> None:
        """Let a mail leave.

        :raises OSError: it could not.
        """


class Outbox:
    """A folder that mails are put into, for whoever runs the site to read or to send on."""

    is_slow = False

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def check(self) -> None:
        """Make the folder, which only its owner can read: mails hold links that open accounts."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def send(self, message: EmailMessage) -> None:
        """Write the mail to a file of its own, whole or not at all."""
        self.check()
        path = self._folder / f"{utcnow():%Y%m%d-%H%M%S}-{new_id().hex[:12]}.eml"
        draft = path.with_suffix(".draft")
        draft.write_bytes(message.as_bytes())
        draft.rename(path)


class Server:
    """A mail server that takes mails by SMTP."""

    is_slow = True

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def check(self) -> None:
        """Knock at the server and log in."""
        with self._connection():
            pass

    def send(self, message: EmailMessage) -> None:
        """Hand the mail over."""
        with self._connection() as connection:
            connection.send_message(message)

    @contextmanager
    def _connection(self) -> Iterator[smtplib.SMTP]:
        told, safe = self._settings, ssl.create_default_context()
        address = (told.mail_server, told.mail_port)
        if told.mail_tls == "always":
            connection: smtplib.SMTP = smtplib.SMTP_SSL(*address, timeout=SECONDS, context=safe)
        else:
            connection = smtplib.SMTP(*address, timeout=SECONDS)
        with connection:
            if told.mail_tls == "starttls":
                connection.starttls(context=safe)
            if told.mail_user:
                connection.login(told.mail_user, told.mail_password)
            yield connection


class Mail(MailUtil):
    """What Flask-Security checks addresses and sends mails with."""

    def normalize(self, email: str) -> str:
        """Return an address as it is stored: small letters, so that nobody has two accounts by a slip."""
        return str(super().normalize(email)).lower()

    def validate(self, email: str) -> str:
        """Return a sound address as it is stored."""
        return str(super().validate(email)).lower()

    def send_mail(
        self, template: str, subject: str, recipient: Any, sender: Any, body: str | None, html: Any, **_: Any
    ) -> None:
        """Send a mail when the request is done; whoever asked is not told whether it left."""
        message = EmailMessage(policy=MAIL_POLICY)
        message["Subject"], message["From"], message["To"] = str(subject), str(sender), str(recipient)
        message["Date"] = format_datetime(utcnow())
        message["Message-ID"] = make_msgid(domain="quizapp")
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(body or "")
        after_this_request(lambda response: _send(message, response, what=template.rsplit("/", 1)[-1]))


def init_app(app: Flask) -> None:
    """Choose how mails leave."""
    settings: Settings = app.extensions["settings"]
    outbox = Path(app.instance_path) / "outbox"
    app.extensions["post"] = Server(settings) if settings.mail_server else Outbox(outbox)


def check_post() -> None:
    """Find out whether a mail could leave, before anybody knows to whom.

    So everybody is answered alike, whether their address has an account or not.

    :raises MailAwayError: it could not.
    """
    db.session.rollback()  # a mail server may be slow, and others wait to write
    try:
        _post().check()
    except OSError as error:
        log.warning("mail away", extra={"kind": type(error).__name__})
        raise MailAwayError from error


def _send(message: EmailMessage, response: Response, *, what: str) -> Response:
    db.session.rollback()  # what was to be stored is committed by now
    post = _post()
    if post.is_slow:
        # How long the answer takes must not tell that there was somebody to write to.
        Thread(target=_hand_over, args=(post, message, what), name=SENDING).start()
    else:
        _hand_over(post, message, what)
    return response


def _hand_over(post: Post, message: EmailMessage, what: str) -> None:
    try:
        post.send(message)
    except OSError as error:
        log.warning("mail not sent", extra={"kind": type(error).__name__, "mail": what})


def _post() -> Post:
    post: Post = current_app.extensions["post"]
    return post
