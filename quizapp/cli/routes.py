"""``quizapp routes``: who may call which route, made from what each view declares."""

import json
from collections.abc import Sequence
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from quizapp.web import access
from quizapp.web.access import Door

PAGE = """# Who may call what

Every route of the service. `quizapp routes --write docs/routes.md` makes this page from what each view
declares; [decisions/doors.md](decisions/doors.md) says what stands behind it.

- *anybody*: guests and accounts alike.
- *each for their own*: what belongs to somebody else looks exactly as if it were not there.
- *whoever is logged in*: guests are asked to log in first.
- *whoever is* an admin, an educator, a facilitator: guests are asked to log in; to every other account the
  address leads nowhere.
- *a program*: without a cookie, mostly with a token that its learner made; a browser's login opens none of
  these.
- *whoever joined* a live session, *whoever leads it*: known by a cookie of that session alone; to everybody
  else the session is not there. An account or a guest is nothing here.

| Method | Path | Who may call it |
|---|---|---|
{rows}
"""


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
@click.option(
    "--write",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the page for readers to this file.",
)
@with_appcontext
def routes(as_json: bool, write: Path | None) -> None:
    """Tell who may call which route."""
    doors = access.doors(current_app)
    if write:
        write.write_text(page(current_app), encoding="utf-8")
    elif as_json:
        click.echo(json.dumps({"routes": [_as_json(door) for door in doors]}, indent=2))
    else:
        for line in _lines(doors):
            click.echo(line)


def page(app: Flask) -> str:
    """Return the page for readers, in Markdown."""
    rows = (f"| {door.method} | `{door.path}` | {door.access.words} |" for door in access.doors(app))
    return PAGE.format(rows="\n".join(rows))


def _lines(doors: Sequence[Door]) -> list[str]:
    width = max(len(door.path) for door in doors)
    return [f"{door.method:<6}  {door.path:<{width}}  {door.access.words}" for door in doors]


def _as_json(door: Door) -> dict[str, object]:
    allowed = door.access
    return {
        "method": door.method,
        "path": door.path,
        "who": allowed.words,
        "login": allowed.login,
        "own": allowed.own,
        "roles": sorted(allowed.roles),
        "program": allowed.by_program,
        "scope": allowed.scope,
    }
