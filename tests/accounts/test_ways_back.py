"""A way back that an address or a form names never leads to another site."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import quote, urljoin, urlsplit

import pytest
from flask import Flask

from quizapp.web import access
from tests.support.people import LOGIN, Person, make_account
from tests.support.visitor import AppConnection, Reply, Visitor
from tests.web import names
from tests.web.belongings import Belongings
from tests.web.callers import Kind, make_caller

EVIL = [
    "https://evil.example",
    "//evil.example",
    "///evil.example",
    "////evil.example/%2e%2e",
    r"/\evil.example",
    r"\\evil.example",
    r"\/\/evil.example",
    "https:evil.example",
    "https:/evil.example",
    "http:evil.example",
    "/%2f%2fevil.example",
    "%2f%2fevil.example",
    "%5c%5cevil.example",
    "/\t//evil.example",
    "\t//evil.example",
    "\n//evil.example",
    " //evil.example",
    "/\r\n//evil.example",
    "\x00//evil.example",
    "\u3000//evil.example",
    "//localhost@evil.example",
    "http://localhost@evil.example",
    "http://localhost.evil.example",
    "http://evil.example#localhost",
    r"http://evil.example\@localhost",
    "javascript:alert(1)//evil.example",
    "java\tscript:alert(1)//evil.example",
    "data:text/html,evil.example",
    "/quiz/\r\nSet-Cookie: evil.example=1",
]
WORST = ["https://evil.example", "//evil.example", r"/\evil.example", "/\t//evil.example", "javascript:evil"]
WAYS_BACK = ["next", "back", "from", "return_to", "redirect", "url", "post_login"]
LINKS = re.compile(r'\b(?:href|action|formaction|src|content)="([^"]*)"')


@pytest.fixture
def database_kind() -> str:
    """Pinned, because where an answer leads does not depend on the database."""
    return "sqlite"


@pytest.fixture
def content() -> str:
    return "banks"


@pytest.fixture
def person(app: Flask) -> Person:
    return make_account(app)


def leads_away(target: str) -> bool:
    """Tell whether a browser would follow this to another site, or run it as a script."""
    # Browsers drop control characters and blanks, and read backslashes as slashes.
    seen = re.sub(r"[\t\r\n]", "", target).strip("".join(map(chr, range(0x21)))).replace("\\", "/")
    seen = re.sub(r"^(https?:)?/{2,}", r"\1//", re.sub(r"^(https?:)/*(?=[^/])", r"\1//", seen))
    parts = urlsplit(urljoin("http://localhost/page", seen))
    return parts.scheme not in {"http", "https"} or "evil" in (parts.hostname or "")


def targets(reply: Reply) -> Iterator[str]:
    """Return where a reply can lead."""
    yield from (value for name, value in reply.headers if name.lower() in {"location", "refresh"})
    yield from (unescape(link) for link in LINKS.findall(reply.text) if "evil" in link)


@pytest.mark.parametrize(
    "evil", [evil for evil in EVIL if not evil.startswith(("%", "/%", "/quiz", "\x00", "\u3000"))]
)
def test_what_a_browser_would_follow_away_is_known_as_such(evil: str) -> None:
    assert leads_away(evil)


@pytest.mark.parametrize(
    "safe", ["/", "/quiz/?x=//evil.example", "quiz", "/%2f%2fevil.example", "http://localhost/"]
)
def test_what_stays_here_is_known_as_such(safe: str) -> None:
    assert not leads_away(safe)


@pytest.mark.parametrize("evil", EVIL)
@pytest.mark.parametrize("where", ["address", "form"])
def test_logging_in_leads_nowhere_else(app: Flask, person: Person, evil: str, where: str) -> None:
    visitor = Visitor(AppConnection(app))
    form = visitor.get(LOGIN).form(LOGIN)
    if where == "address":
        form.action = f"{LOGIN}?next={quote(evil)}"
    pairs = form.with_values(email=person.email, password=person.password)
    reply = visitor.send(form, [*pairs, ("next", evil)] if where == "form" else pairs)
    assert [target for target in targets(reply) if leads_away(target)] == []
    assert not [name for name, value in reply.headers if "evil" in name.lower()]


def test_logging_in_leads_back_to_a_page_of_ours(app: Flask, person: Person) -> None:
    visitor = Visitor(AppConnection(app))
    form = visitor.get(f"{LOGIN}?next=/cards/?scope%3Dmissed").form(LOGIN)
    reply = visitor.send(form, form.with_values(email=person.email, password=person.password))
    assert (reply.status, reply.location) == (303, "/cards/?scope=missed")


@pytest.mark.parametrize("kind", [Kind.NOBODY, Kind.LEARNER])
def test_no_page_and_no_form_leads_elsewhere(app: Flask, kind: Kind) -> None:
    caller, wrong = make_caller(app, kind), []
    for door in access.doors(app):
        own = caller.own or Belongings()
        for evil in WORST:
            path = f"{names.address(door, own)}?" + "&".join(f"{name}={quote(evil)}" for name in WAYS_BACK)
            body = {**names.body(door, own), **dict.fromkeys(WAYS_BACK, evil)}
            reply = caller.call(door.method, path, body)
            wrong += [f"{door.method} {path}: {target}" for target in targets(reply) if leads_away(target)]
        if not caller.mend():
            caller = make_caller(app, kind)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("site", ["//evil.example", "///evil.example", r"/\evil.example", "/\t/evil.example"])
@pytest.mark.parametrize("path", ["", "/", "/quiz", "/cards", "/account/change", "/static"])
def test_an_odd_address_leads_nowhere_else(app: Flask, site: str, path: str) -> None:
    answer = app.test_client().get("/", environ_overrides={"PATH_INFO": site + path})
    assert not leads_away(answer.headers.get("Location", "/"))
