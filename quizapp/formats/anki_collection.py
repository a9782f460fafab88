"""What an Anki collection says of reviews of our cards. The file may hold anything."""

import io
import sqlite3
import struct
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

import zstandard

from quizapp.core.taken_cards import CardName, card_of

MOST_FILES = 20_000
MOST_UNPACKED = 100 * 1024**2
MOST_RATIO = 100
UNSUSPICIOUS = 10 * 1024**2
"""Below this size, in bytes, it does not matter how well something was packed."""

MOST_ROWS = 1_000_000
MOST_REVIEWS = 5_000
"""Of our cards, at once: about five seconds' work, while which others wait who want to write to SQLite."""

MOST_STEPS, STEPS_AT_ONCE = 200_000_000, 1_000_000
"""Of SQLite's machine: about two seconds."""

WINDOW = 8 * 1024**2
PIECE = 256 * 1024

ZSTD, OLDER, OLDEST = "collection.anki21b", "collection.anki21", "collection.anki2"
"""The first that is there counts; beside it, the others only ask to update Anki."""

TABLES = {"notes", "cards", "revlog"}

NO_ANKI_FILE = "This is no Anki file. Choose one that ends in .apkg or .colpkg."
DAMAGED = "This Anki file is damaged and cannot be read. Export it from Anki once more."
TOO_LARGE = "This file is too large once it is unpacked. Export one deck at a time, without media."
NO_COLLECTION = "There is no collection in this file. Export the deck from Anki once more, with its history."
ODD_NAMES = (
    "This file holds names that no Anki file has, so it was not opened. Export it from Anki once more."
)


class UnreadableError(Exception):
    """The file cannot be used; says in a sentence why, and what to do."""


class Skip(StrEnum):
    """Why reviews are left out."""

    OTHER_CARDS = "other-cards"
    PRACTICE = "practice"
    BY_HAND = "by-hand"
    ODD = "odd"


@dataclass(frozen=True, kw_only=True)
class AnkiReview:
    """An answer to one of our cards in Anki; ``id`` is its moment in milliseconds since 1970."""

    card: CardName
    id: int
    rating: int
    duration_ms: int


@dataclass(frozen=True, kw_only=True)
class AnkiHistory:
    """The answers to our cards, oldest first, and how many others there are, by the reason they are not."""

    reviews: tuple[AnkiReview, ...]
    skipped: Mapping[Skip, int]


def read_history(data: bytes) -> AnkiHistory:
    """Return the reviews in an .apkg or .colpkg.

    :raises UnreadableError: whatever else is in ``data``.
    """
    try:
        with TemporaryDirectory(prefix="quizapp-") as folder:
            path = Path(folder) / "collection"
            with path.open("wb") as target:
                _unpack(data, target)
            with closing(_open(path)) as collection:
                return _history(collection)
    except (
        *(sqlite3.Error, zstandard.ZstdError, zlib.error, struct.error),
        *(BadZipFile, EOFError, NotImplementedError, OverflowError, RuntimeError, ValueError),
    ) as error:
        raise UnreadableError(DAMAGED) from error


def _unpack(data: bytes, target: IO[bytes]) -> None:
    if not data.startswith(b"PK"):
        raise UnreadableError(NO_ANKI_FILE)
    # Counted before the list is read, because a list of a million names fills the memory.
    if data.count(b"PK\x01\x02") > MOST_FILES:
        raise UnreadableError(TOO_LARGE)
    with ZipFile(io.BytesIO(data)) as archive:
        member = _collection(archive)
        with archive.open(member) as packed:
            if member.filename == ZSTD:
                reader = zstandard.ZstdDecompressor(max_window_size=WINDOW).stream_reader(packed)
                _copy(reader, target, packed_size=member.compress_size)
            else:
                _copy(packed, target, packed_size=member.compress_size)


def _collection(archive: ZipFile) -> ZipInfo:
    files = archive.infolist()
    names = Counter(file.filename for file in files)
    if any(_is_odd(name) for name in names) or any(names[name] > 1 for name in (ZSTD, OLDER, OLDEST)):
        raise UnreadableError(ODD_NAMES)
    name = next((name for name in (ZSTD, OLDER, OLDEST) if name in names), None)
    if name is None:
        raise UnreadableError(NO_COLLECTION)
    member = archive.getinfo(name)
    if member.compress_type not in {ZIP_STORED, ZIP_DEFLATED} or member.flag_bits & 1:
        raise UnreadableError(DAMAGED)
    return member


