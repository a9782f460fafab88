"""Banks by their lasting names, as they are stored with what was changed on the web."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click
from flask.cli import ScriptInfo

from quizapp.banks import picture_queries, queries, web_changes
from quizapp.cli.database import tables
from quizapp.core.banks import Bank
from quizapp.core.pictures import Picture
from quizapp.formats.toml_bank import parse_bank


def apart(paths: Iterable[Path]) -> tuple[list[str], tuple[Path, ...]]:
    """Return what names stored banks, and what names files and folders."""
    paths = list(paths)
    names = [str(path) for path in paths if not path.exists() and path.name == str(path) and not path.suffix]
    return names, tuple(path for path in paths if str(path) not in names)


def texts(names: Sequence[str]) -> dict[str, str]:
    """Return the text of each stored bank, by name.

    :raises click.ClickException: there is no such bank, or no database.
    """
    if not names:
        return {}
    with _stored():
        rows = {name: queries.bank_by_slug(name) for name in names}
        if missing := [name for name, row in rows.items() if row is None]:
            raise click.ClickException(
                f"There is no file and no stored bank of this name: {', '.join(missing)}."
                " `quizapp bank list` tells the names."
            )
        return {name: web_changes.text_of(row) for name, row in rows.items() if row}


def pictures(names: Sequence[str]) -> dict[str, Picture]:
    """Return the pictures that stored banks may show besides those of the files; none if no bank is named."""
    if not names:
        return {}
    with _stored():
        return picture_queries.uploaded()


@contextmanager
def _stored() -> Iterator[None]:
    info = click.get_current_context().ensure_object(ScriptInfo)
    with info.load_app().app_context(), tables():
        yield


def bank_of(name: str, text: str) -> Bank:
    """Return the bank that a stored text holds.

    :raises click.ClickException: the text is none of a bank.
    """
    bank = parse_bank(text, name=name).bank
    if bank is None:
        raise click.ClickException(f"What is stored of {name} cannot be read.")
    return bank
