"""The script in docs/api.md does what the guide says, as it stands there."""

import re
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from flask import Flask

from tests.support.people import make_account

GUIDE = Path(__file__).parents[2] / "docs" / "api.md"


@pytest.fixture
def content() -> str:
    return "banks"


def test_the_script_of_the_guide_makes_a_whole_visit(app: Flask, live_server: str, tmp_path: Path) -> None:
    person = make_account(app)
    script = re.search(r"```python\n(.+?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert script
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", script[1], live_server, person.email, person.password],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    lines = ran.stdout.splitlines()
    assert re.fullmatch(r"Banks: .+ \(\d+\)(, .+ \(\d+\))+", lines[0])
    assert re.fullmatch(r"Right: \d of 5", lines[6])
    assert [line.rsplit(" – ", 1)[1] for line in lines[7:9]] == ["comes back in 10 min"] * 2
    assert lines[-1] == "Revoked the token"
    with ZipFile(tmp_path / "everything.zip") as archive:
        assert "reviews.json" in archive.namelist()


def test_the_script_says_in_words_what_went_wrong(live_server: str, tmp_path: Path) -> None:
    script = re.search(r"```python\n(.+?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert script
    ran = subprocess.run(
        [sys.executable, "-c", script[1], live_server, "nobody@example.org", "no password at all"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ran.returncode == 1
    assert ran.stderr.startswith("These do not belong together: E-mail address, password and code")
