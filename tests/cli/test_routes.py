"""``quizapp routes`` tells who may call what, and the page for readers says the same."""

from pathlib import Path

from flask import Flask

from quizapp.cli.routes import page, routes
from tests.cli import schemas

PAGE = Path(__file__).parents[2] / "docs" / "routes.md"
COMMAND = "quizapp routes --write docs/routes.md"


def test_the_page_for_readers_is_made_from_the_declarations(app: Flask) -> None:
    assert PAGE.read_text(encoding="utf-8") == page(app), f"routes changed: run `{COMMAND}`"


def test_the_command_writes_the_page(app: Flask, tmp_path: Path) -> None:
    written = tmp_path / "routes.md"
    result = app.test_cli_runner().invoke(routes, ["--write", str(written)])
    assert result.exit_code == 0
    assert written.read_text(encoding="utf-8") == page(app)


def test_every_route_is_told_as_json(app: Flask) -> None:
    result = app.test_cli_runner().invoke(routes, ["--json"])
    told = schemas.read("routes", result.stdout)["routes"]
    methods = [rule.methods or set() for rule in app.url_map.iter_rules()]
    assert len(told) == sum(len(some - {"HEAD", "OPTIONS"}) for some in methods)


def test_paths_are_told_without_what_their_parts_are_made_of(app: Flask) -> None:
    told = app.test_cli_runner().invoke(routes).stdout
    assert "/questions/<item_id>/<version>/report/sent" in told
    assert "int(" not in told
