"""A backup holds everything, whole, while learners go on; a restore brings it back or changes nothing."""

import json
import os
import shutil
import stat
import sys
import threading
import zipfile
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import create_engine, text

from quizapp.backups import programs
from quizapp.backups.errors import BackupError
from quizapp.live import service
from quizapp.live.service import hashed
from tests.cli import schemas
from tests.durability.learners import Learner
from tests.live.served_hall import ServedHall
from tests.support.served import run, served
from tests.support.waiting import until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="locks files as Unix does")

LEARNERS = 4


@pytest.fixture
def content() -> str:
    return "banks"


class Installation:
    """An instance folder, a database, and the commands on both."""

    def __init__(self, folder: Path, database_url: str) -> None:
        self.folder = folder
        self.settings = {"QUIZAPP_DATABASE_URL": database_url}
        folder.mkdir(mode=0o700)

    def run(self, *arguments: object) -> CompletedProcess[str]:
        return run(*map(str, arguments), instance=self.folder, **self.settings)

    def rows(self, query: str) -> list[Any]:
        """Return the first column of what a query finds."""
        engine = create_engine(self.settings["QUIZAPP_DATABASE_URL"])
        try:
            with engine.connect() as connection:
                return list(connection.execute(text(query)).scalars())
        finally:
            engine.dispose()

    def execute(self, statement: str) -> None:
        engine = create_engine(self.settings["QUIZAPP_DATABASE_URL"])
        with engine.begin() as connection:
            connection.execute(text(statement))
        engine.dispose()

    def is_well(self) -> bool:
        """Tell whether the doctor and the proof of the cards find no fault."""
        return not self.run("doctor").returncode and not self.run("study", "rebuild", "--check").returncode


@pytest.fixture
def installation(tmp_path: Path, database_url: str) -> Installation:
    return Installation(tmp_path / "instance", database_url)


@pytest.fixture
def backup(installation: Installation, tmp_path: Path) -> Path:
    file = tmp_path / "monday.backup"
    done = installation.run("backup", file)
    assert done.returncode == 0, done.stderr
    return file


def rewrite(file: Path, **changes: object) -> None:
    """Change what a backup says of itself."""
    with zipfile.ZipFile(file) as archive:
        manifest, data = json.loads(archive.read("manifest.json")), archive.read("database")
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("manifest.json", json.dumps(manifest | changes))
        archive.writestr("database", data)


def refused(installation: Installation, file: Path) -> str:
    """Return why a backup is not restored, having seen that nothing changed."""
    before = installation.rows("SELECT count(*) FROM item")
    done = installation.run("restore", file)
    assert done.returncode == 1, done.stdout
    assert "Traceback" not in done.stderr
    assert installation.rows("SELECT count(*) FROM item") == before
    return done.stderr


@pytest.mark.slow
def test_a_backup_made_under_load_holds_all_that_was_kept_and_nothing_half(
    installation: Installation, tmp_path: Path
) -> None:
    end, file = threading.Event(), tmp_path / "under-load.backup"
    with served(installation.folder, **installation.settings) as server:
        learners = [Learner(server.address, seed=seed, end=end) for seed in range(LEARNERS)]
        for learner in learners:
            learner.start()
        try:
            assert until(
                lambda: (
                    sum(len(one.answers) for one in learners) > 30 and all(one.reviews for one in learners)
                )
            )
            kept = {answer for one in learners for answer in one.answers.copy()}
            reviewed = {review for one in learners for review in one.reviews.copy()}
            made = installation.run("backup", file)
            later = sum(len(one.answers) + len(one.reviews) for one in learners)
        finally:
            end.set()
            for learner in learners:
                learner.join(timeout=30)
    assert made.returncode == 0, made.stderr
    assert [fault for learner in learners for fault in learner.faults] == []
    assert later > len(kept) + len(reviewed), "nobody went on while the backup was made"

    restored = installation.run("restore", file)
    assert restored.returncode == 0, restored.stderr
    assert kept <= set(map(as_uuid, installation.rows("SELECT client_id FROM response")))
    assert reviewed <= set(map(as_uuid, installation.rows("SELECT id FROM review_log")))
    assert installation.is_well()


