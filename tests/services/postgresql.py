"""A PostgreSQL server of our own for the time of the tests; works for root too, whom PostgreSQL refuses."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests.services import programs

# Nothing here outlives the tests, so nothing needs to be safe on the disk.
OPTIONS = (
    "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200"
    " -c max_wal_size=128MB"  # it may lie in memory
)

DISK = Path("/tmp")  # noqa: S108
MEMORY = Path("/dev/shm")  # noqa: S108 - Linux keeps what lies there in memory
ROOM = 2 * 1024**3
"""How many bytes must be free in memory for a server to lie there."""


@dataclass(frozen=True, kw_only=True)
class Cluster:
    """A running server; ``folder`` holds its data and its socket."""

    folder: Path

    def url(self, database: str) -> str:
        """Return the SQLAlchemy address of a database."""
        return f"postgresql+psycopg://test@/{database}?host={self.folder}"

    def create(self, database: str, *, template: str = "template1") -> None:
        """Make a database as a copy of another one."""
        self._execute(f'CREATE DATABASE "{database}" TEMPLATE "{template}"')

    def drop(self, database: str) -> None:
        """Remove a database and whoever is still connected to it."""
        self._execute(f'DROP DATABASE "{database}" WITH (FORCE)')

    def _execute(self, sql: str) -> None:
        with psycopg.connect(f"host={self.folder} user=test dbname=postgres", autocommit=True) as connection:
            connection.execute(sql.encode())


def quickest_folder() -> Path:
    """Return where a server makes databases soonest; each has hundreds of files."""
    has_room = os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM
    return MEMORY if has_room else DISK


@contextmanager
def cluster(parent: Path = DISK) -> Iterator[Cluster]:
    """Start a server in a new folder below ``parent``, and stop and remove it at the end."""
    if sys.platform == "win32":
        programs.lack("the tests start PostgreSQL as Unix does")
    pg_ctl = programs.need("pg_ctl")
    # Not far below the root, because the path of a socket has at most 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir=parent))
    data = folder / "data"
    try:
        _hand_over(folder)
        _run(
            pg_ctl,
            "-s",
            "-D",
            data,
            "-o",
            "-U test --auth=trust -E UTF8 --locale=C.UTF-8 --no-sync",
            "initdb",
        )
        options = f"-c listen_addresses='' -k {folder} {OPTIONS}"
        _run(pg_ctl, "-s", "-w", "-D", data, "-l", folder / "log", "-o", options, "start")
        try:
            yield Cluster(folder=folder)
        finally:
            _run(pg_ctl, "-s", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


@dataclass(frozen=True, kw_only=True)
class Owner:
    """Who is to run the server."""

    user: int
    group: int


def _owner() -> Owner | None:
    """Return who is to run the server when we are root."""
    import pwd  # there is none on Windows, where this file is read all the same

    if os.geteuid() != 0:
        return None
    names = {user.pw_name for user in pwd.getpwall()}
    entry = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    return Owner(user=entry.pw_uid, group=entry.pw_gid)


def _hand_over(folder: Path) -> None:
    owner = _owner()
    if owner:
        os.chown(folder, owner.user, owner.group)


def _run(*command: str | Path) -> None:
    owner = _owner()
    subprocess.run(
        [str(part) for part in command],
        check=True,
        cwd="/",
        stdout=subprocess.DEVNULL,
        user=owner.user if owner else None,
        group=owner.group if owner else None,
        extra_groups=[] if owner else None,
    )
