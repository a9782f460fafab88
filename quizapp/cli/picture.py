"""``quizapp picture …``: look after the pictures that educators uploaded."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from quizapp.author.pictures import removal as picture_removal
from quizapp.author.pictures.removal import Found, Removed
from quizapp.banks.knowledge_files import read_knowledge
from quizapp.cli.database import tables
from quizapp.web.clock import utcnow
from quizapp.web.filters import count_of

SHIPPED = (
    "This picture came with the program. Its file is in the folder of questions, and would bring it back."
)


@click.group()
def picture() -> None:
    """Look after the pictures that educators uploaded."""


@picture.command()
@click.argument("name", metavar="NAME")
@click.option("--yes", is_flag=True, help="Do not ask whether you are sure.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of sentences.")
@with_appcontext
def remove(name: str, yes: bool, as_json: bool) -> None:
    """Remove the picture of the lasting name NAME everywhere, also from old versions of questions.

    For a mistake that cannot stay, such as a picture by which somebody is known. It cannot be undone.
    """
    with tables():
        found = _found(name)
        if not yes:
            click.confirm(f"{_asked(found)} Remove it?", abort=True, err=True)
        done = picture_removal.remove(name, now=utcnow())
    if as_json:
        click.echo(json.dumps(asdict(done), indent=2))
        return
    for line in _lines(done):
        click.echo(line)


def _found(name: str) -> Found:
    questions: Path = current_app.config["QUESTIONS_DIR"]
    if name in read_knowledge(questions).knowledge.pictures:
        raise click.ClickException(SHIPPED)
    found = picture_removal.find(name)
    if found is None:
        raise click.ClickException(f"There is no picture “{name}”.")
    return found


def _asked(found: Found) -> str:
    versions = count_of(found.versions, "version of a question shows", "versions of questions show")
    return f"{versions} the picture “{found.picture}”. It and its words will be gone for good."


def _lines(done: Removed) -> Iterator[str]:
    yield f"The picture “{done.picture}” is removed from {count_of(done.versions, 'version', 'versions')}."
    if done.withdrawn:
        yield f"Learners are not given these questions until they are changed: {', '.join(done.withdrawn)}."
    yield "Restart the server, which may keep it in memory, and delete backups and decks that hold it."
