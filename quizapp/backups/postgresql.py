"""PostgreSQL databases: dumped and loaded by its own programs, and put in place by renaming."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Literal

import psycopg
from psycopg import errors, sql
from sqlalchemy.engine import URL

from quizapp.backups import programs
from quizapp.backups.errors import BackupError, StillServedError
from quizapp.backups.passing import PASSING

LONGEST_NAME = 63

OTHERS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = %s AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""


@dataclass(frozen=True)
class PostgresqlStore:
    """One database of a PostgreSQL server."""

    address: URL
    engine: ClassVar[Literal["postgresql"]] = "postgresql"

    @property
    def url(self) -> str:
        return self.address.render_as_string(hide_password=False)

    @property
    def name(self) -> str:
        return str(self.address.database)

    def exists(self) -> bool:
        with self._server() as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.name])
            return found.fetchone() is not None

    def beside(self, label: str) -> "PostgresqlStore":
        name = f"{self.name}_{label.replace('-', '_')}"
        if len(name.encode()) > LONGEST_NAME:
            raise BackupError(f"The name of the database is too long to keep {name} beside it.")
        return PostgresqlStore(self.address.set(database=name))

    def revision(self) -> str | None:
        with self._connect(self.address) as connection:
            try:
                row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            except errors.UndefinedTable:
                return None
        return str(row[0]) if row else None

    def dump(self, target: Path) -> None:
        programs.run(
            "pg_dump",
            "--format=custom",
            "--no-owner",
            "--no-privileges",
            *(f"--exclude-table-data={table}" for table in PASSING),
            f"--file={target}",
            url=self.address,
        )

    def load(self, data: Path) -> None:
        programs.run("pg_restore", "--list", f"--file={data}.list", data)
        with self._server() as connection:
            try:
                self._execute(connection, "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'", self.name)
            except errors.InsufficientPrivilege as error:
                user = self.address.username
                raise BackupError(
                    "The database user may not make databases, which a restore needs. As an administrator "
                    f"of PostgreSQL, run: ALTER ROLE {user} CREATEDB"
                ) from error
        how = ("--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges")
        programs.run("pg_restore", *how, data, url=self.address)

    def require_idle(self) -> None:
        with self._server() as connection:
            row = connection.execute(OTHERS, [self.name]).fetchone()
        if row and row[0]:
            raise StillServedError

    def give_way(self, fresh: "PostgresqlStore", *, keep_as: "PostgresqlStore") -> None:
        rename = "ALTER DATABASE {} RENAME TO {}"
        exists = self.exists()
        with self._server() as connection, connection.transaction():
            try:
                if exists:
                    self._execute(connection, rename, self.name, keep_as.name)
                self._execute(connection, rename, fresh.name, self.name)
            except errors.ObjectInUse as error:
                raise StillServedError from error

    def remove(self) -> None:
        with self._server() as connection:
            self._execute(connection, "DROP DATABASE IF EXISTS {}", self.name)

    def _server(self) -> psycopg.Connection[Any]:
        """Connect to the server, without any database of ours."""
        return self._connect(self.address.set(database="postgres"))

    @staticmethod
    def _connect(address: URL) -> psycopg.Connection[Any]:
        conninfo = address.set(drivername="postgresql").render_as_string(hide_password=False)
        try:
            return psycopg.connect(conninfo, autocommit=True, connect_timeout=10)
        except psycopg.OperationalError as error:
            raise BackupError(
                f"The database {address.database} does not answer. See that PostgreSQL runs, and that "
                "QUIZAPP_DATABASE_URL names it with the right user and password."
            ) from error

    @staticmethod
    def _execute(connection: psycopg.Connection[Any], statement: str, *names: str) -> None:
        """Run a statement with quoted names in it."""
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
