"""``quizapp guests …``: look after people without an account."""

import json

import click
from flask import current_app
from flask.cli import with_appcontext

from quizapp.cli.database import tables
from quizapp.personal import erasure
from quizapp.web import privacy
from quizapp.web.clock import utcnow
from quizapp.web.filters import count_of


@click.group()
def guests() -> None:
    """Look after people without an account."""


@guests.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a sentence.")
@with_appcontext
def purge(as_json: bool) -> None:
    """Delete guests who stayed away for more than 30 days, with everything of theirs."""
    with tables():
        gone = erasure.purge(privacy.tables(current_app), now=utcnow())
    if as_json:
        click.echo(json.dumps({"removed": gone}))
    else:
        click.echo(f"{count_of(gone, 'guest', 'guests')} removed.")
