"""``quizapp init``: make or update what the application keeps, so that it can be served."""

import click
import flask_migrate
from flask import current_app
from flask.cli import with_appcontext

from quizapp.banks import service
from quizapp.cli import bank_report
from quizapp.progress import rebuild
from quizapp.web.clock import utcnow


@click.command()
@with_appcontext
def init() -> None:
    """Make or update the database, and load the banks; what is stored already is kept.

    A bank with errors is told of and left as it is stored; it keeps nobody from the others.
    """
    flask_migrate.upgrade()
    rebuild.count_all_once()
    click.echo("The tables are up to date.")
    questions = current_app.config["QUESTIONS_DIR"]
    for line in bank_report.load_lines(service.load_all(questions, now=utcnow())):
        click.echo(line)
