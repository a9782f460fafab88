"""``quizapp create-admin``: the first account that may give others their roles."""

import json
import secrets
import sys

import click
from email_validator import EmailNotValidError, validate_email
from flask.cli import with_appcontext

from quizapp.accounts import queries, service
from quizapp.accounts.security import PASSWORD_LENGTH
from quizapp.cli.database import tables
from quizapp.core.people import Role
from quizapp.web.clock import utcnow


@click.command("create-admin")
@click.option("--email", prompt="E-mail address", help="What the admin logs in with.")
@click.option("--json", "as_json", is_flag=True, help="Ask for no password, print JSON.")
@with_appcontext
def create_admin(email: str, as_json: bool) -> None:
    """Make an account that may give others their roles; one that there is already becomes an admin's."""
    address = sound(email)
    with tables():
        account = queries.find_account(address)
        if account:
            service.give_role(account, Role.ADMIN)
            told, password = "This account is an admin’s now; its password stays.", None
        else:
            typed = "" if as_json or not sys.stdin.isatty() else ask_for_password()
            password = None if typed else secrets.token_urlsafe(12)
            service.create_account(address, typed or password or "", roles={Role.ADMIN}, now=utcnow())
            told = f"The account is made. Password: {password}" if password else "The account is made."
    if as_json:
        click.echo(json.dumps({"email": address, "created": account is None, "password": password}))
    else:
        click.echo(told)


def sound(email: str) -> str:
    """Return an address as it is stored, or stop with a sentence."""
    try:
        return validate_email(email, check_deliverability=False).normalized.lower()
    except EmailNotValidError as error:
        raise click.BadParameter(str(error), param_hint="--email") from error


def ask_for_password() -> str:
    """Ask for a password twice without showing it; nothing typed means that one is to be made."""
    typed: str = click.prompt(
        "Password (leave it empty to have one made)",
        hide_input=True,
        default="",
        show_default=False,
        confirmation_prompt=True,
    )
    if typed and len(typed) < PASSWORD_LENGTH:
        raise click.ClickException(f"A password needs at least {PASSWORD_LENGTH} characters.")
    return typed
