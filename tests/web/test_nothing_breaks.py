"""Nothing that a browser, or somebody with a text editor, can send breaks a page."""

import re
from collections.abc import Iterator
from random import Random
from uuid import uuid4

import pytest
from flask import Flask

from quizapp.core.people import Role
from tests.support.html_forms import Form
from tests.support.people import log_in, make_account
from tests.support.visitor import AppConnection, Reply, Visitor

ODD = [
    "",
    " ",
    "\x00",
    "a\x00b",
    "-1",
    "0",
    "1e9",
    "99999999999999999999999999",
    "NaN",
    "٣",
    "true",
    "../../etc/passwd",
    "<script>alert(1)</script>",
    "{{ 7 * 7 }}",
    "'; DROP TABLE learner; --",
    "ﬀ\u202e\u0301😀",
    "\ud7ff",
    "%00%ff",
    "00000000-0000-0000-0000-000000000000",
    "x" * 3000,
]
IS_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
SAFE = {"csrf_token", "ticket"}
FINE = {200, 201, 303, 400, 401, 404, 405, 406, 409, 410, 413, 422, 429}


@pytest.fixture
def content() -> str:
    return "banks"


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """Somebody with a quiz under way and a few cards."""
    visitor = Visitor(AppConnection(app))
    form = visitor.get("/").form("/quiz/quick")
    page = visitor.submit(form, form.as_it_stands())
    visitor.submit(page.forms[0], page.forms[0].filled(Random(1), "check"))
    decks = visitor.get("/cards/")
    add = next(form for form in decks.forms if form.action.startswith("/cards/"))
    visitor.submit(add, add.as_it_stands())
    return visitor


def pages(visitor: Visitor, most: int = 150) -> Iterator[Reply]:
    """Visit pages by their links, one of each kind of address a few times."""
    waiting, seen, kinds = ["/"], {"/"}, dict[str, int]()
    while waiting and most:
        page = visitor.get(waiting.pop(0))
        most -= 1
        yield page
        for link in re.findall(r'href="(/[^"#]*)"', page.text):
            kind = re.sub(r"[0-9a-f-]{36}|\d+|(?<=/cards/)[a-z0-9-]+", "*", link.split("?")[0])
            if link not in seen and not link.startswith("/static") and kinds.get(kind, 0) < 2:
                kinds[kind] = kinds.get(kind, 0) + 1
                seen.add(link)
                waiting.append(link)


def changed(form: Form, chance: Random) -> Iterator[list[tuple[str, str]]]:
    """Return what the form sends with one control after the other made odd, and with all of them odd."""
    names = [name for name in form.controls if name not in SAFE]
    buttons = [(name, value) for name, value in form.buttons if name]
    for name in [*names, *{name for name, _ in buttons}, "surplus"]:
        pairs = [pair for pair in form.filled(chance) if pair[0] != name]
        extra = [] if name in {button for button, _ in buttons} else buttons[:1]
        typed = name in form.controls and form.controls[name].kind in {"text", "number"}
        for value in ODD if typed else chance.sample(ODD, 2):
            yield [*pairs, (name, value), *extra]
    kept = [pair for pair in form.as_it_stands() if pair[0] in SAFE]
    yield kept
    yield [*kept, *((name, chance.choice(ODD)) for name in names)]


def as_if_new(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return what is sent with fresh ids, because the same id sent again is not looked at again."""
    return [(name, str(uuid4()) if IS_UUID.fullmatch(value) else value) for name, value in pairs]


@pytest.mark.parametrize(
    ("database_kind", "seed"), [("sqlite", 1), ("postgresql", 2)], indirect=["database_kind"]
)
def test_no_changed_form_breaks_anything(visitor: Visitor, seed: int) -> None:
    chance = Random(seed)
    sent = 0
    forms = {(form.action or page.path): form for page in list(pages(visitor)) for form in page.forms}
    for address, form in forms.items():
        form.action = address
        for pairs in map(as_if_new, changed(form, chance)):
            reply = visitor.send(form, pairs)
            assert reply.status in FINE, (address, pairs, reply.status)
            sent += 1
    assert sent > 100


def test_no_changed_form_of_an_account_breaks_anything(app: Flask, visitor: Visitor) -> None:
    log_in(visitor, make_account(app, roles={Role.ADMIN}))
    chance = Random(1)
    starts = (
        "/account/",
        "/account/wan-register",
        "/account/tf-setup",
        "/admin/people?email=kim@example.org",
    )
    forms = {form.action or page.path: form for page in map(visitor.get, starts) for form in page.forms}
    for page in list(pages(visitor)):
        forms |= {(form.action or page.path): form for form in page.forms if page.path.startswith("/account")}
    assert len(forms) > 6
    for address, form in forms.items():
        form.action = address
        for pairs in [] if "logout" in address else changed(form, chance):
            reply = visitor.send(form, pairs)
            assert reply.status in FINE, (address, pairs, reply.status)
    assert "kim@example.org" in visitor.get("/account/").text


@pytest.mark.parametrize("seed", range(3))
def test_no_changed_address_breaks_anything(visitor: Visitor, app: Flask, seed: int) -> None:
    chance = Random(seed)
    odd = ["0", "-1", "99999999999999999999", "a", "%00", "%F0%9F%A6%93", "..", "x" * 300, "main"]
    for rule in app.url_map.iter_rules():
        if rule.endpoint == "static" or "GET" not in (rule.methods or ()):
            continue
        for _ in range(4):
            path = re.sub(r"<[^>]*>", lambda _: chance.choice(odd), rule.rule)
            query = chance.choice(["", "?scope=x", "?scope=topic:%00", "?scope=" + "y" * 200, "?a[]=%ff"])
            assert visitor.get(path + query).status in FINE, path + query


def test_an_address_with_a_character_no_name_holds_leads_nowhere(app: Flask) -> None:
    visitor = Visitor(AppConnection(app))
    rules = [rule for rule in app.url_map.iter_rules() if rule.arguments and "GET" in (rule.methods or ())]
    paths = {re.sub(r"<[^>]*>", "a%00b", rule.rule) for rule in rules if rule.endpoint != "static"}
    assert {path: visitor.get(path).status for path in paths} == dict.fromkeys(paths, 404)
