"""Packages: zip files of other systems, looked into without trusting anything that they say of themselves.

Nothing is written to disk, and nothing is unpacked before it is asked for.
"""

import io
import posixpath
import re
import struct
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from stat import S_ISLNK
from urllib.parse import unquote
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from quizapp.formats.exchange.reading import ReadBank, refused

LARGEST_PACKAGE = 100 * 1024**2
"""Bytes as packed, pictures and films included."""

MOST_FILES = 12_000

LARGEST_FILE = 8 * 1024**2
"""Bytes of one file of a package, unpacked."""

MOST_UNPACKED = 16 * 1024**2
"""Bytes of all that is unpacked of one package; five thousand questions have about 13 MB of QTI."""

MOST_RATIO, UNSUSPICIOUS = 500, 1024**2
"""Deflate reaches 1,032 on nothing but zeros, questions hardly 100; below this size it does not matter."""

PIECE = 256 * 1024

_LOCAL_HEADER = 30
"""Bytes that stand before the name of each member."""

_ENCRYPTED, _UTF_8 = 0x1, 0x800
"""Flags of a member."""

_CENTRAL, _END = b"PK\x01\x02", b"PK\x05\x06"

_BROKEN = (
    *(BadZipFile, EOFError, NotImplementedError, OverflowError),
    *(RuntimeError, ValueError, struct.error, zlib.error),
)
"""What reading a damaged zip file raises."""

ONCE_MORE = "Export it once more from where it comes from."
AGAIN = "Unpack it, and pack its files again with the program that came with your computer."


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """Why a file of a package is not read."""

    rule: str
    message: str
    fix: str


@dataclass(kw_only=True)
class Package:
    """The files of a package by name, in the order in which it lists them."""

    names: tuple[str, ...]
    _archive: ZipFile
    _members: dict[str, ZipInfo]
    _left: int = field(default=MOST_UNPACKED)

    def find(self, href: str, *, beside: str = "") -> str | None:
        """Return the name of the file that ``href`` means where it stands in the file ``beside``."""
        folder = posixpath.dirname(beside)
        path = href.partition("#")[0]
        wanted = [posixpath.normpath(posixpath.join(folder, one)) for one in (path, unquote(path), href)]
        return next((name for name in wanted if name in self._members), None)

    def manifest(self) -> str | None:
        """Return the name of the file that lists the others: the outermost that is called so."""
        found = [name for name in self.names if posixpath.basename(name) == "imsmanifest.xml"]
        return min(found, key=lambda name: name.count("/"), default=None)

    def read(self, name: str) -> bytes | Refusal:
        """Return what a file holds, or why it is not read; ``name`` is one of ``names``."""
        member = self._members[name]
        if member.flag_bits & _ENCRYPTED:
            return Refusal(
                rule="encrypted",
                message=f"“{name}” is locked by a password.",
                fix="Pack it without a password.",
            )
        if member.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
            return Refusal(
                rule="packing", message=f"“{name}” is packed in a way that cannot be read here.", fix=AGAIN
            )
        try:
            return self._unpacked(member, name)
        except _BROKEN:
            return Refusal(rule="damaged", message=f"“{name}” is damaged.", fix=ONCE_MORE)

    def _unpacked(self, member: ZipInfo, name: str) -> bytes | Refusal:
        """Unpack piece by piece, so that what lies about its size is found out before it fills the memory."""
        pieces: list[bytes] = []
        size = 0
        suspicious = max(UNSUSPICIOUS, MOST_RATIO * member.compress_size)
        with self._archive.open(member) as packed:
            while piece := packed.read(PIECE):
                size += len(piece)
                self._left -= len(piece)
                if self._left < 0:
                    return _too_large("The package is", MOST_UNPACKED)
                if size > min(LARGEST_FILE, suspicious):
                    return _too_large(f"“{name}” is", LARGEST_FILE)
                pieces.append(piece)
        return b"".join(pieces)


def _too_large(what: str, most: int) -> Refusal:
    return Refusal(
        rule="too-large",
        message=f"{what} too large once unpacked; there is room for {most // 1024**2} MB.",
        fix="Split it into several packages.",
    )


def is_package(data: bytes) -> bool:
    """Tell whether this is a zip file, by how it begins."""
    return data.startswith((b"PK\x03\x04", _END))


def opened(data: bytes) -> Package | ReadBank:
    """Return the files of a package, or why it is not looked into."""
    if len(data) > LARGEST_PACKAGE:
        return _refused(
            "too-large",
            f"The package has over {LARGEST_PACKAGE // 1024**2} MB.",
            fix="Split it into several packages, or leave out films and pictures.",
        )
    if not is_package(data):
        return _refused("no-package", "This is no package (zip file).", fix=ONCE_MORE)
    # Counted before the list is read, because a list of a million names fills the memory.
    if data.count(_CENTRAL) > MOST_FILES:
        return _refused(
            "too-many-files",
            f"The package holds more than {MOST_FILES:,} files.",
            fix="Split it into several packages.",
        )
    try:
        archive = ZipFile(io.BytesIO(data))
    except _BROKEN:
        return _refused("damaged", "The package is damaged or not complete.", fix=ONCE_MORE)
    members = [member for member in archive.infolist() if not member.is_dir()]
    if oddity := next(_oddities(archive, members), None):
        return oddity
    named = {name: member for member in members if not _is_clutter(name := _name(member))}
    return Package(names=tuple(named), _archive=archive, _members=named)


def _refused(rule: str, message: str, *, fix: str) -> ReadBank:
    return refused(rule, message, fix=fix)


def _oddities(archive: ZipFile, members: list[ZipInfo]) -> Iterator[ReadBank]:
    """Yield why this is no package that somebody made in good faith."""
    for member in members:
        if _is_odd(_name(member)):
            yield _refused("odd-name", "The package holds a file whose name is not allowed there.", fix=AGAIN)
        if S_ISLNK(member.external_attr >> 16):
            yield _refused(
                "link",
                f"“{_name(member)}” is not a file, but a link to one.",
                fix="Put the file itself into the package.",
            )
    counts = Counter(map(_name, members))
    if twice := next((name for name, count in counts.items() if count > 1), None):
        yield _refused(
            "duplicate-name",
            f"The package holds two files of the name “{twice}”.",
            fix="Keep the one that counts.",
        )
    # What shares its bytes with another member is a bomb, or hides something.
    ends_before = archive.start_dir
    for member in sorted(members, key=lambda one: one.header_offset, reverse=True):
        if member.header_offset + _LOCAL_HEADER + member.compress_size > ends_before:
            yield _refused("overlap", "The files of the package lie over each other.", fix=ONCE_MORE)
        ends_before = member.header_offset


def _name(member: ZipInfo) -> str:
    """Return the name as it is written; many programs write UTF-8 and do not say so."""
    name = member.orig_filename.removeprefix("./")
    if member.flag_bits & _UTF_8 or name.isascii():
        return name
    try:
        return name.encode("cp437").decode("utf-8")
    except ValueError:
        return name


def _is_odd(name: str) -> bool:
    """Tell whether the name leads out of the package, or holds something that cannot be seen."""
    return (
        not name.isprintable()
        or name.startswith("/")
        or "\\" in name
        or re.match("[a-zA-Z]:", name) is not None
        or any(part in {"", ".", ".."} for part in name.split("/"))
    )


def _is_clutter(name: str) -> bool:
    """Tell whether a desktop computer left this there."""
    base = posixpath.basename(name)
    return name.startswith("__MACOSX/") or base in {".DS_Store", "Thumbs.db", "desktop.ini"}