def as_uuid(value: object) -> UUID:
    return value if isinstance(value, UUID) else UUID(str(value))


def test_what_changed_since_is_undone_and_kept_beside(installation: Installation, backup: Path) -> None:
    items = installation.rows("SELECT count(*) FROM item")
    installation.execute("UPDATE item SET offered = false")
    done = installation.run("restore", backup, "--json")
    report = schemas.read("restore", done.stdout)
    assert (report["migrated"], report["same_key"]) == (False, True)
    assert installation.rows("SELECT count(*) FROM item WHERE offered") == items
    beside = report["replaced"]
    url = installation.settings["QUIZAPP_DATABASE_URL"]
    assert "replaced" in beside
    old = (
        f"sqlite:///{beside}"
        if url.startswith("sqlite")
        else url.replace(url.split("/")[3].split("?")[0], beside)
    )
    engine = create_engine(old)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM item WHERE offered")).scalar() == 0
    engine.dispose()
    assert installation.is_well()


def test_the_backup_says_what_it_is(installation: Installation, tmp_path: Path) -> None:
    done = installation.run("backup", tmp_path / "b", "--json")
    report = schemas.read("backup", done.stdout)
    assert report["engine"] in installation.settings["QUIZAPP_DATABASE_URL"]
    assert report["revision"] == installation.rows("SELECT version_num FROM alembic_version")[0]


def test_only_its_owner_can_read_a_backup_and_no_draft_is_left(backup: Path) -> None:
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert {file.name for file in backup.parent.iterdir()} == {"instance", backup.name}


def test_the_secret_key_is_not_in_a_backup(installation: Installation, backup: Path) -> None:
    key = (installation.folder / "secret_key").read_bytes().strip()
    with zipfile.ZipFile(backup) as archive:
        assert all(key not in archive.read(name) for name in archive.namelist())


def test_a_file_that_is_there_is_overwritten_only_when_asked(
    installation: Installation, backup: Path
) -> None:
    before = backup.read_bytes()
    refusal = installation.run("backup", backup)
    assert refusal.returncode == 1
    assert "--force" in refusal.stderr
    assert backup.read_bytes() == before
    assert installation.run("backup", backup, "--force").returncode == 0
    assert backup.read_bytes() != before


@pytest.mark.parametrize("part", [0, 0.1, 0.5, 0.99])
def test_a_backup_that_was_cut_short_is_refused(
    installation: Installation, backup: Path, part: float
) -> None:
    backup.write_bytes(backup.read_bytes()[: int(backup.stat().st_size * part)])
    assert "not whole" in refused(installation, backup)


