"""The migrations make what the models say, on both databases, there and back."""

from pathlib import Path

import flask_migrate
from flask import Flask
from sqlalchemy import create_engine, inspect
from sqlalchemy.engine import Engine

from quizapp.database import Base, db

WORD_INDEX = ("catalogue_words", "ix_catalogue_found_by")
"""What each database keeps in a way of its own, to find items by words."""


def shape(engine: Engine) -> dict[str, set[str]]:
    """Return the named constraints and indexes of every table."""
    inspector = inspect(engine)
    return {
        table: {
            str(part["name"])
            for parts in (
                inspector.get_check_constraints(table),
                inspector.get_foreign_keys(table),
                inspector.get_indexes(table),
                inspector.get_unique_constraints(table),
                [inspector.get_pk_constraint(table)],
            )
            for part in parts
            if part["name"] not in WORD_INDEX
        }
        for table in inspector.get_table_names()
        if table != "alembic_version" and not table.startswith(WORD_INDEX)
    }


def test_migrated_tables_are_those_of_the_models(app: Flask) -> None:
    with app.app_context():
        flask_migrate.check()


def test_migrated_constraints_are_those_of_the_models(app: Flask, tmp_path: Path) -> None:
    by_models = create_engine(f"sqlite:///{tmp_path / 'models.sqlite'}")
    Base.metadata.create_all(by_models)
    with app.app_context():
        assert shape(db.engine) == shape(by_models)
    by_models.dispose()


def test_migrations_go_back_to_nothing_and_up_again(app: Flask) -> None:
    with app.app_context():
        flask_migrate.downgrade(revision="base")
        assert inspect(db.engine).get_table_names() == ["alembic_version"]
        flask_migrate.upgrade()
        flask_migrate.check()
