"""Whether the machine has what the program needs."""

import shutil
import sys
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy.engine import make_url

from quizapp.backups import programs
from quizapp.cli.health.check import Check
from quizapp.config import Settings

SPARE_BYTES = 500 * 1024 * 1024
"""What has to be free at least: SQLite, logs and a copy on its way all need some."""


def python_version() -> Check:
    version = ".".join(map(str, sys.version_info[:3]))
    return Check(
        name="python",
        ok=sys.version_info >= (3, 11),
        message=f"Python: this is {version}.",
        fix="Install Python 3.11 or newer and make the virtual environment anew.",
    )


def time_zone(settings: Settings) -> Check:
    try:
        ZoneInfo(settings.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        return Check(
            name="time-zone",
            ok=False,
            message=f"Time zone: {settings.time_zone} is not known here.",
            fix="Set QUIZAPP_TIME_ZONE to a name such as Europe/London, and install the package tzdata.",
        )
    return Check(name="time-zone", ok=True, message=f"Time zone: {settings.time_zone}.")


def disk_space(folder: Path) -> Check:
    """Look whether the database can grow, and be copied beside itself once."""
    free = shutil.disk_usage(folder).free
    needed = max([SPARE_BYTES, *(2 * file.stat().st_size for file in folder.glob("*.sqlite"))])
    return Check(
        name="disk-space",
        ok=free >= needed,
        message=f"Disk: {free / 1e9:.1f} GB are free where the instance folder lies.",
        fix=f"Make at least {needed / 1e9:.1f} GB free: old backups and replaced databases may go first.",
    )


def backup_programs(settings: Settings) -> Check | None:
    """Look for the programs that back up PostgreSQL; SQLite needs none."""
    if make_url(settings.sqlalchemy_url).get_backend_name() != "postgresql":
        return None
    missing = [name for name in ("pg_dump", "pg_restore") if programs.find(name) is None]
    found = "pg_dump and pg_restore are installed" if not missing else f"{' and '.join(missing)} not found"
    return Check(
        name="backup-programs",
        ok=not missing,
        message=f"Programs for backups: {found}.",
        fix="Install the client programs of PostgreSQL, of the server's version or newer.",
    )
