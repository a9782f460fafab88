"""An uploaded file of questions, read in a process of its own."""

from quizapp.author.importing.reading_apart import Limits, run_apart
from quizapp.core.banks import Finding, Severity
from quizapp.formats.exchange.files import Format
from quizapp.formats.exchange.prepared import PreparedFile, load_file

LONGEST_ENDING = 40
"""Characters of the end of a file's name, which may help to tell its format."""


def read_apart(
    data: bytes, *, name: str, format_: Format | None, limits: Limits | None = None
) -> PreparedFile:
    """Return what a file holds; one that takes too much time or memory has a finding that says so."""
    ending = "".join(char for char in name[-LONGEST_ENDING:] if char.isascii() and char.isprintable())
    read = run_apart(data, "questions", ending, format_ or "", limits=limits or Limits())
    return _given_up() if read is None else load_file(read)


def _given_up() -> PreparedFile:
    finding = Finding(
        item="",
        rule="too-much",
        severity=Severity.ERROR,
        message="Reading this file took too much time or memory, so it was stopped. Nothing was kept.",
        fix="Split it into several files, or save it in another format.",
    )
    return PreparedFile(format="", findings=(finding,))
