"""Files that are made to hurt whoever opens them as an Anki collection."""

import io
import sqlite3
import struct
import zipfile
from collections.abc import Callable, Mapping

import zstandard

from tests.formats.taken import legacy, make_collection, newest, zipped

OURS = "words/an-item/main"
SOUND = make_collection({OURS: [{"id": 1_700_000_000_000}]})
ZEROS = b"\0" * 1024**2
BOMB = 30
"""Megabytes; packed a thousand times smaller."""


def traversal() -> bytes:
    return zipped({"collection.anki2": SOUND, "../../etc/passwd": b"x"})


def absolute() -> bytes:
    return zipped({"collection.anki2": SOUND, "/etc/passwd": b"x"})


def twice() -> bytes:
    target = io.BytesIO(legacy(SOUND))
    with zipfile.ZipFile(target, "a") as archive:
        info = zipfile.ZipInfo("collection_anki2")
        archive.writestr(info, SOUND)
    return target.getvalue().replace(b"collection_anki2", b"collection.anki2")


def zip_bomb() -> bytes:
    target = io.BytesIO()
    with (
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("collection.anki2", "w", force_zip64=True) as member,
    ):
        for _ in range(BOMB):
            member.write(ZEROS)
    return target.getvalue()


def lying_bomb() -> bytes:
    """Return a bomb that says of itself that it is small."""
    return zip_bomb().replace(struct.pack("<Q", BOMB * 1024**2), struct.pack("<Q", 1000))


def zstd_bomb() -> bytes:
    packer = zstandard.ZstdCompressor().compressobj()
    packed = b"".join([*(packer.compress(ZEROS) for _ in range(10 * BOMB)), packer.flush()])
    return zipped({"collection.anki21b": packed})


def wide_window() -> bytes:
    """Return a stream that asks whoever unpacks it for 2 GB."""
    settings = zstandard.ZstdCompressionParameters(window_log=31, enable_ldm=True)
    packer = zstandard.ZstdCompressor(compression_params=settings).compressobj()
    return zipped({"collection.anki21b": packer.compress(SOUND) + packer.flush()})


def wrong_zstd() -> bytes:
    return zipped({"collection.anki21b": b"\x28\xb5\x2f\xfd" + b"garbage" * 100})


def cut_zstd() -> bytes:
    packed = zstandard.ZstdCompressor().compress(SOUND)
    return zipped({"collection.anki21b": packed[: len(packed) // 2]})


def many_names() -> bytes:
    entry = struct.pack(
        "<4s4B4HL2L5H2L", b"PK\x01\x02", 20, 0, 20, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0
    )
    count = 400_000
    directory = (entry + b"x") * count
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count & 0xFFFF, count & 0xFFFF, len(directory), 0, 0)
    return b"PK" + directory + end


def garbage_database() -> bytes:
    return legacy(b"SQLite format 3\0" + bytes(range(256)) * 400)


def no_database() -> bytes:
    return legacy(b"not a database at all" * 100)


def cut_database() -> bytes:
    big = make_collection({f"words/item-{n}/main": [{"id": n}] for n in range(1, 3000)})
    return legacy(big[: len(big) // 2])


def damaged_pages() -> bytes:
    big = bytearray(make_collection({f"words/item-{n}/main": [{"id": n}] for n in range(1, 3000)}))
    for place in range(4096, len(big), 97):
        big[place] ^= 0xA5
    return newest(bytes(big))


def endless_view() -> bytes:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS id, i AS cid,"
    view = f"CREATE VIEW revlog AS {endless} 3 AS ease, 1 AS type, 1 AS factor, 1 AS time FROM n"
    return legacy(make_collection({OURS: []}, statements=["DROP TABLE revlog", view]))


def virtual_table() -> bytes:
    made = "CREATE VIRTUAL TABLE revlog USING fts5(id, cid, ease, type, factor, time)"
    return legacy(make_collection({OURS: []}, statements=["DROP TABLE revlog", made]))


def function_in_a_column() -> bytes:
    column = "ease integer AS (length(hex(zeroblob(000000009))))"
    made = (
        f"CREATE TABLE revlog (id integer, cid integer, {column}, type integer, factor integer, time integer)"
    )
    row = "INSERT INTO revlog (id, cid, type, factor, time) VALUES (1, 10, 1, 1, 1)"
    small = make_collection({OURS: []}, statements=["DROP TABLE revlog", made, row])
    return legacy(small.replace(b"000000009", b"450000000"))


def long_texts() -> bytes:
    with sqlite3.connect(":memory:") as collection:
        collection.execute("CREATE TABLE notes (id, guid)")
        collection.execute("CREATE TABLE cards (id, nid, ord)")
        collection.execute("CREATE TABLE revlog (id, cid, ease, type, factor, time)")
        for number in range(40):
            collection.execute("INSERT INTO notes VALUES (?, ?)", (number, "x" * 2_000_000))
    return legacy(collection.serialize())


def no_tables() -> bytes:
    return legacy(make_collection({}, statements=["DROP TABLE cards"]))


def encrypted() -> bytes:
    data = bytearray(legacy(SOUND))
    directory = data.index(b"PK\x01\x02")
    data[6] |= 1
    data[directory + 8] |= 1
    return bytes(data)


HOSTILE: Mapping[str, Callable[[], bytes]] = {
    make.__name__: make
    for make in (
        *(traversal, absolute, twice, zip_bomb, lying_bomb, zstd_bomb, wide_window, wrong_zstd, cut_zstd),
        *(many_names, garbage_database, no_database, cut_database, damaged_pages, endless_view),
        *(virtual_table, function_in_a_column, long_texts, no_tables, encrypted),
    )
} | {
    "nothing": lambda: b"",
    "words": lambda: b"just words",
    "half_a_zip": lambda: legacy(SOUND)[:300],
    "empty_zip": lambda: zipped({}),
}
