"""What lets a browser install the site, and keep the page that works without a server."""

import json
from hashlib import sha256

from flask import Blueprint, Flask, Response, request, url_for

from quizapp.web import access
from quizapp.web.static_files import static_url

bp = Blueprint("installing", __name__)

FONT = "vendor/atkinson-hyperlegible-next-5.3.0/atkinson-hyperlegible-next-latin-{}-normal.woff2"

KEPT_FILES = (
    "img/mark.svg",
    "vendor/bootstrap-5.3.8/bootstrap-reboot.min.css",
    *(f"css/{name}.css" for name in ("tokens", "page", "controls", "parts", "items", "pictures", "study")),
    *(f"js/{name}.js" for name in ("study", "reading", "swiping")),
    *(f"js/offline/{name}.js" for name in ("store", "words", "sending", "panel", "wishes", "page")),
)
"""What the page without a server is made of, by addresses that change with the content."""

LEAVES = frozenset({"security.logout", "personal.erase"})
"""Where somebody goes and leaves nothing behind on the device."""


def init_app(app: Flask) -> None:
    """Give the application the two files that browsers look for, and the broom for who leaves."""
    app.register_blueprint(bp)
    app.after_request(_leave_nothing)


@bp.get("/manifest.webmanifest")
@access.anybody
def manifest() -> Response:
    """Say what the installed application is called and looks like."""
    values = {
        "id": url_for("today.index"),
        "name": "NET Learning",
        "short_name": "NET Learning",
        "description": "Questions and cards about neuroendocrine tumours.",
        "lang": "en-GB",
        "start_url": url_for("today.index"),
        "scope": url_for("today.index"),
        "display": "standalone",
        "background_color": "#fbfaf7",
        "theme_color": "#fbfaf7",
        "icons": [
            {"src": static_url(f"img/mark-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
            for size in (180, 192, 512)
        ],
    }
    return Response(json.dumps(values), mimetype="application/manifest+json")


@bp.get("/sw.js")
@access.anybody
def worker() -> Response:
    """Hand out the service worker, which is another one whenever a file that it keeps is."""
    page = url_for("offline.index")
    files = [page, *map(static_url, KEPT_FILES)]
    files += [url_for("static", filename=FONT.format(weight)) for weight in (400, 700)]
    script = static_url("js/offline/worker.js")
    version = sha256("\n".join([*files, script]).encode()).hexdigest()[:12]
    lines = (
        f"const SHELL = {json.dumps({'version': version, 'page': page, 'files': files})};",
        f"importScripts({json.dumps(script)});",
        "",
    )
    return Response("\n".join(lines), mimetype="text/javascript")


def _leave_nothing(response: Response) -> Response:
    """Let the browser forget cards and answers when their learner logs out or deletes everything."""
    if request.method == "POST" and request.endpoint in LEAVES and response.status_code in {302, 303}:
        response.headers["Clear-Site-Data"] = '"storage"'
    return response
