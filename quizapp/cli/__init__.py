"""The command line: thin commands that parse what was typed and call a service."""

from typing import Any

import click
from flask import Flask
from flask.cli import FlaskGroup
from flask_migrate.cli import db

from quizapp import create_app
from quizapp.cli.backup import backup, restore
from quizapp.cli.bank import bank
from quizapp.cli.create_admin import create_admin
from quizapp.cli.demo import demo
from quizapp.cli.doctor import doctor
from quizapp.cli.guests import guests
from quizapp.cli.init import init
from quizapp.cli.items import items
from quizapp.cli.picture import picture
from quizapp.cli.practice import practice
from quizapp.cli.progress import progress
from quizapp.cli.routes import routes
from quizapp.cli.serve import serve
from quizapp.cli.settings import read_settings
from quizapp.cli.study import schedule, study
from quizapp.cli.study_fit import evaluate_models, fit_memory


class Commands(FlaskGroup):
    """Our commands; those that need the application make it, and none else."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            create_app=make_app,
            add_default_commands=False,
            add_version_option=False,
            load_dotenv=False,
            set_debug_flag=False,
            **kwargs,
        )
        # Options for choosing an application; here it is always this one.
        self.params = [option for option in self.params if option.name not in {"env_file", "app", "debug"}]

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands without making the application, so that help comes even with bad settings."""
        return sorted(self.commands)


def make_app() -> Flask:
    """Return the application with the settings from the environment."""
    return create_app(read_settings())


@click.group(cls=Commands)
@click.version_option(package_name="quizapp", message="quizapp %(version)s")
def cli() -> None:
    """Quizzes and flashcards about neuroendocrine tumours."""


for command in (
    backup,
    bank,
    create_admin,
    db,
    demo,
    doctor,
    guests,
    init,
    items,
    picture,
    practice,
    progress,
    restore,
    routes,
    schedule,
    serve,
    study,
):
    cli.add_command(command)
study.add_command(fit_memory)
study.add_command(evaluate_models)


def main() -> None:
    """Run the command that was typed."""
    cli(prog_name="quizapp")
