"""Files of questions to text; what cannot be read is told in a sentence."""

from pathlib import Path

from quizapp.formats.located import Located, fault

LARGEST_FILE = 4_000_000
"""Bytes; a text of a million characters fits."""


def read_text(path: Path) -> str | Located:
    """Return the text of a file, or why it cannot be read; never raises."""
    try:
        if path.is_dir():
            return fault("file", "This is a folder, not a bank file.", fix="Name the files in it.")
        if not path.is_file():
            return fault("file", "There is no such file.", fix="Look at the name and the folder.")
        if path.stat().st_size > LARGEST_FILE:
            return fault(
                "file", f"The file has over {LARGEST_FILE:,} bytes.", fix="Split it into several banks."
            )
        data = path.read_bytes()
    except OSError as error:
        return fault("file", f"The file cannot be read ({error.strerror}).", fix="Look at who may read it.")
    return _decode(data)


def _decode(data: bytes) -> str | Located:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        good = data[: error.start]
        return fault(
            "file",
            "The file is not UTF-8 text.",
            fix="Save it as UTF-8 in your editor.",
            line=good.count(b"\n") + 1,
            column=len(good) - (good.rfind(b"\n") + 1) + 1,
        )
