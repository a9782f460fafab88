"""What the two commands rest on: lock files that any machine can use, and a package that is whole."""

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.support.served import environment

ROOT = Path(__file__).parents[1]
LOCKS = ["requirements.lock", "requirements-dev.lock"]


def names(path: str) -> set[str]:
    """Return the packages that a lock file pins."""
    return set(re.findall(r"^([a-z0-9.-]+)==", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_hashes_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())
    assert all("--hash=sha256:" in entry for entry in entries)
    assert "://" not in text
    assert "index" not in re.sub(r"\S+==\S+", "", text)


def test_the_lock_holds_every_declared_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    declared = {re.split(r"[\[<>=~ ]", name)[0] for name in project["project"]["dependencies"]}
    assert declared <= names("requirements.lock")
    tools = {
        re.split(r"[\[<>=~ ]", name)[0]
        for name in project["dependency-groups"]["dev"]
        if isinstance(name, str)
    }
    assert tools | names("requirements.lock") <= names("requirements-dev.lock")


def test_both_locks_pin_the_same_versions() -> None:
    pins = [
        set(re.findall(r"^\S+==\S+", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE))
        for lock in LOCKS
    ]
    assert pins[0] <= pins[1]


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)], cwd=ROOT, check=True
    )
    (path,) = tmp_path.glob("*.whl")
    return path


def test_a_package_works_from_any_folder(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    for command, said in (("init", "terminology"), ("doctor", "questions on offer")):
        result = subprocess.run(
            [sys.executable, "-m", "quizapp", command],
            cwd=tmp_path,
            env=environment(tmp_path / "instance") | {"PYTHONPATH": str(tmp_path / "installed")},
            capture_output=True,
            text=True,
        )
        assert result.returncode == 0, result.stdout + result.stderr
        assert said in result.stdout


def test_a_wheel_carries_questions_migrations_templates_and_styles(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
    for folder, kept in (("questions", "_data/questions"), ("migrations", "_data/migrations")):
        here = {path.relative_to(ROOT / folder) for path in (ROOT / folder).rglob("*.*") if path.is_file()}
        sources = {path for path in here if path.suffix in {".toml", ".py", ".mako", ".json"}}
        assert {f"quizapp/{kept}/{path.as_posix()}" for path in sources} <= held
    assert "quizapp/templates/base.html" in held
    assert any(name.startswith("quizapp/static/") and name.endswith(".css") for name in held)


def test_help_names_every_command() -> None:
    said = subprocess.run(
        [sys.executable, "tools/dev.py", "help"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    assert re.findall(r"^make (\S+)", said, re.MULTILINE) == [
        "run",
        "demo",
        "test",
        "lint",
        "format",
        "bench",
        "bench-live",
        "lock",
    ]
