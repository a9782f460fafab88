"""``quizapp backup`` and ``quizapp restore``: one file that holds everything, and the way back."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
import flask_migrate

from quizapp import create_app, data_folder, revisions
from quizapp.backups import service
from quizapp.backups.archive import Manifest
from quizapp.backups.errors import BackupError
from quizapp.backups.service import Restored
from quizapp.cli.settings import read_settings
from quizapp.database import db
from quizapp.web.clock import utcnow


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--force", is_flag=True, help="Overwrite FILE if it is there.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of sentences.")
def backup(file: Path, force: bool, as_json: bool) -> None:
    """Write the whole database into FILE, while the site goes on. The secret key is not in it."""
    with said_plainly():
        manifest = service.back_up(read_settings(), file, overwrite=force, now=utcnow())
    if as_json:
        click.echo(json.dumps({"file": str(file), **facts(manifest)}, indent=2))
        return
    click.echo(f"{file} holds the database as it was at {manifest.made_at:%Y-%m-%d %H:%M:%S} UTC.")
    click.echo("The secret key is not in it: keep a copy of that as well, at another place.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of sentences.")
def restore(file: Path, as_json: bool) -> None:
    """Put the database in FILE in the place of today's, which is kept. Stop the server first."""
    migrations = data_folder("migrations")
    with said_plainly():
        done = service.restore(
            read_settings(),
            file,
            known=revisions.known(migrations),
            head=revisions.head(migrations),
            migrate=migrate,
            now=utcnow(),
        )
    if as_json:
        click.echo(json.dumps(as_value(done), indent=2))
        return
    for line in lines(done):
        click.echo(line)


@contextmanager
def said_plainly() -> Iterator[None]:
    """End the command with a sentence when it cannot be done."""
    try:
        yield
    except BackupError as error:
        raise click.ClickException(str(error)) from error


def migrate(url: str) -> None:
    """Bring the tables of another database up to date."""
    app = create_app(read_settings().model_copy(update={"database_url": url}))
    with app.app_context():
        flask_migrate.upgrade()
        db.engine.dispose()


def facts(manifest: Manifest) -> dict[str, Any]:
    """Return what a backup says of itself, without what only we can use."""
    return manifest.model_dump(mode="json", exclude={"key_mark"})


def as_value(done: Restored) -> dict[str, Any]:
    """Return what a restore did."""
    return {
        "backup": facts(done.manifest),
        "migrated": done.migrated,
        "replaced": done.replaced,
        "same_key": done.same_key,
    }


def lines(done: Restored) -> Iterator[str]:
    """Return what a restore did, in sentences."""
    yield f"The database is again as it was at {done.manifest.made_at:%Y-%m-%d %H:%M:%S} UTC."
    if done.migrated:
        yield "It came from an older version, and its tables were brought up to date."
    if done.replaced:
        yield f"What was there before is kept as {done.replaced}; remove it when you are sure."
    if not done.same_key:
        yield (
            "The secret key is another one than when the backup was made: everybody is logged out, guests "
            "lose the way to what they did, and codes for logging in in two steps no longer fit. If you have "
            "that key, put it back before you start the server."
        )
    yield "Now run `quizapp doctor` and `quizapp study rebuild --check`, then start the server."
