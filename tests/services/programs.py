"""The programs beside Python that some tests need."""

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest


def find(program: str) -> Path | None:
    """Return where a program lies; Debian keeps those of PostgreSQL out of the search path."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    path = os.pathsep.join([os.environ.get("PATH", ""), *map(str, reversed(folders))])
    found = shutil.which(program, path=path)
    return Path(found) if found else None


def need(program: str) -> Path:
    """Return where a program lies; skip the test, or fail it, when it is missing."""
    return find(program) or lack(f"this test needs the program {program}")


def lack(reason: str) -> NoReturn:
    """Skip the test for a reason, or fail it when REQUIRE_SERVICES is set."""
    if os.environ.get("REQUIRE_SERVICES"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
