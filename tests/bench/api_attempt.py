"""A whole attempt by the API, measured as one beside the sum of its floors.

``python -m tests.bench.api_attempt`` prints how long it takes: make, 20 saves, submit, result, one after the
other over one connection, and in turn with it as many requests to the floor: 22 that store a row and one that
fetches a page of the result's size.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from quizapp import create_app
from quizapp.accounts import service, tokens
from quizapp.core.people import Scope
from quizapp.database import db
from quizapp.web.clock import utcnow
from quizapp.web.tokens import PREFIX
from tests.bench.__main__ import floor_server
from tests.bench.guide import run_bench
from tests.bench.routes import Floor
from tests.bench.timing import Comparison, Times
from tests.services.databases import make_settings
from tests.support.served import run, served

LENGTH = 20
WARM_UP = 3


class Client:
    """A program with a token, on one connection."""

    def __init__(self, address: str, secret: str) -> None:
        self._http = HTTPConnection(urlsplit(address).netloc, timeout=20)
        self._headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}
        self.size = 0

    def call(self, method: str, path: str, body: object, status: int) -> Any:
        """Send a request, and return what came back."""
        self._http.request(method, f"/api/v1{path}", json.dumps(body) if body else None, self._headers)
        response = self._http.getresponse()
        content = response.read()
        if response.status != status:
            raise AssertionError(f"{response.status} instead of {status} for {path}: {content.decode()}")
        self.size = len(content)
        return json.loads(content)

    def take_attempt(self, chance: Random) -> None:
        """Take a whole quiz."""
        wish = {"id": str(uuid4()), "count": LENGTH, "behaviour": "deferred", "banks": ["terminology"]}
        attempt = self.call("POST", "/attempts", wish, 201)
        path = f"/attempts/{attempt['id']}"
        for item in attempt["items"]:
            step = {"id": str(uuid4()), "position": item["position"], "kind": "save"}
            self.call("POST", f"{path}/responses", step | {"answer": by_chance(item, chance)}, 201)
        self.call("POST", f"{path}/submit", None, 200)
        self.call("GET", f"{path}/result", None, 200)


def by_chance(item: Any, chance: Random) -> dict[str, object]:
    """Return an answer to a question."""
    options = [option["id"] for option in item["options"]]
    match item["type"]:
        case "short-answer":
            return {"text": "a word"}
        case "ordering":
            return {"order": chance.sample(options, len(options))}
        case "matching" | "matrix" | "dropdown-cloze":
            parts = {part["id"]: part["options"] or item["options"] for part in item["subjects"]}
            return {"matches": {id_: chance.choice(choices)["id"] for id_, choices in parts.items()}}
        case _:
            return {"chosen": [chance.choice(options)]}


@contextmanager
def program_at(instance: Path) -> Iterator[Client]:
    """Serve an instance, and give a program with a token of somebody new."""
    secret = PREFIX + uuid4().hex
    with create_app(make_settings(instance, "")).app_context():
        account = service.create_account(f"{uuid4().hex}@example.org", uuid4().hex, roles=(), now=utcnow())
        wish = tokens.NewToken(id=uuid4(), name="bench", scopes=tuple(Scope), days=1)
        tokens.make(account.id, wish, secret=secret, now=utcnow())
        db.session.remove()
        db.engine.dispose()
    with served(instance) as server:
        yield Client(server.address, secret)


def compare_attempts(client: Client, floor: Floor, rounds: int) -> Comparison:
    """Measure whole attempts, each in turn with its floors."""
    chance = Random(3)

    def floors() -> None:
        for _ in range(LENGTH + 2):
            floor.save()
        floor.page(client.size)

    result = Comparison(what=f"An attempt of {LENGTH}, from its start to its result", most=4)
    for number in range(WARM_UP + rounds):
        if number == WARM_UP:
            result.ours, result.floor = Times(), Times()
        result.ours.measure(lambda: client.take_attempt(chance))
        result.floor.measure(floors)
    return result


def table(folder: Path, rounds: int) -> Iterator[str]:
    """Return the result as a table in Markdown, line by line."""
    instance = folder / "instance"
    run("init", instance=instance).check_returncode()
    with floor_server(folder) as floor, program_at(instance) as client:
        result = compare_attempts(client, floor, rounds)
    yield "| What | ms | Floors, ms | Ratio | Ratio, p95 | At most |\n|---|--:|--:|--:|--:|--:|\n"
    yield (
        f"| {result.what} | {result.ours.median * 1000:.1f} | {result.floor.median * 1000:.1f} "
        f"| {result.median_ratio:.1f} | {result.p95_ratio:.1f} | {result.most:g} |\n"
    )


if __name__ == "__main__":
    run_bench("api", table, prog="python -m tests.bench.api_attempt", rounds=40, about=__doc__)
