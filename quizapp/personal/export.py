"""Everything that is stored about a person, as one zip: each table as JSON and CSV, with an explanation."""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import IO, Any
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from sqlalchemy import Uuid

from quizapp.core.study_day import date_of
from quizapp.database import UtcDateTime, db
from quizapp.personal import queries
from quizapp.study.log_queries import hold_still
from quizapp.web.privacy import Person, PersonalTable

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""

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

Value = str | int | float | bool | None


def write(person: Person, tables: Sequence[PersonalTable], target: IO[bytes], *, now: datetime) -> None:
    """Write everything of a person as a zip, as it is at this moment; memory stays bounded."""
    db.session.rollback()  # what was read before must not be older than the rest
    hold_still()
    mine = [(table, id_) for table in tables if (id_ := person.id_as(table.owner)) is not None]
    with ZipFile(target, "w", ZIP_DEFLATED, compresslevel=LEVEL) as archive:
        with _file(archive, "README.txt", now) as text:
            text.write(_readme([table for table, _ in mine], now))
        for table, owner_id in mine:
            with _file(archive, f"{table.file}.json", now) as text:
                _write_json(text, columns(table), _rows(table, owner_id))
            with _file(archive, f"{table.file}.csv", now) as text:
                _write_csv(text, columns(table), _rows(table, owner_id))


def columns(table: PersonalTable) -> list[str]:
    """Return the columns of a table's file, in their order."""
    hidden = {table.column, *table.left_out}
    stored = [column.name for column in queries.table_of(table).columns if column.name not in hidden]
    return [*stored, *table.explained]


def harmless(value: Value) -> Value:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _rows(table: PersonalTable, owner_id: int) -> Iterator[list[Value]]:
    shown = [(name, _plainly(table, name)) for name in columns(table) if name not in table.explained]
    for some in queries.rows_of(table, owner_id):
        explained = table.explain(some) if table.explain else ()
        for row, more in _beside(some, explained):
            yield [*(plainly(row[name]) for name, plainly in shown), *more]


def _beside(
    rows: Sequence[Mapping[str, Any]], explained: Sequence[tuple[str, ...]]
) -> Iterator[tuple[Mapping[str, Any], tuple[str, ...]]]:
    return zip(rows, explained or [()] * len(rows), strict=True)


def _plainly(table: PersonalTable, name: str) -> Callable[[Any], Value]:
    """Return what writes the values of a column as text, number or truth."""
    kind = queries.table_of(table).columns[name].type
    if name in table.days:
        return lambda day: None if day is None else date_of(day).isoformat()
    if isinstance(kind, UtcDateTime):
        return lambda moment: None if moment is None else moment.isoformat(timespec="milliseconds")
    if isinstance(kind, Uuid):
        return lambda id_: None if id_ is None else str(UUID(int=id_.int))
    return lambda value: " ".join(value) if isinstance(value, list) else value


def _write_json(text: IO[str], names: Sequence[str], rows: Iterator[list[Value]]) -> None:
    text.write("[")
    before = "\n"
    for row in rows:
        text.write(before + json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False))
        before = ",\n"
    text.write("\n]\n")


def _write_csv(text: IO[str], names: Sequence[str], rows: Iterator[list[Value]]) -> None:
    text.write("\ufeff")  # without it, some spreadsheets take the file for another alphabet
    writer = csv.writer(text)
    writer.writerow(names)
    writer.writerows([harmless(value) for value in row] for row in rows)


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
