"""The headers that keep a page to itself."""

from flask import Flask, Response, current_app, request

from quizapp.web.access import FREE

POLICY = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"

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
    response.headers.update(always(secure=current_app.config["SESSION_COOKIE_SECURE"]))
    if request.endpoint not in FREE or response.status_code >= 400:
        response.headers["Cache-Control"] = "no-store"
    return response
