"""What a backup needs from a database, whichever it is."""

from pathlib import Path
from typing import Literal, Protocol, Self

from sqlalchemy.engine import make_url

from quizapp.backups.errors import BackupError
from quizapp.backups.postgresql import PostgresqlStore
from quizapp.backups.sqlite import SqliteStore


class Store(Protocol):
    """One database."""

    @property
    def engine(self) -> Literal["sqlite", "postgresql"]:
        """What kind it is."""
        ...

    @property
    def url(self) -> str:
        """Its SQLAlchemy address."""
        ...

    @property
    def name(self) -> str:
        """How people find it."""
        ...

    def exists(self) -> bool:
        """Tell whether it is there."""
        ...

    def beside(self, label: str) -> Self:
        """Return another one at the same place, which need not be there yet."""
        ...

    def revision(self) -> str | None:
        """Return the migration that its tables stand at; None without tables."""
        ...

    def dump(self, target: Path) -> None:
        """Write what is in it into a file, as of one moment, while others go on writing.

        Of the tables in PASSING there are no rows.
        """
        ...

    def load(self, data: Path) -> None:
        """Make it from such a file, and check that it is whole."""
        ...

    def require_idle(self) -> None:
        """Raise StillServedError while somebody uses it."""
        ...

    def give_way(self, fresh: Self, *, keep_as: Self) -> None:
        """Take the other name, if it is there, and let ``fresh`` take its own."""
        ...

    def remove(self) -> None:
        """Be gone, if it is there."""
        ...


def store_at(url: str) -> Store:
    """Return the database at a SQLAlchemy address."""
    parts = make_url(url)
    if parts.get_backend_name() == "postgresql":
        return PostgresqlStore(parts)
    if parts.get_backend_name() == "sqlite" and parts.database not in {None, "", ":memory:"}:
        return SqliteStore(Path(str(parts.database)))
    raise BackupError("Only a PostgreSQL database or an SQLite file can be backed up.")
