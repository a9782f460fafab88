"""``quizapp demo``: accounts to look around with and a simulated class; or take both away again."""

import json
import secrets
import sys
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from zoneinfo import ZoneInfo

import click
from flask import current_app
from flask.cli import with_appcontext

from quizapp.cli.database import tables
from quizapp.core.people import Role
from quizapp.demo import service
from quizapp.demo.figures import Figures
from quizapp.demo.refusals import DemoRefusedError, refuse_to_make
from quizapp.demo.service import Plan
from quizapp.web.clock import utcnow
from quizapp.web.filters import count_of


@click.command()
@click.option("--students", default=60, show_default=True, type=click.IntRange(1, 500), help="How many.")
@click.option("--weeks", default=8, show_default=True, type=click.IntRange(1, 52), help="For how long.")
@click.option("--seed", default=1, show_default=True, help="The same number makes the same class.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="The day after the class ends; today.")
@click.option("--remove", is_flag=True, help="Take away everything simulated, and nothing else.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of sentences.")
@with_appcontext
def demo(students: int, weeks: int, seed: int, today: datetime | None, remove: bool, as_json: bool) -> None:
    """Make accounts to look around with and a simulated class, so that there is something to see."""
    with tables():
        if remove:
            service.remove()
            click.echo(json.dumps({"removed": True}) if as_json else "Everything simulated is gone.")
            return
        settings = current_app.extensions["settings"]
        try:
            refuse_to_make(settings)
        except DemoRefusedError as error:
            raise click.ClickException(str(error)) from error
        day = today.date() if today else utcnow().astimezone(ZoneInfo(settings.time_zone)).date()
        plan = Plan(students=students, weeks=weeks, seed=seed, today=day, time_zone=settings.time_zone)
        passwords = {role: secrets.token_urlsafe(12) for role in Role}
        make(plan, passwords)
        figures = service.figures(plan)
    if as_json:
        click.echo(json.dumps(as_value(plan, passwords, figures), indent=2))
        return
    for line in lines(plan, passwords, figures):
        click.echo(line)


def make(plan: Plan, passwords: Mapping[Role, str]) -> None:
    """Make everything, saying how far it is; take it away again if it is stopped half way."""
    try:
        service.make_accounts(passwords, now=utcnow())
        with click.progressbar(
            service.make_class(plan),
            length=plan.students,
            label="Simulating students",
            file=sys.stderr,
        ) as students:
            for _ in students:
                pass
    except BaseException:
        service.remove()
        raise


def as_value(plan: Plan, passwords: Mapping[Role, str], figures: Figures) -> dict[str, object]:
    """Return what is printed as JSON."""
    accounts = [
        {"role": role, "email": service.address(role), "password": password}
        for role, password in passwords.items()
    ]
    made_by = asdict(plan) | {"today": plan.today.isoformat()}
    return {"simulated": True, "accounts": accounts, "plan": made_by, "figures": asdict(figures)}


def lines(plan: Plan, passwords: Mapping[Role, str], figures: Figures) -> list[str]:
    """Return what is printed for people."""
    students = count_of(plan.students, "student", "students")
    weeks = count_of(plan.weeks, "week", "weeks")
    share = figures.true_retention.share
    kept = f", and still knew {share:.0%} of the cards that came back" if share else ""
    return [
        f"A simulated class is there: {students}, {weeks} until yesterday. Nobody in it is real.",
        f"They answered {figures.reviews:,} cards and {figures.answers:,} quiz questions{kept}.",
        "",
        "Log in with one of these. The passwords are shown this once and stored nowhere:",
        *(f"  {role:<12} {service.address(role):<36} {password}" for role, password in passwords.items()),
        "",
        "Every page then says that what it shows is simulated.",
        "`quizapp demo --remove` takes everything simulated away again, and nothing else.",
    ]
