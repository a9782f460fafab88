"""``quizapp serve``: answer on this machine until told to stop."""

import os
import ssl
import sys

import click

from quizapp import create_app, instance_lock, serving
from quizapp.cli import hall
from quizapp.cli.database import tables
from quizapp.cli.settings import read_settings
from quizapp.config import Settings
from quizapp.demo import refusals
from quizapp.demo.refusals import is_this_machine_only

COUNTED_APART = (
    "Another server is running on this instance folder, and each counts for itself how often somebody tries "
    "a password, so more tries get through. Set QUIZAPP_RATE_LIMIT_STORAGE to a Redis that both use."
)

FILE = click.Path(exists=True, dir_okay=False, resolve_path=True)


@click.command()
@click.option(
    "--host", default="", help="Address of this machine to answer on; 127.0.0.1, or with --hall all of them."
)
@click.option(
    "--port",
    default=8000,
    show_default=True,
    envvar="PORT",
    type=click.IntRange(0, 65535),
    help="Port to answer on; 0 takes any free one. PORT in the environment does the same.",
)
@click.option(
    "--workers",
    default=1,
    show_default=True,
    type=click.IntRange(1, 64),
    help="How many server processes answer; more than one takes a Redis.",
)
@click.option("--hall", "in_hall", is_flag=True, help="Answer the phones in a hall, and say how they come.")
@click.option("--address", default="", help="Where phones in the hall reach this machine, if not as found.")
@click.option("--certificate", type=FILE, help="Answer by HTTPS with this certificate (PEM).")
@click.option("--key", type=FILE, help="The certificate's key (PEM, without a password).")
def serve(
    host: str, port: int, workers: int, in_hall: bool, address: str, certificate: str | None, key: str | None
) -> None:
    """Answer until told to stop; start again at once what dies: a server process or the job worker."""
    settings = read_settings()
    refuse_what_does_not_fit(settings, workers=workers, in_hall=in_hall, address=address)
    refuse_certificate(certificate, key)
    names = hall.names(host, address) if in_hall else ()
    host = host or (hall.every_address(names[0]) if in_hall else "127.0.0.1")
    offers_demo = not refusals.open_to_others(settings, host)
    if not offers_demo:
        keep_simulated_people_in(settings)
    place = serving.Place(host=host, port=free_port(host, port), certificate=certificate or "", key=key or "")
    here = hall.Hall(place=place, names=names) if in_hall else None
    if here is None and not is_this_machine_only(host) and not certificate:
        click.echo(
            f"Anyone who can reach {host} can open these pages, and nothing they send is encrypted. "
            "For others, put a proxy with HTTPS in front and set QUIZAPP_SECURE_COOKIES=true.",
            err=True,
        )
    worker = serving.Worker([sys.executable, "-m", "quizapp.worker"])

    def say(first: bool) -> None:
        if first:
            worker.start()
        if first and here:
            click.echo(hall.announcement(here, settings))
        else:
            click.echo(announcement(place.address(host), first=first, offers_demo=offers_demo))

    servers = serving.Servers(
        [sys.executable, "-m", "quizapp.asgi"],
        place,
        count=workers,
        environment={**os.environ, **settings_of(place, here)},
        on_ready=say,
    )
    try:
        run(servers, settings)
    finally:
        worker.stop()
    if here:  # after a crash the link is to open the same hall; after this evening it is to open none
        settings.hall_secret_path.unlink(missing_ok=True)


def run(servers: serving.Servers, settings: Settings) -> None:
    """Let the server processes answer until told to stop, or end the command and say why they cannot."""
    try:
        with instance_lock.serving(settings.instance_dir) as alone:
            if not alone and settings.rate_limit_storage.startswith("memory:"):
                click.echo(COUNTED_APART, err=True)
            servers.run()
    except instance_lock.LockedError:
        raise click.ClickException(
            "A backup is being restored just now. Start the server when that is done."
        ) from None
    except serving.NeverAnsweredError:
        raise click.ClickException(
            "The server process ended before it answered; the lines above say why. `quizapp doctor` may help."
        ) from None


def refuse_what_does_not_fit(settings: Settings, *, workers: int, in_hall: bool, address: str) -> None:
    """End the command, and say why, when what was asked for cannot be had together."""
    if address and not in_hall:
        raise click.UsageError("--address says where a hall reaches this machine, so it goes with --hall.")
    if workers == 1:
        return
    if sys.platform == "win32":
        raise click.ClickException("On Windows, programs cannot share a port: leave --workers out.")
    needed = {
        "QUIZAPP_LIVE_WIRE": settings.live_wire,
        "QUIZAPP_RATE_LIMIT_STORAGE": settings.rate_limit_storage,
    }
    missing = [name for name, value in needed.items() if value.startswith("memory:")]
    if missing:
        raise click.ClickException(
            "Several server processes have to hear of each other's live sessions, and to count tries of "
            f"passwords together. Set {' and '.join(missing)} to a Redis, such as redis://localhost:6379."
        )


def refuse_certificate(certificate: str | None, key: str | None) -> None:
    """End the command, and say why, when there is no going with a certificate."""
    if bool(certificate) != bool(key):
        raise click.UsageError("--certificate and --key go together.")
    try:
        if certificate:
            ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key, password="")
    except OSError as error:
        raise click.ClickException(
            "The certificate and its key cannot be used: they have to be PEM files that belong together, and "
            "the key must not ask for a password."
        ) from error


def free_port(host: str, port: int) -> int:
    """Return the port, or any free one for 0, or end the command and say why nothing can answer there."""
    try:
        return serving.free_port(host, port)
    except OSError as error:
        reason = str(error.strerror).partition(" (")[0]  # Python adds the address, which is said already
        raise click.ClickException(
            f"Nothing can answer on {host}, port {port}: {reason}. Stop the program that is there, "
            "or choose another port: `quizapp serve --port 8001`, or `make run PORT=8001`."
        ) from error


def settings_of(place: serving.Place, here: hall.Hall | None) -> dict[str, str]:
    """Return the settings that follow from where the pages are, as the server processes read them."""
    found = {}
    if here:
        found["QUIZAPP_HALL_ADDRESS"] = here.addresses[0]
    if here or place.certificate:  # a browser keeps no secure cookie that comes without HTTPS
        found["QUIZAPP_SECURE_COOKIES"] = str(bool(place.certificate))
    return found


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
