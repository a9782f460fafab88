"""Databases for tests: made once for each content, then copied, which takes a moment only."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol
from uuid import uuid4

import flask_migrate

from quizapp import create_app, data_folder
from quizapp.banks import service
from quizapp.config import Settings
from quizapp.database import db
from tests.services.postgresql import Cluster

LOADED_AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
SECRET_KEY = "a key that is long enough, for tests only"


def migrate(settings: Settings) -> None:
    """Make the tables and nothing else."""
    with create_app(settings).app_context():
        flask_migrate.upgrade()
        db.engine.dispose()


def load_banks(settings: Settings) -> None:
    """Make the tables and load the shipped banks."""
    migrate(settings)
    with create_app(settings).app_context():
        service.load_all(data_folder("questions"), now=LOADED_AT)
        db.engine.dispose()


CONTENTS: dict[str, Callable[[Settings], None]] = {"empty": migrate, "banks": load_banks}
"""How a database is filled, by the name of what it holds."""


class Databases(Protocol):
    """Makes databases of one kind."""

    def copy(self, content: str) -> AbstractContextManager[str]:
        """Give the address of a fresh database that holds ``content``, and remove it at the end."""
        ...


class SqliteDatabases:
    """Databases as files in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def copy(self, content: str) -> Iterator[str]:
        """Give a copied file."""
        template = self._folder / f"{content}.sqlite"
        if not template.exists():
            CONTENTS[content](make_settings(self._folder, f"sqlite:///{template}"))
        copy = self._folder / f"{uuid4().hex}.sqlite"
        shutil.copyfile(template, copy)
        yield f"sqlite:///{copy}"
        for file in self._folder.glob(f"{copy.name}*"):
            file.unlink()


class PostgresqlDatabases:
    """Databases in a server of our own."""

    def __init__(self, folder: Path, cluster: Cluster) -> None:
        self._folder = folder
        self._cluster = cluster
        self._templates: set[str] = set()

    @contextmanager
    def copy(self, content: str) -> Iterator[str]:
        """Give a database copied from a template."""
        template = f"with_{content}"
        if template not in self._templates:
            self._cluster.create(template)
            self._templates.add(template)
            CONTENTS[content](make_settings(self._folder, self._cluster.url(template)))
        name = f"test_{uuid4().hex}"
        self._cluster.create(name, template=template)
        try:
            yield self._cluster.url(name)
        finally:
            self._cluster.drop(name)


def make_settings(folder: Path, database_url: str) -> Settings:
    """Return settings for a test that leave nothing outside ``folder``."""
    return Settings(instance_dir=folder, database_url=database_url, secret_key=SECRET_KEY)
