"""``quizapp bank read``: what a file of another system holds."""

import json
from collections.abc import Iterator
from pathlib import Path

import click

from quizapp.core.banks import Severity
from quizapp.formats.exchange.as_json import read_as_json
from quizapp.formats.exchange.files import READERS, Format, read_file
from quizapp.formats.exchange.reading import ReadBank, refused
from quizapp.web.filters import count_of

LARGEST_FILE = 200 * 1024**2
"""Bytes that are read at all; each format has a lower limit of its own."""


@click.command()
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "format_",
    type=click.Choice([one.value for one in READERS]),
    help="Its format, if its name does not tell.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of sentences.")
def read(path: Path, format_: str | None, as_json: bool) -> None:
    """Read the questions of FILE, as another system wrote it; nothing is stored.

    Exit 1 where something could not be read.
    """
    found = _read(path, Format(format_) if format_ else None)
    if as_json:
        click.echo(json.dumps(read_as_json(found), indent=2))
    else:
        for line in _lines(found):
            click.echo(line)
    raise SystemExit(1 if any(located.is_error for located in found.findings) else 0)


def _read(path: Path, format_: Format | None) -> ReadBank:
    try:
        if path.is_file() and path.stat().st_size > LARGEST_FILE:
            size = LARGEST_FILE // 1024**2
            return refused("too-large", f"The file has over {size} MB.", fix="Split it into several files.")
        return read_file(path.read_bytes(), name=path.name, format_=format_)
    except OSError as error:
        return refused(
            "file", f"The file cannot be read ({error.strerror}).", fix="Look at its name and folder."
        )


def _lines(found: ReadBank) -> Iterator[str]:
    for located in found.findings:
        one = located.finding
        about = f"{one.item}: " if one.item else ""
        yield f"line {located.line}: {one.severity}: {about}{one.message} [{one.rule}]"
        yield f"      {one.fix}"
    raw = sum(item.type is None for item in found.items)
    errors = sum(located.finding.severity is Severity.ERROR for located in found.findings)
    total = count_of(len(found.items), "question", "questions")
    yield f"{total} read; {count_of(errors, 'error', 'errors')}."
    if raw:
        yield f"Of a type that there is not here, and kept as they stand in the file: {raw}."
