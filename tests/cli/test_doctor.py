"""``quizapp doctor`` finds what is wrong and says how to mend it."""

import json
import os
import socket
import sqlite3
import stat
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.cli import schemas
from tests.services import redis
from tests.support.served import run


def faults(instance: Path, **settings: str) -> dict[str, dict[str, Any]]:
    """Return the checks that found a fault, by name."""
    result = run("doctor", "--json", instance=instance, **settings)
    report = schemas.read("doctor", result.stdout)
    assert result.returncode == (0 if report["ok"] else 1)
    return {check["name"]: check for check in report["checks"] if not check["ok"]}


def test_a_fresh_installation_is_well(instance: Path) -> None:
    assert faults(instance) == {}


def test_the_sentences_say_the_same_as_the_json(instance: Path) -> None:
    result = run("doctor", instance=instance)
    assert result.returncode == 0
    assert "FAULT" not in result.stdout


def test_before_init_the_doctor_names_it_and_makes_nothing(tmp_path: Path) -> None:
    found = faults(tmp_path / "nowhere")
    assert set(found) == {"instance-folder", "secret-key", "database-place"}
    assert all("quizapp init" in fault["fix"] for fault in found.values())
    assert not (tmp_path / "nowhere").exists()


def test_a_wrong_setting_is_named_with_its_reason(instance: Path) -> None:
    found = faults(instance, QUIZAPP_SECRET_KEY="short")
    assert "QUIZAPP_SECRET_KEY: needs at least 32 characters" in found["settings"]["message"]


def test_a_setting_with_a_slip_in_its_name_is_named(instance: Path) -> None:
    assert "QUIZAPP_TREADS" in faults(instance, QUIZAPP_TREADS="4")["settings"]["message"]


def test_an_unknown_time_zone_is_named(instance: Path) -> None:
    assert "Middle/Earth" in str(faults(instance, QUIZAPP_TIME_ZONE="Middle/Earth"))


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps rights elsewhere")
def test_a_key_that_others_can_read_is_a_fault(instance: Path) -> None:
    (instance / "secret_key").chmod(0o644)
    assert "chmod 600" in faults(instance)["secret-key"]["fix"]


def test_a_key_that_was_not_written_whole_is_a_fault(instance: Path) -> None:
    (instance / "secret_key").write_text("", encoding="ascii")
    assert "remove" in faults(instance)["secret-key"]["fix"].lower()


def test_a_database_of_another_version_is_a_fault(instance: Path) -> None:
    with sqlite3.connect(instance / "quizapp.sqlite") as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'another'")
    connection.close()
    assert "not those of this version" in faults(instance)["database"]["message"]


def test_a_database_that_does_not_answer_is_a_fault(instance: Path) -> None:
    url = f"postgresql+psycopg://nobody@/nothing?host={instance}"
    assert "does not answer" in faults(instance, QUIZAPP_DATABASE_URL=url)["database"]["message"]


def test_missing_banks_are_a_fault(instance: Path) -> None:
    with sqlite3.connect(instance / "quizapp.sqlite") as connection:
        connection.execute("UPDATE item SET offered = 0")
    connection.close()
    assert "quizapp bank load" in faults(instance)["banks"]["fix"]


def test_a_live_session_that_nobody_reduced_is_a_fault(instance: Path) -> None:
    with sqlite3.connect(instance / "quizapp.sqlite") as connection:
        connection.execute(
            "INSERT INTO live_session (code, host_hash, kind, plan, seed, seq, position, paused, created_at,"
            " expires_at) VALUES ('BCDFGH', '', 'patient', '{}', 1, 0, 0, 0, '2020-01-01', '2020-01-02')"
        )
    connection.close()
    assert "1 that is over still holds" in faults(instance)["live-sessions"]["message"]


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps rights elsewhere")
def test_an_instance_folder_that_any_user_can_read_is_a_fault(instance: Path) -> None:
    instance.chmod(0o755)
    assert "chmod o-rwx" in faults(instance)["instance-folder"]["fix"]


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps rights elsewhere")
def test_the_instance_folder_is_made_for_its_owner_only(instance: Path) -> None:
    assert stat.S_IMODE(instance.stat().st_mode) == 0o700


def test_a_damaged_database_is_a_fault(instance: Path) -> None:
    file = instance / "quizapp.sqlite"
    content = bytearray(file.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 4096] = b"\xff" * 4096
    file.write_bytes(content)
    assert "quizapp restore" in faults(instance)["database-whole"]["fix"]


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"QUIZAPP_PUBLIC_URL": "https://learn.example.org"}, "QUIZAPP_SECURE_COOKIES"),
        (
            {"QUIZAPP_PUBLIC_URL": "https://learn.example.org", "QUIZAPP_SECURE_COOKIES": "true"},
            "QUIZAPP_TRUSTED_PROXIES",
        ),
        ({"QUIZAPP_MAIL_SERVER": "127.0.0.1"}, "QUIZAPP_PUBLIC_URL"),
    ],
)
def test_settings_of_the_address_that_do_not_go_together_are_a_fault(
    instance: Path, settings: dict[str, str], named: str
) -> None:
    assert named in faults(instance, **settings)["address"]["fix"]


def test_a_mail_server_that_takes_no_mail_is_a_fault(instance: Path) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = str(unused.getsockname()[1])
        found = faults(instance, QUIZAPP_MAIL_SERVER="127.0.0.1", QUIZAPP_MAIL_PORT=port)
    assert "ConnectionRefusedError" in found["mail"]["message"]


@pytest.mark.parametrize(
    ("setting", "check"), [("QUIZAPP_RATE_LIMIT_STORAGE", "rate-limits"), ("QUIZAPP_LIVE_WIRE", "live-wire")]
)
def test_a_redis_that_does_not_answer_is_a_fault(instance: Path, setting: str, check: str) -> None:
    found = faults(instance, **{setting: f"redis+unix://{instance}/nothing"})
    assert "does not answer" in found[check]["fix"]


@pytest.mark.services
def test_a_redis_that_answers_is_well(instance: Path) -> None:
    with redis.server() as url:
        assert faults(instance, QUIZAPP_RATE_LIMIT_STORAGE=url, QUIZAPP_LIVE_WIRE=url) == {}


def test_the_age_of_the_newest_backup_is_looked_at(instance: Path, tmp_path: Path) -> None:
    backups = tmp_path / "backups"
    where = {"QUIZAPP_BACKUPS_DIR": str(backups)}
    assert "none is in" in faults(instance, **where)["backups"]["message"]
    backups.mkdir()
    (backups / "letter.txt").write_text("Dear all", encoding="utf-8")
    assert run("backup", str(backups / "today"), instance=instance).returncode == 0
    assert faults(instance, **where) == {}
    age(backups / "today", made_at="2026-01-01T00:00:00Z")
    assert "2026-01-01" in faults(instance, **where)["backups"]["message"]


def age(backup: Path, *, made_at: str) -> None:
    """Let a backup say that it was made at another time."""
    with zipfile.ZipFile(backup) as archive:
        manifest = json.loads(archive.read("manifest.json")) | {"made_at": made_at}
    with zipfile.ZipFile(backup, "w") as archive:
        archive.writestr("manifest.json", json.dumps(manifest))
        archive.writestr("database", b"")


def test_the_doctor_looks_while_others_write(instance: Path) -> None:
    with closing(sqlite3.connect(instance / "quizapp.sqlite", isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        assert faults(instance) == {}
