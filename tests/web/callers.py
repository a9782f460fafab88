"""Everybody who may call: guests, accounts of every role, and programs."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import count
from typing import Any
from urllib.parse import urlencode

from flask import Flask
from sqlalchemy import delete

from quizapp.core.people import Role, Scope
from quizapp.database import db
from quizapp.models import LoginSessionRow
from quizapp.web.guard import SCRIPT_HEADER
from tests.support.people import log_in, make_account
from tests.support.visitor import AppConnection, Reply, Visitor
from tests.web.belongings import (
    ANOTHER_DEVICE,
    Belongings,
    Stored,
    gather,
    is_there,
    logins_and_tokens,
    put_back,
    store_token,
)


class Kind(StrEnum):
    """The kinds of callers."""

    NOBODY = "nobody"
    GUEST = "guest"
    LEARNER = "learner"
    FACILITATOR = "facilitator"
    EDUCATOR = "educator"
    ADMIN = "admin"
    ENDED = "login-that-was-ended"
    BARE = "program-without-a-token"
    MADE_UP = "program-with-a-made-up-token"
    EXPIRED = "program-with-an-expired-token"
    READ = "program-that-may-read"
    STUDY = "program-that-may-study"
    EXPORT = "program-that-may-export"
    TOKENS = "program-that-may-manage-tokens"


OF_SCRIPTS = re.compile(r"/live/[A-Z]{6}/answers$")
"""Addresses to which a page's script sends JSON."""

PROGRAMS = {Kind[scope.name]: scope for scope in Scope}


@dataclass(frozen=True, kw_only=True)
class Caller:
    """Somebody who calls, always with the same cookies, whatever was answered before."""

    app: Flask
    kind: Kind
    cookies: Mapping[str, str]
    csrf_token: str
    bearer: str = ""
    account_id: int | None = None
    logged_in: bool = False
    roles: frozenset[Role] = frozenset()
    scope: Scope | None = None
    own: Belongings | None = None
    stored: Stored = ()

    @property
    def is_known_to_pages(self) -> bool:
        """Tell whether a page finds what the caller has: by a cookie that counts."""
        return self.logged_in or self.kind is Kind.GUEST

    @property
    def is_known_to_programs(self) -> bool:
        """Tell whether the caller has a token that counts."""
        return self.scope is not None

    @property
    def is_known_in_sessions(self) -> bool:
        """Tell whether the caller sits in a live session, which no login has to do with."""
        return any(name.startswith("live-") for name in self.cookies)

    def call(self, method: str, path: str, body: Mapping[str, object]) -> Reply:
        """Call a route as a form of ours would, or as a program would."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if self.bearer:
            headers["Authorization"] = f"Bearer {self.bearer}"
        sent = None
        if method != "GET" and (path.startswith("/api/") or OF_SCRIPTS.match(path)):
            headers |= {"Content-Type": "application/json", SCRIPT_HEADER: "1"}
            sent = json.dumps(body)
        elif method != "GET":
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": AppConnection.origin}
            sent = urlencode({"csrf_token": self.csrf_token, **body})
        return AppConnection(self.app).send(method, path, sent, headers)

    def mend(self) -> bool:
        """Put back the logins and tokens that a call ended; tell whether all else is still there."""
        if self.own is None:
            return True
        with self.app.app_context():
            whole = is_there(self.own, self.account_id)
            if whole:
                put_back(self.stored)
            return whole


_numbers = count(1)


def make_caller(app: Flask, kind: Kind, *, deck: int = 0) -> Caller:
    """Return a caller who has not called before, with cards of the deck of this number."""
    visitor = Visitor(AppConnection(app))
    if kind in {Kind.NOBODY, Kind.BARE, Kind.MADE_UP}:
        return _caller(app, kind, visitor, bearer="made-up" if kind is Kind.MADE_UP else "")
    if kind is Kind.GUEST:
        return _caller(app, kind, visitor, own=gather(app, visitor, deck=deck))
    roles = {role for role in Role if role.value == kind.value}
    person = make_account(app, f"person-{next(_numbers)}@example.org", roles=roles)
    log_in(visitor, person)
    own = gather(app, visitor, deck=deck, account_id=person.account_id)
    more: dict[str, Any] = {"own": own, "account_id": person.account_id}
    with app.app_context():
        if kind is Kind.ENDED:
            end_login(person.account_id)
        elif kind in PROGRAMS or kind is Kind.EXPIRED:
            visitor, scope = Visitor(AppConnection(app)), PROGRAMS.get(kind)
            secret, _ = store_token(person.account_id, scope or Scope.READ, expired=scope is None)
            more |= {"bearer": secret, "scope": scope}
        else:
            more |= {"logged_in": True, "roles": frozenset({Role.LEARNER, *roles})}
        more["stored"] = logins_and_tokens(person.account_id)
    return _caller(app, kind, visitor, **more)


def end_login(account_id: int) -> None:
    """End the login that the caller's cookie names."""
    this = LoginSessionRow.account_id == account_id, LoginSessionRow.device != ANOTHER_DEVICE
    db.session.execute(delete(LoginSessionRow).where(*this))
    db.session.commit()


def _caller(app: Flask, kind: Kind, visitor: Visitor, **more: Any) -> Caller:
    token = dict(visitor.get("/").form("/quiz/quick").as_it_stands())["csrf_token"]
    return Caller(app=app, kind=kind, cookies=dict(visitor.cookies), csrf_token=token, **more)
