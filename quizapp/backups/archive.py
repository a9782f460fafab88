"""The file of a backup: a zip with a manifest, which says what it is, and the database's data."""

import os
import secrets
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import file_digest
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from quizapp.backups.errors import BackupError

MANIFEST = "manifest.json"
DATA = "database"
LONGEST_MANIFEST = 10_000


class Manifest(BaseModel):
    """What a backup says of itself."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    format: Literal["quizapp backup"] = "quizapp backup"
    format_version: Literal[1] = 1
    program_version: str
    made_at: datetime
    engine: Literal["sqlite", "postgresql"]
    revision: str
    """The migration that the tables stand at."""
    key_mark: str
    """Tells whether the secret key is the same, without telling the key."""
    size: int
    sha256: str


def digest(file: Path) -> str:
    """Return the checksum of a file."""
    with file.open("rb") as data:
        return file_digest(data, "sha256").hexdigest()


def write(path: Path, data: Path, manifest: Manifest) -> None:
    """Put a backup at ``path``, whole or not at all, readable by this user only."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    # What pg_dump writes is packed already.
    packing = zipfile.ZIP_DEFLATED if manifest.engine == "sqlite" else zipfile.ZIP_STORED
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            with zipfile.ZipFile(file, "w", packing) as archive:
                archive.writestr(MANIFEST, manifest.model_dump_json(indent=2))
                archive.write(data, DATA)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def describe(path: Path) -> Manifest:
    """Return what the backup at ``path`` says of itself."""
    with _opened(path) as archive:
        return _manifest(archive)


def unpack(path: Path, folder: Path) -> tuple[Manifest, Path]:
    """Return what the backup at ``path`` says of itself, and its data, laid into ``folder`` and checked."""
    data = folder / DATA
    with _opened(path) as archive:
        manifest = _manifest(archive)
        if archive.getinfo(DATA).file_size != manifest.size:
            raise BackupError(f"{path} is not whole: its size is not what it says.")
        with archive.open(DATA) as packed, data.open("wb") as file:
            shutil.copyfileobj(packed, file, 1024 * 1024)
            file.flush()
            os.fsync(file.fileno())
    if digest(data) != manifest.sha256:
        raise BackupError(f"{path} is not whole: its checksum is wrong. Take another backup.")
    return manifest, data


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except OSError as error:
        raise BackupError(f"{path} cannot be read: {error.strerror or error}.") from error
    # zipfile says NotImplementedError of a file that is packed in a way it does not know.
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError) as error:
        raise BackupError(f"{path} is no backup of quizapp, or it is not whole.") from error


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    if archive.getinfo(MANIFEST).file_size > LONGEST_MANIFEST:
        raise zipfile.BadZipFile
    try:
        return Manifest.model_validate_json(archive.read(MANIFEST))
    except ValidationError as error:
        raise BackupError(
            "This version of quizapp does not know that kind of backup; a newer one may."
        ) from error