def test_a_backup_with_a_changed_byte_is_refused(installation: Installation, backup: Path) -> None:
    content = bytearray(backup.read_bytes())
    content[len(content) // 2] ^= 0xFF
    backup.write_bytes(content)
    assert "not whole" in refused(installation, backup)


def test_a_backup_of_a_newer_version_is_refused(installation: Installation, backup: Path) -> None:
    rewrite(backup, revision="9999")
    assert "newer" in refused(installation, backup)


def test_a_backup_of_the_other_kind_of_database_is_refused(installation: Installation, backup: Path) -> None:
    other = {"sqlite": "postgresql", "postgresql": "sqlite"}
    mine = installation.settings["QUIZAPP_DATABASE_URL"].split(":")[0].split("+")[0]
    rewrite(backup, engine=other[mine])
    assert f"a backup of {other[mine]}" in refused(installation, backup)


def test_a_backup_of_an_unknown_kind_is_refused(installation: Installation, backup: Path) -> None:
    rewrite(backup, format_version=2)
    assert "a newer one may" in refused(installation, backup)


def test_something_else_is_refused(installation: Installation, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear all", encoding="utf-8")
    assert "no backup of quizapp" in refused(installation, letter)
    assert "cannot be read" in refused(installation, tmp_path / "nothing")


def test_an_older_backup_is_brought_up_to_date(installation: Installation, tmp_path: Path) -> None:
    newest = installation.rows("SELECT version_num FROM alembic_version")
    assert installation.run("db", "downgrade", "0001").returncode == 0
    assert installation.run("backup", tmp_path / "old").returncode == 0
    done = installation.run("restore", tmp_path / "old", "--json")
    assert schemas.read("restore", done.stdout)["migrated"] is True
    assert installation.rows("SELECT version_num FROM alembic_version") == newest
    assert installation.is_well()


def test_nothing_is_replaced_while_the_site_is_served(installation: Installation, backup: Path) -> None:
    with served(installation.folder, **installation.settings):
        assert "still running" in refused(installation, backup)


def test_nothing_is_replaced_while_another_program_is_connected(
    installation: Installation, backup: Path
) -> None:
    engine = create_engine(installation.settings["QUIZAPP_DATABASE_URL"])
    with engine.connect() as connection:
        connection.execute(text("SELECT count(*) FROM item")).scalar()
        assert "another program" in refused(installation, backup)
    engine.dispose()


def test_another_secret_key_is_told_with_what_it_means(installation: Installation, backup: Path) -> None:
    (installation.folder / "secret_key").unlink()
    done = installation.run("restore", backup)
    assert done.returncode == 0, done.stderr
    assert "everybody is logged out" in done.stdout


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_a_damaged_database_is_replaced_as_well(
    installation: Installation, backup: Path, database_url: str
) -> None:
    Path(database_url.removeprefix("sqlite:///")).write_bytes(b"no database" * 1000)
    done = installation.run("restore", backup)
    assert done.returncode == 0, done.stderr
    assert installation.is_well()


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_a_machine_without_any_database_gets_the_one_of_the_backup(
    installation: Installation, backup: Path, tmp_path: Path
) -> None:
    fresh = tmp_path / "fresh"
    shutil.copytree(installation.folder, fresh)
    done = run("restore", str(backup), "--json", instance=fresh)
    assert schemas.read("restore", done.stdout)["replaced"] is None
    assert run("doctor", instance=fresh).returncode == 0


def test_before_init_there_is_nothing_to_back_up(tmp_path: Path) -> None:
    done = run("backup", str(tmp_path / "b"), instance=tmp_path / "instance")
    assert done.returncode == 1
    assert "quizapp init" in done.stderr
    assert not (tmp_path / "b").exists()


def test_missing_programs_of_postgresql_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.fspath(tmp_path))
    monkeypatch.setattr(programs, "DEBIAN", tmp_path)
    with pytest.raises(BackupError, match="pg_dump is not installed"):
        programs.run("pg_dump")


def test_a_backup_holds_nothing_of_who_is_in_a_live_session(
    installation: Installation, tmp_path: Path
) -> None:
    assert installation.run("init").returncode == 0
    hall = ServedHall(installation.folder, installation.settings["QUIZAPP_DATABASE_URL"])
    with hall.app.app_context():
        secret = "very-much-a-secret"
        service.join(hall.id, uuid4(), secret=secret, draw_name=lambda: "Amber Finch")
    hall.close()
    file = tmp_path / "evening.backup"
    assert installation.run("backup", file).returncode == 0
    assert installation.rows("SELECT name FROM live_participant") == ["Amber Finch"]
    with zipfile.ZipFile(file) as archive:
        assert hashed(secret).encode() not in archive.read("database")
    assert installation.run("restore", file).returncode == 0
    assert installation.rows("SELECT name FROM live_participant") == []
    assert installation.rows("SELECT code FROM live_session") == [hall.code]
    assert installation.is_well()
