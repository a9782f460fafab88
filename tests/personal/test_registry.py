"""Every table that holds a learner's or an account's id is registered, and nobody is named elsewhere."""

from flask import Flask
from sqlalchemy import Table

from quizapp.database import db
from quizapp.web import privacy

NAMES_OF_IDS = {"learner_id", "account_id", "user_id", "owner_id", "author_id", "email"}
"""What a column is called that names somebody, even where no foreign key says so."""


def personal_tables(app: Flask) -> set[str]:
    """Return the tables with a person's id, their own or through another table's key.

    What hangs on a row that stays when its person goes is nobody's.
    """
    staying = {table.name for table in privacy.tables(app) if table.stays}
    found = {"learner", "account"}
    while more := {t.name for t in db.metadata.sorted_tables if _points_to(t, found - staying)} - found:
        found |= more
    return found


def _points_to(table: Table, found: set[str]) -> bool:
    targets = {key.column.table.name for key in table.foreign_keys}
    return bool(targets & found) or bool(NAMES_OF_IDS & set(table.columns.keys()))


def test_every_table_that_names_a_person_is_registered_once_for_each_whom_it_names(app: Flask) -> None:
    registered = [(table.name, table.column) for table in privacy.tables(app)]
    assert {name for name, _ in registered} == personal_tables(app)
    assert len(set(registered)) == len(registered)


def test_every_column_that_points_to_an_account_or_a_learner_is_registered(app: Flask) -> None:
    registered = {(table.name, table.column) for table in privacy.tables(app)}
    pointing = {
        (key.parent.table.name, key.parent.name)
        for table in db.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name in {"learner", "account"}
    }
    assert pointing - registered <= {("learner", "account_id")}  # a learner is registered by its own id


def test_every_registration_names_columns_that_are_there(app: Flask) -> None:
    for table in privacy.tables(app):
        stored = set(db.metadata.tables[table.name].columns.keys())
        assert {table.column, *table.left_out, *table.order, *table.days} <= stored
        assert table.address in {"", *stored}
        assert bool(table.explained) == bool(table.explain)


def test_every_table_has_a_file_of_its_own(app: Flask) -> None:
    files = [table.file for table in privacy.tables(app)]
    assert len(set(files)) == len(files)


def test_no_secret_leaves(app: Flask) -> None:
    secrets = {"password", "fs_uniquifier", "tf_totp_secret", "mf_recovery_codes", "digest", "public_id"}
    told = {
        column.name
        for table in privacy.tables(app)
        for column in db.metadata.tables[table.name].columns
        if column.name not in table.left_out
    }
    assert not secrets & told
