"""SQLite files: copied by its own means while others write, and put in place by renaming."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Literal

from quizapp.backups.errors import BackupError, StillServedError
from quizapp.backups.passing import PASSING

COMPANIONS = ("-wal", "-shm")
"""What may lie beside a file, and belongs to it."""


def _leave_out_what_passes(copy: sqlite3.Connection) -> None:
    """Delete what is in no backup, down to its bytes."""
    copy.execute("PRAGMA secure_delete=ON")
    copy.execute("PRAGMA foreign_keys=OFF")  # all at once then, and the pages are overwritten
    there = {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    for table in there.intersection(PASSING):
        copy.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
    copy.commit()


@dataclass(frozen=True)
class SqliteStore:
    """One SQLite file."""

    file: Path
    engine: ClassVar[Literal["sqlite"]] = "sqlite"

    @property
    def url(self) -> str:
        return f"sqlite:///{self.file.resolve().as_posix()}"

    @property
    def name(self) -> str:
        return str(self.file)

    def exists(self) -> bool:
        return self.file.is_file()

    def beside(self, label: str) -> "SqliteStore":
        return SqliteStore(self.file.with_name(f"{self.file.name}.{label}"))

    def revision(self) -> str | None:
        with self._opened() as connection:
            try:
                rows = connection.execute("SELECT version_num FROM alembic_version").fetchall()
            except sqlite3.OperationalError:
                return None
        return str(rows[0][0]) if rows else None

    def dump(self, target: Path) -> None:
        try:
            with self._opened() as live, closing(sqlite3.connect(target)) as copy:
                live.backup(copy)
                # The copy says of itself that a log lies beside it, which is never so for a backup.
                copy.execute("PRAGMA journal_mode=DELETE")
                _leave_out_what_passes(copy)
        except sqlite3.OperationalError as error:
            raise BackupError(f"The copy could not be made: {error}.") from error
        SqliteStore(target).check()

    def load(self, data: Path) -> None:
        shutil.move(data, self.file)
        self.file.chmod(0o600)
        self.check()

    def check(self) -> None:
        """Raise when the file is damaged or a row points nowhere."""
        with self._opened() as connection:
            whole = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            if not whole or connection.execute("PRAGMA foreign_key_check").fetchall():
                raise BackupError("The database in it is damaged. Take another backup.")

    def require_idle(self) -> None:
        if not self.exists():
            return
        try:
            # Leaving the write-ahead log needs the file for itself, even if the others are only connected.
            self._leave_log()
        except sqlite3.OperationalError as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
                raise StillServedError from error
        except BackupError:
            pass  # A damaged file is a reason to replace it, and nobody can be using it.

    def give_way(self, fresh: "SqliteStore", *, keep_as: "SqliteStore") -> None:
        fresh._leave_log()  # noqa: SLF001 - the same class
        for ending in ("", *COMPANIONS):
            mine = Path(f"{self.file}{ending}")
            if mine.exists():
                mine.rename(f"{keep_as.file}{ending}")
        fresh.file.rename(self.file)

    def remove(self) -> None:
        for ending in ("", *COMPANIONS):
            Path(f"{self.file}{ending}").unlink(missing_ok=True)

    def _leave_log(self) -> None:
        with self._opened() as connection:
            connection.execute("PRAGMA journal_mode=DELETE").fetchall()

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(f"{self.file.resolve().as_uri()}?mode=rw", uri=True)) as connection:
                yield connection
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError as error:
            raise BackupError(f"{self.file} is no whole SQLite database.") from error
