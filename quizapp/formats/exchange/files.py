"""Which format a file has, and its reader."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from quizapp.formats.exchange.reading import ReadBank, refused
from quizapp.formats.exchange.toml_reader import read_toml_bank


class Format(StrEnum):
    """The formats of banks, by the names that commands and pages use."""

    TOML = "toml"
    JSON = "json"


READERS: Mapping[Format, Callable[[bytes], ReadBank]] = {
    Format.TOML: read_toml_bank,
}

SUFFIXES = {".toml": Format.TOML}


def read_file(data: bytes, *, name: str, format_: Format | None = None) -> ReadBank:
    """Return what a file holds; never raises. Without ``format_``, its name tells the format."""
    told = format_ or format_of(name)
    if told is None:
        return refused(
            "format",
            "It cannot be told which format this file has.",
            fix=f"Name it: {', '.join(READERS)}.",
        )
    return READERS[told](data)


def format_of(name: str) -> Format | None:
    """Return the format that a file of that name has."""
    return next((found for suffix, found in SUFFIXES.items() if name.lower().endswith(suffix)), None)
