"""Making a backup while the site is served, and going back to one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from hmac import new as hmac
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from quizapp import instance_lock
from quizapp.backups import archive
from quizapp.backups.archive import Manifest
from quizapp.backups.errors import BackupError, StillServedError
from quizapp.backups.store import Store, store_at
from quizapp.config import Settings


@dataclass(frozen=True, kw_only=True)
class Restored:
    """What a restore did."""

    manifest: Manifest
    migrated: bool
    replaced: str | None
    """Where the database is kept that was there before."""
    same_key: bool
    """Whether the secret key is the one that was in use when the backup was made."""


def back_up(settings: Settings, path: Path, *, overwrite: bool, now: datetime) -> Manifest:
    """Write everything in the database into one file, as of one moment, while others go on writing."""
    if path.exists() and not overwrite:
        raise BackupError(f"{path} is there already. Choose another name, or add --force to overwrite it.")
    if not path.parent.is_dir():
        raise BackupError(f"There is no folder {path.parent}. Make it, or choose another one.")
    store = store_at(settings.sqlalchemy_url)
    if not store.exists():
        raise BackupError(f"There is no database {store.name} yet. `quizapp init` makes it.")
    try:
        with TemporaryDirectory(dir=path.parent, prefix=".backup-") as folder:
            data = Path(folder) / archive.DATA
            revision = store.revision()
            if revision is None:
                raise BackupError("The database has no tables yet. `quizapp init` makes them.")
            store.dump(data)
            manifest = _manifest(settings, store, data, revision=revision, now=now)
            archive.write(path, data, manifest)
    except OSError as error:
        raise BackupError(f"{path} cannot be written: {error.strerror}.") from error
    return manifest


def restore(
    settings: Settings,
    path: Path,
    *,
    known: frozenset[str],
    head: str,
    migrate: Callable[[str], None],
    now: datetime,
) -> Restored:
    """Put the database of a backup in the place of today's, which is kept beside it.

    Nothing is replaced before the new one is there, whole, and migrated to ``head`` by ``migrate``, which
    is given its address.
    """
    store = store_at(settings.sqlalchemy_url)
    settings.instance_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    with TemporaryDirectory(dir=settings.instance_dir, prefix=".restore-") as folder:
        manifest, data = archive.unpack(path, Path(folder))
        _refuse_what_does_not_fit(manifest, store, known=known)
        try:
            with instance_lock.replacing(settings.instance_dir):
                replaced = _replace(store, data, manifest, head=head, migrate=migrate, now=now)
        except instance_lock.LockedError:
            raise StillServedError from None
    return Restored(
        manifest=manifest,
        migrated=manifest.revision != head,
        replaced=replaced,
        same_key=manifest.key_mark == key_mark(settings),
    )


def _refuse_what_does_not_fit(manifest: Manifest, store: Store, *, known: frozenset[str]) -> None:
    if manifest.engine != store.engine:
        raise BackupError(
            f"This is a backup of {manifest.engine}, and QUIZAPP_DATABASE_URL names {store.engine}. "
            "A backup goes back into the kind of database that it came from."
        )
    if manifest.revision not in known:
        raise BackupError(
            f"This backup was made by version {manifest.program_version} of quizapp, which is newer than "
            "this one. Install that version first."
        )


def _refuse_other_tables(fresh: Store, manifest: Manifest) -> None:
    if fresh.revision() != manifest.revision:
        raise BackupError("The tables in it are not those that it says. Take another backup.")


def _replace(
    store: Store,
    data: Path,
    manifest: Manifest,
    *,
    head: str,
    migrate: Callable[[str], None],
    now: datetime,
) -> str | None:
    """Let a new database take the place of the old one; return where the old one is kept."""
    store.require_idle()
    stamp = f"{now:%Y%m%d-%H%M%S}"
    fresh, kept = store.beside(f"restoring-{stamp}"), store.beside(f"replaced-{stamp}")
    was_there = store.exists()
    try:
        fresh.load(data)
        _refuse_other_tables(fresh, manifest)
        if manifest.revision != head:
            migrate(fresh.url)
        store.give_way(fresh, keep_as=kept)
    except BaseException:
        fresh.remove()
        raise
    return kept.name if was_there else None


def key_mark(settings: Settings) -> str:
    """Return what tells two secret keys apart and tells neither."""
    return hmac(settings.load_secret_key().encode(), b"quizapp backup", sha256).hexdigest()[:16]


def _manifest(settings: Settings, store: Store, data: Path, *, revision: str, now: datetime) -> Manifest:
    return Manifest(
        program_version=version("quizapp"),
        made_at=now,
        engine=store.engine,
        revision=revision,
        key_mark=key_mark(settings),
        size=data.stat().st_size,
        sha256=archive.digest(data),
    )
