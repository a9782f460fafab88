"""Everything that is stored about a person, as one zip: each table as JSON and CSV, with an explanation."""

import io
import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from tempfile import TemporaryFile
from typing import IO, Any, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from flask_security import AsaList
from sqlalchemy import Column, Uuid

from quizapp.core.study_day import date_of
from quizapp.database import UtcDateTime, db
from quizapp.formats.sheets import Value, row_writer
from quizapp.personal import queries
from quizapp.study.log_queries import hold_still
from quizapp.web.privacy import Person, PersonalTable

LEVEL = 3
"""How hard to compress: beyond this it takes much longer and saves little."""

README = """\
Everything that NET Learning keeps about you
============================================

Made on {made}.

Each list comes twice: as JSON, for programs, and as CSV, for a spreadsheet. Moments are in UTC. Days are
your own study days. In CSV, a text that a spreadsheet would take for a formula has an apostrophe before it;
the JSON has the text as it is.

{lists}
What is not in here, and why
----------------------------

{left_out}
Reports about questions (“Something wrong with this question?”) are kept without saying who sent them, so
they cannot be found for you. Backups of the server may hold older copies of what is in here.
"""


def write(person: Person, tables: Sequence[PersonalTable], target: IO[bytes], *, now: datetime) -> None:
    """Write everything of a person as a zip, as it is at this moment; memory stays bounded."""
    db.session.rollback()  # what was read before must not be older than the rest
    hold_still()
    mine = [(table, id_) for table in tables if (id_ := person.id_as(table.owner)) is not None]
    with ZipFile(target, "w", ZIP_DEFLATED, compresslevel=LEVEL) as archive:
        with _file(archive, "README.txt", now) as text:
            text.write(_readme([table for table, _ in mine], now))
        for table, owner_id in mine:
            _write_table(archive, table, owner_id, now)


def columns(table: PersonalTable) -> list[str]:
    """Return the columns of a table's file, in their order."""
    stored = [column.name for column in queries.shown_columns(table) if column.name != table.column]
    return [*stored, *table.explained]


def _write_table(archive: ZipFile, table: PersonalTable, owner_id: int, now: datetime) -> None:
    """Write a table as JSON and CSV. It is read once, so the CSV waits in a file until the JSON is whole."""
    names = columns(table)
    encode = json.JSONEncoder(ensure_ascii=False).encode
    with TemporaryFile("w+", encoding="utf-8", newline="") as sheet:
        write_row = row_writer(sheet)
        write_row(names)
        with _file(archive, f"{table.file}.json", now) as text:
            before = "[\n"
            for row in _rows(table, owner_id):
                text.write(before + encode(dict(zip(names, row, strict=True))))
                write_row(row)
                before = ",\n"
            text.write("[]\n" if before == "[\n" else "\n]\n")
        sheet.seek(0)
        with _file(archive, f"{table.file}.csv", now) as text:
            shutil.copyfileobj(sheet, text)


def _rows(table: PersonalTable, owner_id: int) -> Iterator[list[Value]]:
    stored = queries.shown_columns(table)
    written = [(place, how) for place, column in enumerate(stored) if (how := _writing(table, column))]
    owner = [column.name for column in stored].index(table.column)
    for some in queries.rows_of(table, owner_id):
        named = [cast("Mapping[str, Any]", row._mapping) for row in some]  # noqa: SLF001 - its public name
        explained = table.explain(named) if table.explain else [()] * len(some)
        for row, more in zip(some, explained, strict=True):
            values = list(row)
            for place, how in written:
                values[place] = None if values[place] is None else how(values[place])
            del values[owner]
            yield [*values, *more]


def _writing(table: PersonalTable, column: Column[Any]) -> Callable[[Any], Value] | None:
    """Return what writes the values of a column as text, or None where they are written as they are."""
    if column.name in table.days:
        return lambda day: date_of(day).isoformat()
    if isinstance(column.type, UtcDateTime):
        return lambda moment: moment.isoformat(timespec="milliseconds")
    if isinstance(column.type, Uuid):
        return str
    return " ".join if isinstance(column.type, AsaList) else None


@contextmanager
def _file(archive: ZipFile, name: str, now: datetime) -> Iterator[IO[str]]:
    info = ZipInfo(name, date_time=now.timetuple()[:6])
    info.compress_type = ZIP_DEFLATED
    with (
        archive.open(info, "w", force_zip64=True) as raw,
        io.TextIOWrapper(raw, encoding="utf-8", newline="") as text,
    ):
        yield text


def _readme(tables: Sequence[PersonalTable], now: datetime) -> str:
    lists = [f"{table.file}.json, {table.file}.csv\n    {table.about}\n" for table in tables]
    left_out = [
        f"{name} (would be in {table.file}): {reason}.\n"
        for table in tables
        for name, reason in table.left_out.items()
    ]
    return README.format(
        made=f"{now:%d %B %Y, %H:%M} UTC", lists="\n".join(lists), left_out="".join(left_out)
    )
