"""What is believed of a request: the name it asks for, and what proxies say of where it came from.

And by which address others are told to come.
"""

from collections.abc import Mapping
from typing import Any

from flask import Flask, current_app, request
from flask.ctx import RequestContext
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import SecurityError
from werkzeug.middleware.proxy_fix import ProxyFix

from quizapp.config import Settings


def init_app(app: Flask) -> None:
    """Believe proxies and names only as the settings say."""
    settings: Settings = app.extensions["settings"]
    app.config["TRUSTED_HOSTS"] = settings.hosts or None
    app.before_request(refuse_another_name)
    app.jinja_env.globals["base_address"] = base_address
    proxies = settings.trusted_proxies
    if proxies:
        # The proxy passes the name on as it was asked for, so nothing needs to be believed about that.
        inner: Any = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=0, x_port=0, x_prefix=0)
        app.wsgi_app = inner  # type: ignore[method-assign]


def refuse_another_name() -> ResponseReturnValue | None:
    """Answer whoever asks by a name that is not ours; no page, because no link on it could lead anywhere."""
    if isinstance(request.routing_exception, SecurityError):
        return "This site has another name.\n", 400, {"Content-Type": "text/plain; charset=utf-8"}
    return None


def asked_by_nobody(app: Flask, *, sent: Mapping[str, Any] | None = None) -> RequestContext:
    """Return the context of a request that nobody made, under a name that the site has."""
    names = app.config["TRUSTED_HOSTS"]
    base_url = f"http://{names[0].lstrip('.')}" if names else None
    return app.test_request_context("/", base_url=base_url, method="POST" if sent else "GET", data=sent)


def base_address() -> str:
    """Return the address to print for others to come by, in pictures, on pages and on paper.

    It has no slash at its end. Where no setting says it, it is the one that whoever asks came by.
    """
    settings: Settings = current_app.extensions["settings"]
    return settings.base_address or request.host_url.rstrip("/")
