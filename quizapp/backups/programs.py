"""The programs of PostgreSQL that make and read its backups."""

import os
import shutil
import subprocess
from pathlib import Path

from sqlalchemy.engine import URL

from quizapp.backups.errors import BackupError

DEBIAN = Path("/usr/lib/postgresql")
"""Debian keeps the programs of each version there, out of the search path."""


def find(program: str) -> Path | None:
    """Return where a program lies, the newest where there are several."""
    folders = [folder for folder in DEBIAN.glob("*/bin") if folder.parent.name.isdigit()]
    newest_first = sorted(folders, key=lambda folder: int(folder.parent.name), reverse=True)
    found = shutil.which(program) or shutil.which(program, path=os.pathsep.join(map(str, newest_first)))
    return Path(found) if found else None


def run(program: str, *arguments: str | Path, url: URL | None = None) -> None:
    """Run a program, connected to ``url``; raise with what it said when it fails."""
    found = find(program)
    if found is None:
        raise BackupError(
            f"The program {program} is not installed. Install the client programs of PostgreSQL, "
            "of the server's version or newer (Debian: `apt install postgresql-client`)."
        )
    command = [str(found), *map(str, arguments)]
    environment = {**os.environ, "LC_ALL": "C", "PGCONNECT_TIMEOUT": "10"}
    if url is not None:
        # Anybody on the machine can read the arguments of a program, so the password is not among them.
        address = url.set(drivername="postgresql", password=None)
        command.append(f"--dbname={address.render_as_string(hide_password=False)}")
        environment |= {"PGPASSWORD": str(url.password)} if url.password else {}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BackupError(f"{program} failed: {done.stderr.strip() or done.returncode}")
