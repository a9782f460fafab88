"""Whether the way to the outside is set up: address, proxies, mail, limits, and backups."""

from datetime import datetime, timedelta
from typing import cast
from urllib.parse import urlsplit

from flask import Flask
from limits.storage import Storage, storage_from_string

from quizapp.accounts.mail import Post
from quizapp.backups import archive
from quizapp.backups.errors import BackupError
from quizapp.cli.health.check import Check
from quizapp.config import MEMORY, Settings

OLDEST_BACKUP = timedelta(days=2)
"""How old the newest backup may be: a daily one may fail once before somebody is called."""


def address(settings: Settings) -> Check:
    """Look whether what is said of the public address goes together."""
    scheme = urlsplit(settings.public_url).scheme
    problems = []
    if scheme == "https" and not settings.secure_cookies:
        problems.append("Set QUIZAPP_SECURE_COOKIES=true, so that no cookie goes out unencrypted.")
    if scheme == "https" and not settings.trusted_proxies:
        problems.append(
            "Set QUIZAPP_TRUSTED_PROXIES to the number of your proxies, or all people count as one address."
        )
    if settings.mail_server and not scheme:
        problems.append("Set QUIZAPP_PUBLIC_URL, with which the links in mails begin.")
    return Check(
        name="address",
        ok=not problems,
        message=f"Public address: {settings.public_url or 'none is set'}.",
        fix=" ".join(problems),
    )


def mail(app: Flask, settings: Settings) -> Check:
    """Look whether mails can leave."""
    if not settings.mail_server:
        return Check(
            name="mail",
            ok=True,
            message="Mail: none is sent; mails lie in the folder outbox of the instance.",
        )
    post: Post = app.extensions["post"]
    where = f"{settings.mail_server}, port {settings.mail_port}"
    try:
        post.check()
    except OSError as error:
        return Check(
            name="mail",
            ok=False,
            message=f"Mail: {where} takes none ({type(error).__name__}).",
            fix="See that the server runs, and that QUIZAPP_MAIL_PORT, _TLS, _USER and _PASSWORD are right.",
        )
    return Check(
        name="mail",
        ok=not settings.mail_from.endswith("@localhost>"),
        message=f"Mail: {where} takes it, from {settings.mail_from}.",
        fix="Set QUIZAPP_MAIL_FROM to an address of yours, or mails are thrown away as spam.",
    )


def rate_limits(settings: Settings) -> Check:
    """Look whether tries can be counted."""
    if settings.rate_limit_storage.startswith("memory:"):
        return Check(
            name="rate-limits",
            ok=True,
            message="Limits: counted in memory, which is right for one server process and no more.",
        )
    return Check(
        name="rate-limits",
        ok=_answers(settings.rate_limit_storage),
        message=f"Limits: counted in {_place(settings.rate_limit_storage)}.",
        fix="It does not answer, so each process counts for itself. Start it, or mend "
        "QUIZAPP_RATE_LIMIT_STORAGE.",
    )


def live_wire(settings: Settings) -> Check:
    """Look whether server processes can tell each other of live sessions."""
    if settings.live_wire == MEMORY:
        return Check(
            name="live-wire",
            ok=True,
            message="Live sessions: told in memory, which is right for one server process and no more.",
        )
    return Check(
        name="live-wire",
        ok=_answers(settings.live_wire),
        message=f"Live sessions: told through {_place(settings.live_wire)}.",
        fix="It does not answer, so pages of other processes are a second late. Start it, or mend "
        "QUIZAPP_LIVE_WIRE.",
    )


def _answers(storage: str) -> bool:
    return cast("Storage", storage_from_string(storage)).check()  # never one of the async ones


def _place(storage: str) -> str:
    """Say where a storage is, without the password that may stand in its address."""
    parts = urlsplit(storage)
    return f"{parts.scheme} at {parts.hostname or parts.path}"


def backups(settings: Settings, *, now: datetime) -> Check:
    """Look how old the newest backup is."""
    folder = settings.backups_dir
    if folder is None:
        return Check(
            name="backups",
            ok=True,
            message="Backups: not looked at; QUIZAPP_BACKUPS_DIR would say where they are.",
        )
    made = []
    for file in folder.iterdir() if folder.is_dir() else ():
        try:
            made.append(archive.describe(file).made_at)
        except BackupError:
            continue  # something else that lies there
    newest = max(made, default=None)
    when = f"the newest in {folder} is of {newest:%Y-%m-%d %H:%M} UTC" if newest else f"none is in {folder}"
    return Check(
        name="backups",
        ok=newest is not None and now - newest <= OLDEST_BACKUP,
        message=f"Backups: {when}.",
        fix="Run `quizapp backup`, and see why the daily one did not.",
    )
