"""Where a demonstration may not be: beside real people's accounts, or where others can come."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from quizapp.config import Settings
from quizapp.demo import queries


class DemoRefusedError(Exception):
    """The demonstration may not be made or served here; the message says why, and what to do."""


def is_this_machine_only(host: str) -> bool:
    """Tell whether only programs on this machine can reach ``host``."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def opened_by(settings: Settings) -> str:
    """Return the setting that says that others use this site, or nothing."""
    if settings.secure_cookies:
        return "QUIZAPP_SECURE_COOKIES"
    public_host = urlsplit(settings.public_url).hostname
    return "QUIZAPP_PUBLIC_URL" if public_host and not is_this_machine_only(public_host) else ""


def refuse_to_make(settings: Settings) -> None:
    """Refuse a demonstration where it could be taken for something real.

    :raises DemoRefusedError: the site is open to others, has accounts, or has a demonstration already.
    """
    setting = opened_by(settings)
    if setting:
        raise DemoRefusedError(
            f"{setting} is set, so others use this site, and simulated people have no place there. "
            "Make the demonstration on a machine of your own, without that setting."
        )
    if queries.count_accounts(simulated=True):
        raise DemoRefusedError(
            "There is a demonstration here already. `quizapp demo --remove` takes it away; then you can make "
            "another."
        )
    if queries.count_accounts(simulated=False):
        raise DemoRefusedError(
            "People have accounts here, and simulated ones must not mix with theirs. Make the demonstration "
            "in a folder of its own: set QUIZAPP_INSTANCE_DIR=demo, then run `quizapp init` and "
            "`quizapp demo`."
        )
    if not queries.offered_banks():
        raise DemoRefusedError("There are no questions yet to learn. Run `quizapp init`, then this again.")


def open_to_others(settings: Settings, host: str) -> bool:
    """Tell whether a site served on ``host`` is meant to be reached from other machines."""
    return bool(opened_by(settings)) or not is_this_machine_only(host)


def refuse_to_open() -> None:
    """Refuse to open a site to others while simulated accounts are there.

    :raises DemoRefusedError: others could meet people who do not exist.
    """
    if queries.count_accounts(simulated=True):
        raise DemoRefusedError(
            "There are simulated accounts here, which others must not meet. `quizapp demo --remove` takes "
            "them away. To serve this machine alone, leave out --host, --hall, QUIZAPP_SECURE_COOKIES "
            "and QUIZAPP_PUBLIC_URL."
        )
