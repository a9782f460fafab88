"""Programs that use the API, straight into the application."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from flask import Flask
from werkzeug.test import TestResponse

from quizapp.accounts import tokens
from quizapp.core.people import Scope
from quizapp.web.clock import utcnow
from quizapp.web.tokens import PREFIX
from tests.support.people import Person, make_account

V1 = "/api/v1"


@dataclass(kw_only=True)
class Program:
    """A program with a token; ``answers`` keeps everything it was ever sent, byte for byte."""

    app: Flask
    token: str = ""
    answers: list[TestResponse] = field(default_factory=list)

    def call(self, method: str, path: str, **more: Any) -> TestResponse:
        """Send a request below the version, with the token, and return the answer."""
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        headers |= more.pop("headers", {})
        client = self.app.test_client(use_cookies=False)
        answer = client.open(V1 + path, method=method, headers=headers, **more)
        self.answers.append(answer)
        return answer

    def get(self, path: str, *, status: int = 200) -> Any:
        """Read something."""
        return self._json(self.call("GET", path), status)

    def post(self, path: str, body: object = None, *, status: int = 201) -> Any:
        """Send something."""
        more = {} if body is None else {"json": body}
        return self._json(self.call("POST", path, **more), status)

    def start(self, **wish: object) -> Any:
        """Start an attempt."""
        return self.post("/attempts", {"id": str(uuid4()), "count": 3, "seed": 7} | wish)

    def respond(
        self, attempt: Any, position: int, answer: object, *, status: int = 201, **more: object
    ) -> Any:
        """Answer one question of an attempt."""
        body = {"id": str(uuid4()), "position": position, "kind": "save", "answer": answer} | more
        return self.post(f"/attempts/{attempt['id']}/responses", body, status=status)

    def _json(self, answer: TestResponse, status: int) -> Any:
        assert answer.status_code == status, answer.text
        return answer.json


def program_of(app: Flask, person: Person, scopes: Collection[Scope] = tuple(Scope)) -> Program:
    """Return a program that acts for somebody."""
    wish = tokens.NewToken(id=uuid4(), name="test", scopes=scopes, days=30)
    secret = PREFIX + uuid4().hex
    with app.app_context():
        tokens.make(person.account_id, wish, secret=secret, now=utcnow())
    return Program(app=app, token=secret)


def make_program(
    app: Flask, email: str = "kim@example.org", scopes: Collection[Scope] = tuple(Scope)
) -> Program:
    """Return a program of somebody new."""
    return program_of(app, make_account(app, email), scopes)
