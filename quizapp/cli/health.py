"""What ``quizapp doctor`` looks at. Looking changes nothing."""

import os
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask, current_app
from pydantic import ValidationError
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from quizapp import create_app
from quizapp.banks import queries
from quizapp.cli.settings import settings_faults
from quizapp.config import SHORTEST_KEY, Settings
from quizapp.database import db


@dataclass(frozen=True, kw_only=True)
class Check:
    """One thing that was looked at; ``fix`` says what to do when it is not well."""

    name: str
    ok: bool
    message: str
    fix: str = ""


def look() -> Iterator[Check]:
    """Look at one thing after the other; what rests on something broken is left out."""
    yield python_version()
    try:
        settings = Settings()
    except ValidationError as error:
        yield Check(
            name="settings",
            ok=False,
            message="Settings: " + "; ".join(settings_faults(error)),
            fix="Change or remove these environment variables; docs/operator-guide.md explains each.",
        )
        return
    yield Check(name="settings", ok=True, message="Settings: all are valid.")
    yield time_zone(settings)
    places = [instance_folder(settings), secret_key(settings), database_file(settings)]
    yield from places
    if all(place.ok for place in places):
        app = create_app(settings)
        yield static_files(app)
        with app.app_context():
            yield from stored()


def python_version() -> Check:
    version = ".".join(map(str, sys.version_info[:3]))
    return Check(
        name="python",
        ok=sys.version_info >= (3, 11),
        message=f"Python: this is {version}.",
        fix="Install Python 3.11 or newer and make the virtual environment anew.",
    )


def time_zone(settings: Settings) -> Check:
    try:
        ZoneInfo(settings.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        return Check(
            name="time-zone",
            ok=False,
            message=f"Time zone: {settings.time_zone} is not known here.",
            fix="Set QUIZAPP_TIME_ZONE to a name such as Europe/London, and install the package tzdata.",
        )
    return Check(name="time-zone", ok=True, message=f"Time zone: {settings.time_zone}.")


def instance_folder(settings: Settings) -> Check:
    folder = settings.instance_dir.resolve()
    return Check(
        name="instance-folder",
        ok=folder.is_dir() and os.access(folder, os.W_OK),
        message=f"Instance folder: {folder}.",
        fix="It must exist, and this user must be able to write there; `quizapp init` makes it.",
    )


def secret_key(settings: Settings) -> Check:
    if settings.secret_key:
        return Check(name="secret-key", ok=True, message="Secret key: comes from the environment.")
    file = settings.instance_dir.resolve() / "secret_key"
    if not file.is_file():
        return Check(
            name="secret-key", ok=False, message="Secret key: there is none yet.", fix="Run `quizapp init`."
        )
    if len(file.read_text(encoding="ascii", errors="replace")) < SHORTEST_KEY:
        return Check(
            name="secret-key",
            ok=False,
            message=f"Secret key: {file} is not whole.",
            fix="Remove that file and run `quizapp init`; guests then start anew.",
        )
    # Windows keeps rights elsewhere; its mode bits say nothing.
    others = stat.S_IMODE(file.stat().st_mode) & 0o077 if os.name == "posix" else 0
    return Check(
        name="secret-key",
        ok=not others,
        message=f"Secret key: kept in {file}" + (", where other users can read it." if others else "."),
        fix=f"Run `chmod 600 {file}`.",
    )


def database_file(settings: Settings) -> Check:
    url = make_url(settings.sqlalchemy_url)
    if url.get_backend_name() != "sqlite":
        return Check(name="database-place", ok=True, message=f"Database: on the server {url.host}.")
    return Check(
        name="database-place",
        ok=url.database is not None and Path(url.database).is_file(),
        message=f"Database: the file {url.database}.",
        fix="It is not there yet; `quizapp init` makes it.",
    )


def static_files(app: Flask) -> Check:
    folder = Path(app.static_folder or "")
    return Check(
        name="static-files",
        ok=any(folder.rglob("*.css")),
        message=f"Styles and pictures: in {folder}.",
        fix="They are missing; install quizapp again.",
    )


def stored() -> Iterator[Check]:
    """Look into the database; needs the application's context."""
    try:
        tables = schema()
        yield tables
        if tables.ok:
            yield banks()
    except SQLAlchemyError as error:
        yield Check(
            name="database",
            ok=False,
            message=f"Database: it does not answer ({type(error).__name__}).",
            fix="See that it runs, and that QUIZAPP_DATABASE_URL names it with the right user and password.",
        )


def schema() -> Check:
    config = current_app.extensions["migrate"].migrate.get_config()
    newest = set(ScriptDirectory.from_config(config).get_heads())
    with db.engine.connect() as connection:
        stored_heads = set(MigrationContext.configure(connection).get_current_heads())
    if not stored_heads:
        return Check(
            name="database",
            ok=False,
            message="Database: answers, and has no tables yet.",
            fix="Run `quizapp init`.",
        )
    return Check(
        name="database",
        ok=stored_heads == newest,
        message="Database: answers, and its tables are "
        + ("up to date." if stored_heads == newest else "not those of this version."),
        fix="Stop the server, copy the database to a safe place, then run `quizapp init`.",
    )


def banks() -> Check:
    summaries = queries.bank_summaries()
    offered = sum(summary.offered for summary in summaries)
    return Check(
        name="banks",
        ok=offered > 0,
        message=f"Banks: {len(summaries)} are loaded, with {offered} questions on offer.",
        fix="Run `quizapp bank load`; `quizapp bank check` says what is wrong with a bank.",
    )
