"""``quizapp serve --hall``: by which address a hall finds this machine, and what the terminal says of it."""

import io
import re
import sys
from dataclasses import dataclass
from ipaddress import ip_address

import click
import segno

from quizapp import own_addresses, secret_file
from quizapp.config import Settings
from quizapp.live.hall import PATH
from quizapp.serving import Place

EVERY_IPV4, EVERY_IPV6 = "0.0.0.0", "::"  # noqa: S104 - the whole hall is to come in

OWN_NAMES = {EVERY_IPV4: "127.0.0.1", EVERY_IPV6: "::1"}
"""By which name a browser on this machine comes."""

BRIGHT_ON_BLACK, AS_BEFORE = "\033[97;40m", "\033[0m"
"""Colours of the terminal; phones read a code of bright squares on black, but not the other way round."""


@dataclass(frozen=True, kw_only=True)
class Hall:
    """A hall that is served: where this machine answers, and by which names phones may reach it."""

    place: Place
    names: tuple[str, ...]

    @property
    def addresses(self) -> tuple[str, ...]:
        """The addresses for phones, the likeliest first."""
        return tuple(self.place.address(name) for name in self.names)

    @property
    def own_address(self) -> str:
        """The address for a browser on this machine.

        Without HTTPS it is one where browsers let a page keep the screen awake. A certificate is made out to
        the name that phones use.
        """
        own = None if self.place.certificate else OWN_NAMES.get(self.place.host)
        return self.place.address(own) if own else self.addresses[0]


def names(host: str, said: str) -> tuple[str, ...]:
    """Return by which names a hall may reach this machine: first what was said, then the likeliest.

    :raises ClickException: there is no network, or what was said is no name.
    """
    if said and not _is_name(said):
        raise click.ClickException(f"--address: {said} is no address. It looks like 192.168.8.20, or a name.")
    found = [host] if host and host not in OWN_NAMES else [str(ip) for ip in own_addresses.reachable()]
    if not (said or found):
        raise click.ClickException(
            "This machine is in no network, so no phone can reach it. Join the Wi-Fi of the hall, or switch "
            "on your own router or hotspot, and start again."
        )
    return tuple(dict.fromkeys([said, *found] if said else found))


def every_address(name: str) -> str:
    """Return the host to answer on so that a name and its likes reach it."""
    return EVERY_IPV6 if ":" in name else EVERY_IPV4


def announcement(here: Hall, settings: Settings) -> str:
    """Return what whoever sets up the hall reads: where phones go, and where the session is led."""
    address = settings.public_url or here.addresses[0]
    others = ", ".join(here.names[1:])
    elsewhere = f"If phones cannot open that, start again with --address and one of these: {others}\n"
    return (
        f"quizapp is ready for the hall. People join at {address}/live/\n"
        f"{code(f'{address}/live/')}"
        f"{elsewhere if others else ''}\n"
        "Open this on the laptop to lead a session. It is a secret: whoever has it can lead.\n"
        f"  {here.own_address}{PATH}hall/{secret_file.load(settings.hall_secret_path)}\n\n"
        "Press Ctrl+C to stop."
    )


def code(address: str) -> str:
    """Return an address as a code that phones read, or nothing where no terminal shows it."""
    if not sys.stdout.isatty():
        return ""
    drawn = io.StringIO()
    segno.make(address, micro=False).terminal(out=drawn, compact=True)
    try:
        drawn.getvalue().encode(sys.stdout.encoding)
    except UnicodeEncodeError:
        return ""
    return "".join(f"{BRIGHT_ON_BLACK}{line}{AS_BEFORE}\n" for line in drawn.getvalue().splitlines())


def _is_name(said: str) -> bool:
    """Tell whether what was said is an address or a name, without a port or a path."""
    try:
        ip_address(said)
    except ValueError:
        return re.fullmatch(r"[A-Za-z0-9.-]+", said) is not None
    return True
