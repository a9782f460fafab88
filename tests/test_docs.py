"""The guides say what the program does."""

import ast
import json
import logging
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click
import pytest

from quizapp import config, logs
from quizapp.banks import checking
from quizapp.cli import cli
from quizapp.config import Settings
from quizapp.web import request_log
from quizapp.web.metrics import Metrics

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"


def meanings() -> dict[str, str]:
    """Return what the docstring below each setting says."""
    (settings,) = (
        node
        for node in ast.parse(Path(config.__file__).read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef) and node.name == "Settings"
    )
    return {
        field.target.id: ast.literal_eval(docstring.value)
        for field, docstring in zip(settings.body, settings.body[1:], strict=False)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(docstring, ast.Expr)
    }


def setting_rows() -> list[str]:
    """Return the rows of the table of settings, as the code has them."""
    said = meanings()
    return [
        "| `QUIZAPP_{}` | {} | {} |".format(
            name.upper(),
            "empty" if field.default in {"", None} else f"`{field.default}`",
            " ".join(said[name].replace("``", "`").split()),
        )
        for name, field in Settings.model_fields.items()
    ]


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    """Return every command with its full name."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield " ".join((*path, name)), command


# Flask-Migrate's own commands have their own guide.
OURS = {name: command for name, command in commands(cli) if not name.startswith("db ")}
WITH_JSON = [
    name for name, command in OURS.items() if any("--json" in option.opts for option in command.params)
]


def test_the_guide_has_every_setting_with_its_default_and_its_meaning() -> None:
    guide = (DOCS / "operator-guide.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `QUIZAPP_.*$", guide, re.MULTILINE) == setting_rows()


def test_the_guide_names_every_figure_for_prometheus() -> None:
    guide = (DOCS / "operator-guide.md").read_text(encoding="utf-8")
    families = [family for family in Metrics().registry.collect() if family.name.startswith("quizapp")]
    assert sorted(re.findall(r"^\| `(quizapp_\w+)`", guide, re.MULTILINE)) == sorted(f.name for f in families)


def test_the_log_line_in_the_guide_is_one_that_is_written() -> None:
    guide = (DOCS / "operator-guide.md").read_text(encoding="utf-8")
    (line,) = re.findall(r'^    (\{"endpoint".*\})$', guide, re.MULTILINE)
    record = logging.LogRecord(request_log.__name__, logging.INFO, "", 0, "request", (), None)
    vars(record).update(dict.fromkeys(("endpoint", "method", "request", "status", "ms")))
    assert json.loads(logs.formatter("json").format(record)).keys() == json.loads(line).keys()


@pytest.mark.parametrize("name", OURS)
def test_the_guide_names_every_command_and_its_options(name: str) -> None:
    guide = (DOCS / "cli.md").read_text(encoding="utf-8")
    assert f"## `quizapp {name}" in guide
    section = guide.split(f"## `quizapp {name}")[1].split("\n## ")[0]
    options = [option.opts[-1] for option in OURS[name].params if isinstance(option, click.Option)]
    assert [option for option in options if f"`{option}" not in section] == []


@pytest.mark.parametrize("name", WITH_JSON)
def test_every_json_output_has_a_schema_that_the_guide_names(name: str) -> None:
    schema = f"{name.replace(' ', '-')}.json"
    assert (DOCS / "schemas" / schema).is_file()
    assert f"(schemas/{schema})" in (DOCS / "cli.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", sorted(DOCS.rglob("*.md")), ids=lambda page: page.name)
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8"))
    inside = [link for link in links if "://" not in link]
    assert [link for link in inside if not (page.parent / link).exists()] == []


def test_the_readme_counts_the_questions_as_they_are() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    report = checking.check(ROOT / "questions", (), today=date(2026, 11, 20))
    banks = [file.bank for file in report.banks if file.bank]
    for bank in banks:
        assert f"| {bank.title} | {len(bank.items)} |" in readme
    items, facts = sum(len(bank.items) for bank in banks), len(report.knowledge.facts)
    assert f"{items} items on {facts} facts" in readme


@pytest.mark.parametrize(
    "guide", [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))], ids=lambda path: path.name
)
def test_no_link_between_the_guides_is_dead(guide: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", guide.read_text(encoding="utf-8"))
    assert [link for link in links if not (guide.parent / link).exists()] == []


@pytest.mark.parametrize("guide", sorted(DOCS.rglob("*.md")), ids=lambda path: path.name)
def test_every_picture_on_a_guide_is_there_small_and_told_in_words(guide: Path) -> None:
    text = guide.read_text(encoding="utf-8")
    told = dict(re.findall(r'<img src="([^"]+)" width="\d+" alt="([^"]{20,})">', text))
    assert len(told) == text.count("<img")
    assert [link for link in told if (guide.parent / link).stat().st_size > 60_000] == []


@pytest.mark.parametrize("name", ["learner-guide.md", "facilitator-guide.md"])
def test_what_a_guide_for_people_quotes_stands_in_the_program(name: str) -> None:
    guide = (DOCS / name).read_text(encoding="utf-8")
    prose = " ".join(re.sub(r"<[^>]+>", "", guide).split())
    program = "".join(
        path.read_text(encoding="utf-8")
        for kind in ("html", "js", "py")
        for path in sorted((ROOT / "quizapp").rglob(f"*.{kind}"))
    )
    assert [words for words in re.findall(r"“([^”]+)”", prose) if words not in program] == []