def _is_odd(name: str) -> bool:
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name


def _copy(
    source: IO[bytes] | zstandard.ZstdDecompressionReader, target: IO[bytes], *, packed_size: int
) -> None:
    """Unpack piece by piece, so that what lies about its size is found out before it fills the disk."""
    size = 0
    while piece := source.read(PIECE):
        size += len(piece)
        if size > MOST_UNPACKED or size > max(UNSUSPICIOUS, MOST_RATIO * packed_size):
            raise UnreadableError(TOO_LARGE)
        target.write(piece)


def _open(path: Path) -> sqlite3.Connection:
    """Open a database that somebody else made, so that it can do nothing but be read."""
    collection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    collection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 1_000_000)
    collection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    collection.text_factory = lambda raw: raw.decode(errors="replace")
    for pragma in ("trusted_schema=OFF", "query_only=ON", "cell_size_check=ON", "mmap_size=0"):
        collection.execute(f"PRAGMA {pragma}")
    collection.set_authorizer(_may)
    steps = iter(range(MOST_STEPS // STEPS_AT_ONCE))
    collection.set_progress_handler(lambda: next(steps, None) is None, STEPS_AT_ONCE)
    return collection


def _may(action: int, *_what: str | None) -> int:
    """Allow reading and nothing else: no function either, which the file could have put into a column."""
    allowed = action in {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ}
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY


def _history(collection: sqlite3.Connection) -> AnkiHistory:
    _check_tables(collection)
    notes = {}
    for note_id, guid in _rows(collection, "SELECT id, guid FROM notes"):
        card = card_of(guid) if isinstance(guid, str) else None
        if card:
            notes[note_id] = card
    # A second template on a note of ours is a card that the learner made themselves.
    rows = _rows(collection, "SELECT id, nid FROM cards WHERE ord = 0")
    ours = {card_id: notes[note_id] for card_id, note_id in rows if note_id in notes}
    reviews: dict[tuple[CardName, int], AnkiReview] = {}
    skipped: Counter[Skip] = Counter()
    for card_id, *row in _rows(collection, "SELECT cid, id, ease, type, factor, time FROM revlog"):
        found = _review(ours[card_id], *row) if card_id in ours else Skip.OTHER_CARDS
        if isinstance(found, Skip):
            skipped[found] += 1
            continue
        reviews[found.card, found.id] = found
        if len(reviews) > MOST_REVIEWS:
            raise UnreadableError(
                f"This file holds more than {MOST_REVIEWS:,} reviews of our cards. Export one deck at a time."
            )
    in_order = sorted(reviews.values(), key=lambda review: review.id)
    return AnkiHistory(reviews=tuple(in_order), skipped=skipped)


def _check_tables(collection: sqlite3.Connection) -> None:
    """Refuse what is no table of Anki's: a view or a virtual table runs whatever it was written to run."""
    rows = _rows(collection, "SELECT name, type, sql FROM sqlite_master")
    found = {name: (kind, str(sql).upper()) for name, kind, sql in rows if name in TABLES}
    sound = [kind == "table" and sql.startswith("CREATE TABLE") for kind, sql in found.values()]
    if len(found) < len(TABLES) or not all(sound):
        raise UnreadableError(NO_COLLECTION)


def _rows(collection: sqlite3.Connection, statement: str) -> Iterator[tuple[object, ...]]:
    for place, row in enumerate(collection.execute(statement)):
        if place == MOST_ROWS:
            raise UnreadableError(
                f"This file holds more than {MOST_ROWS:,} reviews or notes. Export one deck at a time."
            )
        yield row


def _review(
    card: CardName, id_: object, ease: object, kind: object, factor: object, time: object
) -> AnkiReview | Skip:
    """Return a row of Anki's log. Kinds: 0 learn, 1 review, 2 relearn, 3 filtered deck, 4 and 5 by hand."""
    if not (isinstance(id_, int) and isinstance(ease, int) and isinstance(time, int)):
        return Skip.ODD
    if kind in (4, 5) or ease == 0:
        return Skip.BY_HAND
    if kind == 3 and factor == 0:
        return Skip.PRACTICE
    if kind not in (0, 1, 2, 3) or ease not in (1, 2, 3, 4):
        return Skip.ODD
    return AnkiReview(card=card, id=id_, rating=ease, duration_ms=time)
