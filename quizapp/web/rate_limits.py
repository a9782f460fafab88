"""How often a password or a join code may be tried, and a mail asked for: by account, and by network address.

Hundreds of people in one hall may share an address, so its limits are wide, and only tries that fail count
against it. What is counted is kept under a hash, for as long as the limit looks back.
"""

import unicodedata
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from hashlib import sha256
from hmac import new as hmac
from ipaddress import IPv6Address, ip_address, ip_network
from time import time
from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask import Flask, Response, current_app, g, request
from flask import session as cookie
from flask_limiter import Limiter, RequestLimit

from quizapp.config import Settings
from quizapp.web import learners
from quizapp.web.forms import plain

Who = Callable[[], str]
"""Returns the account that a request is about, or nothing when it names none."""


def typed() -> str:
    """Return the e-mail address in a form or in JSON, the same however it is written."""
    sent: Any = request.get_json(silent=True) if request.is_json else request.form
    email = plain(str((sent.get("email") if hasattr(sent, "get") else "") or ""))
    with suppress(EmailNotValidError):
        # What logging in makes of it: a domain has many spellings, with signs in it that nobody sees.
        email = validate_email(email, check_deliverability=False).normalized
    return unicodedata.normalize("NFKC", email).casefold()


def logged_in() -> str:
    """Return the account that is asking."""
    account = learners.account()
    return f"account {account.id}" if account else ""


def half_way() -> str:
    """Return the account whose password was right and whose second step is due."""
    return str(cookie.get("tf_user_id", "")) or logged_in()


def nobody() -> str:
    """Return no account: the request names none."""
    return ""


TRIES: dict[str, Who] = {
    "security.login": typed,
    "security.verify": logged_in,
    "security.change_password": logged_in,
    "security.two_factor_token_validation": half_way,
    "security.mf_recovery": half_way,
    "security.reset_password": nobody,
    "security.wan_signin_response": nobody,
    "personal.erase": logged_in,
    "api_tokens.make_token": typed,
}
"""Where a password or a code is tried, and for whom."""

MAILS: dict[str, Who] = {
    "security.register": typed,
    "security.forgot_password": typed,
    "security.send_confirmation": typed,
    "security.change_email": logged_in,
}
"""Where a mail is asked for, and for whom."""

CODES = frozenset({"live.find", "live.look", "live.join", "live_recap.recap", "live_recap.recap_pdf"})
"""Where the join code of a live session is tried, by typing it or in an address."""

CLASS_CODES = frozenset({"class_join.find"})
"""Where the code of a class is tried."""


def never_limit(app: Flask, is_known: Callable[[], bool]) -> None:
    """Let those try join codes without a limit whom ``is_known`` knows: whoever is in the session already."""
    app.extensions["codes_known"] = is_known


def init_app(app: Flask) -> None:
    """Put the limits before the views, which must all be there by now."""
    settings: Settings = app.extensions["settings"]
    app.config.update(
        RATELIMIT_STORAGE_URI=settings.rate_limit_storage,
        RATELIMIT_STRATEGY="moving-window",
        # While the storage is away, each process counts for itself: better than to let all in, or nobody.
        RATELIMIT_IN_MEMORY_FALLBACK_ENABLED=True,
        RATELIMIT_SWALLOW_ERRORS=True,
    )
    # One for each application: it keeps what it counts, and for which views.
    limiter = Limiter(key_func=address, app=app, on_breach=note_wait)
    for endpoint, who in TRIES.items():
        _limit(app, limiter, endpoint, settings.limit_sign_in_account, who=who, when=refused)
        _limit(app, limiter, endpoint, settings.limit_sign_in_address, when=refused)
    for endpoint, who in MAILS.items():
        _limit(app, limiter, endpoint, settings.limit_mail_account, who=who)
        _limit(app, limiter, endpoint, settings.limit_mail_address)
    for endpoint in CODES:
        _limit_codes(app, limiter, endpoint, settings, scope="code", is_known=app.extensions["codes_known"])
    for endpoint in CLASS_CODES:
        _limit_codes(app, limiter, endpoint, settings, scope="class code")
    app.after_request(tell_wait)


def _limit_codes(
    app: Flask,
    limiter: Limiter,
    endpoint: str,
    settings: Settings,
    *,
    scope: str,
    is_known: Callable[[], bool] | None = None,
) -> None:
    """Let wrong join codes be tried only so often; a code that is right counts for nothing."""
    view: Any = app.view_functions[endpoint]
    for limit, who in (
        (settings.limit_code_address, address),
        (settings.limit_code_everybody, everybody),
    ):
        decorate = limiter.shared_limit(
            limit,
            scope=scope,
            key_func=who,
            exempt_when=is_known,
            deduct_when=is_wrong_code,
        )
        view = decorate(view)
    app.view_functions[endpoint] = view


def _limit(
    app: Flask,
    limiter: Limiter,
    endpoint: str,
    limit: str,
    *,
    who: Who | None = None,
    when: Callable[[Response], bool] | None = None,
) -> None:
    """Let a view be posted to only so often, together with the other views that count the same."""
    counts = "mail" if endpoint in MAILS else "try"
    decorate = limiter.shared_limit(
        limit,
        scope=counts,
        key_func=partial(account, who) if who else address,
        methods=["POST"],
        exempt_when=(lambda: not who()) if who else None,
        deduct_when=when,
    )
    view: Any = app.view_functions[endpoint]
    app.view_functions[endpoint] = decorate(view)


def is_wrong_code(response: Response) -> bool:
    """Tell whether a join code fitted no session or class, or could be none."""
    return response.status_code in {404, 422}


def everybody() -> str:
    """Return the key under which requests from wherever are counted together."""
    return "everybody"


def refused(response: Response) -> bool:
    """Tell whether a try failed: the form came back, or an error."""
    return response.status_code >= 400 or (response.status_code == 200 and response.mimetype == "text/html")


def account(who: Who) -> str:
    """Return the key under which tries for an account are counted."""
    return _hashed(f"account {who()}")


def address() -> str:
    """Return the key under which requests from a network address are counted.

    A home has a whole network of IPv6 addresses, so the network counts as one.
    """
    try:
        seen = ip_address(request.remote_addr or "")
    except ValueError:
        return _hashed("address unknown")
    if isinstance(seen, IPv6Address):
        return _hashed(f"address {seen.ipv4_mapped or ip_network((seen, 64), strict=False)}")
    return _hashed(f"address {seen}")


def _hashed(value: str) -> str:
    """Return a value as nobody can read it who has not the secret key."""
    key = str(current_app.config["SECRET_KEY"]).encode()
    return hmac(key, f"rate limit: {value}".encode(), sha256).hexdigest()[:32]


def note_wait(limit: RequestLimit) -> None:
    """Note when the next try may be made."""
    g.retry_after = max(1, limit.reset_at - int(time()))


def tell_wait(response: Response) -> Response:
    """Tell programs when the next try may be made."""
    if response.status_code == 429:
        response.headers["Retry-After"] = str(g.get("retry_after", 60))
    return response
