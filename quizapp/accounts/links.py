"""Links that leave the site in mails, and the addresses that a page may lead on to."""

from urllib.parse import urlsplit, urlunsplit

from flask import current_app, request

from quizapp.config import Settings
from quizapp.core.errors import AddressUnknownError

OWN_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})


def public(link: str) -> str:
    """Return a link of ours with the site's public address.

    What a browser says the site is called is believed only where no stranger can make it say so.

    :raises AddressUnknownError: no public address is set, and the site is not asked by a name it knows.
    """
    settings: Settings = current_app.extensions["settings"]
    if not settings.public_url:
        named = {name.strip() for name in settings.allowed_hosts.split(",") if name.strip()}
        if urlsplit(request.host_url).hostname not in OWN_MACHINE | named:
            raise AddressUnknownError
        return link
    site, parts = urlsplit(settings.public_url), urlsplit(link)
    return urlunsplit((site.scheme, site.netloc, parts.path, parts.query, ""))


def inside(target: str | None, otherwise: str) -> str:
    """Return an address to lead on to if it lies within this site, and ``otherwise`` if not."""
    target = target or ""
    odd = any(char <= " " or char == "\\" for char in target)
    return target if target.startswith("/") and not target.startswith("//") and not odd else otherwise
