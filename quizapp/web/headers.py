"""The headers that keep a page to itself."""

from flask import Flask, Response, current_app, request

from quizapp.web.access import FREE

POLICY = (
    "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none';"
    " object-src 'none'"
)
"""Uploaded pictures stand in their items with all their bytes, as data: so nothing is fetched for them."""

FRAMED = POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
"""For a page that stands in a frame of another page of ours, and in nobody else's."""

YEAR = 365 * 24 * 3600


def init_app(app: Flask) -> None:
    """Send the headers with every response."""
    app.after_request(add_headers)


def always(*, secure: bool) -> dict[str, str]:
    """Return the headers of every answer, which let nothing in from elsewhere."""
    headers = {
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        # Not "no-referrer": browsers would then say "Origin: null" when our own forms are sent.
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    }
    return headers | ({"Strict-Transport-Security": f"max-age={YEAR}"} if secure else {})


def add_headers(response: Response) -> Response:
    """Let nothing in from elsewhere, and let no page of a learner lie in a cache."""
    framed = response.headers.get("Content-Security-Policy") == FRAMED
    response.headers.update(always(secure=current_app.config["SESSION_COOKIE_SECURE"]))
    if framed:
        response.headers["Content-Security-Policy"] = FRAMED
    if request.endpoint not in FREE or response.status_code >= 400:
        response.headers["Cache-Control"] = "no-store"
    return response


def let_us_frame(response: Response) -> None:
    """Let a page of ours show this one in a frame."""
    response.headers["Content-Security-Policy"] = FRAMED
