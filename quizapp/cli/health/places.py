"""Whether files and folders are there, and only for those who should have them."""

import os
import stat
from pathlib import Path

from flask import Flask
from sqlalchemy.engine import make_url

from quizapp.cli.health.check import Check
from quizapp.config import Settings
from quizapp.secret_file import SHORTEST


def instance_folder(settings: Settings) -> Check:
    folder = settings.instance_dir.resolve()
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        return Check(
            name="instance-folder",
            ok=False,
            message=f"Instance folder: {folder}.",
            fix="It must exist, and this user must be able to write there; `quizapp init` makes it.",
        )
    is_open = bool(_rights(folder) & stat.S_IROTH)
    return Check(
        name="instance-folder",
        ok=not is_open,
        message=f"Instance folder: {folder}" + (", where any user can read it." if is_open else "."),
        fix=f"What people answered lies there. Run `chmod o-rwx {folder}`.",
    )


def secret_key(settings: Settings) -> Check:
    if settings.secret_key:
        return Check(name="secret-key", ok=True, message="Secret key: comes from the environment.")
    file = settings.instance_dir.resolve() / "secret_key"
    if not file.is_file():
        return Check(
            name="secret-key", ok=False, message="Secret key: there is none yet.", fix="Run `quizapp init`."
        )
    if len(file.read_text(encoding="ascii", errors="replace")) < SHORTEST:
        return Check(
            name="secret-key",
            ok=False,
            message=f"Secret key: {file} is not whole.",
            fix="Put a copy of it back, or remove it and run `quizapp init`; everybody is then logged out.",
        )
    others = _rights(file) & 0o077
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


def _rights(path: Path) -> int:
    """Return who may do what; Windows keeps that elsewhere, and its mode bits say nothing."""
    return stat.S_IMODE(path.stat().st_mode) if os.name == "posix" else 0
