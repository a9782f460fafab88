"""What the tests of commands share: a fresh installation."""

import shutil
from pathlib import Path

import pytest

from tests.support.served import run


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as ``quizapp init`` leaves it: to be copied, never used itself."""
    folder = tmp_path_factory.mktemp("installed") / "instance"
    made = run("init", instance=folder)
    assert made.returncode == 0, made.stderr
    return folder


@pytest.fixture
def instance(tmp_path: Path, installed: Path) -> Path:
    """A fresh installation of the test's own."""
    return shutil.copytree(installed, tmp_path / "instance")
