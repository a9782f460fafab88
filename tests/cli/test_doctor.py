"""``quizapp doctor`` finds what is wrong and says how to mend it."""

import os
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.cli import schemas
from tests.support.served import run


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    folder = tmp_path / "instance"
    assert run("init", instance=folder).returncode == 0
    return folder


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
