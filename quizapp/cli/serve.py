"""``quizapp serve``: answer on this machine until told to stop."""

import os
import sys

import click

from quizapp import create_app, instance_lock, serving
from quizapp.cli.database import tables
from quizapp.cli.settings import read_settings
from quizapp.config import Settings
from quizapp.demo import refusals
from quizapp.demo.refusals import is_this_machine_only

COUNTED_APART = (
    "Another server is running on this instance folder, and each counts for itself how often somebody tries "
    "a password, so more tries get through. Set QUIZAPP_RATE_LIMIT_STORAGE to a Redis that both use."
)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address of this machine to answer on.")
@click.option(
    "--port",
    default=8000,
    show_default=True,
    envvar="PORT",
    type=click.IntRange(0, 65535),
    help="Port to answer on; 0 takes any free one. PORT in the environment does the same.",
)
def serve(host: str, port: int) -> None:
    """Answer on one address until told to stop; start again at once what dies: the server or its worker."""
    settings = read_settings()
    is_open = refusals.open_to_others(settings, host)
    if is_open:
        keep_simulated_people_in(settings)
    try:
        port = serving.free_port(host, port)
    except OSError as error:
        reason = str(error.strerror).partition(" (")[0]  # Python adds the address, which is said already
        raise click.ClickException(
            f"Nothing can answer on {host}, port {port}: {reason}. Stop the program that is there, "
            "or choose another port: `quizapp serve --port 8001`, or `make run PORT=8001`."
        ) from error
    if not is_this_machine_only(host):
        click.echo(
            f"Anyone who can reach {host} can open these pages, and nothing they send is encrypted. "
            "For others, put a proxy with HTTPS in front and set QUIZAPP_SECURE_COOKIES=true.",
            err=True,
        )
    worker = serving.Worker([sys.executable, "-m", "quizapp.worker"])

    def say(first: bool) -> None:
        if first:
            worker.start()
        click.echo(announcement(address, first=first, offers_demo=not is_open))

    address = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    try:
        with instance_lock.serving(settings.instance_dir) as alone:
            if not alone and settings.rate_limit_storage.startswith("memory:"):
                click.echo(COUNTED_APART, err=True)
            serving.Servers(
                [sys.executable, "-m", "quizapp.asgi"],
                serving.Place(host=host, port=port),
                count=1,
                environment=os.environ,
                on_ready=say,
            ).run()
    except instance_lock.LockedError:
        raise click.ClickException(
            "A backup is being restored just now. Start the server when that is done."
        ) from None
    except serving.NeverAnsweredError:
        raise click.ClickException(
            "The server process ended before it answered; the lines above say why. `quizapp doctor` may help."
        ) from None
    finally:
        worker.stop()


def keep_simulated_people_in(settings: Settings) -> None:
    """End the command, and say why, when others would meet people who do not exist."""
    with create_app(settings).app_context(), tables():
        try:
            refusals.refuse_to_open()
        except refusals.DemoRefusedError as error:
            raise click.ClickException(str(error)) from error


def announcement(address: str, *, first: bool, offers_demo: bool) -> str:
    """Return what says where the pages are, or that they are back after a fault."""
    if not first:
        return f"The server process had died and was started again: {address}"
    ready = f"quizapp is ready: open {address} in a browser. Press Ctrl+C to stop."
    if not offers_demo:
        return ready
    return (
        f"{ready}\nTo look around with a simulated class in it, run `make demo` or `quizapp demo` meanwhile."
    )
