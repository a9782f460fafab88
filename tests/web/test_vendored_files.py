"""Files of other projects are what they say they are, and may be passed on."""

from hashlib import sha256
from pathlib import Path

import quizapp

VENDOR = Path(quizapp.__file__).parent / "static" / "vendor"
LINES = (VENDOR / "CHECKSUMS").read_text(encoding="utf-8").splitlines()
SUMS = {path: digest for digest, _, path in (line.partition("  ") for line in LINES if line[0] != "#")}


def test_every_vendored_file_is_listed_with_its_checksum() -> None:
    found = {
        path.relative_to(VENDOR).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.parent != VENDOR
    }
    assert found == SUMS


def test_every_vendored_project_lies_beside_its_licence_in_a_folder_named_by_version() -> None:
    for folder in (path for path in VENDOR.iterdir() if path.is_dir()):
        assert (folder / "LICENSE").is_file()
        assert folder.name.rpartition("-")[2].replace(".", "").isdigit()
