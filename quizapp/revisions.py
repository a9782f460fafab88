"""Which migrations this program knows, and where a database stands."""

from functools import cache
from pathlib import Path

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection


@cache
def head(migrations: Path) -> str:
    """Return the newest migration of this program."""
    newest = _scripts(migrations).get_current_head()
    if newest is None:
        raise LookupError("there is no migration")
    return newest


@cache
def known(migrations: Path) -> frozenset[str]:
    """Return every migration of this program."""
    return frozenset(script.revision for script in _scripts(migrations).walk_revisions())


def stored(connection: Connection) -> str | None:
    """Return the migration that a database stands at; None when it has no tables yet."""
    return MigrationContext.configure(connection).get_current_revision()


def _scripts(migrations: Path) -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    return ScriptDirectory.from_config(config)
