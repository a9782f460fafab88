"""``quizapp doctor``: look at the installation and say what to mend."""

import json
from dataclasses import asdict

import click

from quizapp.cli.health import look
from quizapp.web.clock import utcnow


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of sentences.")
def doctor(as_json: bool) -> None:
    """Look at the installation, say what is wrong and how to mend it; exit 1 on a fault."""
    checks = list(look(now=utcnow()))
    ok = all(check.ok for check in checks)
    if as_json:
        click.echo(json.dumps({"ok": ok, "checks": [asdict(check) for check in checks]}, indent=2))
    else:
        for check in checks:
            click.echo(f"{'well ' if check.ok else 'FAULT'}  {check.message}")
            if not check.ok:
                click.echo(f"       {check.fix}")
    if not ok:
        raise SystemExit(1)
