"""``quizapp bank export``: banks as files for other systems."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from importlib.resources import files
from pathlib import Path

import click

from quizapp.core.banks import Bank, Finding
from quizapp.core.facts import Knowledge
from quizapp.formats.bank_json import banks_as_json
from quizapp.formats.exchange.files import Format
from quizapp.formats.exchange.writing import Writer
from quizapp.formats.exchange.writing_files import ENDINGS, WRITERS
from quizapp.study.taking.bank_deck import anki_writer

FORMATS = [*WRITERS, Format.APKG, Format.TOML]
TEXTS = (".csv", ".json", ".txt", ".xml")
"""How files end that can be shown."""


def writer_of(format_: Format, *, now: datetime, emergency_advice: str) -> Writer:
    """Return what writes a format; ``now`` and ``emergency_advice`` are for cards."""
    if format_ in WRITERS:
        return WRITERS[format_]
    style = files("quizapp").joinpath("static/css/pictures.css").read_text(encoding="utf-8")
    return anki_writer(style=style, now=now, emergency_advice=emergency_advice)


def export(
    banks: Sequence[Bank], knowledge: Knowledge, *, format_: Format, writer: Writer, output: Path | None
) -> None:
    """Write each bank into a file of its own, and tell what of it stays behind.

    :raises click.ClickException: there is no place for it, or no bank.
    """
    ending = ENDINGS[format_]
    if not banks:
        raise click.ClickException("There is no bank to be written.")
    if output is None and len(banks) > 1:
        raise click.UsageError("A file of this format holds one bank. Name a folder with --output.")
    if output is None and not ending.endswith(TEXTS) and sys.stdout.isatty():
        raise click.UsageError("This format cannot be shown. Name a file with --output.")
    for bank in banks:
        written = writer(bank, knowledge)
        if output is None:
            click.echo(written.data, nl=False)
        else:
            _store(written.data, _path(output, bank.id, ending, is_folder=len(banks) > 1))
        _tell(bank, written.findings)


def export_json(banks: Iterable[Bank], knowledge: Knowledge, output: Path | None) -> None:
    """Write all banks into one document."""
    text = json.dumps(banks_as_json(banks, knowledge), indent=2)
    if output is None:
        click.echo(text)
    else:
        _store(f"{text}\n".encode(), output)


def export_texts(texts: Mapping[str, str], output: Path | None) -> None:
    """Write each bank as the file of ours that it is, to the byte; ``texts`` by the bank's name.

    :raises click.ClickException: there is no place for it, or no bank.
    """
    if not texts:
        raise click.ClickException("There is no bank to be written.")
    if output is None and len(texts) > 1:
        raise click.UsageError("A file of this format holds one bank. Name a folder with --output.")
    for name, text in texts.items():
        if output is None:
            click.echo(text.encode(), nl=False)
        else:
            _store(text.encode(), _path(output, name, ENDINGS[Format.TOML], is_folder=len(texts) > 1))


def _path(output: Path, bank: str, ending: str, *, is_folder: bool) -> Path:
    return output / f"{bank}{ending}" if is_folder or output.is_dir() else output


def _store(data: bytes, path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise click.ClickException(f"{click.format_filename(path)}: {error.strerror}.") from None


def _tell(bank: Bank, findings: Iterable[Finding]) -> None:
    """Tell what stays behind, once for all questions of which it is true."""
    by_message: dict[str, list[str]] = {}
    for finding in findings:
        by_message.setdefault(finding.message, []).append(finding.item)
    for message, items in by_message.items():
        click.echo(f"{bank.id}: {message} ({', '.join(items)})", err=True)
