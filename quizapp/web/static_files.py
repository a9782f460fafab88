"""Addresses of static files that change with their content, so that browsers may keep them for a year."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from flask import Flask, Response, current_app, request, url_for

YEAR = 365 * 24 * 3600


def init_app(app: Flask) -> None:
    """Give templates ``static_url`` and static files their time in the cache."""
    app.jinja_env.globals["static_url"] = static_url
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = 3600
    app.after_request(_keep)


def static_url(filename: str) -> str:
    """Return the address of a static file, marked with its content."""
    return _address(request.script_root, current_app.static_folder or "", filename)


def _keep(response: Response) -> Response:
    if request.endpoint == "static" and "v" in request.args and response.status_code == 200:
        response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response


# A page names a dozen files, and they do not change while the program runs.
@cache
def _address(_root: str, folder: str, filename: str) -> str:
    digest = sha256((Path(folder) / filename).read_bytes()).hexdigest()[:12]
    return url_for("static", filename=filename, v=digest)
